"""From draft to assignment: propose, confirm, send back, publish, sign for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from gongping.foundation import clock
from gongping.foundation.actors import Actor, Role
from gongping.foundation.errors import DomainError
from gongping.foundation.transitions import transition
from gongping.ledger.checks import (
    check_dates,
    check_publishable,
    responsible_of,
)
from gongping.ledger.fields import path_of
from gongping.ledger.models import LedgerItem, Milestone
from gongping.ledger.policies import (
    check_can_acknowledge,
    check_can_confirm,
    check_can_confirm_supporting,
    check_can_propose,
    check_can_publish,
    check_can_send_back,
)
from gongping.ledger.services.common import held, keep, put_on_record
from gongping.ledger.states import ITEM_TRANSITIONS, ItemState

if TYPE_CHECKING:
    from gongping.organisation.models import Person


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item of several; `error` is empty if it went well."""

    number: str
    title: str
    error: str = ""


@transaction.atomic
def publish_item(item: LedgerItem, *, by: Actor) -> LedgerItem:
    """Publish the draft; raise `NotPublishable` naming everything it lacks."""
    item = held(item)
    check_can_publish(item, by)
    return _published(item, "item:published", by)


def publish_items(items: Iterable[LedgerItem], *, by: Actor) -> list[Outcome]:
    """Publish each complete draft, and say of the others what they lack."""
    return [_outcome(item, by) for item in items]


def _outcome(item: LedgerItem, by: Actor) -> Outcome:
    try:
        publish_item(item, by=by)
    except DomainError as error:
        return Outcome(item.number, item.title, error.message)
    return Outcome(item.number, item.title)


@transaction.atomic
def publish_or_propose(item: LedgerItem, *, by: Actor) -> LedgerItem:
    """Publish for the secretariat; a unit's item goes there to be confirmed."""
    if not by.is_any(Role.SECRETARIAT):
        return _proposed(held(item), by)
    if item.state == ItemState.PROPOSED:
        return confirm_item(item, by=by)
    return publish_item(item, by=by)


@transaction.atomic
def propose_path(
    item: LedgerItem,
    *,
    milestones: Iterable[tuple[str, date]],
    responsible_person: "int | Person",
    due_on: date,
    by: Actor,
) -> LedgerItem:
    """Put path, person and date before the secretariat; this also signs for the item.

    A second proposal replaces the first until it is confirmed.
    """
    item = held(item)
    check_can_propose(item, by)
    path = path_of(milestones)
    start = item.started_on or min([clock.today(), *(day for _title, day in path)])
    check_dates(start, due_on, path)
    key = (
        responsible_person
        if isinstance(responsible_person, int)
        else responsible_person.pk
    )
    item.responsible_person = responsible_of(key, item.lead_unit)
    item.started_on, item.due_on, item.original_due_on = start, due_on, due_on
    replace_path(item, path)
    return _proposed(item, by)


def replace_path(item: LedgerItem, path: tuple[tuple[str, date], ...]) -> None:
    """Give a draft its milestones, replacing any that it had."""
    item.milestones.all().delete()
    Milestone.objects.bulk_create(
        Milestone(item=item, position=n, title=title, due_on=day, original_due_on=day)
        for n, (title, day) in enumerate(path_of(path), 1)
    )
    if path:
        item.path_sketch = ""
    getattr(item, "_prefetched_objects_cache", {}).clear()


@transaction.atomic
def confirm_item(item: LedgerItem, *, by: Actor) -> LedgerItem:
    """Publish what the unit proposed."""
    item = held(item)
    check_can_confirm(item, by)
    return _published(item, "item:confirmed", by)


@transaction.atomic
def send_back_item(item: LedgerItem, note: str, *, by: Actor) -> LedgerItem:
    """Return a proposal to the unit with what is to be mended."""
    item = held(item)
    check_can_send_back(item, by)
    transition(item, ItemState.DRAFT, ITEM_TRANSITIONS)
    item.review_note = note.strip()
    keep(item, by=by)
    put_on_record("item:sent_back", item, by=by, note=item.review_note)
    return item


@transaction.atomic
def acknowledge_item(item: LedgerItem, *, by: Actor) -> LedgerItem:
    """Confirm for the unit that it has received the item (签收)."""
    item = held(item)
    check_can_acknowledge(item, by)
    item.acknowledged_on = clock.today()
    keep(item, by=by)
    put_on_record("item:acknowledged", item, by=by)
    return item


@transaction.atomic
def confirm_support(item: LedgerItem, *, by: Actor) -> LedgerItem:
    """Agree, for the actor's units, to help with the item."""
    item = held(item)
    check_can_confirm_supporting(item, by)
    item.supporting.filter(unit__in=by.unit_ids).update(is_confirmed=True)
    put_on_record("support:confirmed", item, by=by)
    return item


def _proposed(item: LedgerItem, by: Actor) -> LedgerItem:
    check_publishable(item)
    if item.state != ItemState.PROPOSED:
        transition(item, ItemState.PROPOSED, ITEM_TRANSITIONS)
    item.review_note = ""
    item.acknowledged_on = item.acknowledged_on or clock.today()
    keep(item, by=by)
    put_on_record("item:proposed", item, by=by)
    return item


def _published(item: LedgerItem, tag: str, by: Actor) -> LedgerItem:
    check_publishable(item)
    transition(item, ItemState.PUBLISHED, ITEM_TRANSITIONS)
    item.published_on = clock.today()
    item.original_due_on = item.due_on
    item.review_note = ""
    keep(item, by=by)
    put_on_record(tag, item, by=by)
    return item
