"""The example workbooks, moved to the day of loading so that lights look alive."""

import re
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
PEOPLE_SHEET = "人员"
_iso_date = re.compile(r"\d{4}-\d{2}-\d{2}")


def moved_to_today(path: Path, more_cadres: int = 0) -> BytesIO:
    """Return the workbook with every date as far from today as from `BASE_DAY`.

    `more_cadres` adds so many invented cadres to the sheet of people.
    """
    shift = clock.today() - BASE_DAY
    moved = BytesIO()
    book = xlsxwriter.Workbook(moved, {"default_date_format": "yyyy-mm-dd"})
    source = CalamineWorkbook.from_path(str(path))
    for name in source.sheet_names:
        sheet = book.add_worksheet(name)
        rows = source.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if name == PEOPLE_SHEET:
            rows += _further_cadres(more_cadres)
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, [_moved(value, shift) for value in row])
    book.close()
    moved.seek(0)
    moved.name = path.name
    return moved


def _further_cadres(count: int) -> list[list[Any]]:
    return [
        [f"D{n:06}", f"工作人员{n}", "", "办公厅", "处级", "", 100_000 + n]
        for n in range(1, count + 1)
    ]


def _moved(value: Any, shift: timedelta) -> Any:
    if isinstance(value, datetime):
        return value.date() + shift
    if isinstance(value, date):
        return value + shift
    if isinstance(value, str):
        return _iso_date.sub(lambda found: _shifted_text(found.group(), shift), value)
    return value


def _shifted_text(text: str, shift: timedelta) -> str:
    return (date.fromisoformat(text) + shift).isoformat()
