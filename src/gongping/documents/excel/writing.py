"""From typed rows to a workbook that opens in Excel and WPS, set to be read."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from gongping.documents.excel.columns import LIST_MARK, Column, Kind
from gongping.foundation import clock

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
LIST_LIMIT: Final = 255
NOTE_LIMIT: Final = 255
TITLE_LIMIT: Final = 32
DROP_DOWN_ROWS: Final = 2_000
BODY: Final = {"font_name": "宋体", "font_size": 11, "valign": "top"}
HEAD: Final = {
    "font_name": "黑体", "font_size": 11, "valign": "vcenter", "text_wrap": True,
    "bottom": 2, "top": 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet to write: its columns, its rows by key, or plain `lines` of text.

    `footer` stands under every page that is printed of it.
    """

    name: str
    columns: Sequence[Column] = ()
    rows: Iterable[Mapping[str, Any]] = ()
    lines: Sequence[str] = ()
    has_drop_downs: bool = False
    footer: str = ""
    wide: frozenset[str] = field(default_factory=frozenset)


def escaped(text: str) -> str:
    """Return text that no spreadsheet takes for a formula; reading undoes it."""
    return f"'{text}" if text.startswith(RISKY) else text


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook of `sheets`; no cell of it is a formula or a link."""
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": clock.now().replace(tzinfo=None)})
        formats = _formats(book)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, formats)
    return buffer.getvalue()


def _formats(book: Workbook) -> dict[str, Format]:
    return {
        "head": book.add_format(HEAD),
        Kind.TEXT: book.add_format({**BODY, "text_wrap": True, "num_format": "@"}),
        Kind.INTEGER: book.add_format({**BODY, "num_format": "0"}),
        Kind.NUMBER: book.add_format({**BODY, "num_format": "0.0#"}),
        Kind.DATE: book.add_format({**BODY, "num_format": "yyyy-mm-dd"}),
    }


def _write(page: Worksheet, sheet: Sheet, formats: Mapping[str, Format]) -> None:
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    if sheet.footer:
        page.set_footer(f"&L&8{sheet.footer.replace('&', '&&')}&R&8&P / &N")
    if sheet.lines:
        page.set_column(0, 0, 100)
        for number, line in enumerate(sheet.lines):
            page.write_string(number, 0, line, formats[Kind.TEXT])
        return
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_row(0, 24)
    for place, column in enumerate(sheet.columns):
        form = formats.get(column.kind, formats[Kind.TEXT])
        page.set_column(place, place, column.width, form)
        page.write_string(0, place, column.title, formats["head"])
        if sheet.has_drop_downs:
            _offer(page, place, column)
    height = _write_rows(page, sheet, formats)
    page.autofilter(0, 0, height, max(len(sheet.columns) - 1, 0))


def _write_rows(page: Worksheet, sheet: Sheet, formats: Mapping[str, Format]) -> int:
    number = 0
    for number, row in enumerate(sheet.rows, 1):
        for place, column in enumerate(sheet.columns):
            form = formats.get(column.kind, formats[Kind.TEXT])
            _write_cell(page, (number, place), row.get(column.key), column, form)
    return number


def _write_cell(
    page: Worksheet,
    place: tuple[int, int],
    value: object,
    column: Column,
    form: Format,
) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        page.write_datetime(*place, value, form)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        if column.choices:
            page.write_string(*place, written(column, value), form)
        else:
            page.write_number(*place, value, form)
    else:
        page.write_string(*place, escaped(written(column, value)), form)


def written(column: Column, value: Any) -> str:
    """Return a value as it is written in a cell of `column`."""
    if isinstance(value, list | tuple | set | frozenset):
        return LIST_MARK.join(written(column, part) for part in value)
    labels = {meant: label for label, meant in reversed([*column.choices.items()])}
    return str(labels.get(value, value))


def _offer(page: Worksheet, place: int, column: Column) -> None:
    """Offer the fixed list of a column below its header, and say its note."""
    offered = list(column.choices)
    rule: dict[str, Any] = {"validate": "any"}
    if column.lookup:
        rule = {"validate": "list", "source": f"={column.lookup}", "show_error": False}
    elif offered and len(LIST_MARK.join(offered)) <= LIST_LIMIT:
        is_single = column.kind == Kind.CHOICE
        rule = {"validate": "list", "source": offered, "show_error": is_single}
    if column.note:
        rule["input_title"] = column.title[:TITLE_LIMIT]
        rule["input_message"] = str(column.note)[:NOTE_LIMIT]
    if len(rule) > 1:
        page.data_validation(1, place, DROP_DOWN_ROWS, place, rule)
