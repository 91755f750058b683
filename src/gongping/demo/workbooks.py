"""The example workbooks, moved to the year of loading so that lights look alive.

The workbooks carry dates round `BASE_DAY`. Dates near it stay as near to today;
those further off are drawn together so that the whole year stays in the calendar
year, whatever day the demo is loaded on.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from gongping.foundation import clock

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
ORGANISATION = EXAMPLES / "model_ministry" / "organisation.xlsx"
LEDGER = EXAMPLES / "model_ministry" / "ledger.xlsx"
BASE_DAY = date(2026, 6, 25)
REACH = 190
NEAR = 10
PEOPLE_SHEET = "人员"
TASKS_A_UNIT = 6
OF_LAST_YEAR = (0, 1, 4)
_iso_date = re.compile(r"\d{4}-\d{2}-\d{2}")

Rows = list[list[Any]]
Moving = Callable[[date], date]


def organisation_book(more_cadres: int = 0) -> BytesIO:
    """Return the workbook of units, people and links, with so many more cadres."""

    def enlarged(sheet: str, rows: Rows) -> Rows:
        return rows + _further_cadres(more_cadres) if sheet == PEOPLE_SHEET else rows

    return _rewritten(ORGANISATION, to_this_year, enlarged)


def staff_numbers(more_cadres: int = 0) -> list[str]:
    """Return the staff numbers in the workbook of people, in its order."""
    book = CalamineWorkbook.from_filelike(organisation_book(more_cadres))
    rows = book.get_sheet_by_name(PEOPLE_SHEET).to_python()
    return [str(row[0]) for row in rows[1:]]


def ledger_book() -> BytesIO:
    """Return the workbook of this year's key tasks."""
    return _rewritten(LEDGER, to_this_year, lambda _sheet, rows: rows)


def last_years_ledger_book() -> BytesIO:
    """Return a part of the tasks as last year's, all of it past."""

    def part(_sheet: str, rows: Rows) -> Rows:
        head, *tasks = rows
        kept = [t for n, t in enumerate(tasks) if n % TASKS_A_UNIT in OF_LAST_YEAR]
        return [head, *kept]

    return _rewritten(LEDGER, to_last_year, part)


def to_this_year(day: date) -> date:
    """Return the day of this year that is to today as `day` is to `BASE_DAY`."""
    today, offset = clock.today(), (day - BASE_DAY).days
    end = date(today.year, 12, 29) if offset > 0 else date(today.year, 1, 3)
    room = abs((end - today).days)
    near = min(NEAR, room)
    far = abs(offset)
    if far > near:
        far = near + round((far - near) * (room - near) / (REACH - near))
    return today + timedelta(days=far if offset > 0 else -far)


def to_last_year(day: date) -> date:
    """Return the day of last year at the same place of the plan."""
    start = date(clock.today().year - 1, 1, 5)
    share = ((day - BASE_DAY).days + REACH) / (2 * REACH)
    return start + timedelta(days=round(share * 350))


def _rewritten(
    path: Path, moving: Moving, changing: Callable[[str, Rows], Rows]
) -> BytesIO:
    moved = BytesIO()
    book = xlsxwriter.Workbook(moved, {"default_date_format": "yyyy-mm-dd"})
    source = CalamineWorkbook.from_path(str(path))
    for name in source.sheet_names:
        sheet = book.add_worksheet(name)
        rows = source.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for line, row in enumerate(changing(name, rows)):
            sheet.write_row(line, 0, [_moved(value, moving) for value in row])
    book.close()
    moved.seek(0)
    moved.name = path.name
    return moved


def _further_cadres(count: int) -> Rows:
    return [
        [f"D{n:06}", f"工作人员{n}", "", "办公厅", "处级", "", 100_000 + n]
        for n in range(1, count + 1)
    ]


def _moved(value: Any, moving: Moving) -> Any:
    if isinstance(value, datetime):
        return moving(value.date())
    if isinstance(value, date):
        return moving(value)
    if isinstance(value, str):
        return _iso_date.sub(
            lambda found: moving(date.fromisoformat(found.group())).isoformat(), value
        )
    return value
