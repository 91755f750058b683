"""From a workbook to the ledger, previewed; every problem named; taken back."""

import io
from pathlib import Path
from typing import Any

import pytest

from gongping.documents.excel import Fate
from gongping.foundation.errors import Missing
from gongping.ledger import selectors, services
from gongping.ledger.exceptions import LedgerError, OnlySecretariat
from gongping.ledger.models import ItemChange, LedgerItem
from gongping.ledger.selectors import ItemFilter
from gongping.ledger.states import ImportState, ItemKind, ItemState
from tests.ledger.factory import Desk, Upload
from tests.ledger.workbooks import (
    WHOLE,
    apply,
    fates,
    messages,
    only_item,
    stage,
    workbook,
)


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
    desk.draft(
        title="@谁 +1",
        party_link="支部联学 3 次",
        supporting_units=(desk.world.units[0].pk,),
    )
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


def test_the_english_name_of_the_person_finds_the_item(desk: Desk) -> None:
    person = desk.world.cadres[6]
    person.name_en = "Head, Resource Protection"
    person.save()
    item = desk.published()
    wanted = ItemFilter(text="Head, Resource")
    assert [one.pk for one in selectors.list_items(desk.secretariat, wanted)] == [
        item.pk
    ]


def test_a_change_of_a_published_item_goes_into_its_history(desk: Desk) -> None:
    item = desk.published()
    head = ("编号", "重点工作", "牵头单位")
    row = {"编号": item.number, "重点工作": "换了名称", "牵头单位": "资源保护司"}
    batch = stage(desk, row, head=head)
    services.apply_import(batch.pk, reason="会上定的", by=desk.secretariat)
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


def test_who_left_and_what_ended_stay_as_they_are(desk: Desk) -> None:
    item = desk.published(supporting_units=(desk.world.other_unit.pk,))
    person, helper, unit = (
        desk.world.cadres[6], desk.world.other_unit, desk.world.unit,
    )  # fmt: skip
    person.is_active, helper.ended_on, unit.ended_on = False, desk.day(-1), desk.day(-1)
    for thing in (person, helper, unit):
        thing.save()
    content = services.export_workbook(ItemFilter(), by=desk.secretariat)
    again = services.stage_import(Upload("出.xlsx", content), by=desk.secretariat)
    assert messages(again) == []
    assert fates(again) == ["unchanged"]
    assert selectors.import_counts(again)["unchanged"] == 1
    assert desk.fresh(item).responsible_person == person


def test_only_the_source_of_an_item_changes(desk: Desk) -> None:
    item = desk.draft()
    head = ("编号", "任务来源", "重点工作")
    row = {"编号": item.number, "任务来源": "联创", "重点工作": item.title}
    batch = stage(desk, row, head=head)
    services.apply_import(batch.pk, by=desk.secretariat)
    assert only_item().kind == ItemKind.INITIATIVE_TASK
    services.undo_import(batch.pk, by=desk.secretariat)
    assert only_item().kind == ItemKind.KEY_TASK


def test_an_undo_lays_the_sketch_again(desk: Desk) -> None:
    row = {"重点工作": "找矿", "牵头单位": "办公厅", "路径安排": "方案；试点"}
    apply(desk, row)
    dated = {**row, "编号": only_item().number, "路径安排": "方案 2026-03-01"}
    batch = apply(desk, dated)
    assert only_item().path_sketch == ""
    services.undo_import(batch.pk, by=desk.secretariat)
    assert only_item().path_sketch == "方案；试点"


def test_nothing_of_this_number_is_applied(desk: Desk) -> None:
    with pytest.raises(Missing):
        services.apply_import(0, by=desk.secretariat)
