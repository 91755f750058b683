"""Closing an item out, looking back half a year later, taking it up again."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.transitions import transition
from gongping.ledger.exceptions import WrongDetail
from gongping.ledger.lights import months_later
from gongping.ledger.models import LedgerItem, Milestone
from gongping.ledger.policies import (
    check_can_close,
    check_can_look_back,
    check_can_reopen,
)
from gongping.ledger.services.common import held, keep, note_change, put_on_record
from gongping.ledger.states import ITEM_TRANSITIONS, ItemState


@transaction.atomic
def close_item(item: LedgerItem, *, by: Actor) -> LedgerItem:
    """Close the item out (销号); a look back is due six months later."""
    item = held(item)
    check_can_close(item, by)
    return _closed(item, by)


def close_if_complete(item: LedgerItem, *, by: Actor) -> bool:
    """Close the item if its last milestone has been verified; tell whether."""
    milestones = list(item.milestones.all())
    if any(milestone.verified_on is None for milestone in milestones):
        return False
    if not milestones:
        return False
    _closed(item, by)
    return True


def _closed(item: LedgerItem, by: Actor) -> LedgerItem:
    transition(item, ItemState.CLOSED, ITEM_TRANSITIONS)
    item.closed_on = clock.today()
    item.look_back_due_on = months_later(item.closed_on)
    item.look_back_result = ""
    item.obstacle, item.last_nudged_on = "", None
    keep(item, by=by)
    put_on_record("item:closed", item, by=by)
    return item


@transaction.atomic
def record_look_back(item: LedgerItem, result: str, *, by: Actor) -> LedgerItem:
    """Take down what was found when looking back; once."""
    item = held(item)
    check_can_look_back(item, by)
    if not result.strip():
        raise WrongDetail(_("请写看到的事实。"), "result")
    item.look_back_result = result.strip()
    keep(item, by=by)
    put_on_record("item:looked_back", item, by=by)
    return item


@transaction.atomic
def reopen_item(
    item: LedgerItem, *, reason: str, due_on: date, by: Actor
) -> LedgerItem:
    """Take a closed item up again, with one more milestone and a new deadline."""
    item = held(item)
    check_can_reopen(item, by)
    if not reason.strip():
        raise WrongDetail(_("请写重新办理的理由。"), "reason")
    if due_on < clock.today():
        raise WrongDetail(_("新的时限要在今天或以后。"), "due_on")
    transition(item, ItemState.PUBLISHED, ITEM_TRANSITIONS)
    _add_milestone(item, due_on)
    note_change(item, "due_on", old=item.due_on, new=due_on, reason=reason, by=by)
    item.due_on = due_on
    item.closed_on = item.look_back_due_on = None
    getattr(item, "_prefetched_objects_cache", {}).clear()
    keep(item, by=by)
    put_on_record("item:reopened", item, by=by, reason=reason)
    return item


def _add_milestone(item: LedgerItem, due_on: date) -> None:
    known = [milestone.title for milestone in item.milestones.all()]
    title = _("回头看整改")
    times = sum(name.startswith(title) for name in known)
    Milestone.objects.create(
        item=item,
        position=len(known) + 1,
        title=f"{title}{times + 1}" if times else title,
        due_on=due_on,
        original_due_on=due_on,
    )
