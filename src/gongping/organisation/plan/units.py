"""What the sheet 单位 would do."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_noop

from gongping.documents.excel import Line, Row, SheetRows
from gongping.organisation.models import Level, Unit
from gongping.organisation.plan.draft import Draft, line_of, repeated, written_row
from gongping.organisation.workbook import UNIT_COLUMNS, UNITS

LEVELS = [level.value for level in Level]


def plan_units(draft: Draft) -> None:
    """Add the lines and problems of the units to the draft."""
    sheet = _completed(draft)
    _find_repeated(draft, sheet)
    _find_taken_places(draft, sheet)
    _find_wrong_parents(draft, sheet)
    _remark_new_categories(draft, sheet)
    draft.add_lines(sheet, _lines(draft, sheet))


def _completed(draft: Draft) -> SheetRows:
    """Return the sheet with what is left out filled in from what is known."""
    sheet = draft.sheets[UNITS]
    rows = []
    for row in sheet:
        values = dict(row.values)
        unit = draft.known.units.get(values["name"] or "")
        kept = values_of(unit) if unit else {}
        values |= {key: kept[key] for key in sheet.absent if key in kept}
        values["level"] = values["level"] or draft.known.level
        rows.append(replace(row, values=values))
    return replace(sheet, rows=tuple(rows))


def values_of(unit: Unit) -> dict[str, Any]:
    """Return a unit as a row of the workbook."""
    return {
        "position": unit.position,
        "name": unit.name,
        "name_en": unit.name_en,
        "category": unit.category.name,
        "level": unit.level,
        "parent": unit.parent.name if unit.parent else "",
    }


def _find_repeated(draft: Draft, sheet: SheetRows) -> None:
    for row, first in repeated(sheet, "name"):
        draft.complain(
            sheet, row, "name",
            gettext_noop("“%(name)s”在第 %(first)d 行已经有了。请留一行，删去另一行。"),
            name=row["name"], first=first,
        )  # fmt: skip
    for row, first in repeated(sheet, "position"):
        draft.complain(
            sheet, row, "position",
            gettext_noop("编制序 %(n)d 与第 %(first)d 行重复。请改成不同的数。"),
            n=row["position"], first=first,
        )  # fmt: skip


def _find_taken_places(draft: Draft, sheet: SheetRows) -> None:
    named = {row["name"] for row in sheet}
    taken = {
        unit.position: name
        for name, unit in draft.known.units.items()
        if name not in named
    }
    for row in sheet:
        holder = taken.get(row["position"])
        if holder:
            draft.complain(
                sheet, row, "position",
                gettext_noop(
                    "编制序 %(n)d 已由“%(name)s”使用，表里没有它。"
                    "请把它也写进表里；若是改名，请先在单位页改。"
                ),
                n=row["position"], name=holder,
            )  # fmt: skip


def _find_wrong_parents(draft: Draft, sheet: SheetRows) -> None:
    levels = {name: unit.level for name, unit in draft.known.units.items()}
    parents = {
        name: unit.parent.name if unit.parent else ""
        for name, unit in draft.known.units.items()
    }
    levels |= {row["name"]: row["level"] for row in sheet if row["name"]}
    parents |= {row["name"]: row["parent"] or "" for row in sheet if row["name"]}
    for row in sheet:
        if row["parent"]:
            _check_parent(draft, sheet, row, (levels, parents))


def _check_parent(
    draft: Draft,
    sheet: SheetRows,
    row: Row,
    among: tuple[dict[str, str], dict[str, str]],
) -> None:
    levels, parents = among
    if row["parent"] not in levels:
        text = gettext_noop("没有单位“%(name)s”。请在“单位”表里加上它，或改正名称。")
        draft.complain_unknown(sheet, row, "parent", levels, text)
    elif row["name"] in _above(row["parent"], parents):
        draft.complain(
            sheet, row, "parent",
            gettext_noop("“%(name)s”绕了一圈，成了自己的上级。请改正上级单位。"),
            name=row["name"],
        )  # fmt: skip
    elif LEVELS.index(levels[row["parent"]]) > LEVELS.index(row["level"]):
        draft.complain(
            sheet, row, "parent",
            gettext_noop("上级单位“%(name)s”的层级比它低。请改层级或上级单位。"),
            name=row["parent"],
        )  # fmt: skip


def _above(name: str, parents: dict[str, str]) -> list[str]:
    chain = [name]
    while (name := parents.get(name, "")) and name not in chain:
        chain.append(name)
    return chain


def _remark_new_categories(draft: Draft, sheet: SheetRows) -> None:
    new = dict.fromkeys(
        row["category"]
        for row in sheet
        if row["category"] and row["category"] not in draft.known.categories
    )
    for name in new:
        first = next(row for row in sheet if row["category"] == name)
        text = gettext_noop("将新建单位序列“%(name)s”。若是写错，请改后重新上传。")
        draft.remarks.append(sheet.problem(first, "category", text, name=name))


def _lines(draft: Draft, sheet: SheetRows) -> Iterator[Line]:
    for row in sheet:
        unit = draft.known.units.get(row["name"] or "")
        before = written_row(UNIT_COLUMNS, values_of(unit)) if unit else {}
        after = written_row(UNIT_COLUMNS, row.values)
        yield line_of(
            UNITS, row, row["name"] or "", (before, after), is_new=unit is None
        )
