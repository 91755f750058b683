"""What is still wanting before a session."""

from datetime import date

from gongping.ledger.models import LedgerItem
from gongping.meetings import selectors, services
from gongping.meetings.models import AgendaItem, Attendance, Venue
from gongping.organisation.models import LeaderUnitLink, Post
from tests.meetings.conftest import Hall


def _checks(hall: Hall) -> dict[str, selectors.Check]:
    round_ = selectors.get_round(hall.round.pk)
    return {check.key: check for check in selectors.readiness(round_)}


def test_a_fresh_round_wants_tasks_and_reports(hall: Hall) -> None:
    checks = _checks(hall)
    assert {key for key, check in checks.items() if not check.is_met} == {
        "tasks", "reports",
    }  # fmt: skip
    assert checks["reports"].sentence == "汇报材料已交 0 / 6。"
    assert checks["expected"].sentence == "应到 33 人，法定到会比例 67%。"
    assert all(check.sentence.endswith("。") for check in checks.values())


def test_units_without_leader_head_or_reporter_are_named(hall: Hall) -> None:
    unit = hall.world.unit
    LeaderUnitLink.objects.filter(unit=unit).delete()
    Post.objects.filter(unit=unit, kind="unit_head").delete()
    AgendaItem.objects.filter(unit=unit).update(reporter=None)
    checks = _checks(hall)
    for key in ("leader_links", "heads", "agenda"):
        assert not checks[key].is_met
        assert "资源保护司" in checks[key].sentence


def test_more_than_four_names_are_cut(hall: Hall) -> None:
    LeaderUnitLink.objects.all().delete()
    said = _checks(hall)["leader_links"].sentence
    assert said.startswith("6 个单位没有分管或联系的部领导：办公厅、规划司、")
    assert said.endswith("华北督察局等。")


def test_an_order_that_is_to_be_drawn_waits_for_the_draw(hall: Hall) -> None:
    session = hall.session
    session.order_kind = "drawn"
    session.save()
    assert _checks(hall)["agenda"].sentence == "汇报顺序定为抽签，还没有抽。"
    services.draw_agenda(hall.session, by=hall.by)
    assert _checks(hall)["agenda"].is_met


def test_tasks_are_wanted_of_every_unit(hall: Hall) -> None:
    for n, unit in enumerate(hall.world.units):
        LedgerItem.objects.create(
            number=f"2026-{n}", year=2026, state="published", title="任务",
            track="business", lead_unit=unit, due_on=date(2026, 12, 1),
            responsible_person=hall.world.heads[n],
        )  # fmt: skip
    assert _checks(hall)["tasks"].is_met
    LedgerItem.objects.filter(lead_unit=hall.world.unit).delete()
    wanting = _checks(hall)["tasks"]
    assert "资源保护司" in wanting.sentence
    assert "来源是“计划”" in wanting.sentence
    assert wanting.link == f"/ledger?unit={hall.world.unit.pk}"


def test_an_empty_session_wants_everything(hall: Hall) -> None:
    AgendaItem.objects.all().delete()
    Attendance.objects.all().delete()
    Venue.objects.all().delete()
    assert not any(check.is_met for check in _checks(hall).values())


def test_the_checklist_asks_the_same_number_of_questions(
    hall: Hall, django_assert_num_queries: object
) -> None:
    round_ = selectors.get_round(hall.round.pk)
    with django_assert_num_queries(6):  # type: ignore[operator]
        selectors.readiness(round_)
