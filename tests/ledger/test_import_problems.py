"""What can be wrong in a workbook, named by place with what to do about it."""

import io
from typing import Any

import pytest
import xlsxwriter

from gongping.documents.excel import UnusableWorkbook
from gongping.ledger import selectors, services
from gongping.ledger.exceptions import LedgerError
from gongping.ledger.selectors import ItemFilter
from gongping.ledger.workbook import read_path
from tests.ledger.factory import Desk, Upload
from tests.ledger.workbooks import (
    HEAD,
    WHOLE,
    apply,
    fates,
    messages,
    only_item,
    stage,
)

BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"牵头单位": "规划司、信息中心"}, "“牵头单位”", "牵头单位只能有一个"),
    ({"牵头单位": "资源保护处"}, "“牵头单位”", "是不是“资源保护司”"),
    ({"牵头单位": "XYZ"}, "“牵头单位”", "没有单位“XYZ”"),
    ({"配合单位": "规划司、火星司"}, "“配合单位”", "没有单位“火星司”"),
    ({"配合单位": "资源保护司"}, "“配合单位”", "不再列为配合单位"),
    ({"责任人": "资源保护司9处负责人"}, "“责任人”", "是不是"),
    ({"责任人": "办公厅1处负责人"}, "“责任人”", "在办公厅"),
    ({"责任人": "部长"}, "“责任人”", "部领导"),
    ({"责任人": "ABC"}, "“责任人”", "没有“ABC”"),
    ({"牵头单位": ""}, "“责任人”", "请先填牵头单位"),
    ({"完成时限": "2026-02-30"}, "“完成时限”", "2月没有30日"),
    ({"完成时限": "年底"}, "“完成时限”", "不是日期"),
    ({"完成时限": "2026-03-01"}, "“路径安排（阶段节点）”", "晚于完成时限"),
    ({"启动时间": "2026-03-01"}, "“路径安排（阶段节点）”", "早于启动时间"),
    ({"启动时间": "2026-12-01"}, "“完成时限”", "早于启动时间"),
    ({"路径安排": "方案 2026-02-31"}, "“路径安排（阶段节点）”", "2月没有31日"),
    ({"路径安排": "方案 2026-13-01"}, "“路径安排（阶段节点）”", "没有 13 月"),
    ({"路径安排": "方案 2月20日；试点"}, "“路径安排（阶段节点）”", "“试点”没有日期"),
    ({"路径安排": "甲 3-1；甲 4-1"}, "“路径安排（阶段节点）”", "两个节点都叫"),
    ({"重点工作": ""}, "“重点工作”", "没有填"),
    ({"重点工作": "字" * 81}, "“重点工作”", "最多 80 个"),
    ({"重点工作": "=1+1"}, "“重点工作”", "会被当成公式"),
    ({"重点工作": "@某人"}, "“重点工作”", "以 @ 开头"),
    ({"任务类别": "行政"}, "“任务类别”", "可填：业务、党建、融合"),
    ({"编号": "2026-999-01"}, "“编号”", "没有编号"),
]


@pytest.mark.parametrize(("change", "column", "sentence"), BAD)
def test_every_problem_is_named_by_place_with_what_to_do(
    desk: Desk, change: dict[str, Any], column: str, sentence: str
) -> None:
    batch = stage(desk, {**WHOLE, **change})
    said = "\n".join(messages(batch))
    assert f"台账 第 2 行{column}" in said
    assert sentence in said
    assert fates(batch) == ["bad"]
    assert not selectors.may_apply(batch)
    with pytest.raises(LedgerError, match="请改好后重新上传"):
        services.apply_import(batch.pk, by=desk.secretariat)


def test_two_rows_of_one_item_are_named(desk: Desk) -> None:
    batch = stage(desk, WHOLE, WHOLE)
    assert "和第 2 行是同一项" in messages(batch)[0]


def test_items_of_one_name_need_their_number(desk: Desk) -> None:
    desk.draft()
    desk.draft()
    assert "几项同名" in messages(stage(desk, WHOLE))[0]


def test_a_reported_milestone_is_not_changed_by_a_workbook(desk: Desk) -> None:
    item = desk.published()
    desk.report(item)
    row = {"编号": item.number, "重点工作": item.title, "路径安排": "别的 2027-01-01"}
    batch = stage(desk, row, head=("编号", "重点工作", "路径安排"))
    assert any("晚于" in m or "已经报过" in m for m in messages(batch))


def test_a_published_item_keeps_what_it_needs(desk: Desk) -> None:
    item = desk.published()
    row = {"编号": item.number, "重点工作": item.title}
    batch = stage(desk, row, head=("编号", "重点工作", "完成时限"))
    assert "已发布的事项不能没有完成时限" in messages(batch)[0]


def test_a_closed_item_is_not_changed_by_a_workbook(desk: Desk) -> None:
    item = desk.closed()
    row = {"编号": item.number, "重点工作": "换了名称"}
    batch = stage(desk, row, head=("编号", "重点工作"))
    assert "已经销号" in messages(batch)[0]


