"""Thousands of rows at once: few queries, short locks, the same histories."""

from typing import Any

import pytest

from gongping.ledger import selectors, services
from gongping.ledger.exceptions import LedgerError
from gongping.ledger.models import ItemChange, LedgerItem
from gongping.ledger.plan import make_plan
from gongping.ledger.services import importing
from gongping.ledger.states import ItemState
from tests.ledger.factory import Desk
from tests.ledger.workbooks import WHOLE, apply, only_item, stage

MANY = 300


def _rows(**changes: Any) -> list[dict[str, Any]]:
    numbers = LedgerItem.objects.order_by("pk").values_list("number", flat=True)
    known = list(numbers) or [""] * MANY
    return [
        {**WHOLE, "编号": known[n], "重点工作": f"第 {n} 件", **changes}
        for n in range(MANY)
    ]


def test_changing_and_taking_back_many_rows_takes_few_queries(
    desk: Desk, django_assert_max_num_queries: Any
) -> None:
    apply(desk, *_rows(), publish=True)
    batch = stage(desk, *_rows(落实措施="换了专班", 配合单位="规划司"))
    with django_assert_max_num_queries(80):
        services.apply_import(batch.pk, reason="调整", by=desk.secretariat)
    assert LedgerItem.objects.filter(measures="换了专班").count() == MANY
    assert ItemChange.objects.count() == 2 * MANY
    with django_assert_max_num_queries(90):
        services.undo_import(batch.pk, by=desk.secretariat)
    assert LedgerItem.objects.filter(measures=WHOLE["落实措施"]).count() == MANY
    assert ItemChange.objects.count() == 4 * MANY


def test_a_change_by_workbook_leaves_the_words_that_a_form_would_leave(
    desk: Desk,
) -> None:
    item = desk.published(supporting_units=(desk.world.other_unit.pk,))
    row = {"编号": item.number, "重点工作": item.title, "配合单位": "信息中心、规划司"}
    batch = stage(desk, row, head=("编号", "重点工作", "配合单位"))
    services.apply_import(batch.pk, reason="调整", by=desk.secretariat)
    change = ItemChange.objects.get(item=item)
    assert change.old == desk.world.other_unit.name
    assert change.new == "规划司、信息中心"
    assert desk.fresh(item).version == item.version + 1


def test_what_was_reported_keeps_its_place_on_a_new_path(desk: Desk) -> None:
    item = desk.published()
    desk.report(item)
    before = list(desk.fresh(item).milestones.all())
    path = "；".join(f"{m.title} {m.due_on.isoformat()}" for m in before[:2])
    row = {
        "编号": item.number,
        "重点工作": item.title,
        "路径安排": f"{path}；收尾 2027-06-30",
    }
    batch = stage(
        desk, {**row, "完成时限": "2027-06-30"},
        head=("编号", "重点工作", "路径安排", "完成时限"),
    )  # fmt: skip
    services.apply_import(batch.pk, reason="调整", by=desk.secretariat)
    after = list(desk.fresh(item).milestones.all())
    assert [m.position for m in after] == [1, 2, 3]
    assert [m.pk for m in after[:2]] == [m.pk for m in before[:2]]
    assert after[0].reported_on is not None
    assert after[2].title == "收尾"


def test_an_item_that_finds_its_unit_gets_a_number_of_that_unit(desk: Desk) -> None:
    apply(desk, {"重点工作": "没有单位的事"})
    item = only_item()
    assert item.number == "2026-000-01"
    row = {"编号": item.number, "重点工作": item.title, "牵头单位": "资源保护司"}
    apply(desk, row)
    assert only_item().number == "2026-003-01"
    assert only_item().state == ItemState.DRAFT


def test_a_change_between_plan_and_writing_stops_the_import(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = stage(desk, WHOLE)

    def overtaken(reading: Any) -> Any:
        made = make_plan(reading)
        desk.draft()
        return made

    monkeypatch.setattr(importing, "make_plan", overtaken)
    with pytest.raises(LedgerError, match="预览之后"):
        services.apply_import(batch.pk, reason="调整", by=desk.secretariat)
    assert LedgerItem.objects.count() == 1
    assert selectors.may_apply(selectors.get_import(batch.pk))
