"""What lists hold: filters, tabs, counts, to-dos, and what other rooms ask."""

from datetime import date, timedelta
from typing import Any

import pytest

from gongping.foundation import clock
from gongping.foundation.actors import ANONYMOUS
from gongping.foundation.errors import Missing
from gongping.ledger import selectors, services
from gongping.ledger.lights import light_of
from gongping.ledger.models import LedgerItem
from gongping.ledger.selectors import ItemFilter, Light, Tab
from tests.ledger.factory import Desk


def listed(desk: Desk, who: str = "secretariat", **wanted: Any) -> list[str]:
    rows = selectors.list_items(getattr(desk, who), ItemFilter(**wanted))
    return [item.title for item in rows]


@pytest.fixture
def many(desk: Desk) -> Desk:
    day = desk.day
    desk.published(title="逾期的")
    desk.published(title="临期的", milestones=(("甲", day(3)),))
    desk.published(
        title="正常的", milestones=(("甲", day(60)),), track="party_building"
    )
    desk.published(title="未启动的", started_on=day(5), milestones=(("甲", day(60)),))
    desk.report(desk.published(title="待审核的", milestones=(("甲", day(60)),)))
    desk.closed(title="办结的")
    desk.draft(title="草稿的")
    desk.published(
        title="办公厅的",
        lead_unit=desk.world.units[0].pk,
        responsible_person=desk.world.cadres[0].pk,
        milestones=(("甲", day(20)),),
    )
    desk.follow_up()
    return desk


def test_the_table_is_in_establishment_order(many: Desk) -> None:
    titles = listed(many)
    assert titles[0] == "办公厅的"
    assert len(titles) == 9


def test_the_table_is_ordered_by_what_is_due_next(many: Desk) -> None:
    titles = listed(many, order="due")
    assert titles[:3] == ["逾期的", "临期的", "办公厅的"]


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        ({"light": "late"}, ["逾期的"]),
        ({"light": "soon"}, ["临期的"]),
        ({"light": "waiting"}, ["待审核的"]),
        ({"light": "idle"}, ["未启动的"]),
        ({"light": "done"}, ["办结的"]),
        ({"light": "ok"}, ["办公厅的", "正常的"]),
        ({"track": "party_building"}, ["正常的"]),
        ({"due": "past"}, ["逾期的"]),
        ({"due": "week"}, ["临期的"]),
        ({"due": "month"}, ["办公厅的", "临期的"]),
        (
            {"due": "quarter", "kind": "key_task"},
            ["办公厅的", "临期的", "正常的", "未启动的"],
        ),
        ({"text": "办结 2026-003"}, ["办结的"]),
        ({"text": "办公厅1处"}, ["办公厅的"]),
        ({"text": "没有这个"}, []),
        ({"tab": Tab.PRESSING}, ["逾期的", "临期的"]),
        ({"tab": Tab.FROM_COMMENTS}, ["把部省联动的责任边界写清楚，上半年拿出评估"]),
        ({"tab": Tab.TO_VERIFY}, ["待审核的"]),
        ({"light": "late", "year": 2025}, []),
        ({"numbers": ("2026-001-01",)}, ["办公厅的"]),
        (
            {"light": "nonsense", "due": "nonsense", "tab": "nonsense", "text": "逾期"},
            ["逾期的"],
        ),
    ],
)
def test_a_filter_narrows(
    many: Desk, wanted: dict[str, Any], titles: list[str]
) -> None:
    assert listed(many, **wanted) == titles


def test_this_week_runs_from_monday_to_sunday(desk: Desk) -> None:
    monday = clock.today() - timedelta(days=clock.today().weekday())
    for name, day in (("头", monday), ("尾", monday + timedelta(days=6))):
        desk.published(title=name, milestones=((name, day),))
    outside = monday + timedelta(days=7)
    desk.published(title="外", milestones=(("外", outside),))
    assert listed(desk, tab=Tab.THIS_WEEK) == ["头", "尾"]


def test_the_unit_sees_its_drafts_and_others_do_not(many: Desk) -> None:
    assert "草稿的" in listed(many, "liaison")
    for who in ("other", "leader"):
        assert "草稿的" not in listed(many, who)
        assert len(listed(many, who)) == 7
    assert not selectors.list_items(ANONYMOUS)


def test_mine_is_what_one_leads_helps_or_said(many: Desk) -> None:
    many.published(title="配合的", supporting_units=(many.world.other_unit.pk,))
    assert listed(many, "other", tab=Tab.MINE) == ["配合的"]
    assert len(listed(many, "head", tab=Tab.MINE)) == 9
    assert listed(many, "leader", tab=Tab.MINE) == []


