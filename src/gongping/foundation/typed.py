"""Typed requests: JSON becomes a structure with exactly its fields, or a sentence."""

from typing import TypeVar

import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext as _

from gongping.foundation.errors import Invalid

T = TypeVar("T", bound=msgspec.Struct)


def read_json(request: HttpRequest, kind: type[T]) -> T:
    """Return the body as a `kind`; raise `Invalid` if it is none."""
    try:
        return msgspec.json.decode(request.body, type=kind)
    except msgspec.MsgspecError as error:
        raise Invalid(_("送来的内容读不懂。请刷新页面，再做一次。")) from error
