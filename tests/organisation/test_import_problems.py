"""Every problem of a workbook, named by sheet, row and column, with what to do."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client

from gongping.organisation.models import ImportBatch, Unit
from tests.organisation.conftest import GOOD, HEADERS
from tests.organisation.test_import import HOME, upload
from tests.world import World

Make = Callable[..., io.BytesIO]


@pytest.fixture
def keeper(world: World) -> Client:
    return world.client("secretariat")


def problems(client: Client, file: io.BytesIO) -> list[tuple[str, Any, str, str]]:
    staged = upload(client, file)
    page = client.get(staged.url)
    found = page.context["found"]
    assert not found.can_apply
    assert "改好后重新上传" in page.content.decode()
    refused = client.post(f"{staged.url}/apply", follow=True)
    assert "已导入" not in refused.content.decode()
    return [(p.sheet, p.row, p.column, p.message) for p in found.problems]


def changed(sheet: str, line: int, place: int, value: Any) -> dict[str, Any]:
    rows = [list(row) for row in GOOD[sheet]]
    rows[line][place] = value
    return {sheet: rows}


@pytest.mark.parametrize(
    "case",
    [
        ("单位", 1, 1, "测绘司", 3, "单位名称",
         "“测绘司”在第 2 行已经有了。请留一行，删去另一行。"),
        ("单位", 1, 0, 101, 3, "编制序",
         "编制序 101 与第 2 行重复。请改成不同的数。"),
        ("单位", 0, 0, 1, 2, "编制序",
         "编制序 1 已由“办公厅”使用，表里没有它。请把它也写进表里；若是改名，请先在单位页改。"),
        ("单位", 0, 4, "区", 2, "层级", "没有“区”这一项。可填：部、省、市、县。"),
        ("单位", 2, 5, "档案局", 4, "上级单位",
         "没有“档案局”。是不是“档案馆”？请改成一致，或先在表里加上它。"),
        ("单位", 1, 5, "档案馆", 3, "上级单位",
         "“档案馆”绕了一圈，成了自己的上级。请改正上级单位。"),
        ("单位", 1, 4, "县", 4, "上级单位",
         "上级单位“档案馆”的层级比它低。请改层级或上级单位。"),
        ("人员", 3, 0, "M2", 5, "工号", "工号 M2 与第 3 行重复。一人一个工号，请改正。"),
        ("人员", 2, 3, "气象司", 4, "所在单位",
         "没有单位“气象司”。请在“单位”表里加上它，或改正名称。"),
        ("人员", 2, 3, None, 4, "所在单位",
         "没有填所在单位，却有职务“联络员”。请填单位或改职务。"),
        ("人员", 0, 5, None, 2, "所在单位",
         "没有填所在单位。只有部领导可以不填；若是，请在职务里写部领导。"),
        ("人员", 1, 4, "正司级", 3, "职务层级",
         "没有“正司级”这一项。是不是“司局级”？可填：部级、司局级、处级、科级及以下。"),
        ("人员", 2, 5, "主要负责人", 4, "职务",
         "“测绘司”已有主要负责人“测绘司负责人 M2”，一个单位只能有一位。请改其中一人的职务；另一人若不在表里，也请写进来。"),
        ("人员", 2, 1, "=CMD()", 4, "姓名",
         "这一格是公式。请复制后“选择性粘贴”为数值，再上传。"),
        ("人员", 2, 1, "@某", 4, "姓名",
         "“@某”以 @ 开头，会被当成公式。请去掉开头的 @。"),
        ("领导联系", 0, 0, "张三", 2, "部领导",
         "没有部领导“张三”。请在“人员”表里加上，或改正姓名。"),
        ("领导联系", 0, 0, "测绘司负责人", 2, "部领导",
         "“测绘司负责人”不是部领导。请在“人员”表的职务里写部领导，或改成部领导的姓名。"),
        ("领导联系", 0, 1, "测汇司", 2, "单位",
         "没有“测汇司”。是不是“测绘司”？请改成一致，或先在表里加上它。"),
        ("领导联系", 1, 1, "测绘司", 3, "单位",
         "这位领导和“测绘司”在第 2 行已经有了。一对只写一行：分管或联系。"),
        ("领导联系", 0, 2, "主管", 2, "关系",
         "没有“主管”这一项。是不是“分管”？可填：分管、联系、取消。"),
    ],
)  # fmt: skip
def test_a_problem_is_named_by_sheet_row_and_column(
    keeper: Client, make_workbook: Make, case: tuple[Any, ...]
) -> None:
    sheet, line, place, value, row, column, sentence = case
    found = problems(keeper, make_workbook(changed(sheet, line, place, value)))
    assert (sheet, row, column, sentence) in found
    assert not Unit.objects.filter(name="测绘司").exists()


def test_a_head_outside_the_file_counts_too(
    keeper: Client, make_workbook: Make
) -> None:
    people = [["N1", "新负责人", None, "规划司", "司局级", "主要负责人"]]
    ((*_place, sentence),) = problems(
        keeper, make_workbook({"人员": people, "领导联系": []})
    )
    assert sentence.startswith("“规划司”已有主要负责人“规划司负责人 H2”")


def test_two_leaders_of_one_name_are_told_apart_by_number(
    keeper: Client, make_workbook: Make
) -> None:
    people = [*GOOD["人员"], ["M9", "副部长乙", None, None, "部级", "部领导"]]
    found = problems(keeper, make_workbook({"人员": people}))
    assert ("领导联系", 2, "部领导", "部领导里有几位“副部长乙”。请改填工号。") in found


def test_a_missing_sheet_is_named_once_and_hides_nothing_else(
    keeper: Client,
) -> None:
    book = openpyxl.Workbook()
    book.active.title = "人员"
    for row in (HEADERS["人员"], *GOOD["人员"]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "人员.xlsx"
    assert [(sheet, text) for sheet, _r, _c, text in problems(keeper, file)] == [
        ("单位", "没有工作表“单位”，现有：人员。请改名，或从模板里补上这一张。"),
        (
            "领导联系",
            "没有工作表“领导联系”，现有：人员。请改名，或从模板里补上这一张。",
        ),
    ]


def test_a_renamed_header_is_named(keeper: Client, make_workbook: Make) -> None:
    headers = [*HEADERS["人员"]]
    headers[4] = "级别层级"
    found = problems(keeper, make_workbook(人员=headers))
    assert found[0] == (
        "人员", 1, "职务层级",
        "没有“职务层级”这一列。“级别层级”如果就是它，请改名为“职务层级”。",
    )  # fmt: skip


def test_a_merged_header_is_named(keeper: Client, make_workbook: Make) -> None:
    book = openpyxl.load_workbook(make_workbook())
    book["单位"].merge_cells("D1:E1")
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "x.xlsx"
    assert problems(keeper, file)[0][3] == (
        "表头 D1:E1 合并了单元格。请取消合并，一列一个表头。"
    )


def test_a_hundred_thousand_rows_get_one_sentence(
    keeper: Client, make_workbook: Make
) -> None:
    people = [["x"]] * 100_000
    found = problems(keeper, make_workbook({"人员": people, "领导联系": []}))
    assert found == [
        ("人员", None, "",
         "有 100001 行，一次最多 20000 行。请分成几个文件，分次导入。")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.7 ...", "这是 PDF 文件"),
        ("编制序,单位名称".encode(), "像是文本或 CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "有打开密码"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_workbook_is_refused_at_its_field(
    keeper: Client, content: bytes, words: str
) -> None:
    file = io.BytesIO(content)
    file.name = "组织.xlsx"
    answer = upload(keeper, file)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_an_upload_without_a_file_says_so(keeper: Client) -> None:
    answer = keeper.post(HOME, {"effective_on": "2026-01-05"})
    assert answer.status_code == 422


def test_a_day_that_has_not_come_is_refused(
    keeper: Client, make_workbook: Make
) -> None:
    answer = upload(keeper, make_workbook(), "2099-01-01")
    assert answer.status_code == 422
    assert "还没有到" in answer.content.decode()


def test_problems_are_read_in_the_language_of_the_reader(
    keeper: Client, make_workbook: Make
) -> None:
    staged = upload(keeper, make_workbook(changed("单位", 1, 1, "测绘司")))
    keeper.cookies["gongping_language"] = "en"
    page = keeper.get(staged.url).content.decode()
    assert "is already in row 2" in page


def test_every_problem_of_a_row_is_named_at_once(
    keeper: Client, make_workbook: Make
) -> None:
    people = [["M8", "某处长", None, "气象司", "处长", "联系员", "x"]]
    found = problems(keeper, make_workbook({"人员": people, "领导联系": []}))
    assert {column for sheet, row, column, _t in found if (sheet, row) == ("人员", 2)} == {
        "所在单位", "职务层级", "职务", "顺序",
    }  # fmt: skip


def test_a_column_that_nobody_knows_is_named_beside_the_missing_one(
    keeper: Client, make_workbook: Make
) -> None:
    headers = [*HEADERS["单位"]]
    headers[1] = "机构"
    found = problems(keeper, make_workbook(单位=headers))
    assert found[0][3] == (
        "没有“单位名称”这一列，不认识的列有：机构。"
        "其中一列如果就是它，请改名为“单位名称”。"
    )


def test_a_workbook_of_headers_alone_is_called_empty(
    keeper: Client, make_workbook: Make
) -> None:
    staged = upload(keeper, make_workbook({"单位": [], "人员": [], "领导联系": []}))
    page = keeper.get(staged.url).content.decode()
    assert "工作簿里只有表头，没有内容，没有要写的" in page