def test_stale_is_a_month_of_silence_or_a_person_who_left(many: Desk) -> None:
    assert listed(many, tab=Tab.STALE) == []
    quiet = LedgerItem.objects.get(title="正常的")
    quiet.published_on = many.day(-31)
    quiet.save()
    assert listed(many, tab=Tab.STALE) == ["正常的"]
    quiet.last_reported_on = many.day(-1)
    quiet.save()
    assert listed(many, tab=Tab.STALE) == []
    person = many.world.cadres[0]
    person.is_active = False
    person.save()
    assert listed(many, tab=Tab.STALE) == ["办公厅的"]


def test_counts_by_light_agree_with_the_rows(many: Desk) -> None:
    rows = selectors.list_items(many.secretariat)
    counted = selectors.light_counts(rows)
    by_hand = {light.value: 0 for light in Light}
    for item in rows:
        by_hand[light_of(item, clock.today()).value] += 1
        assert item.light == light_of(item, clock.today()).value  # type: ignore[attr-defined]
    assert counted == by_hand


def test_counts_of_tabs_agree_with_the_rows(many: Desk) -> None:
    for who in ("secretariat", "other"):
        actor = getattr(many, who)
        counted = selectors.tab_counts(actor, 2026)
        for tab in Tab:
            wanted = ItemFilter(year=2026, tab=tab)
            assert counted[tab] == selectors.list_items(actor, wanted).count()


def test_taking_a_narrowing_away_is_counted(many: Desk) -> None:
    wanted = ItemFilter(light="late", text="没有")
    found = selectors.count_without(many.secretariat, wanted, ["light", "text"])
    assert found == {"light": 0, "text": 1}


def test_what_is_due_in_a_stretch_of_days(many: Desk) -> None:
    found = selectors.milestones_between(many.day(0), many.day(10))
    assert [node.item.title for node in found] == ["临期的"]


def test_chosen_items_come_with_what_bulk_steps_ask(many: Desk) -> None:
    numbers = ["2026-003-01", "2026-001-01", "nothing"]
    items = selectors.items_by_number(numbers, many.secretariat)
    assert [item.number for item in items] == ["2026-001-01", "2026-003-01"]


def test_years_and_focuses(many: Desk) -> None:
    focus = services.record_year_focus(2026, "审批提速", by=many.secretariat)
    many.published(year_focus=focus.pk)
    (listed_focus,) = selectors.list_focuses(2026)
    assert listed_focus.item_count == 1  # type: ignore[attr-defined]
    assert selectors.list_years(many.other) == [2026]
    assert selectors.latest_year(many.other) == 2026
    assert selectors.latest_year(ANONYMOUS) is None
    assert listed(many, focus=focus.pk) == ["构建部省联动审批新机制"]


def test_other_rooms_are_told(many: Desk) -> None:
    unit, year = many.world.unit.pk, 2026
    titles = [item.title for item in selectors.answered_for(unit, year)]
    assert "草稿的" not in titles
    assert "办结的" in titles
    ballot = selectors.key_tasks_for_ballot(year)
    assert ("逾期的", "late") in ballot[unit]
    assert list(ballot) == [many.world.units[0].pk, unit]
    assert selectors.overdue_by_unit(year) == [(unit, "资源保护司", 1)]
    assert selectors.lights_of_unit(unit, year)["done"] == 1


def test_what_a_year_left_open_is_of_the_next_year_too(desk: Desk) -> None:
    unit = desk.world.unit.pk
    item = desk.published()
    for year in (2026, 2027):
        shown, _total = selectors.first_of_unit(unit, year, 5)
        assert [one.pk for one in shown] == [item.pk]
        assert [one.pk for one in selectors.answered_for(unit, year)] == [item.pk]
    assert not selectors.answered_for(unit, 2025)
    for place in range(3):
        desk.verified(item, place)
    LedgerItem.objects.update(closed_on=date(2026, 3, 1))
    assert selectors.first_of_unit(unit, 2027, 5) == ([], 0)


def test_a_room_is_shown_the_first_items_and_told_how_many_there_are(
    many: Desk,
) -> None:
    unit = many.world.unit.pk
    shown, total = selectors.first_of_unit(unit, 2026, 2)
    assert [item.title for item in shown] == ["逾期的", "临期的"]
    assert total == 6
    assert selectors.first_of_unit(unit, 2019, 2) == ([], 0)


def test_what_presses_a_unit_is_listed_by_date(many: Desk) -> None:
    unit = many.world.unit.pk
    pressing = selectors.pressing_of_unit(unit, 2026, 5)
    assert [item.title for item in pressing] == ["逾期的", "临期的"]
    assert selectors.pressing_of_unit(many.world.units[0].pk, 2026, 5) == []


