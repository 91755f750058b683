"""A workbook to import, built from rows of words."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from gongping.organisation.selectors import WORKBOOK_COLUMNS
from tests.world import World, build_world

HEADERS = {
    name: [column.title for column in columns]
    for name, columns in WORKBOOK_COLUMNS.items()
}
GOOD: dict[str, list[list[Any]]] = {
    "单位": [
        [101, "测绘司", "Bureau of Surveying", "司局", None, None],
        [102, "档案馆", "Archive", "直属单位", "部", None],
        [103, "档案馆分馆", None, "直属单位", "省", "档案馆"],
    ],
    "人员": [
        ["M1", "副部长乙", None, None, "部级", "部领导", 1],
        ["M2", "测绘司负责人", None, "测绘司", "司局级", "主要负责人、党组织书记", 1],
        ["M3", "䶮㛃堃", None, "测绘司", "处级", "联络员", 2],
        ["M4", "档案馆负责人", None, "档案馆", "司局级", "主要负责人", 1],
    ],
    "领导联系": [
        ["副部长乙", "测绘司", "分管"],
        ["副部长乙", "档案馆", "联系"],
        ["M1", "档案馆分馆", "联系"],
    ],
}
Rows = dict[str, list[list[Any]]]


def workbook(rows: Rows | None = None, **headers: list[str]) -> io.BytesIO:
    """Return a file with the three sheets; None as rows of a sheet leaves it out."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in {**GOOD, **(rows or {})}.items():
        sheet = book.create_sheet(name)
        for line in (headers.get(name, HEADERS[name]), *lines):
            sheet.append(line)
    file = io.BytesIO()
    book.save(file)
    file.name = "组织.xlsx"
    file.seek(0)
    return file


@pytest.fixture
def make_workbook() -> Callable[..., io.BytesIO]:
    return workbook


@pytest.fixture
def world(db: None) -> World:
    return build_world()
