"""A unit's report, from the ledger's first draft to the hall."""

from datetime import date
from typing import Any

import pytest

from gongping.foundation.actors import system_actor
from gongping.foundation.errors import Refused
from gongping.ledger.models import LedgerItem, Milestone
from gongping.meetings import selectors, services
from gongping.meetings.exceptions import (
    NoSuchRound,
    ReportChanged,
    ReportFixed,
    ReportIncomplete,
)
from gongping.meetings.models import UnitReport
from gongping.organisation.models import Unit
from tests.meetings.conftest import Hall

WHOLE = services.ReportText(business="1. 划定红线", party_building="1. 支部联学")


def _item(hall: Hall, number: str, **fields: object) -> LedgerItem:
    values = {
        "year": 2026, "state": "published", "title": f"事项{number}",
        "track": "business", "lead_unit": hall.world.unit,
        "responsible_person": hall.world.heads[2], "due_on": date(2026, 12, 1),
        **fields,
    }  # fmt: skip
    return LedgerItem.objects.create(number=number, **values)


def _season(hall: Hall) -> None:
    closed = {"year": 2025, "state": "closed", "closed_on": date(2025, 11, 3)}
    _item(hall, "2025-1", title="旧任务", **closed)
    _item(
        hall, "2025-2", kind="follow_up_item", title="并联审批", **closed,
        source_quote="时限要压到三十天", source_author="副部长甲",
        source_occasion="2025年度·下半年",
    )  # fmt: skip
    _item(
        hall, "2025-3", kind="follow_up_item", title="数据共享", year=2025,
        source_quote="数据要通", source_author="部长",
    )  # fmt: skip
    stone = _item(hall, "2026-1", title="划红线", measures="分三步走")
    Milestone.objects.create(
        item=stone, position=1, title="方案", due_on=date(2026, 3, 1),
        original_due_on=date(2026, 3, 1),
    )  # fmt: skip
    _item(hall, "2026-2", title="红线党员先锋岗", track="integrated")
    _item(hall, "2026-3", title="支部共建", track="party_building")
    _item(hall, "2026-4", title="别人的", lead_unit=hall.world.other_unit)
    _item(hall, "2026-5", title="没发布", state="draft")


def _prefilled(hall: Hall) -> services.ReportText:
    sources = selectors.report_sources(hall.round, hall.world.unit.pk)
    return services.prefilled_text(sources)


def test_the_report_begins_with_what_became_of_the_last_comments(hall: Hall) -> None:
    _season(hall)
    said = _prefilled(hall).rectification
    assert "副部长甲（2025年度·下半年）：“时限要压到三十天”" in said
    assert "落实：并联审批，2025年11月3日销号。" in said
    assert "“数据要通”" in said
    assert "落实：数据共享，时限 2026年12月1日" in said


def test_the_report_carries_both_halves_of_the_year(hall: Hall) -> None:
    _season(hall)
    text = _prefilled(hall)
    assert text.achievements == "1. 旧任务（2025年11月3日销号）"
    assert "划红线。责任人：资源保护司负责人；时限：2026年12月1日。" in text.business
    assert "措施：分三步走" in text.business
    assert "路径：3月1日方案。" in text.business
    assert "支部共建" not in text.business
    assert "支部共建" in text.party_building


def test_an_integrated_task_stands_in_both_halves(hall: Hall) -> None:
    _season(hall)
    text = _prefilled(hall)
    assert "红线党员先锋岗" in text.business
    assert "红线党员先锋岗" in text.party_building


def test_neither_drafts_nor_others_tasks_are_carried(hall: Hall) -> None:
    _season(hall)
    text = _prefilled(hall)
    assert "没发布" not in text.business
    assert "别人的" not in text.business


def test_a_unit_without_ledger_begins_empty(hall: Hall) -> None:
    assert selectors.report_sources(hall.round, hall.world.unit.pk).is_empty
    assert _prefilled(hall) == services.ReportText()


def test_beside_the_report_stand_the_first_items_and_the_count(hall: Hall) -> None:
    _season(hall)
    unit = hall.world.unit.pk
    found = selectors.report_sources(hall.round, unit, most=1)
    assert [source.item.title for source in found.business.sources] == ["划红线"]
    assert (found.business.total, found.business.more) == (2, 1)
    assert found.follow_ups.more == 1


def test_what_the_ledger_knows_takes_three_queries(
    hall: Hall, django_assert_num_queries: Any
) -> None:
    _season(hall)
    with django_assert_num_queries(3):
        selectors.report_sources(hall.round, hall.world.unit.pk)
    with django_assert_num_queries(2):
        selectors.report_sources(hall.round, hall.world.unit.pk, most=1)


def test_prefilling_twice_keeps_what_was_written(hall: Hall) -> None:
    unit, by = hall.world.unit.pk, hall.world.actor("unit")
    first = services.prefill_report(hall.round, unit, by=by)
    services.save_report(hall.round, unit, WHOLE, by=by)
    again = services.prefill_report(hall.round, unit, by=by)
    assert (again.pk, again.business) == (first.pk, WHOLE.business)


