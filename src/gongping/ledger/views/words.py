"""Words that screens of the ledger share: sources, units, files, whole sentences."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongping.foundation import format

if TYPE_CHECKING:
    from gongping.ledger.models import LedgerItem


def source_words() -> dict[str, str]:
    """Return the short word for where an item comes from, by kind."""
    return {
        "key_task": _("计划"),
        "follow_up_item": _("点评"),
        "meeting_decision": _("会议"),
        "initiative_task": _("联创"),
    }


def source_heading(item: "LedgerItem") -> str:
    """Return the heading over the words that raised the item."""
    headings = {
        "follow_up_item": _("来自点评"),
        "meeting_decision": _("来自会议"),
    }
    return headings.get(item.kind, _("来源"))


def source_by(item: "LedgerItem") -> str:
    """Say whose words they are and on what occasion they were said."""
    return _("，").join(filter(None, [item.source_author, item.source_occasion]))


def path_count(milestones: list[Any]) -> str:
    """Say how many milestones there are and how many are done."""
    done = sum(bool(milestone.verified_on) for milestone in milestones)
    said = ngettext(
        "%(n)d 个节点，已完成 %(done)d 个",
        "%(n)d 个节点，已完成 %(done)d 个",
        len(milestones),
    )
    return said % {"n": len(milestones), "done": done}


def moved_on(milestone: Any) -> bool:
    """Tell whether the milestone stands on another day than at first."""
    return bool(milestone.original_due_on != milestone.due_on)


def day_of(value: Any) -> str:
    """Return a date in words, for sentences made in Python."""
    return format.near_day(value)
