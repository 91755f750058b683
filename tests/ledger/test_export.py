"""The ledger on paper: both forms with their columns in order, nothing a formula."""

import io
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from gongping.audit.models import Event
from gongping.ledger import services
from gongping.ledger.selectors import ItemFilter
from tests.ledger.factory import Desk

LEDGER = [
    "序号",
    "编号",
    "任务类别",
    "任务来源",
    "重点工作",
    "主要内容及目标",
    "落实措施",
    "路径安排（阶段节点）",
    "分管领导",
    "牵头单位",
    "配合单位",
    "责任人",
    "联系人",
    "启动时间",
    "完成时限",
    "当前进展",
    "完成节点",
    "亮灯",
    "存在问题",
    "需协调事项",
    "下一步打算",
    "佐证材料",
    "办结时间",
    "审核意见",
    "备注",
    "党建结合点",
    "年度要求",
]
SUPERVISION = [
    "序号",
    "督办编号",
    "来源（会议/批示/点评）",
    "督办事项",
    "批示（点评）领导",
    "批示内容",
    "交办时间",
    "牵头单位",
    "配合单位",
    "责任人",
    "办理时限",
    "签收时间",
    "办理进展",
    "催办次数",
    "延期情况",
    "办结时间",
    "办理结果",
    "审核人",
    "销号时间",
    "回头看结果",
    "备注",
]


def exported(desk: Desk, wanted: ItemFilter | None = None, who: str = "") -> Any:
    actor = getattr(desk, who or "secretariat")
    content = services.export_workbook(wanted or ItemFilter(), by=actor)
    return load_workbook(io.BytesIO(content))


def rows(page: Any) -> list[dict[str, Any]]:
    head, *lines = page.iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_the_ledger_has_its_columns_in_order(desk: Desk) -> None:
    desk.published()
    page = exported(desk)["台账"]
    assert [cell.value for cell in page[1]] == LEDGER


def test_derived_columns_say_how_it_stands(desk: Desk) -> None:
    item = desk.published(supporting_units=(desk.world.other_unit.pk,))
    update = desk.report(item, 0, text="印发了。", obstacle="缺经费")
    services.verify_update(update, note="请写数", by=desk.secretariat)
    (row,) = rows(exported(desk)["台账"])
    assert row["序号"] == 1
    assert row["编号"] == item.number
    assert row["任务来源"] == "重点工作"
    assert row["分管领导"] == "总工程师"
    assert row["联系人"] == "资源保护司联络员"
    assert row["配合单位"] == "信息中心"
    assert row["当前进展"] == "印发了。"
    assert row["完成节点"] == "1/3"
    assert row["亮灯"] == "临期"
    assert row["存在问题"] == "缺经费"
    assert row["下一步打算"] == "三省试点"
    assert row["审核意见"] == "审核通过：请写数"
    assert row["启动时间"].date() == desk.day(-60)


def test_follow_ups_fill_the_form_of_supervision(desk: Desk) -> None:
    item = services.propose_path(
        desk.follow_up(),
        milestones=[("评估报告", desk.day(5))],
        responsible_person=desk.world.cadres[6].pk,
        due_on=desk.day(10),
        by=desk.head,
    )
    services.confirm_item(item, by=desk.secretariat)
    services.expedite_item(item, by=desk.secretariat)
    ask = services.request_extension(
        item, new_due_on=desk.day(15), reason="晚到", by=desk.head
    )
    services.decide_extension(ask, granted=True, by=desk.secretariat)
    desk.verified(item)
    page = exported(desk)["督办事项台账"]
    assert [cell.value for cell in page[1]] == SUPERVISION
    (row,) = rows(page)
    assert row["批示（点评）领导"] == desk.leader.name
    assert row["批示内容"].startswith("把部省联动")
    assert row["催办次数"] == 1
    assert row["延期情况"] == f"{desk.day(10)} → {desk.day(15)}"
    assert row["办理结果"] == "已完成。"
    assert row["审核人"] == desk.secretariat.name
    assert row["销号时间"].date() == desk.day(0)
    assert f"原定 {desk.day(10)}" in row["备注"]


def test_what_is_filtered_and_seen_is_exported(desk: Desk) -> None:
    desk.published()
    desk.draft(title="草稿")
    assert len(rows(exported(desk)["台账"])) == 2
    assert len(rows(exported(desk, who="leader")["台账"])) == 1
    assert len(rows(exported(desk, ItemFilter(light="draft"))["台账"])) == 1
    assert Event.objects.filter(tag="ledger:workbook:exported").count() == 3


def test_no_cell_becomes_a_formula(desk: Desk) -> None:
    desk.published(title="=HYPERLINK(1)", goal="+1", measures="@x", party_link="-2")
    page = exported(desk)["台账"]
    assert all(cell.data_type != "f" for line in page.iter_rows() for cell in line)
    (row,) = rows(page)
    assert row["重点工作"] == "'=HYPERLINK(1)"


def test_the_number_of_queries_does_not_grow(
    desk: Desk, django_assert_max_num_queries: Any
) -> None:
    for _n in range(8):
        desk.report(desk.published(supporting_units=(desk.world.other_unit.pk,)))
    with django_assert_max_num_queries(22):
        exported(desk)


def test_the_reference_names_every_column_in_order() -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "ledger-columns.md"
    first, second = page.read_text(encoding="utf-8").split("## 督办事项台账")
    for text, columns in ((first, LEDGER), (second, SUPERVISION)):
        named = [
            line.split("|")[1].strip() for line in text.splitlines() if "| " in line
        ]
        assert [name for name in named if name in columns] == columns