def test_what_waits_is_sorted_by_act_as_each_list_says(many: Desk) -> None:
    many.report(LedgerItem.objects.get(title="正常的"), by=many.liaison)
    many.published(title="请办公厅配合", supporting_units=(many.world.units[0].pk,))
    lists = {
        "propose": selectors.items_to_propose,
        "acknowledge": selectors.items_to_acknowledge,
        "confirm": selectors.items_to_confirm_reports,
        "sign": selectors.items_to_sign_extension,
        "support": selectors.items_to_support,
        "report": selectors.items_to_report,
    }
    for who in (many.head, many.liaison, many.other):
        for act, items in selectors.waiting_for_units(who).items():
            assert set(items) == set(lists[act](who)), act
    assert selectors.waiting_for_units(many.head)["confirm"]
    assert selectors.waiting_for_secretariat(many.secretariat)["verify"]
    assert not any(selectors.waiting_for_secretariat(many.head).values())


def test_to_dos_of_a_unit(many: Desk) -> None:
    def titles(name: str, who: str = "head") -> list[str]:
        return [i.title for i in getattr(selectors, name)(getattr(many, who))]

    assert titles("items_to_report") == ["逾期的", "临期的"]
    assert titles("items_to_report", "other") == []
    assert [i.kind for i in selectors.items_to_propose(many.head)] == ["follow_up_item"]
    assert "待审核的" not in titles("items_to_acknowledge")
    update = many.report(LedgerItem.objects.get(title="正常的"), by=many.liaison)
    assert titles("items_to_confirm_reports") == ["正常的"]
    assert titles("items_to_confirm_reports", "liaison") == []
    services.return_update(update, "补数", by=many.head)
    returned = [i for i in selectors.items_to_report(many.head) if i.was_returned]  # type: ignore[attr-defined]
    assert [i.title for i in returned] == ["正常的"]
    (review,) = selectors.recent_reviews(
        [many.world.unit.pk], clock.now() - timedelta(days=1)
    )[:1]
    assert review.is_returned  # type: ignore[attr-defined]


def test_pressed_items_come_into_the_to_do_list(many: Desk) -> None:
    item = LedgerItem.objects.get(title="正常的")
    services.expedite_item(item, by=many.secretariat)
    assert item in selectors.items_to_report(many.liaison)


def test_to_dos_of_the_secretariat(many: Desk) -> None:
    assert [i.title for i in selectors.items_to_verify(many.secretariat)] == [
        "待审核的"
    ]
    assert not selectors.items_to_verify(many.head)
    services.propose_path(
        selectors.items_to_propose(many.head)[0],
        milestones=[("甲", many.day(10))],
        responsible_person=many.world.cadres[6].pk,
        due_on=many.day(20),
        by=many.head,
    )
    assert len(selectors.items_to_confirm(many.secretariat)) == 1
    assert not selectors.items_to_confirm(many.head)
    item = LedgerItem.objects.get(title="临期的")
    ask = services.request_extension(
        item, new_due_on=many.day(150), reason="晚到", by=many.liaison
    )
    assert item in selectors.items_to_sign_extension(many.head)
    assert not selectors.items_with_extension(many.secretariat)
    services.sign_extension(ask, by=many.head)
    assert item in selectors.items_with_extension(many.secretariat)


def test_to_dos_of_helpers_and_of_those_who_look_back(many: Desk) -> None:
    item = many.published(supporting_units=(many.world.other_unit.pk,))
    assert list(selectors.items_to_support(many.other)) == [item]
    closed = LedgerItem.objects.get(title="办结的")
    closed.look_back_due_on, closed.source_author = many.day(0), many.leader.name
    closed.save()
    assert list(selectors.items_to_look_back(many.secretariat)) == [closed]
    assert list(selectors.items_to_look_back(many.leader)) == [closed]
    assert not selectors.items_to_look_back(many.other)
    assert not selectors.items_to_look_back(ANONYMOUS)


def test_things_that_are_not_there_are_missing(desk: Desk) -> None:
    item = desk.published()
    for asked in (
        lambda: selectors.get_item("2026-999-99", desk.secretariat),
        lambda: selectors.get_update(item.number, 0, desk.secretariat),
        lambda: selectors.get_extension(item.number, 0, desk.secretariat),
        lambda: selectors.get_import(0),
    ):
        with pytest.raises(Missing):
            asked()


def test_kept_filters_are_ones_own(desk: Desk) -> None:
    services.save_filter("我的", "state=late", by=desk.head)
    assert [kept.name for kept in selectors.list_saved_filters(desk.head)] == ["我的"]
    assert selectors.list_saved_filters(desk.other) == []
    assert selectors.list_saved_filters(ANONYMOUS) == []
