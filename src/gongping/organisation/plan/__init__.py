"""What importing a workbook would do to the organisation. Nothing is written here."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import gettext_noop

from gongping.documents.excel import (
    LIST_MARK,
    Fate,
    Line,
    Problem,
    Row,
    SheetRows,
    counts,
    open_workbook,
    read_sheet,
)
from gongping.organisation.models import PostKind
from gongping.organisation.plan.draft import Draft
from gongping.organisation.plan.known import Known, load
from gongping.organisation.plan.links import plan_links
from gongping.organisation.plan.people import plan_people
from gongping.organisation.plan.units import plan_units
from gongping.organisation.workbook import (
    LINKS,
    PEOPLE,
    UNITS,
    WORKBOOK_COLUMNS,
)

NAMED = 5
Sheets = Mapping[str, SheetRows]


@dataclass(frozen=True, slots=True)
class Plan:
    """Every line of the workbook with its fate, every problem, and remarks."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]

    @property
    def is_possible(self) -> bool:
        """Tell whether nothing stands in the way of the import."""
        return not self.problems

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many lines of each sheet meet each fate."""
        none = {fate.value: 0 for fate in Fate}
        found = counts(self.lines)
        return {sheet: found.get(sheet, none) for sheet in WORKBOOK_COLUMNS}

    def fingerprint(self) -> str:
        """Return what differs as soon as one line would do something else."""
        lines = [[x.sheet, x.row, x.fate, x.changes] for x in self.lines]
        text = json.dumps(lines, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def read(file: BinaryIO) -> Sheets:
    """Return the three sheets as typed rows; `UnusableWorkbook` if it is none."""
    workbook = open_workbook(file)
    return {
        name: read_sheet(workbook, name, columns)
        for name, columns in WORKBOOK_COLUMNS.items()
    }


def make_plan(sheets: Sheets) -> Plan:
    """Return what the rows would do to what is known now. Six queries."""
    draft = Draft(load(), sheets)
    for sheet in sheets.values():
        draft.problems += sheet.problems
        draft.remarks += _ignored(sheet)
    plan_units(draft)
    plan_people(draft)
    plan_links(draft)
    if not draft.problems:
        draft.remarks += _gaps(draft)
    order = list(WORKBOOK_COLUMNS)
    draft.problems.sort(key=lambda p: (order.index(p.sheet), p.row or 0))
    return Plan(tuple(draft.lines), tuple(draft.problems), tuple(draft.remarks))


def sheets_as_json(sheets: Sheets) -> dict[str, Any]:
    """Return the typed rows in a form that a JSON column keeps."""
    return {
        name: {
            "rows": [[row.number, dict(row.values)] for row in sheet],
            "absent": sorted(sheet.absent),
        }
        for name, sheet in sheets.items()
    }


def sheets_from_json(kept: Mapping[str, Any]) -> Sheets:
    """Return the typed rows that `sheets_as_json` kept."""
    return {
        name: SheetRows(
            name,
            tuple(Row(number, values) for number, values in sheet["rows"]),
            titles={c.key: c.title for c in WORKBOOK_COLUMNS[name]},
            absent=frozenset(sheet["absent"]),
        )
        for name, sheet in kept.items()
    }


def _ignored(sheet: SheetRows) -> Iterable[Problem]:
    if sheet.ignored and not sheet.is_unreadable:
        yield Problem(
            sheet.sheet, None, "",
            gettext_noop("没有读这些列：%(list)s。模板里没有它们。"),
            {"list": LIST_MARK.join(sheet.ignored)},
        )  # fmt: skip


def _gaps(draft: Draft) -> Iterable[Problem]:
    """Remark which units would stand without a leader or without a head."""
    known = draft.known
    linked = _linked_units(draft, known)
    headed = {
        row["unit"]
        for row in draft.sheets[PEOPLE]
        if PostKind.UNIT_HEAD in (row["kinds"] or ())
    }
    for held in known.posts.values():
        headed |= {
            p.unit.name
            for (k, _u), p in held.items()
            if p.unit and k == PostKind.UNIT_HEAD
        }
    levels = {name: unit.level for name, unit in known.units.items()}
    levels |= {row["name"]: row["level"] or known.level for row in draft.sheets[UNITS]}
    units = [name for name, level in levels.items() if level == known.level]
    yield from _gap(
        LINKS, [name for name in units if name not in linked],
        gettext_noop("导入后还有 %(n)d 个单位没有领导分管或联系：%(list)s。"),
    )  # fmt: skip
    yield from _gap(
        PEOPLE, [name for name in units if name not in headed],
        gettext_noop("导入后还有 %(n)d 个单位没有主要负责人：%(list)s。"),
    )  # fmt: skip


def _linked_units(draft: Draft, known: Known) -> set[str]:
    linked = {unit for _leader, unit in known.links}
    return linked | {row["unit"] for row in draft.sheets[LINKS] if row["kind"]}


def _gap(sheet: str, names: list[str], text: str) -> Iterable[Problem]:
    if names:
        listed = LIST_MARK.join(names[:NAMED]) + ("…" if len(names) > NAMED else "")
        yield Problem(sheet, None, "", text, {"n": len(names), "list": listed})
