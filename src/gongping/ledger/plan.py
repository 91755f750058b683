"""What importing a workbook would do to the ledger. Nothing is written here."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from django.utils.translation import gettext_noop

from gongping.documents.excel import (
    CellProblem,
    Fate,
    Kind,
    Line,
    Problem,
    Row,
    SheetRows,
    Workbook,
    as_text,
    compare,
    counts,
    missing_column,
    open_workbook,
    read_sheet,
)
from gongping.documents.excel.reading import HEADER_WITHIN, bare
from gongping.foundation.errors import Invalid
from gongping.ledger.checks import (
    check_dates,
    check_reported_stay,
    check_still_complete,
    check_supporting,
    check_texts,
    lacking,
)
from gongping.ledger.fields import ItemFields, tidy
from gongping.ledger.known import Known, described, load
from gongping.ledger.models import LedgerItem
from gongping.ledger.states import ItemKind, ItemState, Track
from gongping.ledger.workbook import COLUMN_OF, SHEET, TYPED, read_path

TITLES = {column.key: column.title for column in TYPED}
IDENTITY = {"number", "title", "lead_unit"}
_UNIT = next(column for column in TYPED if column.key == "lead_unit")
DATES = tuple(column.key for column in TYPED if column.kind == Kind.DATE)


@dataclass(frozen=True, slots=True)
class Reading:
    """The typed rows of the sheet, and which of its columns are there."""

    sheet: SheetRows
    present: frozenset[str]

    def as_json(self) -> dict[str, Any]:
        """Return a form that a JSON column keeps."""
        rows = [[row.number, _plain(row.values)] for row in self.sheet.rows]
        return {"rows": rows, "present": sorted(self.present)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Reading":
        """Return the rows that `as_json` kept."""
        rows = tuple(Row(number, _restored(values)) for number, values in kept["rows"])
        return cls(SheetRows(SHEET, rows, titles=TITLES), frozenset(kept["present"]))


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that can be written: onto an item that exists, or as a new one."""

    typed: ItemFields
    kind: str
    sketch: str
    year: int
    fate: Fate
    item_id: int | None = None
    version: int | None = None


