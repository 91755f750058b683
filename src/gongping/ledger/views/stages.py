"""The life of an item as a line of six stages, from receipt to look-back."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gongping.ledger.states import ItemKind, ItemState
from gongping.ledger.views.words import day_of

if TYPE_CHECKING:
    from gongping.ledger.models import LedgerItem

Stage = tuple[str, str, str]


def stages_of(item: "LedgerItem") -> list[Stage]:
    """Return (name, note, passed | current | ahead) for 签收 to 回头看."""
    here = _place(item)
    named = [
        (_("签收"), _acknowledged(item)),
        (_("承办"), _undertaken(item)),
        (_("反馈"), _reporting(item)),
        (_("审核"), _("秘书处")),
        (_("销号"), day_of(item.closed_on) or _("审核通过后")),
        (_("回头看"), _looking_back(item)),
    ]
    return [(name, note, _standing(n, here)) for n, (name, note) in enumerate(named)]


def _place(item: "LedgerItem") -> int:
    if item.look_back_result:
        return 6
    places = {ItemState.CLOSED: 5, ItemState.AWAITING: 3, ItemState.PROPOSED: 1}
    if item.state in places:
        return places[ItemState(item.state)]
    is_received = item.acknowledged_on or item.last_reported_on
    return 2 if item.state == ItemState.PUBLISHED and is_received else 0


def _standing(place: int, here: int) -> str:
    if place < here:
        return "passed"
    return "current" if place == here else "ahead"


def _acknowledged(item: "LedgerItem") -> str:
    if item.acknowledged_on:
        return day_of(item.acknowledged_on)
    if item.state == ItemState.DRAFT:
        # A draft is received with its path; only what is published waits for it.
        return _("发布后") if item.kind == ItemKind.KEY_TASK else _("提出路径时")
    is_waiting = item.state == ItemState.PUBLISHED and not item.last_reported_on
    return _("待签收") if is_waiting else ""


def _undertaken(item: "LedgerItem") -> str:
    if item.state == ItemState.PROPOSED:
        return _("路径待秘书处确认")
    if begun := item.started_on or item.published_on:
        return _("%(day)s起") % {"day": day_of(begun)}
    return _("发布后") if item.milestones.all() else _("提出路径后")


def _reporting(item: "LedgerItem") -> str:
    reported = sum(bool(node.reported_on) for node in item.milestones.all())
    if item.state == ItemState.PUBLISHED and item.next_due_on:
        return _("第 %(n)d 次待报") % {"n": reported + 1}
    return _("已报 %(n)d 次") % {"n": reported} if reported else _("每个节点一次")


def _looking_back(item: "LedgerItem") -> str:
    if item.look_back_result:
        return _("已看")
    return day_of(item.look_back_due_on) or _("销号后 6 个月")
