"""One rule, twice: in Python for one item, in SQL for ten thousand."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongping.ledger import lights
from gongping.ledger.lights import (
    light_case,
    light_condition,
    light_of,
    months_later,
    node_state,
    reason_of,
)
from gongping.ledger.models import LedgerItem
from gongping.ledger.states import ItemState, Light
from tests.ledger.factory import Desk

TODAY = date(2026, 6, 25)


@dataclass
class Facts:
    state: str = ItemState.PUBLISHED
    started_on: date | None = TODAY - timedelta(days=100)
    next_due_on: date | None = TODAY + timedelta(days=60)
    obstacle: str = ""


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("facts", "light"),
    [
        (Facts(state=ItemState.DRAFT), Light.DRAFT),
        (Facts(state=ItemState.PROPOSED, next_due_on=in_days(-9)), Light.DRAFT),
        (Facts(state=ItemState.CLOSED, next_due_on=in_days(-9)), Light.DONE),
        (Facts(next_due_on=in_days(-1)), Light.LATE),
        (Facts(next_due_on=in_days(0)), Light.SOON),
        (Facts(next_due_on=in_days(7)), Light.SOON),
        (Facts(next_due_on=in_days(8)), Light.OK),
        (Facts(next_due_on=None), Light.OK),
        (Facts(obstacle="缺经费"), Light.SOON),
        (Facts(obstacle="缺经费", next_due_on=in_days(-1)), Light.LATE),
        (Facts(started_on=in_days(1)), Light.IDLE),
        (Facts(started_on=in_days(1), next_due_on=in_days(3)), Light.IDLE),
        (Facts(started_on=in_days(0)), Light.OK),
        (Facts(started_on=None), Light.OK),
        (Facts(state=ItemState.AWAITING), Light.WAITING),
        (Facts(state=ItemState.AWAITING, next_due_on=None), Light.WAITING),
        (Facts(state=ItemState.AWAITING, next_due_on=in_days(2)), Light.WAITING),
        (Facts(state=ItemState.AWAITING, next_due_on=in_days(-1)), Light.LATE),
        (Facts(state=ItemState.AWAITING, obstacle="缺经费"), Light.WAITING),
    ],
)
def test_a_light_follows_from_dates_and_reports(facts: Facts, light: Light) -> None:
    assert light_of(facts, TODAY) == light


days = st.none() | st.integers(-12, 12).map(in_days)
facts = st.builds(
    Facts,
    state=st.sampled_from(ItemState.values),
    started_on=days,
    next_due_on=days,
    obstacle=st.sampled_from(["", "缺经费"]),
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(many=st.lists(facts, min_size=1, max_size=12))
def test_database_and_python_agree(desk: Desk, many: list[Facts]) -> None:
    LedgerItem.objects.all().delete()
    LedgerItem.objects.bulk_create(_item(desk, n, one) for n, one in enumerate(many))
    expected = [light_of(one, TODAY).value for one in many]
    rows = LedgerItem.objects.order_by("number")
    assert list(rows.annotate(x=light_case(TODAY)).values_list("x", flat=True)) == (
        expected
    )
    for light in Light:
        found = rows.filter(light_condition(light, TODAY)).values_list(
            "number", flat=True
        )
        wanted = [f"{n:03}" for n, x in enumerate(expected) if x == light]
        assert list(found) == wanted


def _item(desk: Desk, n: int, one: Facts) -> LedgerItem:
    return LedgerItem(
        number=f"{n:03}",
        year=2026,
        state=one.state,
        title="甲",
        track="business",
        lead_unit=desk.world.unit,
        responsible_person=desk.world.cadres[6],
        started_on=one.started_on,
        due_on=in_days(400),
        next_due_on=one.next_due_on,
        obstacle=one.obstacle,
    )


@dataclass
class Checkpoint:
    due_on: date
    reported_on: date | None = None
    verified_on: date | None = None


@pytest.mark.parametrize(
    ("node", "state"),
    [
        (Checkpoint(in_days(-3), in_days(-4), in_days(-2)), "done"),
        (Checkpoint(in_days(-3), in_days(-2)), "waiting"),
        (Checkpoint(in_days(-1)), "late"),
        (Checkpoint(in_days(0)), "soon"),
        (Checkpoint(in_days(7)), "soon"),
        (Checkpoint(in_days(8)), "planned"),
    ],
)
def test_a_milestone_is_drawn_as_it_stands(node: Checkpoint, state: str) -> None:
    assert node_state(node, TODAY) == state


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 1, 15), date(2026, 7, 15)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 6, 30), date(2026, 12, 30)),
        (date(2026, 12, 31), date(2027, 6, 30)),
    ],
)
def test_half_a_year_later_is_a_day_that_exists(day: date, later: date) -> None:
    assert months_later(day) == later


def test_the_window_and_the_stretch_stand_in_one_place() -> None:
    assert lights.WARNING_DAYS == 7
    assert lights.STALE_DAYS == 30
    assert lights.LOOK_BACK_MONTHS == 6
    assert lights.stale_since(TODAY) == in_days(-30)


def test_a_reason_names_what_is_due(desk: Desk) -> None:
    item = desk.published()
    assert reason_of(item, desk.day(0)) == "方案印发已逾期 20 天"
    assert reason_of(item, desk.day(-20)) == "方案印发今天到期"
    assert reason_of(item, desk.day(-23)) == "距方案印发 3 天"
    assert "下一节点" in reason_of(item, desk.day(-40))
    assert reason_of(item, desk.day(-90)).endswith("启动")
    desk.report(item, 0, obstacle="缺经费")
    item = desk.fresh(item)
    assert reason_of(item, desk.day(0)) == "已报，等待审核"
    item.state = ItemState.PUBLISHED
    assert reason_of(item, desk.day(0)) == "存在问题：缺经费"
    item.obstacle, item.next_due_on = "", None
    assert reason_of(item, desk.day(0)) == ""
    assert reason_of(desk.draft(), desk.day(0)) == "还没有发布"
    assert reason_of(desk.closed(), desk.day(0)).endswith("销号")


def test_an_item_without_a_path_answers_for_its_deadline(desk: Desk) -> None:
    item = desk.published()
    item.milestones.all().delete()
    item = desk.fresh(item)
    item.next_due_on = item.due_on
    assert lights.next_name(item) == "完成时限"
