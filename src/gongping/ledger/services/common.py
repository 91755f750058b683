"""What every write has in common: hold the row, keep it in step, put it on record."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.search import searchable
from gongping.ledger.exceptions import ChangedMeanwhile, NoSuchItem
from gongping.ledger.models import ItemChange, LedgerItem, Milestone
from gongping.ledger.states import UNPUBLISHED, ItemState

LONGEST_VALUE = 300
PLACES = 1_000_000


def held(item: LedgerItem) -> LedgerItem:
    """Return the item as it is now, its row locked until the transaction ends."""
    rows = LedgerItem.objects.select_for_update(of=("self",))
    found = rows.select_related("lead_unit", "responsible_person").filter(pk=item.pk)
    now = found.prefetch_related("milestones", "supporting").first()
    if now is None:
        raise NoSuchItem
    return now


def check_version(item: LedgerItem, version: int | None) -> None:
    """Raise `ChangedMeanwhile` if the form was filled in for an older item."""
    if version is not None and version != item.version:
        raise ChangedMeanwhile(item.changed_by_name, item.changed_at)


def keep(item: LedgerItem, *, by: Actor) -> None:
    """Save the item as changed by the actor, with all that is derived from it."""
    renew(item, item.milestones.all() if item.pk else (), by=by)
    item.save()


def renew(item: LedgerItem, path: Iterable[Milestone], *, by: Actor) -> None:
    """Say on the item who changed it, and all that is derived from it and its path."""
    item.version += 1
    item.changed_at, item.changed_by_name = clock.now(), by.name
    item.next_due_on = next_due_of(item, path)
    settle_place(item)


def next_due_of(item: LedgerItem, path: Iterable[Milestone]) -> date | None:
    """Return the earliest date for which no report has come.

    Once every milestone is reported the deadline is met by the last report; an
    item without a path answers for its deadline alone.
    """
    if item.state in UNPUBLISHED or item.state == ItemState.CLOSED:
        return None
    milestones = list(path)
    waiting = [m.due_on for m in milestones if m.reported_on is None]
    if not milestones and item.due_on:
        return item.due_on
    return min(waiting, default=None)


def next_due_of_path(path: Iterable[tuple[str, date]]) -> date | None:
    """Return the first date of a path of which nothing is reported yet."""
    return min((day for _title, day in path), default=None)


def settle_place(item: LedgerItem) -> None:
    """Say where the item stands in lists, and in which words it is found."""
    running = int(item.number.rpartition("-")[2])
    position = item.lead_unit.position if item.lead_unit else 0
    item.place = position * PLACES + running
    item.search_text = search_text_of(item)


def search_text_of(item: LedgerItem) -> str:
    """Return the text in which the item is found: number, words, unit, person."""
    unit, person = item.lead_unit, item.responsible_person
    return searchable(
        item.number,
        item.title,
        item.title_en,
        unit.name if unit else "",
        unit.name_en if unit else "",
        person.name if person else "",
        person.name_en if person else "",
    )


def note_change(
    item: LedgerItem, field: str, *, old: object, new: object, reason: str, by: Actor
) -> None:
    """Write into the item's history what was changed, by whom and why."""
    change_of(item, field, old=old, new=new, reason=reason, by=by).save()


def change_of(
    item: LedgerItem, field: str, *, old: object, new: object, reason: str, by: Actor
) -> ItemChange:
    """Return the line of the item's history, not yet written."""
    return ItemChange(
        item=item,
        field=field,
        old=as_words(old),
        new=as_words(new),
        reason=reason[:LONGEST_VALUE],
        at=clock.now(),
        by_name=by.name,
    )


def as_words(value: object) -> str:
    """Return a value as the history keeps it."""
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def put_on_record(tag: str, item: LedgerItem, *, by: Actor, **detail: Any) -> None:
    """Append the act to the record, under the number of the item."""
    record(f"ledger:{tag}", by=by, subject=item, subject_key=item.number, detail=detail)