def test_a_saved_draft_says_its_version(hall: Hall) -> None:
    unit, by = hall.world.unit.pk, hall.world.actor("liaison")
    report = services.save_report(hall.round, unit, WHOLE, by=by, version=0)
    assert report.version == 1
    with pytest.raises(ReportChanged):
        services.save_report(hall.round, unit, WHOLE, by=by, version=0)
    report = services.save_report(hall.round, unit, WHOLE, by=by, version=1)
    assert report.version == 2


@pytest.mark.parametrize("missing", ["business", "party_building"])
def test_a_report_needs_both_halves(hall: Hall, missing: str) -> None:
    text = services.ReportText(
        business="" if missing == "business" else "甲",
        party_building="" if missing == "party_building" else "乙",
    )
    with pytest.raises(ReportIncomplete) as refused:
        services.submit_report(
            hall.round, hall.world.unit.pk, by=hall.world.actor("unit"), text=text
        )
    assert refused.value.field == missing
    assert not UnitReport.objects.exists()


def test_a_report_is_handed_in_and_taken_back(hall: Hall) -> None:
    unit, by = hall.world.unit.pk, hall.world.actor("unit")
    report = services.submit_report(hall.round, unit, by=by, text=WHOLE)
    assert (report.state, report.submitted_by_name) == ("submitted", "资源保护司负责人")
    assert selectors.reports_submitted(hall.round) == 1
    with pytest.raises(ReportFixed, match="材料已交"):
        services.save_report(hall.round, unit, WHOLE, by=by)
    services.withdraw_report(hall.round, unit, by=by)
    assert selectors.reports_submitted(hall.round) == 0
    with pytest.raises(ReportFixed, match="还没有交"):
        services.withdraw_report(hall.round, unit, by=by)


def test_a_report_stays_in_once_the_hall_hears_reports(hall: Hall) -> None:
    unit, by = hall.world.unit.pk, hall.world.actor("unit")
    services.submit_report(hall.round, unit, by=by, text=WHOLE)
    hall.begin_reports()
    with pytest.raises(ReportFixed, match="汇报已经开始"):
        services.withdraw_report(hall.round, unit, by=by)


def test_a_late_report_may_still_be_handed_in_during_the_session(hall: Hall) -> None:
    hall.begin_reports()
    report = services.submit_report(
        hall.round, hall.world.unit.pk, by=hall.world.actor("unit"), text=WHOLE
    )
    assert report.state == "submitted"


def test_nothing_is_written_after_the_session(hall: Hall) -> None:
    hall.hear_everybody()
    services.move_session(hall.session, "closed", by=hall.by)
    with pytest.raises(ReportFixed, match="已经结束"):
        services.save_report(
            hall.round, hall.world.unit.pk, WHOLE, by=hall.world.actor("unit")
        )


@pytest.mark.parametrize("who", ["other_unit", "leader", "secretariat", "voter"])
def test_nobody_else_writes_a_units_report(hall: Hall, who: str) -> None:
    with pytest.raises(Refused):
        services.save_report(
            hall.round, hall.world.unit.pk, WHOLE, by=hall.world.actor(who)
        )


def test_the_program_may_write_for_a_demonstration(hall: Hall) -> None:
    report = services.submit_report(
        hall.round, hall.world.unit.pk, by=system_actor("演示"), text=WHOLE
    )
    assert report.submitted_by_name == "演示"


@pytest.mark.parametrize("who", ["unit", "liaison", "leader", "secretariat"])
def test_unit_leaders_and_secretariat_read_a_report(hall: Hall, who: str) -> None:
    report = selectors.report_for(hall.round, hall.world.unit.pk, hall.world.actor(who))
    assert report._state.adding
    assert report.version == 0


@pytest.mark.parametrize("who", ["other_unit", "voter", "scrutineer"])
def test_others_do_not_read_a_report(hall: Hall, who: str) -> None:
    with pytest.raises(Refused):
        selectors.report_for(hall.round, hall.world.unit.pk, hall.world.actor(who))


def test_a_unit_outside_the_round_has_no_report(hall: Hall) -> None:
    hall.round.units.remove(Unit.objects.get(pk=hall.world.unit.pk))
    with pytest.raises(NoSuchRound):
        selectors.report_for(hall.round, hall.world.unit.pk, hall.by)


def test_the_secretariat_sees_who_has_not_handed_in(hall: Hall) -> None:
    services.submit_report(
        hall.round, hall.world.unit.pk, by=hall.world.actor("unit"), text=WHOLE
    )
    rows = selectors.list_reports(hall.round)
    assert [row.unit.name for row in rows if row.is_submitted] == ["资源保护司"]
    assert len(rows) == 6
