"""Changing thousands of items at once, with the history that each would have alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import F

from gongping.foundation.actors import Actor
from gongping.ledger.checks import check_reported_stay, check_still_complete
from gongping.ledger.fields import ItemFields, Path, path_of, typed_fields
from gongping.ledger.models import ItemChange, LedgerItem, Milestone, SupportingUnit
from gongping.ledger.policies import needs_reason
from gongping.ledger.services.common import change_of, renew
from gongping.ledger.services.numbering import next_numbers
from gongping.ledger.services.registering import NO_UNIT, take_over
from gongping.ledger.services.wording import Names, Pairs, differing, in_words
from gongping.ledger.states import UNPUBLISHED

READ_AT_ONCE = 5_000
WRITTEN_AT_ONCE = 500
OUT_OF_THE_WAY = 1_000
DERIVED = ("pk", "id", "is_synthetic")


@dataclass(frozen=True, slots=True)
class Revision:
    """What an item is to say from now on."""

    typed: ItemFields
    kind: str
    sketch: str


@dataclass(slots=True)
class _Writes:
    """What is to be written for all items together."""

    changes: list[ItemChange] = field(default_factory=list)
    helpers_gone: list[int] = field(default_factory=list)
    helpers_new: list[SupportingUnit] = field(default_factory=list)
    stones_gone: list[int] = field(default_factory=list)
    stones_kept: list[Milestone] = field(default_factory=list)
    stones_new: list[Milestone] = field(default_factory=list)


def locked_versions(keys: Iterable[int]) -> dict[int, int]:
    """Lock items until the transaction ends; return the version of each.

    A query for five thousand.
    """
    rows = (
        LedgerItem.objects.select_for_update().order_by().values_list("pk", "version")
    )
    found: dict[int, int] = {}
    for some in by_the(READ_AT_ONCE, list(keys)):
        found |= dict(rows.filter(pk__in=some))
    return found


def with_paths(keys: Iterable[int]) -> dict[int, LedgerItem]:
    """Return items with path and helpers; whoever changes them locks them.

    Four queries for five thousand.
    """
    rows = LedgerItem.objects.select_related("lead_unit", "responsible_person")
    rows = rows.prefetch_related("milestones", "supporting__unit")
    found: dict[int, LedgerItem] = {}
    for some in by_the(READ_AT_ONCE, list(keys)):
        found |= {item.pk: item for item in rows.filter(pk__in=some)}
    return found


def revise_many(
    items: Mapping[int, LedgerItem],
    revisions: Mapping[int, Revision],
    names: Names,
    *,
    reason: str,
    by: Actor,
) -> None:
    """Change the locked items to what the revisions say; histories keep the reason.

    The number of queries grows with the rows that one statement holds, not with
    the items.
    """
    writes, paths = _Writes(), {}
    names = _with_former(names, items.values())
    for key, revision in revisions.items():
        paths[key] = _revise(items[key], revision, names, writes, reason=reason, by=by)
    changed = [items[key] for key in revisions]
    _number(changed)
    for item in changed:
        renew(item, paths[item.pk], by=by)
    _write_all(changed, writes)


def _revise(
    item: LedgerItem, revision: Revision, names: Names, writes: _Writes,
    *, reason: str, by: Actor,
) -> list[Milestone]:  # fmt: skip
    """Set on the item what the revision says; return the path that it then has."""
    typed, before = revision.typed, typed_fields(item)
    item.kind, item.path_sketch = revision.kind, revision.sketch
    pairs = differing(before, typed)
    if not pairs:
        return list(item.milestones.all())
    if needs_reason(item):
        check_still_complete(typed)
        writes.changes += _history(item, pairs, names, reason, by)
    unit = names.units.get(typed.lead_unit or 0)
    person = names.people.get(typed.responsible_person or 0)
    take_over(item, typed, unit, person)
    if "supporting_units" in pairs:
        _set_helpers(item, typed.supporting_units, writes)
    if before.milestones == path_of(typed.milestones):
        return list(item.milestones.all())
    return _lay(item, path_of(typed.milestones), writes)


def _with_former(names: Names, items: Iterable[LedgerItem]) -> Names:
    """Return the names with units that ended and people who left, still in use."""
    units, people = dict(names.units), dict(names.people)
    for item in items:
        if item.lead_unit is not None:
            units.setdefault(item.lead_unit.pk, item.lead_unit)
        if item.responsible_person is not None:
            people.setdefault(item.responsible_person.pk, item.responsible_person)
        for support in item.supporting.all():
            units.setdefault(support.unit_id, support.unit)
    return Names(units, people)


def _history(
    item: LedgerItem, pairs: Pairs, names: Names, reason: str, by: Actor
) -> list[ItemChange]:
    return [
        change_of(item, name, old=old, new=new, reason=reason, by=by)
        for name, (old, new) in in_words(pairs, names).items()
    ]


def _set_helpers(item: LedgerItem, wanted: Iterable[int], writes: _Writes) -> None:
    known = {support.unit_id: support.pk for support in item.supporting.all()}
    keys = dict.fromkeys(wanted)
    writes.helpers_gone += [pk for unit, pk in known.items() if unit not in keys]
    writes.helpers_new += [
        SupportingUnit(item=item, unit_id=unit) for unit in keys if unit not in known
    ]


def _lay(item: LedgerItem, path: Path, writes: _Writes) -> list[Milestone]:
    """Lay the path anew: a draft's from nothing, another's around what was reported."""
    before = list(item.milestones.all())
    if item.state in UNPUBLISHED:
        known: dict[str, Milestone] = {}
        item.path_sketch = "" if path else item.path_sketch
    else:
        check_reported_stay(before, path)
        known = {stone.title: stone for stone in before}
    laid = []
    for place, (title, day) in enumerate(dict(path).items() if known else path, 1):
        stone = known.get(title) or Milestone(
            item=item, title=title, original_due_on=day
        )
        stone.position, stone.due_on = place, day
        (writes.stones_kept if stone.pk else writes.stones_new).append(stone)
        laid.append(stone)
    kept = {stone.pk for stone in laid}
    writes.stones_gone += [stone.pk for stone in before if stone.pk not in kept]
    return laid


def _number(items: Iterable[LedgerItem]) -> None:
    """Give items that have found their unit a number of that unit."""
    found = defaultdict(list)
    for item in items:
        if item.lead_unit is not None and NO_UNIT in item.number:
            found[item.year, item.lead_unit].append(item)
    for (year, unit), members in found.items():
        numbers = next_numbers(year, unit, len(members))
        for item, number in zip(members, numbers, strict=True):
            item.number = number


# --- Writing ------------------------------------------------------------------


def _write_all(items: list[LedgerItem], writes: _Writes) -> None:
    columns = [f.name for f in LedgerItem._meta.concrete_fields]
    LedgerItem.objects.bulk_create(
        items,
        WRITTEN_AT_ONCE,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[name for name in columns if name not in DERIVED],
    )
    for some in by_the(WRITTEN_AT_ONCE, writes.helpers_gone):
        SupportingUnit.objects.filter(pk__in=some).delete()
    SupportingUnit.objects.bulk_create(writes.helpers_new, WRITTEN_AT_ONCE)
    _write_paths(writes)
    ItemChange.objects.bulk_create(writes.changes, WRITTEN_AT_ONCE)


def _write_paths(writes: _Writes) -> None:
    for some in by_the(WRITTEN_AT_ONCE, writes.stones_gone):
        Milestone.objects.filter(pk__in=some).delete()
    # Places are unique: first out of the way, then each to its own.
    for some in by_the(WRITTEN_AT_ONCE, [stone.pk for stone in writes.stones_kept]):
        Milestone.objects.filter(pk__in=some).update(
            position=F("position") + OUT_OF_THE_WAY
        )
    Milestone.objects.bulk_create(
        writes.stones_kept,
        WRITTEN_AT_ONCE,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["position", "due_on"],
    )
    Milestone.objects.bulk_create(writes.stones_new, WRITTEN_AT_ONCE)


def by_the(size: int, keys: list[int]) -> Iterable[list[int]]:
    """Return the keys in portions that one statement holds."""
    return (keys[start : start + size] for start in range(0, len(keys), size))