def test_other_files_are_refused_with_what_to_do(desk: Desk) -> None:
    with pytest.raises(UnusableWorkbook):
        services.stage_import(Upload("a.pdf", b"%PDF-1.4"), by=desk.secretariat)


def test_a_missing_sheet_is_named(desk: Desk) -> None:
    batch = stage(desk, WHOLE, sheet="别的")
    assert "没有工作表“台账”" in messages(batch)[0]


def test_a_year_focus_is_named_in_its_own_words(desk: Desk) -> None:
    focus = services.record_year_focus(2026, "审批提速", by=desk.secretariat)
    head = (*HEAD, "年度要求")
    for text, said in (
        ("审批提快", "是不是“审批提速”"),
        ("XYZ", "请照年度要求的原文写"),
    ):
        batch = stage(desk, {**WHOLE, "年度要求": text}, head=head)
        assert said in messages(batch)[0]
    batch = stage(desk, {**WHOLE, "年度要求": "审批提速"}, head=head)
    services.apply_import(batch.pk, by=desk.secretariat)
    item = desk.fresh(only_item())
    assert item.year_focus == focus
    content = services.export_workbook(ItemFilter(), by=desk.secretariat)
    again = services.stage_import(Upload("出.xlsx", content), by=desk.secretariat)
    assert fates(again) == ["unchanged"]


def test_two_of_one_name_are_told_apart_by_staff_number(desk: Desk) -> None:
    twin = desk.world.cadres[7]
    twin.name = desk.world.cadres[6].name
    twin.save()
    assert "请写成“资源保护司1处负责人（C3-1）”" in messages(stage(desk, WHOLE))[0]
    apply(desk, {**WHOLE, "责任人": "资源保护司1处负责人（C3-2）"})
    assert only_item().responsible_person == twin
    content = services.export_workbook(ItemFilter(), by=desk.secretariat)
    again = services.stage_import(Upload("出.xlsx", content), by=desk.secretariat)
    assert fates(again) == ["unchanged"]
    (line,) = selectors.import_lines(again, "unchanged")
    assert line.values["unit"] == "资源保护司"


def test_a_sheet_without_the_unit_column_makes_no_new_items(desk: Desk) -> None:
    batch = stage(desk, {"重点工作": "找矿"}, head=("重点工作", "落实措施"))
    assert "没有“牵头单位”这一列" in messages(batch)[0]


def test_a_hundred_thousand_rows_are_refused_in_a_sentence(desk: Desk) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        page = book.add_worksheet("台账")
        page.write_row(0, 0, HEAD)
        for n in range(1, 100_001):
            page.write_string(n, 3, "事项")
    batch = services.stage_import(
        Upload("大.xlsx", buffer.getvalue()), by=desk.secretariat
    )
    assert "一次最多 20000 行" in messages(batch)[0]
    assert not selectors.may_apply(batch)


@pytest.mark.parametrize(
    ("cell", "title", "day"),
    [
        ("方案印发 2026-02-20", "方案印发", "2026-02-20"),
        ("2026-02-20 方案印发", "方案印发", "2026-02-20"),
        ("2026年2月20日前方案印发", "方案印发", "2026-02-20"),
        ("方案印发2026年2月20日", "方案印发", "2026-02-20"),
        ("方案印发（2026.2.20）", "方案印发", "2026-02-20"),
        ("方案印发：2026/2/20", "方案印发", "2026-02-20"),
        ("方案印发 2月20日", "方案印发", "2025-02-20"),
        ("第 3 批试点 2026-02-20", "第 3 批试点", "2026-02-20"),
    ],
)
def test_a_milestone_is_read_as_people_write_it(
    cell: str, title: str, day: str
) -> None:
    dated, undated = read_path(cell, 2025)
    assert [(t, d.isoformat()) for t, d in dated] == [(title, day)]
    assert undated == []


def test_a_missing_column_of_units_is_named_once_for_all_rows(desk: Desk) -> None:
    head = tuple("主办单位" if title == "牵头单位" else title for title in HEAD)
    rows = [{**WHOLE, "重点工作": f"第 {n} 件"} for n in range(9)]
    batch = stage(desk, *rows, head=head)
    assert messages(batch) == [
        "台账“牵头单位”没有“牵头单位”这一列。“主办单位”如果就是它，请改名为“牵头单位”。"
    ]
    assert fates(batch) == ["bad"] * 9


def test_every_problem_of_a_row_is_named_at_once(desk: Desk) -> None:
    wrong = {
        "任务类别": "行政",
        "牵头单位": "火星司",
        "配合单位": "木星司",
        "路径安排": "方案 2026-02-31",
        "启动时间": "2026-12-01",
        "完成时限": "年底",
    }
    batch = stage(desk, {**WHOLE, **wrong})
    columns = {problem.column for problem in selectors.import_problems(batch)}
    assert columns == {
        "任务类别", "牵头单位", "配合单位", "路径安排（阶段节点）", "完成时限",
    }  # fmt: skip
