"""Registering and changing items: who, by when, along which path."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.ledger.checks import (
    check_details,
    check_reported_stay,
    check_still_complete,
)
from gongping.ledger.exceptions import WrongDetail
from gongping.ledger.fields import (
    PLAIN,
    ItemFields,
    Path,
    path_of,
    tidy,
    typed_fields,
)
from gongping.ledger.models import LedgerItem, Milestone, SupportingUnit
from gongping.ledger.policies import (
    check_can_adjust,
    check_can_create,
    check_can_edit,
    needs_reason,
)
from gongping.ledger.services.common import (
    check_version,
    held,
    keep,
    note_change,
    put_on_record,
)
from gongping.ledger.services.numbering import next_number
from gongping.ledger.services.publishing import publish_or_propose, replace_path
from gongping.ledger.services.wording import describe_changes
from gongping.ledger.states import ItemKind, ItemState

if TYPE_CHECKING:
    from gongping.organisation.models import Person, Unit

NO_UNIT = "-000-"


@transaction.atomic
def create_item(
    typed: ItemFields,
    *,
    year: int | None = None,
    kind: str = ItemKind.KEY_TASK,
    by: Actor,
) -> LedgerItem:
    """Register a draft with a number of its own; a unit does so for itself alone."""
    check_can_create(by)
    unit, person = check_details(typed, by=by)
    year = year or (typed.due_on or typed.started_on or clock.today()).year
    item = LedgerItem(number=next_number(year, unit), year=year, kind=kind)
    take_over(item, typed, unit, person)
    item.save()
    set_supporting(item, typed.supporting_units)
    replace_path(item, typed.milestones)
    keep(item, by=by)
    put_on_record("item:registered", item, by=by)
    return item


@transaction.atomic
def edit_item(
    item: LedgerItem,
    typed: ItemFields,
    *,
    version: int | None = None,
    reason: str = "",
    by: Actor,
) -> LedgerItem:
    """Change what is typed about the item; a published one keeps its history.

    Raises `ChangedMeanwhile` with the name of who was faster. Every change of a
    published item needs a reason.
    """
    item = held(item)
    check_can_edit(item, by)
    check_version(item, version)
    unit, person = check_details(typed, by=by)
    changed = revise(item, typed, unit, person, reason=reason, by=by)
    if changed:
        put_on_record("item:edited", item, by=by, fields=sorted(changed))
    return item


def revise(
    item: LedgerItem,
    typed: ItemFields,
    unit: "Unit | None",
    person: "Person | None",
    *,
    reason: str,
    by: Actor,
) -> list[str]:
    """Change the held item to what is typed; return the fields that differ."""
    before = typed_fields(item)
    changes = describe_changes(before, typed)
    if not changes:
        return []
    if needs_reason(item):
        check_still_complete(typed)
        _note_all(item, changes, reason, by)
    if unit is not None and NO_UNIT in item.number:
        item.number = next_number(item.year, unit)
    take_over(item, typed, unit, person)
    set_supporting(item, typed.supporting_units)
    if before.milestones != path_of(typed.milestones):
        relay_path(item, typed.milestones)
    getattr(item, "_prefetched_objects_cache", {}).clear()
    keep(item, by=by)
    return list(changes)


@transaction.atomic
def save_item(
    item: LedgerItem | None,
    *,
    is_publishing: bool = False,
    version: int | None = None,
    reason: str = "",
    by: Actor,
    **typed: Any,
) -> LedgerItem:
    """Register or change an item as its form says, and publish it if asked.

    Nothing is kept if it cannot be published. A unit's own item goes to the
    secretariat to be confirmed.
    """
    fields = fields_from(typed)
    if item is None:
        saved = create_item(fields, by=by)
    else:
        saved = edit_item(item, fields, version=version, reason=reason, by=by)
    if is_publishing and not needs_reason(saved):
        saved = publish_or_propose(saved, by=by)
    return saved


@transaction.atomic
def adjust_item(
    item: LedgerItem,
    *,
    responsible_person: int,
    due_on: date,
    reason: str,
    version: int | None = None,
    by: Actor,
) -> LedgerItem:
    """Name another person or deadline for a running item, with the reason."""
    check_can_adjust(held(item), by)
    before = typed_fields(held(item))
    typed = _replaced(before, responsible_person=responsible_person, due_on=due_on)
    return edit_item(item, typed, version=version, reason=reason, by=by)


@transaction.atomic
def reassign_item(
    item: LedgerItem, *, responsible_person: int, reason: str, by: Actor
) -> LedgerItem:
    """Name another responsible person for a running item, with the reason."""
    item = held(item)
    check_can_adjust(item, by)
    assert item.due_on is not None, "nothing is published without a deadline"
    return adjust_item(
        item,
        responsible_person=responsible_person,
        due_on=item.due_on,
        reason=reason,
        by=by,
    )


def fields_from(typed: dict[str, Any]) -> ItemFields:
    """Return the fields as a form sends them: lists become tuples, paths sorted."""
    kept = {name: typed[name] for name in ItemFields.__slots__ if name in typed}
    kept["supporting_units"] = tuple(typed.get("supporting_units") or ())
    kept["milestones"] = path_of(typed.get("milestones") or ())
    return ItemFields(**kept)


def _replaced(typed: ItemFields, **changes: Any) -> ItemFields:
    values = {name: getattr(typed, name) for name in ItemFields.__slots__}
    return ItemFields(**{**values, **changes})


def take_over(
    item: LedgerItem, typed: ItemFields, unit: "Unit | None", person: "Person | None"
) -> None:
    """Set on the item what is typed; its path and helpers are laid apart."""
    for name in PLAIN:
        value = getattr(typed, name)
        setattr(item, name, tidy(value) if isinstance(value, str) else value)
    item.lead_unit, item.responsible_person = unit, person
    item.year_focus_id = typed.year_focus
    if item.state in {ItemState.DRAFT, ItemState.PROPOSED}:
        item.original_due_on = typed.due_on


def set_supporting(item: LedgerItem, unit_ids: Iterable[int]) -> None:
    """Ask these units, and no others, to help; who agreed stays agreed."""
    wanted = list(dict.fromkeys(unit_ids))
    item.supporting.exclude(unit__in=wanted).delete()
    known = set(item.supporting.values_list("unit_id", flat=True))
    SupportingUnit.objects.bulk_create(
        SupportingUnit(item=item, unit_id=unit_id)
        for unit_id in wanted
        if unit_id not in known
    )


def relay_path(item: LedgerItem, path: Path) -> None:
    """Lay the path anew; what was reported stays, with its date and its name."""
    if item.state in {ItemState.DRAFT, ItemState.PROPOSED}:
        replace_path(item, path)
        return
    known = {m.title: m for m in item.milestones.all()}
    wanted = dict(path)
    check_reported_stay(known.values(), path)
    item.milestones.exclude(title__in=wanted).delete()
    # Places are unique: first out of the way, then each to its own.
    kept = [known.get(title) or Milestone(item=item, title=title) for title in wanted]
    for n, milestone in enumerate(kept, 1):
        if milestone.pk:
            item.milestones.filter(pk=milestone.pk).update(position=1000 + n)
    for n, milestone in enumerate(kept, 1):
        milestone.position, milestone.due_on = n, wanted[milestone.title]
        if not milestone.pk:
            milestone.original_due_on = milestone.due_on
        milestone.save()


def _note_all(
    item: LedgerItem, changes: dict[str, tuple[Any, Any]], reason: str, by: Actor
) -> None:
    if not reason.strip():
        raise WrongDetail(_("这一项已经发布，请写改动理由。"), "reason")
    for name, (old, new) in changes.items():
        note_change(item, name, old=old, new=new, reason=reason.strip(), by=by)
