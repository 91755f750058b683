"""From a sheet to typed rows; nothing is written and nothing is guessed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, BinaryIO, Final

from django.utils.translation import gettext_noop
from python_calamine import CalamineSheet

from gongping.documents.excel.cells import CellProblem, as_text, read_cell
from gongping.documents.excel.columns import (
    LIST_MARK,
    Column,
    Problem,
    Row,
    SheetRows,
)
from gongping.documents.excel.files import Workbook, open_workbook

MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 200
HEADER_WITHIN: Final = 5
NAMED: Final = 5
_DECORATION = re.compile(r"[\s*＊]|[（(][^（）()]*[)）]$")

Cells = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class _Header:
    row: int
    places: Mapping[str, int]
    ignored: tuple[str, ...]


def read_sheet(
    source: BinaryIO | Workbook, sheet: str, columns: Sequence[Column]
) -> SheetRows:
    """Return the typed rows of `sheet` with every problem by row and column.

    Raises `UnusableWorkbook` only for the file as a whole. The header may stand in
    one of the first five rows; blank rows are passed over; unknown columns are
    reported in `ignored`.
    """
    workbook = source if isinstance(source, Workbook) else open_workbook(source)
    titles = {column.key: column.title for column in columns}
    found, problem = _find_sheet(workbook, sheet)
    if found is None or problem:
        return SheetRows(sheet, (), (problem,) if problem else (), (), titles)
    cells = found.to_python(skip_empty_area=False)
    header = _find_header(cells, columns)
    merged = list(_merged(found, sheet, header.row))
    hides = header.places and any(one.row == header.row + 1 for one in merged)
    # Which titles a merged header hides shows only when it is merged no more.
    problems = [
        *_header_problems(sheet, header, cells, () if hides else columns),
        *merged,
    ]
    if problems:
        return SheetRows(sheet, (), tuple(problems), header.ignored, titles)
    rows, mistakes = _read_rows(workbook, found, header, columns, cells)
    absent = frozenset(titles) - header.places.keys()
    return SheetRows(
        sheet, tuple(rows), tuple(mistakes), header.ignored, titles, absent
    )


def _find_sheet(
    workbook: Workbook, sheet: str
) -> tuple[CalamineSheet | None, Problem | None]:
    names = {name.strip(): name for name in workbook.sheet_names}
    if sheet not in names:
        return None, Problem(
            sheet, None, "",
            gettext_noop("没有工作表“%(sheet)s”，现有：%(list)s。请改名，或从模板里补上这一张。"),
            {"sheet": sheet, "list": LIST_MARK.join(workbook.sheet_names)},
        )  # fmt: skip
    height, width = workbook.extent(names[sheet])
    if width > MAX_COLUMNS:
        return None, Problem(
            sheet, None, letters(width - 1),
            gettext_noop(
                "%(column)s 列里还有内容，一次最多读 %(most)d 列。"
                "请删去表格右边用不到的列，另存后再上传。"
            ),
            {"column": letters(width - 1), "most": MAX_COLUMNS},
        )  # fmt: skip
    if height > MAX_ROWS + HEADER_WITHIN:
        return None, Problem(
            sheet, None, "",
            gettext_noop(
                "有 %(n)d 行，一次最多 %(most)d 行。请分成几个文件，分次导入。"
            ),
            {"n": height, "most": MAX_ROWS},
        )  # fmt: skip
    return workbook.values.get_sheet_by_name(names[sheet]), None


def _find_header(cells: Cells, columns: Sequence[Column]) -> _Header:
    """Return the best of the first rows; a title line may stand above it."""
    candidates = [
        _match_header(number, row, columns)
        for number, row in enumerate(cells[:HEADER_WITHIN])
    ]
    return max(
        candidates or [_Header(0, {}, ())],
        key=lambda header: (len(header.places), -header.row),
    )


def _match_header(
    number: int, row: Sequence[Any], columns: Sequence[Column]
) -> _Header:
    known = {
        bare(title): column.key
        for column in columns
        for title in (column.title, *column.aliases)
    }
    places: dict[str, int] = {}
    ignored = []
    for place, cell in enumerate(row):
        title = as_text(cell)
        key = known.get(bare(title))
        if key and key not in places:
            places[key] = place
        elif title:
            ignored.append(title)
    return _Header(number, places, tuple(ignored))


def bare(title: str) -> str:
    """Return a header without blanks, stars and a remark in brackets."""
    return _DECORATION.sub("", title)


def _header_problems(
    sheet: str, header: _Header, cells: Cells, columns: Sequence[Column]
) -> Iterable[Problem]:
    if not cells:
        yield Problem(
            sheet,
            None,
            "",
            gettext_noop("这张工作表是空的。请从模板里复制表头，再填内容。"),
        )
        return
    if not header.places:
        yield Problem(
            sheet, None, "",
            gettext_noop(
                "前 %(n)d 行里没有找到表头。表头应为：%(list)s。请照模板补上。"
            ),
            {"n": HEADER_WITHIN, "list": LIST_MARK.join(c.title for c in columns)},
        )  # fmt: skip
        return
    for title in sorted({t for t in header.ignored if header.ignored.count(t) > 1}):
        yield Problem(
            sheet, header.row + 1, title,
            gettext_noop("表头“%(title)s”出现了不止一次。请留一列，删去其余。"),
            {"title": title},
        )  # fmt: skip
    for column in columns:
        if column.key not in header.places and column.is_required:
            yield missing_column(sheet, column, header.ignored, header.row + 1)
        elif bare(column.title) in {bare(title) for title in header.ignored}:
            yield Problem(
                sheet, header.row + 1, column.title,
                gettext_noop("表头“%(title)s”出现了不止一次。请留一列，删去其余。"),
                {"title": column.title},
            )  # fmt: skip


def missing_column(
    sheet: str, column: Column, ignored: Sequence[str], row: int | None = None
) -> Problem:
    """Say that a column is missing, and which unknown header may be it."""
    near = get_close_matches(column.title, ignored, n=1, cutoff=0.4)
    parts = {"title": column.title}
    if near:
        text = gettext_noop(
            "没有“%(title)s”这一列。“%(near)s”如果就是它，请改名为“%(title)s”。"
        )
        return Problem(sheet, row, column.title, text, {**parts, "near": near[0]})
    unknown = list(dict.fromkeys(ignored))
    if unknown:
        text = gettext_noop(
            "没有“%(title)s”这一列，不认识的列有：%(list)s。"
            "其中一列如果就是它，请改名为“%(title)s”。"
        )
        parts |= {"list": LIST_MARK.join(unknown[:NAMED])}
        return Problem(sheet, row, column.title, text, parts)
    text = gettext_noop("没有“%(title)s”这一列。请照模板补上表头和内容。")
    return Problem(sheet, row, column.title, text, parts)


def _merged(found: CalamineSheet, sheet: str, header_row: int) -> Iterable[Problem]:
    for (top, left), (bottom, right) in found.merged_cell_ranges or ():
        if bottom < header_row:
            continue
        text = (
            gettext_noop("表头 %(cells)s 合并了单元格。请取消合并，一列一个表头。")
            if top <= header_row
            else gettext_noop(
                "%(cells)s 是合并的单元格。请取消合并，每一行都填上内容。"
            )
        )
        place = f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"
        yield Problem(sheet, top + 1, letters(left), text, {"cells": place})


def _read_rows(
    workbook: Workbook,
    found: CalamineSheet,
    header: _Header,
    columns: Sequence[Column],
    cells: Cells,
) -> tuple[list[Row], list[Problem]]:
    odd = workbook.odd_cells(found.name)
    rows: list[Row] = []
    problems: list[Problem] = []
    for index, line in enumerate(cells[header.row + 1 :], header.row + 1):
        reader = _RowReader(found.name.strip(), index, line, header.places, odd)
        row = reader.read(columns)
        if row is not None:
            rows.append(row)
            problems += reader.problems
    return rows, problems


class _RowReader:
    """Reads one line, collecting what could not be read."""

    def __init__(
        self,
        sheet: str,
        index: int,
        line: Sequence[Any],
        places: Mapping[str, int],
        odd: Mapping[str, str],
    ) -> None:
        self.sheet = sheet
        self.index = index
        self.line = line
        self.places = places
        self.odd = odd
        self.problems: list[Problem] = []

    def read(self, columns: Sequence[Column]) -> Row | None:
        """Return the row, or None if nothing stands in its known columns."""
        if not any(self._stands(place) for place in self.places.values()):
            return None
        values: dict[str, Any] = {}
        bad = set()
        for column in columns:
            try:
                values[column.key] = self._value(column)
            except CellProblem as mistake:
                values[column.key] = None
                bad.add(column.key)
                self.problems.append(
                    Problem(
                        self.sheet, self.index + 1, column.title,
                        mistake.text, mistake.parts,
                    )
                )  # fmt: skip
        return Row(self.index + 1, values, frozenset(bad))

    def _stands(self, place: int) -> bool:
        return self._reference(place) in self.odd or bool(as_text(self._raw(place)))

    def _value(self, column: Column) -> Any:
        if column.key not in self.places:
            return read_cell(column, None)
        place = self.places[column.key]
        oddity = self.odd.get(self._reference(place))
        if oddity == "formula":
            raise CellProblem(
                gettext_noop("这一格是公式。请复制后“选择性粘贴”为数值，再上传。")
            )
        if oddity == "error":
            raise CellProblem(
                gettext_noop("这一格是出错的结果（如 #N/A）。请填上真实内容。")
            )
        return read_cell(column, self._raw(place))

    def _raw(self, place: int) -> Any:
        return self.line[place] if place < len(self.line) else None

    def _reference(self, place: int) -> str:
        return f"{letters(place)}{self.index + 1}"


def letters(place: int) -> str:
    """Return the letters of a column counted from 0: A, B … AA."""
    name = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
