"""Keeping what people say of the pages."""

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.errors import Invalid
from gongping.workbench.models import Feedback

LONGEST = 500


@transaction.atomic
def keep_feedback(path: str, text: str, *, by: Actor) -> Feedback:
    """Keep a remark on a page; empty and overlong ones raise `Invalid`.

    It is no act on anybody's affairs, so the audit record does not list it.
    """
    said = text.strip()
    if not said:
        raise Invalid(_("没有写内容。写一句话再交。"), "text")
    if len(said) > LONGEST:
        raise Invalid(_("最多 %(most)d 字，请删短再交。") % {"most": LONGEST}, "text")
    return Feedback.objects.create(
        path=path[:200], text=said, at=clock.now(), by_name=by.name
    )


def mark_handled(feedback_id: int) -> None:
    """Tick a remark off; whoever keeps the list may do it."""
    Feedback.objects.filter(pk=feedback_id).update(is_handled=True)
