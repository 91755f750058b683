"""Search text that finds Chinese words of any length on any database."""

import re
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

Rows = TypeVar("Rows", bound=QuerySet[Any])

_word = re.compile(r"[\w]+", re.UNICODE)
SEPARATOR = " "


def searchable(*parts: str) -> str:
    """Return one lower-case text in which a substring query finds any part."""
    return SEPARATOR.join(part.strip().lower() for part in parts if part)


def matching(rows: Rows, query: str, field: str = "search_text") -> Rows:
    """Return the rows whose search text holds every word of `query`."""
    condition = Q()
    for word in _word.findall(query.lower()):
        condition &= Q(**{f"{field}__contains": word})
    return rows.filter(condition)
