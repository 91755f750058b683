"""From a workbook to the ledger, previewed; every problem named; taken back."""

import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from gongping.documents.excel import Fate, UnusableWorkbook
from gongping.ledger import selectors, services
from gongping.ledger.exceptions import LedgerError, OnlySecretariat
from gongping.ledger.models import ItemChange, LedgerImport, LedgerItem
from gongping.ledger.selectors import ItemFilter
from gongping.ledger.states import ImportState, ItemKind, ItemState
from tests.ledger.factory import Desk, Upload

HEAD = (
    "编号", "任务类别", "任务来源", "重点工作", "主要内容及目标", "落实措施",
    "路径安排", "党建结合点", "牵头单位", "配合单位", "责任人", "启动时间", "完成时限",
)  # fmt: skip
WHOLE: dict[str, Any] = {
    "任务类别": "业务",
    "任务来源": "年度计划",
    "重点工作": "构建部省联动审批新机制",
    "主要内容及目标": "年底前定型。",
    "落实措施": "成立专班。",
    "路径安排": "方案印发 2026-02-20；三省试点 2026年4月25日",
    "牵头单位": "资源保护司",
    "配合单位": "规划司、信息中心",
    "责任人": "资源保护司1处负责人",
    "启动时间": "2026年1月10日",
    "完成时限": "2026-10-31",
}


def workbook(
    *rows: dict[str, Any], head: tuple[str, ...] = HEAD, sheet: str = "台账"
) -> Upload:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        page.write_row(0, 0, head)
        for n, row in enumerate(rows, 1):
            for place, title in enumerate(head):
                if title in row:
                    page.write_string(n, place, str(row[title]))
    return Upload("台账.xlsx", buffer.getvalue())


def stage(desk: Desk, *rows: dict[str, Any], **more: Any) -> LedgerImport:
    return services.stage_import(workbook(*rows, **more), by=desk.secretariat)


def apply(desk: Desk, *rows: dict[str, Any], publish: bool = False) -> LedgerImport:
    batch = stage(desk, *rows)
    assert messages(batch) == []
    return services.apply_import(batch.pk, is_publishing=publish, by=desk.secretariat)


def fates(batch: LedgerImport) -> list[str]:
    return [line.fate.value for line in selectors.import_lines(batch)]


def messages(batch: LedgerImport) -> list[str]:
    return [f"{p.place}{p.message}" for p in selectors.import_problems(batch)]


def only_item() -> LedgerItem:
    return LedgerItem.objects.get()


def test_staging_writes_nothing_to_the_ledger(desk: Desk) -> None:
    batch = stage(desk, WHOLE)
    assert fates(batch) == ["new"]
    assert selectors.may_apply(batch)
    assert not LedgerItem.objects.exists()


def test_a_new_row_becomes_a_draft_with_its_path(desk: Desk) -> None:
    apply(desk, WHOLE)
    item = desk.fresh(only_item())
    assert item.number == "2026-003-01"
    assert item.state == ItemState.DRAFT
    assert [(m.title, m.due_on.isoformat()) for m in item.milestones.all()] == [
        ("方案印发", "2026-02-20"),
        ("三省试点", "2026-04-25"),
    ]
    assert [s.unit.name for s in item.supporting.all()] == ["规划司", "信息中心"]
    assert item.responsible_person is not None
    assert item.responsible_person.name == "资源保护司1处负责人"
    assert "资源保护司" in item.search_text


def test_complete_rows_may_be_published_at_once(desk: Desk) -> None:
    bare = {"重点工作": "没有路径的事", "牵头单位": "办公厅"}
    apply(desk, WHOLE, bare, publish=True)
    published = LedgerItem.objects.get(state=ItemState.PUBLISHED)
    assert published.next_due_on is not None
    assert published.next_due_on.isoformat() == "2026-02-20"
    assert LedgerItem.objects.get(state=ItemState.DRAFT).title == "没有路径的事"


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    apply(desk, WHOLE)
    again = stage(desk, WHOLE)
    assert fates(again) == ["unchanged"]
    assert not selectors.may_apply(again)


def test_what_is_exported_and_imported_changes_nothing(desk: Desk) -> None:
    item = desk.published(goal="一行\r\n两行", measures="=2+3 不是公式", title="-1 度")
    desk.draft(title="@谁 +1", party_link="支部联学 3 次", supporting_units=(1,))
    desk.follow_up()
    desk.closed()
    desk.verified(item)
    content = services.export_workbook(ItemFilter(), by=desk.secretariat)
    file = Upload("出.xlsx", content)
    batch = services.stage_import(file, by=desk.secretariat)
    assert messages(batch) == []
    assert fates(batch) == ["unchanged"] * 4


def test_a_row_with_a_number_updates_that_item(desk: Desk) -> None:
    item = desk.draft()
    row = {**WHOLE, "编号": item.number, "重点工作": "换了名称"}
    batch = stage(desk, row)
    (line,) = selectors.import_lines(batch)
    assert line.fate == Fate.CHANGED
    assert ("重点工作", "构建部省联动审批新机制", "换了名称") in line.changes
    services.apply_import(batch.pk, by=desk.secretariat)
    item = desk.fresh(item)
    assert item.title == "换了名称"
    assert len(item.milestones.all()) == 2


