"""Workbooks: what is read, what is refused, and in which words."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.utils import translation

from gongping.documents.excel import (
    Column,
    Fate,
    Kind,
    Line,
    Problem,
    Sheet,
    SheetRows,
    UnusableWorkbook,
    compare,
    counts,
    open_workbook,
    read_sheet,
    write_workbook,
)

COLUMNS = (
    Column("order", "编制序", Kind.INTEGER, least=1),
    Column("name", "单位名称", max_length=6),
    Column(
        "kind", "单位序列", Kind.CHOICE, choices={"司局": "bureau", "直属单位": "x"}
    ),
    Column(
        "posts", "职务", Kind.CHOICES, is_required=False, choices={"甲": 1, "乙": 2}
    ),
    Column("since", "日期", Kind.DATE, is_required=False),
)
HEADER = [column.title for column in COLUMNS]
GOOD = [1, "办公厅", "司局", "甲、乙", date(2012, 2, 3)]


def workbook(*rows: list[Any], header: list[Any] | None = None) -> io.BytesIO:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "单位"
    for row in (HEADER if header is None else header, *rows):
        sheet.append(row)
    return saved(book)


def saved(book: Any) -> io.BytesIO:
    file = io.BytesIO()
    book.save(file)
    return file


def read(*rows: list[Any], header: list[Any] | None = None) -> SheetRows:
    return read_sheet(workbook(*rows, header=header), "单位", COLUMNS)


def only_problem(found: SheetRows) -> Problem:
    (problem,) = found.problems
    return problem


def test_a_row_becomes_typed_values() -> None:
    (row,) = read(GOOD).rows
    assert row.number == 2
    assert dict(row.values) == {
        "order": 1,
        "name": "办公厅",
        "kind": "bureau",
        "posts": (1, 2),
        "since": date(2012, 2, 3),
    }


@pytest.mark.parametrize("name", ["䶮", "㛃", "堃", "𠮷", "昞·買"])
def test_rare_characters_survive_reading_and_writing(name: str) -> None:
    written = write_workbook(
        [Sheet("单位", COLUMNS, [{"order": 1, "name": name, "kind": "x"}])]
    )
    (row,) = read_sheet(io.BytesIO(written), "单位", COLUMNS).rows
    assert row["name"] == name


def test_blank_rows_and_invisible_characters_are_passed_over() -> None:
    found = read([None] * 5, [" 2 ", "\u200b规划司\u3000", "直属单位", "", ""])
    assert not found.problems
    assert found.rows[0]["name"] == "规划司"
    assert found.rows[0].number == 3


def test_a_title_line_may_stand_above_the_header() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "单位"
    sheet.append(["二〇一二年机构表"])
    sheet.merge_cells("A1:E1")
    sheet.append(HEADER)
    sheet.append(GOOD)
    found = read_sheet(saved(book), "单位", COLUMNS)
    assert [row.number for row in found.rows] == [3]


def test_headers_may_carry_stars_and_remarks() -> None:
    header = ["编制序*", "单位名称（全称）", "单位 序列", "职务", "日期"]
    assert not read(GOOD, header=header).problems


def test_unknown_columns_are_named_and_ignored() -> None:
    found = read([*GOOD, "x"], header=[*HEADER, "备注"])
    assert found.ignored == ("备注",)
    assert len(found.rows) == 1


def test_a_renamed_header_is_recognised_and_named() -> None:
    problem = only_problem(read(GOOD, header=["编制序", "单位名", "单位序列"]))
    assert (problem.row, problem.column) == (1, "单位名称")
    assert problem.message == (
        "没有“单位名称”这一列。“单位名”如果就是它，请改名为“单位名称”。"
    )


def test_a_missing_header_is_named() -> None:
    problem = only_problem(read(GOOD, header=["编制序", "单位名称"]))
    assert problem.message == "没有“单位序列”这一列。请照模板补上表头和内容。"


def test_a_header_written_twice_is_named() -> None:
    problem = only_problem(read(GOOD, header=[*HEADER, "单位名称"]))
    assert problem.message == "表头“单位名称”出现了不止一次。请留一列，删去其余。"


def test_a_sheet_without_any_header_says_which_to_use() -> None:
    problem = only_problem(read(header=["x", "y"]))
    assert "编制序、单位名称" in problem.message


def test_an_empty_sheet_says_so() -> None:
    book = openpyxl.Workbook()
    book.active.title = "单位"
    assert "是空的" in only_problem(read_sheet(saved(book), "单位", COLUMNS)).message


def test_a_missing_sheet_is_named_with_those_there_are() -> None:
    problem = only_problem(read_sheet(workbook(GOOD), "人员", COLUMNS))
    assert problem.place == "人员"
    assert problem.message == (
        "没有工作表“人员”，现有：单位。请改名，或从模板里补上这一张。"
    )


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ("B1:C1", "表头 B1:C1 合并了单元格。请取消合并，一列一个表头。"),
        ("B2:B3", "B2:B3 是合并的单元格。请取消合并，每一行都填上内容。"),
    ],
)
def test_merged_cells_are_named(cells: str, sentence: str) -> None:
    book = openpyxl.load_workbook(workbook(GOOD, GOOD, header=["x", *HEADER]))
    book.active.merge_cells(cells)
    found = read_sheet(saved(book), "单位", (COLUMNS[3],))
    assert [problem.message for problem in found.problems] == [sentence]


def test_a_title_hidden_by_a_merged_header_is_one_mistake_and_not_two() -> None:
    book = openpyxl.load_workbook(workbook(GOOD, header=HEADER))
    book.active.merge_cells("A1:B1")
    problem = only_problem(read_sheet(saved(book), "单位", COLUMNS))
    assert problem.message == "表头 A1:B1 合并了单元格。请取消合并，一列一个表头。"


@pytest.mark.parametrize(
    ("place", "value", "sentence"),
    [
        (0, "x", "“x”不是整数。请填数字，如 12。"),
        (0, 1.5, "“1.5”不是整数。请填数字，如 12。"),
        (0, 0, "0 太小。请填 1 或更大的数。"),
        (0, None, "没有填。这一列每行都要填。"),
        (1, "名字实在太长了", "有 7 个字，最多 6 个。请写短些。"),
        (1, "+厅", "“+厅”以 + 开头，会被当成公式。请去掉开头的 +。"),
        (1, "@厅", "“@厅”以 @ 开头，会被当成公式。请去掉开头的 @。"),
        (1, "=1+1", "这一格是公式。请复制后“选择性粘贴”为数值，再上传。"),
        (2, "司 局", "没有“司 局”这一项。是不是“司局”？可填：司局、直属单位。"),
        (2, "zzz", "没有“zzz”这一项。可填：司局、直属单位。"),
        (3, "甲、丙", "没有“丙”这一项。可填：甲、乙。"),
        (4, "2012-02-30", "2月没有30日。请填 2月29日或之前的日期。"),
        (4, "2012年13月1日", "没有 13 月。请核对月份。"),
        (4, "明天", "“明天”不是日期。请写成 2012-06-28 这样。"),
        (
            4,
            "1812-06-28",
            "1812-06-28 不在 1900-01-01 到 2100-12-31 之间。请核对年份。",
        ),
    ],
)
def test_a_bad_cell_is_named_and_says_what_to_do(
    place: int, value: object, sentence: str
) -> None:
    row: list[Any] = [*GOOD]
    row[place] = value
    found = read(GOOD, row)
    problem = only_problem(found)
    assert problem.message == sentence
    assert (problem.row, problem.column) == (3, HEADER[place])
    assert problem.place == f"单位 第 3 行“{HEADER[place]}”"
    assert found.rows[1].bad == {COLUMNS[place].key}


@pytest.mark.parametrize(
    "text", ["2012.6.28", "2012/06/28", "2012年6月28日", "20120628"]
)
def test_usual_ways_of_writing_a_date_are_read(text: str) -> None:
    assert read([*GOOD[:4], text]).rows[0]["since"] == date(2012, 6, 28)


def test_a_cell_with_an_error_value_is_named() -> None:
    book = openpyxl.load_workbook(workbook(GOOD))
    book.active["B2"].value = "#N/A"
    book.active["B2"].data_type = "e"
    found = read_sheet(saved(book), "单位", COLUMNS)
    assert only_problem(found).message.startswith("这一格是出错的结果")


def test_a_hundred_thousand_rows_get_one_sentence() -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("单位")
    sheet.append(HEADER)
    for number in range(100_000):
        sheet.append([number])
    problem = only_problem(read_sheet(saved(book), "单位", COLUMNS))
    assert problem.message == (
        "有 100001 行，一次最多 20000 行。请分成几个文件，分次导入。"
    )


@pytest.mark.parametrize(
    ("cell", "words"),
    [("XFD2", "XFD 列里还有内容"), ("A1048576", "有 1048576 行，一次最多")],
)
def test_one_blank_at_the_far_end_of_a_sheet_does_not_fill_the_memory(
    cell: str, words: str
) -> None:
    book = openpyxl.load_workbook(workbook(GOOD))
    book.active[cell].value = " "
    assert words in only_problem(read_sheet(saved(book), "单位", COLUMNS)).message


def test_mere_formatting_at_the_far_end_of_a_sheet_is_no_content() -> None:
    book = openpyxl.load_workbook(workbook(GOOD))
    book.active["XFD30000"].font = openpyxl.styles.Font(bold=True)
    assert len(read_sheet(saved(book), "单位", COLUMNS).rows) == 1


def _zip(name: str) -> bytes:
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.7", "这是 PDF 文件"),
        (b"\x89PNG....", "这是 PNG/JPEG/GIF 文件"),
        ("编制序,单位名称\n1,办公厅".encode("gbk"), "像是文本或 CSV"),
        (_zip("word/document.xml"), "这是 Word 文件"),
        (_zip("ppt/presentation.xml"), "这是 PowerPoint 文件"),
        (_zip("xl/workbook.bin"), "这是 Excel .xlsb 文件"),
        (_zip("content.xml"), "这是 OpenDocument 文件"),
        (_zip("a.txt"), "这是 ZIP 文件"),
        (_zip("xl/workbook.xml"), "文件坏了"),
        (b"PK\x03\x04 cut off", "文件坏了"),
        (COMPOUND + b" " * 600, "旧版 .xls"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "有打开密码"),
    ],
)
def test_another_kind_of_file_is_told_apart_by_content(
    content: bytes, words: str
) -> None:
    with pytest.raises(UnusableWorkbook) as caught:
        open_workbook(io.BytesIO(content))
    assert words in caught.value.message


def test_a_file_above_the_limit_is_refused(settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    with pytest.raises(UnusableWorkbook, match="文件超过 1 MB"):
        open_workbook(io.BytesIO(b"PK\x03\x04" + b" " * 1024 * 1024))


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@x"])
def test_cells_that_look_like_formulas_are_escaped_and_come_back(text: str) -> None:
    content = write_workbook(
        [Sheet("单位", COLUMNS, [{"order": 1, "name": text, "kind": "x"}])]
    )
    cell = openpyxl.load_workbook(io.BytesIO(content))["单位"]["B2"]
    assert (cell.value, cell.data_type) == ("'" + text, "s")
    found = read_sheet(io.BytesIO(content), "单位", COLUMNS)
    assert found.rows[0]["name"] == text


def test_what_is_written_is_read_back_the_same() -> None:
    first = read(GOOD).rows[0]
    content = write_workbook([Sheet("单位", COLUMNS, [first.values])])
    assert read_sheet(io.BytesIO(content), "单位", COLUMNS).rows[0] == first


def test_a_template_offers_the_fixed_lists() -> None:
    content = write_workbook([Sheet("单位", COLUMNS, has_drop_downs=True)])
    sheet = openpyxl.load_workbook(io.BytesIO(content))["单位"]
    offered = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert '"司局,直属单位"' in offered


def test_a_problem_is_kept_and_read_in_the_language_of_the_reader() -> None:
    problem = only_problem(read(["x", *GOOD[1:]]))
    kept = Problem.from_json(problem.as_json())
    assert kept == problem
    with translation.override("en"):
        assert "not a whole number" in kept.message


def test_a_preview_counts_lines_by_fate() -> None:
    lines = [
        Line("单位", 2, "办公厅", Fate.NEW),
        Line("单位", 3, "规划司", Fate.CHANGED, compare({"名": "甲"}, {"名": "乙"})),
    ]
    assert lines[1].changes == (("名", "甲", "乙"),)
    assert [Line.from_json(line.as_json()) for line in lines] == lines
    assert counts(lines) == {"单位": {"new": 1, "changed": 1, "unchanged": 0, "bad": 0}}