@dataclass(slots=True)
class Plan:
    """Every row with its fate, every problem, and what would be written."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return how many rows meet each fate."""
        none = {fate.value: 0 for fate in Fate}
        return counts(self.lines).get(SHEET, none)

    def fingerprint(self) -> str:
        """Return what differs as soon as one row would do something else."""
        lines = [[x.row, x.fate, x.changes] for x in self.lines]
        versions = [[e.item_id, e.version] for e in self.entries]
        text = json.dumps([lines, versions], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def read(file: BinaryIO) -> Reading:
    """Return the sheet 台账 as typed rows; `UnusableWorkbook` if it is none."""
    workbook = open_workbook(file)
    sheet = read_sheet(workbook, SHEET, TYPED)
    return Reading(sheet, _present(workbook))


def _present(workbook: Workbook) -> frozenset[str]:
    """Say which typed columns the sheet has: an absent one changes nothing."""
    known = {bare(column.title): column.key for column in TYPED}
    names = {name.strip(): name for name in workbook.sheet_names}
    if SHEET not in names:
        return frozenset()
    cells = workbook.values.get_sheet_by_name(names[SHEET]).to_python(
        skip_empty_area=False, nrows=HEADER_WITHIN
    )
    rows = [{known.get(bare(as_text(cell))) for cell in row} for row in cells]
    return frozenset(key for key in max(rows, key=len, default=set()) if key)


def make_plan(reading: Reading) -> Plan:
    """Return what the rows would do to what is known now. Seven queries."""
    plan = Plan(problems=list(reading.sheet.problems))
    known = load(reading.sheet.rows)
    seen: dict[Any, int] = {}
    lacks_unit = False
    for row in reading.sheet.rows:
        planner = _RowPlanner(reading, row, known)
        entry = planner.entry(seen)
        plan.problems += planner.problems
        lacks_unit |= planner.lacks_unit
        if entry is None:
            name = str(row.values.get("title") or "")
            plan.lines.append(Line(SHEET, row.number, name, Fate.BAD))
            continue
        plan.entries.append(entry)
        plan.lines.append(planner.line(entry))
    if lacks_unit:
        ignored = reading.sheet.ignored
        plan.problems.insert(0, missing_column(SHEET, _UNIT, ignored))
    plan.problems.sort(key=lambda problem: problem.row or 0)
    return plan


class _RowPlanner:
    """Finds out what one row means, collecting what stands in its way."""

    def __init__(self, reading: Reading, row: Row, known: Known) -> None:
        self.reading = reading
        self.row = row
        self.known = known
        self.problems: list[Problem] = []
        self.item: LedgerItem | None = None
        self.lacks_unit = False
        self._described: dict[str, str] | None = None

    def entry(self, seen: dict[Any, int]) -> Entry | None:
        """Return what the row would write; None if something is wrong with it."""
        self.item = self._numbered()
        unit = self._unit()
        year = self._year()
        if self.item is None and not self._text("number"):
            self.item = self._titled(unit, year)
        if self._is_recognised():
            self._check_once(seen, unit, year)
        path, sketch = self._path(year)
        typed = self._typed(unit, path)
        self._check(typed)
        if not self._is_sound():
            return None
        kind = self._kind()
        fate = self._fate(typed, kind, sketch)
        if fate == Fate.CHANGED and self._item_state() == ItemState.CLOSED:
            self._blame(
                "number",
                gettext_noop("这一项已经销号，不能再改。请改回原样，或删去这一行。"),
            )
            return None
        item = self.item
        return Entry(
            typed, kind, sketch, item.year if item else year, fate,
            item.pk if item else None, item.version if item else None,
        )  # fmt: skip

    def _is_recognised(self) -> bool:
        """Tell whether it is clear which item the row means."""
        return not self.problems and not self.row.bad & IDENTITY

    def _is_sound(self) -> bool:
        return not (self.problems or self.row.bad or self.lacks_unit)

    def line(self, entry: Entry) -> Line:
        """Return the row as the preview shows it."""
        after = self.known.words(entry.typed, entry.kind, entry.sketch)
        before = self._before()
        after = {key: text for key, text in after.items() if self._has(key)}
        changes = compare(
            {TITLES[key]: text for key, text in before.items()},
            {TITLES[key]: text for key, text in after.items()},
        )
        about = {
            "number": self.item.number if self.item else "",
            "unit": self.known.unit_name(entry.typed.lead_unit),
            "lacks": lacking(entry.typed) if self.item is None else [],
            "is_published": bool(self.item and self.item.published_on),
        }
        return Line(
            SHEET, self.row.number, entry.typed.title, entry.fate,
            changes if self.item else (), about,
        )  # fmt: skip

    # --- Which item, which unit -------------------------------------------------

    def _unit(self) -> int | None:
        text = self._text("lead_unit")
        if self.item and text == self._before()["lead_unit"]:
            return self.item.lead_unit_id
        self.lacks_unit = not self._has("lead_unit") and self.item is None
        if not text:
            return None
        try:
            return self.known.unit(text)
        except CellProblem as problem:
            self._blame("lead_unit", problem.text, **problem.parts)
            return None

    def _year(self) -> int:
        days = [self.row.values.get(key) for key in ("due_on", "started_on")]
        found = next((day for day in days if isinstance(day, date)), None)
        return found.year if found else self.known.today.year

    def _numbered(self) -> LedgerItem | None:
        number = self._text("number")
        item = self.known.by_number.get(number)
        if number and item is None:
            self._blame(
                "number",
                gettext_noop("没有编号“%(number)s”。新事项请把编号留空，系统会编。"),
                number=number[:20],
            )
        return item

    def _titled(self, unit: int | None, year: int) -> LedgerItem | None:
        same = self.known.by_title.get((unit, self._text("title")), [])
        same = [item for item in same if item.year == year]
        if len(same) > 1:
            self._blame(
                "number", gettext_noop("台账里有几项同名的。请填编号，说明是哪一项。")
            )
        return same[0] if len(same) == 1 else None

    def _check_once(self, seen: dict[Any, int], unit: int | None, year: int) -> None:
        key = self.item.pk if self.item else (unit, self._text("title"), year)
        first = seen.setdefault(key, self.row.number)
        if first != self.row.number:
            self._blame(
                "title",
                gettext_noop("和第 %(first)d 行是同一项。请合成一行。"),
                first=first,
            )

    # --- What is typed ----------------------------------------------------------

    def _typed(self, unit: int | None, path: Any) -> ItemFields:
        item = self.item
        lead = self._or_kept("lead_unit", unit, item.lead_unit_id if item else None)
        return ItemFields(
            title=self._text("title"),
            track=self._value("track") or (item.track if item else Track.BUSINESS),
            year_focus=self._looked_up("year_focus", lead),
            lead_unit=lead,
            responsible_person=self._looked_up("person", lead),
            supporting_units=tuple(self._looked_up("supporting", lead) or ()),
            started_on=self._value("started_on"),
            due_on=self._value("due_on"),
            goal=self._value("goal") or "",
            measures=self._value("measures") or "",
            party_link=self._value("party_link") or "",
            milestones=tuple(path),
        )

    def _looked_up(self, key: str, unit: int | None) -> Any:
        """Return the key meant by the words of a cell; unchanged words keep it."""
        if not self._has(key):
            return self.known.kept(self.item, key)
        text = self._text(key)
        before = self._before()
        if not text or (key == "person" and self._is_unit_unclear()):
            return None
        if text == before.get(key):
            return self.known.kept(self.item, key)
        try:
            return self.known.find(key, text, unit)
        except CellProblem as problem:
            self._blame(key, problem.text, **problem.parts)
            return None

    def _is_unit_unclear(self) -> bool:
        unit = TITLES["lead_unit"]
        return self.lacks_unit or any(one.column == unit for one in self.problems)

    def _path(self, year: int) -> tuple[Any, str]:
        if not self._has("path"):
            if self.item is None:
                return (), ""
            return self.known.path(self.item), self.item.path_sketch
        text = self._text("path")
        try:
            dated, undated = read_path(text, year)
        except CellProblem as problem:
            self._blame("path", problem.text, **problem.parts)
            return (), ""
        if dated and undated:
            self._blame(
                "path",
                gettext_noop(
                    "节点“%(node)s”没有日期。请写成 %(node)s 2026-06-30，用分号隔开。"
                ),
                node=undated[0][:20],
            )
        return dated, "；".join(undated)[:300]

    def _kind(self) -> str:
        kept = self.item.kind if self.item else ItemKind.KEY_TASK.value
        return str(self._value("kind") or kept)

    def _check(self, typed: ItemFields) -> None:
        self._check_one(check_texts, typed)
        dates = typed.started_on, typed.due_on, typed.milestones
        self._check_one(check_dates, *dates)
        self._check_one(check_supporting, typed)
        item = self.item
        if item is not None and item.published_on is not None and self._is_sound():
            self._check_one(check_still_complete, typed)
            reported = item.milestones.all(), typed.milestones
            self._check_one(check_reported_stay, *reported)

    def _check_one(self, check: Callable[..., None], *asked: Any) -> None:
        try:
            check(*asked)
        except Invalid as problem:
            column = COLUMN_OF.get(problem.field or "", problem.field or "")
            self._blame(column, problem.message)

    def _fate(self, typed: ItemFields, kind: str, sketch: str) -> Fate:
        if self.item is None:
            return Fate.NEW
        before, after = self._before(), self.known.words(typed, kind, sketch)
        is_same = all(before[key] == after[key] for key in after)
        return Fate.UNCHANGED if is_same else Fate.CHANGED

    def _before(self) -> dict[str, str]:
        """Return what the cells of the item hold now, put into words once."""
        if self._described is None and self.item is not None:
            self._described = described(self.item, self.known)
        return self._described or {}

    def _item_state(self) -> str:
        return self.item.state if self.item else ""

    # --- Cells ------------------------------------------------------------------

    def _has(self, key: str) -> bool:
        return key in self.reading.present

    def _text(self, key: str) -> str:
        return tidy(str(self.row.values.get(key) or ""))

    def _value(self, key: str) -> Any:
        if not self._has(key):
            return getattr(self.item, key) if self.item else None
        value = self.row.values.get(key)
        return tidy(value) if isinstance(value, str) else value

    def _or_kept(self, key: str, value: Any, kept: Any) -> Any:
        return value if self._has(key) else kept

    def _blame(self, key: str, text: str, /, **parts: Any) -> None:
        # Of a cell that could not be read it is already said.
        if key not in self.row.bad:
            problem = self.reading.sheet.problem(self.row, key, text, **parts)
            self.problems.append(problem)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in values.items()
        if value not in (None, "")
    }


def _restored(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: date.fromisoformat(value) if key in DATES else value
        for key, value in values.items()
    }
