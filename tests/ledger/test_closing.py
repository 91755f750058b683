"""Pressing, closing out, looking back, taking up again; focuses and kept filters."""

import pytest

from gongping.foundation.errors import DomainError
from gongping.ledger import services
from gongping.ledger.exceptions import (
    NotInThisState,
    OnlySecretariat,
    WrongDetail,
)
from gongping.ledger.states import ItemState
from tests.ledger.factory import Desk


def test_pressing_shows_on_the_item_until_a_report_answers(desk: Desk) -> None:
    item = desk.published()
    outcomes = services.expedite_items(
        [item, desk.draft()], "请本周报", by=desk.secretariat
    )
    assert [bool(o.error) for o in outcomes] == [False, True]
    item = desk.fresh(item)
    assert item.last_nudged_on == desk.day(0)
    assert item.nudges.get().note == "请本周报"
    desk.report(item)
    assert desk.fresh(item).last_nudged_on is None
    with pytest.raises(OnlySecretariat):
        services.expedite_item(item, by=desk.head)


def test_a_year_focus_is_recorded_once(desk: Desk) -> None:
    first = services.record_year_focus(2026, " 审批提速 ", by=desk.secretariat)
    assert services.record_year_focus(2026, "审批提速", by=desk.secretariat) == first
    second = services.record_year_focus(2026, "摸清底数", by=desk.secretariat)
    assert (first.position, second.position) == (1, 2)
    for text in (" ", "字" * 201):
        with pytest.raises(WrongDetail):
            services.record_year_focus(2026, text, by=desk.secretariat)
    with pytest.raises(OnlySecretariat):
        services.record_year_focus(2026, "甲", by=desk.head)
    assert desk.draft(year_focus=first.pk).year_focus == first


def test_a_filter_is_kept_under_its_name(desk: Desk) -> None:
    kept = services.save_filter("逾期的", "state=late", by=desk.head)
    again = services.save_filter("逾期的", "state=soon", by=desk.head)
    assert (kept.pk, again.query) == (again.pk, "state=soon")
    for n in range(19):
        services.save_filter(f"第{n}个", "", by=desk.head)
    for name in ("", "字" * 21, "第二十一个"):
        with pytest.raises(WrongDetail):
            services.save_filter(name, "", by=desk.head)
    with pytest.raises(DomainError):
        services.delete_filter(kept.pk, by=desk.other)
    services.delete_filter(kept.pk, by=desk.head)


def test_looking_back_comes_half_a_year_later(desk: Desk) -> None:
    item = desk.closed()
    with pytest.raises(DomainError, match="满六个月"):
        services.record_look_back(item, "还在", by=desk.secretariat)
    item.look_back_due_on = desk.day(0)
    item.save()
    with pytest.raises(WrongDetail):
        services.record_look_back(item, " ", by=desk.secretariat)
    services.record_look_back(item, "机制还在运行。", by=desk.secretariat)
    with pytest.raises(NotInThisState):
        services.record_look_back(item, "再看", by=desk.secretariat)


def test_a_closed_item_is_taken_up_again_with_a_new_date(desk: Desk) -> None:
    item = desk.closed()
    for reason, days in ((" ", 30), ("反弹", -1)):
        with pytest.raises(WrongDetail):
            services.reopen_item(
                item, reason=reason, due_on=desk.day(days), by=desk.secretariat
            )
    services.reopen_item(item, reason="反弹", due_on=desk.day(30), by=desk.secretariat)
    item = desk.fresh(item)
    assert item.state == ItemState.PUBLISHED
    assert item.next_due_on == desk.day(30)
    assert item.milestones.last().title == "回头看整改"  # type: ignore[union-attr]
    desk.verified(item, 3)
    item = desk.fresh(item)
    assert item.state == ItemState.CLOSED
    services.reopen_item(
        item, reason="又反弹", due_on=desk.day(60), by=desk.secretariat
    )
    assert desk.fresh(item).milestones.last().title == "回头看整改2"  # type: ignore[union-attr]


def test_an_item_is_closed_by_hand_when_its_open_milestone_was_dropped(
    desk: Desk,
) -> None:
    item = desk.published()
    desk.verified(item, 0)
    with pytest.raises(DomainError, match="还有节点没有办完"):
        services.close_item(item, by=desk.secretariat)
    only = desk.fields().milestones[:1]
    services.edit_item(
        item, desk.fields(milestones=only), reason="合并", by=desk.secretariat
    )
    closed = services.close_item(item, by=desk.secretariat)
    assert closed.state == ItemState.CLOSED
