"""Workbooks in and out: typed rows with named problems, and headed sheets.

book = open_workbook(file)                 # or UnusableWorkbook, with a sentence
units = read_sheet(book, "单位", COLUMNS)   # SheetRows(rows, problems, ignored)
write_workbook([Sheet("单位", COLUMNS, rows)])
"""

from gongping.documents.excel.cells import CellProblem, as_text, read_cell
from gongping.documents.excel.columns import (
    LIST_MARK,
    Column,
    Kind,
    Problem,
    Row,
    SheetRows,
    UnusableWorkbook,
)
from gongping.documents.excel.files import Workbook, open_workbook
from gongping.documents.excel.reading import MAX_ROWS, missing_column, read_sheet
from gongping.documents.excel.staging import Fate, Line, compare, counts
from gongping.documents.excel.writing import (
    XLSX,
    Sheet,
    escaped,
    write_workbook,
    written,
)

__all__ = [
    "LIST_MARK",
    "MAX_ROWS",
    "XLSX",
    "CellProblem",
    "Column",
    "Fate",
    "Kind",
    "Line",
    "Problem",
    "Row",
    "Sheet",
    "SheetRows",
    "UnusableWorkbook",
    "Workbook",
    "as_text",
    "compare",
    "counts",
    "escaped",
    "missing_column",
    "open_workbook",
    "read_cell",
    "read_sheet",
    "write_workbook",
    "written",
]