def test_a_change_of_a_published_item_goes_into_its_history(desk: Desk) -> None:
    item = desk.published()
    head = ("编号", "重点工作", "牵头单位")
    row = {"编号": item.number, "重点工作": "换了名称", "牵头单位": "资源保护司"}
    batch = stage(desk, row, head=head)
    services.apply_import(batch.pk, by=desk.secretariat)
    (change,) = ItemChange.objects.filter(item=item)
    assert (change.old, change.new) == ("构建部省联动审批新机制", "换了名称")
    assert "台账.xlsx" in change.reason
    assert len(desk.fresh(item).milestones.all()) == 3


def test_columns_that_are_absent_change_nothing(desk: Desk) -> None:
    item = desk.published(party_link="支部联学")
    batch = stage(
        desk,
        {"编号": item.number, "重点工作": item.title},
        head=("编号", "重点工作"),
    )
    assert fates(batch) == ["unchanged"]


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


def test_a_path_without_dates_is_kept_as_a_sketch(desk: Desk) -> None:
    row = {"重点工作": "找矿", "牵头单位": "办公厅", "路径安排": "方案；试点；评估"}
    apply(desk, row)
    item = only_item()
    assert item.path_sketch == "方案；试点；评估"
    assert fates(stage(desk, row)) == ["unchanged"]


def test_an_undo_takes_back_new_and_changed(desk: Desk) -> None:
    item = desk.draft(title="原来的名称")
    changed = {**WHOLE, "编号": item.number, "重点工作": "换了名称"}
    batch = apply(desk, changed, {**WHOLE, "重点工作": "新的一项"})
    undone = services.undo_import(batch.pk, by=desk.secretariat)
    assert undone.state == ImportState.UNDONE
    item = desk.fresh(only_item())
    assert item.title == "原来的名称"
    assert len(item.milestones.all()) == 3


def test_an_undo_is_refused_once_an_item_was_worked_on(desk: Desk) -> None:
    batch = apply(desk, WHOLE)
    services.publish_item(only_item(), by=desk.secretariat)
    with pytest.raises(LedgerError, match="在导入之后又改过"):
        services.undo_import(batch.pk, by=desk.secretariat)


def test_only_the_last_import_is_taken_back(desk: Desk) -> None:
    first = apply(desk, WHOLE)
    second = apply(desk, {**WHOLE, "重点工作": "第二件"})
    assert selectors.is_last_import(second)
    with pytest.raises(LedgerError, match="只能撤销最近一次"):
        services.undo_import(first.pk, by=desk.secretariat)


def test_a_change_after_the_preview_stops_the_import(desk: Desk) -> None:
    batch = stage(desk, WHOLE)
    desk.draft()
    with pytest.raises(LedgerError, match="预览之后"):
        services.apply_import(batch.pk, by=desk.secretariat)


def test_a_discarded_workbook_is_not_applied(desk: Desk) -> None:
    batch = services.discard_import(stage(desk, WHOLE).pk, by=desk.secretariat)
    assert batch.state == ImportState.DISCARDED
    assert selectors.list_imports() == [batch]
    with pytest.raises(LedgerError.__mro__[1]):
        services.apply_import(batch.pk, by=desk.secretariat)


def test_only_the_secretariat_imports(desk: Desk) -> None:
    with pytest.raises(OnlySecretariat):
        services.stage_import(workbook(WHOLE), by=desk.head)


def test_other_files_are_refused_with_what_to_do(desk: Desk) -> None:
    with pytest.raises(UnusableWorkbook):
        services.stage_import(Upload("a.pdf", b"%PDF-1.4"), by=desk.secretariat)


def test_a_missing_sheet_is_named(desk: Desk) -> None:
    batch = stage(desk, WHOLE, sheet="别的")
    assert "没有工作表“台账”" in messages(batch)[0]


def test_the_template_can_be_filled_in_and_read(desk: Desk) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(services.import_template()))
    page = book["台账"]
    head = {cell.value: cell.column for cell in page[1]}
    for title, value in WHOLE.items():
        column = head.get(title) or head[f"{title}（阶段节点）"]
        page.cell(row=2, column=column, value=value)
    assert "亮灯（自动）" in head
    buffer = io.BytesIO()
    book.save(buffer)
    file = Upload("填.xlsx", buffer.getvalue())
    batch = services.stage_import(file, by=desk.secretariat)
    assert messages(batch) == []
    assert fates(batch) == ["new"]


@pytest.mark.parametrize("name", ["model_ministry", "source_ministry_2012"])
def test_the_examples_are_read(desk: Desk, name: str) -> None:
    path = Path(__file__).parents[2] / "examples" / name / "ledger.xlsx"
    with path.open("rb") as file:
        batch = services.stage_import(file, by=desk.secretariat)
    unknown = [m for m in messages(batch) if "单位" not in m and "负责人" not in m]
    assert unknown == []


def test_a_thousand_rows_take_few_queries(
    desk: Desk, django_assert_max_num_queries: Any
) -> None:
    rows = [{**WHOLE, "重点工作": f"第 {n} 件"} for n in range(1000)]
    batch = stage(desk, *rows)
    with django_assert_max_num_queries(120):
        services.apply_import(batch.pk, is_publishing=True, by=desk.secretariat)
    assert LedgerItem.objects.filter(kind=ItemKind.KEY_TASK).count() == 1000
    assert LedgerItem.objects.order_by("pk").last().number == "2026-003-1000"  # type: ignore[union-attr]
