"""The ledger as a workbook: the same columns that are read, and the form 督办事项."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from gongping.audit.services import record
from gongping.documents.excel import Sheet, write_workbook
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.ledger.known import Known, described, load_for
from gongping.ledger.lights import light_of, next_name
from gongping.ledger.models import ExtensionRequest, LedgerItem, ProgressUpdate
from gongping.ledger.selectors.table import ItemFilter, list_items
from gongping.ledger.states import ExtensionState, ItemKind, UpdateState
from gongping.ledger.workbook import (
    COLUMNS,
    NOTES,
    SHEET,
    SUPERVISION,
    SUPERVISION_COLUMNS,
    TEMPLATE,
    TYPED,
)
from gongping.organisation.selectors import (
    LinkKind,
    PostKind,
    list_current_links,
    people_holding,
)

SUPERVISED = (ItemKind.FOLLOW_UP, ItemKind.MEETING_DECISION)
LIST_MARK = "、"


def import_template() -> bytes:
    """Return an empty workbook with the right columns and how to fill them."""
    lines = ["怎样填：", *(f"{c.title}：{c.note}" for c in TYPED if c.note)]
    lines.append("标“（自动）”的列由系统生成，填了也不读。")
    return write_workbook(
        [Sheet(SHEET, TEMPLATE, has_drop_downs=True), Sheet(NOTES, lines=lines)]
    )


@transaction.atomic
def export_workbook(wanted: ItemFilter, *, by: Actor) -> bytes:
    """Return the items that the filter lets through, and put that on record.

    Importing the file changes nothing. Seventeen queries.
    """
    items = _items(wanted, by)
    known = load_for(items)
    leaders, liaisons = _leaders(), people_holding(PostKind.LIAISON)
    rows = [
        {"place": n, **_row(item, known), **_people(item, leaders, liaisons)}
        for n, item in enumerate(items, 1)
    ]
    supervised = [item for item in items if item.kind in SUPERVISED]
    sheets = [Sheet(SHEET, COLUMNS, rows, has_drop_downs=True)]
    if supervised:
        forms = [
            {"place": n, **_supervision(item, known)}
            for n, item in enumerate(supervised, 1)
        ]
        sheets.append(Sheet(SUPERVISION, SUPERVISION_COLUMNS, forms))
    record("ledger:workbook:exported", by=by, subject=len(items))
    return write_workbook(sheets)


def _items(wanted: ItemFilter, by: Actor) -> list[LedgerItem]:
    items = list(list_items(by, wanted).defer(None).select_related("year_focus"))
    prefetch_related_objects(
        items,
        "supporting__unit",
        "nudges",
        Prefetch("updates", ProgressUpdate.objects.select_related("milestone")),
        "updates__attachments",
        Prefetch("extensions", ExtensionRequest.objects.all()),
    )
    return items


def _leaders() -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for link in list_current_links():
        if link.kind == LinkKind.SUPERVISES:
            found.setdefault(link.unit_id, []).append(link.leader.name)
    return {unit_id: LIST_MARK.join(names) for unit_id, names in found.items()}


def _people(
    item: LedgerItem, leaders: Mapping[int, str], liaisons: Mapping[int, Any]
) -> dict[str, str]:
    unit = item.lead_unit_id or 0
    liaison = liaisons.get(unit)
    return {
        "leaders": leaders.get(unit, ""),
        "liaison": liaison.name if liaison else "",
    }


def _row(item: LedgerItem, known: Known) -> dict[str, Any]:
    updates = list(item.updates.all())
    milestones = list(item.milestones.all())
    done = [milestone for milestone in milestones if milestone.verified_on]
    files = [file.name for update in updates for file in update.attachments.all()]
    return {
        **described(item, known),
        "number": item.number,
        "started_on": item.started_on,
        "due_on": item.due_on,
        "progress": updates[0].text if updates else "",
        "milestones_done": f"{len(done)}/{len(milestones)}",
        "light": str(light_of(item, clock.today()).label),
        "obstacle": item.obstacle,
        "coordination": item.obstacle,
        "next_step": next_name(item) if item.next_due_on else "",
        "evidence": LIST_MARK.join(files),
        "closed_on": item.closed_on,
        "review": _review(updates),
        "remark": _remark(item),
    }


def _review(updates: Iterable[ProgressUpdate]) -> str:
    reviewed = (u for u in updates if u.reviewed_at is not None)
    latest = next(reviewed, None)
    if latest is None:
        return ""
    return "：".join(
        filter(None, [str(latest.get_state_display()), latest.review_note])
    )


def _remark(item: LedgerItem) -> str:
    said = [item.source_occasion]
    if item.original_due_on and item.original_due_on != item.due_on:
        said.append(f"原定 {item.original_due_on.isoformat()}")
    return "；".join(filter(None, said))


def _supervision(item: LedgerItem, known: Known) -> dict[str, Any]:
    updates = list(item.updates.all())
    verified = [u for u in updates if u.state == UpdateState.VERIFIED]
    words = described(item, known)
    return {
        "number": item.number,
        "source": item.source_occasion or words["kind"],
        "title": item.title,
        "author": item.source_author,
        "quote": item.source_quote,
        "assigned_on": item.published_on,
        "lead_unit": words["lead_unit"],
        "supporting": words["supporting"],
        "person": words["person"],
        "due_on": item.due_on,
        "acknowledged_on": item.acknowledged_on,
        "progress": updates[0].text if updates else "",
        "nudges": len(item.nudges.all()),
        "extensions": _extensions(item),
        "done_on": item.closed_on,
        "result": verified[0].text if item.closed_on and verified else "",
        "reviewer": verified[0].reviewed_by_name if verified else "",
        "closed_on": item.closed_on,
        "look_back": item.look_back_result,
        "remark": _remark(item),
    }


def _extensions(item: LedgerItem) -> str:
    granted = (a for a in item.extensions.all() if a.state == ExtensionState.GRANTED)
    return "；".join(
        f"{ask.old_due_on.isoformat()} → {ask.new_due_on.isoformat()}"
        for ask in granted
    )
