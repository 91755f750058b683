"""The plan in the making: lines, problems and remarks of one workbook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext_noop

from gongping.documents.excel import (
    Column,
    Fate,
    Line,
    Problem,
    Row,
    SheetRows,
    compare,
    written,
)
from gongping.organisation.plan.known import Known
from gongping.organisation.workbook import UNITS

# Looking for a similar name is slow, and nobody mends a thousand slips at once.
MOST_SUGGESTIONS = 100


@dataclass(slots=True)
class Draft:
    """Collects what each row would do; `remarks` hinder nothing."""

    known: Known
    sheets: Mapping[str, SheetRows]
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    unit_names: frozenset[str] = field(init=False)
    _suggested: int = 0

    def __post_init__(self) -> None:
        """Note every unit that there is or will be."""
        coming = {row["name"] for row in self.sheets[UNITS] if row["name"]}
        self.unit_names = frozenset(coming | self.known.units.keys())

    def complain(
        self, sheet: SheetRows, row: Row, key: str, text: str, /, **parts: Any
    ) -> None:
        """Put a problem at a cell on record."""
        self.problems.append(sheet.problem(row, key, text, **parts))

    def complain_unknown(
        self, sheet: SheetRows, row: Row, key: str, among: Iterable[str], text: str
    ) -> None:
        """Say that a name is unknown, and which one is nearly the same."""
        name = row[key]
        near = []
        if self._suggested < MOST_SUGGESTIONS:
            near = get_close_matches(name, sorted(among), n=1, cutoff=0.5)
            self._suggested += 1
        if near:
            text = gettext_noop(
                "没有“%(name)s”。是不是“%(near)s”？请改成一致，或先在表里加上它。"
            )
            self.complain(sheet, row, key, text, name=name, near=near[0])
        else:
            self.complain(sheet, row, key, text, name=name)

    def add_lines(self, sheet: SheetRows, lines: Iterable[Line]) -> None:
        """Take the lines of a sheet over; those with a problem become bad."""
        bad = {p.row for p in self.problems if p.sheet == sheet.sheet}
        for line in lines:
            fate = Fate.BAD if line.row in bad else line.fate
            self.lines.append(
                Line(line.sheet, line.row, line.name, fate, line.changes, line.values)
            )


def repeated(sheet: SheetRows, key: str) -> Iterable[tuple[Row, int]]:
    """Return each row whose value in `key` stood in an earlier row, with that row."""
    first: dict[Any, int] = {}
    for row in sheet:
        value = row[key]
        if value is None or key in row.bad:
            continue
        if value in first:
            yield row, first[value]
        else:
            first[value] = row.number


def line_of(
    sheet: str,
    row: Row,
    name: str,
    texts: tuple[Mapping[str, str], Mapping[str, str]],
    *,
    is_new: bool,
) -> Line:
    """Return the line of a row from its written values before and after."""
    before, after = texts
    changes = () if is_new else compare(before, after)
    fate = Fate.NEW if is_new else Fate.CHANGED if changes else Fate.UNCHANGED
    return Line(sheet, row.number, name, fate, changes, row.values)


def written_row(columns: Iterable[Column], values: Mapping[str, Any]) -> dict[str, str]:
    """Return the values as they would stand in the workbook, by column title."""
    return {
        column.title: written(column, values[column.key])
        for column in columns
        if values.get(column.key) not in (None, "")
    }
