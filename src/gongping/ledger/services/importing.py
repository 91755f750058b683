"""From an uploaded workbook to the ledger, and back once."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongping.audit.services import record
from gongping.documents.excel import Fate
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.transitions import transition
from gongping.ledger.checks import lacking
from gongping.ledger.exceptions import LedgerError, NoSuchThing, WrongDetail
from gongping.ledger.fields import typed_fields
from gongping.ledger.known import Standing, standing_now
from gongping.ledger.models import LedgerImport, LedgerItem, Milestone, SupportingUnit
from gongping.ledger.plan import Entry, Plan, Reading, make_plan, read
from gongping.ledger.policies import check_can_manage
from gongping.ledger.services.common import next_due_of_path, settle_place
from gongping.ledger.services.journal import fields_as_json, fields_from_json
from gongping.ledger.services.numbering import next_numbers
from gongping.ledger.services.registering import take_over
from gongping.ledger.services.revising import (
    Revision,
    by_the,
    locked_versions,
    revise_many,
    with_paths,
)
from gongping.ledger.services.wording import Names
from gongping.ledger.states import IMPORT_TRANSITIONS, ImportState, ItemState
from gongping.organisation.selectors import list_people, list_units

MOST_PROBLEMS = 1_000
CHANGED_SINCE = gettext_lazy(
    "预览之后台账有了别的改动，所以没有导入。请把文件再传一次，看新的预览。"
)
BATCH = 500


def stage_import(file: BinaryIO, *, by: Actor) -> LedgerImport:
    """Keep what the workbook would change; the ledger stays as it is.

    Raises `UnusableWorkbook` if the file is no workbook at all. Nobody else's
    writing waits meanwhile: one row is written, at the end.
    """
    check_can_manage(by)
    reading = read(file)
    plan = make_plan(reading)
    file.seek(0)
    return LedgerImport.objects.create(
        file_name=PurePath(str(getattr(file, "name", "") or "")).name[-120:],
        file_digest=hashlib.sha256(file.read()).hexdigest(),
        plan={
            **reading.as_json(),
            "lines": [line.as_json() for line in plan.lines],
            "problems": [p.as_json() for p in plan.problems[:MOST_PROBLEMS]],
            "problem_count": len(plan.problems),
            "counts": plan.counts(),
            "fingerprint": plan.fingerprint(),
        },
        staged_at=clock.now(),
        staged_by_name=by.name[:80],
    )


def apply_import(
    batch_id: int, *, is_publishing: bool = False, reason: str = "", by: Actor
) -> LedgerImport:
    """Write everything that the workbook changes, in one step.

    New items are drafts; with `is_publishing` those that lack nothing are
    published at once. Published items change only with a `reason`. If the ledger
    has changed since the preview in a way that matters, nothing is written. What is
    to be written is worked out before the transaction, which others wait for.
    """
    check_can_manage(by)
    ready = _ready(batch_id)
    with transaction.atomic():
        how = _How(reason.strip(), is_publishing=is_publishing)
        return _applied(batch_id, ready, how, by)


@dataclass(frozen=True, slots=True)
class _How:
    """What was said when the import was agreed to."""

    reason: str
    is_publishing: bool


@dataclass(frozen=True, slots=True)
class _Ready:
    """A plan, the items that it changes, and what it was made from."""

    plan: Plan
    items: dict[int, LedgerItem]
    standing: Standing


def _ready(batch_id: int) -> _Ready | None:
    """Return the plan of a batch that may be applied, as things stand now."""
    batch = LedgerImport.objects.filter(pk=batch_id, state=ImportState.STAGED).first()
    if batch is None or batch.plan.get("problem_count"):
        return None
    standing = standing_now()
    plan = make_plan(Reading.from_json(batch.plan))
    if plan.problems or plan.fingerprint() != batch.plan["fingerprint"]:
        raise LedgerError(str(CHANGED_SINCE))
    keys = [entry.item_id for entry in plan.entries if entry.fate == Fate.CHANGED]
    return _Ready(plan, with_paths(key for key in keys if key), standing)


def _applied(batch_id: int, ready: _Ready | None, how: _How, by: Actor) -> LedgerImport:
    batch = _batch_for_update(batch_id)
    transition(batch, ImportState.APPLIED, IMPORT_TRANSITIONS)
    if ready is None:
        raise LedgerError(_("这份文件还有要改的地方。请改好后重新上传。"))
    if not how.reason and any(item.published_on for item in ready.items.values()):
        raise WrongDetail(_("有已发布的事项要改。请写改动理由。"), "reason")
    versions = {key: item.version for key, item in ready.items.items()}
    if ready.standing != standing_now() or locked_versions(versions) != versions:
        raise LedgerError(str(CHANGED_SINCE))
    batch.undo = _carry_out(ready, batch.file_name, how, by)
    kept = {key: batch.plan[key] for key in ("lines", "counts")}
    batch.plan = {**kept, "is_publishing": how.is_publishing}
    batch.applied_at, batch.applied_by_name = clock.now(), by.name[:80]
    batch.save()
    detail = {"counts": batch.plan["counts"], "digest": batch.file_digest}
    _put_on_record("applied", batch, by, **detail)
    return batch


def undo_import(batch_id: int, *, by: Actor) -> LedgerImport:
    """Take the last import back, unless its items have been worked on since.

    The items are read before the transaction, which others wait for.
    """
    check_can_manage(by)
    kept = LedgerImport.objects.filter(pk=batch_id).values_list("undo", flat=True)
    items = with_paths(row[0] for row in (kept.first() or {}).get("changed", ()))
    with transaction.atomic():
        return _undone(batch_id, items, by)


def _undone(batch_id: int, items: dict[int, LedgerItem], by: Actor) -> LedgerImport:
    batch = _batch_for_update(batch_id)
    transition(batch, ImportState.UNDONE, IMPORT_TRANSITIONS)
    applied = LedgerImport.objects.filter(state=ImportState.APPLIED)
    last = applied.order_by("-applied_at", "-pk").first()
    if last is not None and last.pk != batch.pk:
        raise LedgerError(
            _("只能撤销最近一次导入，最近一次是“%(name)s”。请先撤销它。")
            % {"name": last.file_name}
        )
    _take_back(batch, items, by)
    batch.undo = {}
    batch.save()
    _put_on_record("undone", batch, by)
    return batch


@transaction.atomic
def discard_import(batch_id: int, *, by: Actor) -> LedgerImport:
    """Put a staged workbook aside; its rows are not kept."""
    check_can_manage(by)
    batch = _batch_for_update(batch_id)
    transition(batch, ImportState.DISCARDED, IMPORT_TRANSITIONS)
    batch.plan = {"counts": batch.plan["counts"]}
    batch.save()
    _put_on_record("discarded", batch, by)
    return batch


def _batch_for_update(batch_id: int) -> LedgerImport:
    batch = LedgerImport.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise NoSuchThing
    return batch


def _put_on_record(verb: str, batch: LedgerImport, by: Actor, **detail: Any) -> None:
    record(
        f"ledger:import:{verb}",
        by=by,
        subject=batch.file_name,
        subject_key=str(batch.pk),
        detail=detail,
    )


# --- Writing ------------------------------------------------------------------


def _carry_out(ready: _Ready, file_name: str, how: _How, by: Actor) -> dict[str, Any]:
    units = {unit.pk: unit for unit in list_units()}
    people = {person.pk: person for person in list_people()}
    new = [entry for entry in ready.plan.entries if entry.fate == Fate.NEW]
    changed = [entry for entry in ready.plan.entries if entry.fate == Fate.CHANGED]
    items = _created(new, units, people, by, is_publishing=how.is_publishing)
    reason = _("导入“%(file)s”") % {"file": file_name}
    if how.reason:
        reason = f"{how.reason}　{reason}"
    wanted = {
        entry.item_id: Revision(entry.typed, entry.kind, entry.sketch)
        for entry in changed
        if entry.item_id is not None
    }
    return {
        "created": [[item.pk, item.version] for item in items],
        "changed": _changed(ready.items, wanted, Names(units, people), reason, by),
    }


def _created(
    entries: list[Entry],
    units: dict[int, Any],
    people: dict[int, Any],
    by: Actor,
    *,
    is_publishing: bool,
) -> list[LedgerItem]:
    """Write new items by the hundred; each group takes its numbers at once."""
    items = []
    for entry, number in _numbered(entries, units):
        item = LedgerItem(number=number, year=entry.year, kind=entry.kind)
        unit = units.get(entry.typed.lead_unit or 0)
        person = people.get(entry.typed.responsible_person or 0)
        take_over(item, entry.typed, unit, person)
        item.path_sketch = entry.sketch
        _begin(item, entry, by, is_publishing=is_publishing)
        items.append(item)
    LedgerItem.objects.bulk_create(items, BATCH)
    ordered = [entry for entry, _number in _numbered_order(entries)]
    Milestone.objects.bulk_create(_milestones(items, ordered), BATCH)
    SupportingUnit.objects.bulk_create(
        [
            SupportingUnit(item=item, unit_id=unit)
            for item, entry in zip(items, ordered, strict=True)
            for unit in entry.typed.supporting_units
        ],
        BATCH,
    )
    return items


def _begin(item: LedgerItem, entry: Entry, by: Actor, *, is_publishing: bool) -> None:
    if is_publishing and not lacking(entry.typed):
        item.state, item.published_on = ItemState.PUBLISHED, clock.today()
        item.next_due_on = next_due_of_path(entry.typed.milestones)
    item.changed_at, item.changed_by_name = clock.now(), by.name
    settle_place(item)


def _group(entry: Entry) -> tuple[int, int]:
    return entry.year, entry.typed.lead_unit or 0


def _numbered_order(entries: list[Entry]) -> list[tuple[Entry, int]]:
    """Return the entries by series, in the order of the workbook within each."""
    return [(entry, n) for n, entry in enumerate(sorted(entries, key=_group))]


def _numbered(
    entries: list[Entry], units: dict[int, Any]
) -> Iterable[tuple[Entry, str]]:
    ordered = [entry for entry, _n in _numbered_order(entries)]
    for (year, unit_id), group in groupby(ordered, key=_group):
        members = list(group)
        numbers = next_numbers(year, units.get(unit_id), len(members))
        yield from zip(members, numbers, strict=True)


def _milestones(items: list[LedgerItem], entries: list[Entry]) -> list[Milestone]:
    return [
        Milestone(item=item, position=n, title=title, due_on=day, original_due_on=day)
        for item, entry in zip(items, entries, strict=True)
        for n, (title, day) in enumerate(entry.typed.milestones, 1)
    ]


def _changed(
    items: dict[int, LedgerItem],
    wanted: dict[int, Revision],
    names: Names,
    reason: str,
    by: Actor,
) -> list[list[Any]]:
    """Write what changes; return for each item its version and what it said before."""
    before = {
        key: [fields_as_json(typed_fields(item)), item.kind, item.path_sketch]
        for key, item in items.items()
    }
    revise_many(items, wanted, names, reason=reason, by=by)
    return [[key, items[key].version, *before[key]] for key in wanted]


# --- Taking back --------------------------------------------------------------


def _take_back(batch: LedgerImport, items: dict[int, LedgerItem], by: Actor) -> None:
    created = dict(batch.undo["created"])
    changed = {kept[0]: kept for kept in batch.undo["changed"]}
    _check_untouched(created | {pk: kept[1] for pk, kept in changed.items()}, items)
    for some in by_the(BATCH, list(created)):
        LedgerItem.objects.filter(pk__in=some).delete()
    wanted = {
        key: Revision(fields_from_json(kept[2]), kept[3], kept[4])
        for key, kept in changed.items()
    }
    names = Names(
        {unit.pk: unit for unit in list_units()},
        {person.pk: person for person in list_people()},
    )
    reason = _("撤销导入“%(file)s”") % {"file": batch.file_name}
    revise_many(items, wanted, names, reason=reason, by=by)


def _check_untouched(expected: dict[int, int], items: dict[int, LedgerItem]) -> None:
    """Raise `LedgerError` naming an item that was worked on since the import."""
    versions = locked_versions(expected)
    read = {pk: item.version for pk, item in items.items()}
    other = next(
        (
            pk
            for pk, n in expected.items()
            if {versions.get(pk), read.get(pk, n)} != {n}
        ),
        None,
    )
    if other is not None:
        raise LedgerError(
            _(
                "撤不了：“%(item)s”在导入之后又改过。"
                "请用手工修改，或改好工作簿再导入一次。"
            )
            % {"item": LedgerItem.objects.filter(pk=other).first() or other}
        )
