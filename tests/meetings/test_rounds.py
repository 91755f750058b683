"""Planning a round."""

from datetime import timedelta
from typing import Any

import pytest

from gongping.audit.models import Event
from gongping.foundation import clock
from gongping.foundation.actors import system_actor
from gongping.foundation.errors import Invalid, Refused
from gongping.foundation.transitions import NotPossibleNow
from gongping.meetings import selectors, services
from gongping.meetings.exceptions import AgendaFixed, NoSuchRound
from gongping.meetings.models import ReviewRound
from gongping.organisation.models import Level, Unit
from tests.meetings.conftest import Hall
from tests.world import World


def _plan(**changes: Any) -> services.RoundPlan:
    fields = {
        "year": 2027,
        "half": "first",
        "title": "2027年度·上半年",
        "held_at": clock.now() + timedelta(days=3),
        "chair_name": "办公厅负责人",
        "venues": ["机关礼堂"],
        **changes,
    }
    return services.RoundPlan(**fields)


def test_a_round_begins_with_agenda_venues_and_expected_people(hall: Hall) -> None:
    agenda = selectors.agenda_of(hall.session)
    summary = selectors.attendance_summary(hall.session)
    assert [item.unit.name for item in agenda][:2] == ["办公厅", "规划司"]
    assert all(
        item.reporter and item.reporter.name.endswith("负责人") for item in agenda
    )
    assert [place.venue.name for place in summary.places] == ["机关礼堂", "华北分会场"]
    # 3 leaders; 6 units with head, liaison and 3 cadres of division level each.
    assert summary.expected == 3 + 6 * 5


def test_only_some_units_take_part_if_named(world: World) -> None:
    keys = [world.units[1].pk, world.units[3].pk]
    round_ = services.create_round_from(
        _plan(unit_ids=keys), by=world.actor("secretariat")
    )
    assert selectors.unit_ids_of(round_) == set(keys)
    assert selectors.attendance_summary(round_.session).expected == 3 + 2 * 5


def test_units_of_lower_levels_take_no_part_even_if_named(world: World) -> None:
    lower = Unit.objects.create(
        name="示范省厅", position=99, level=Level.PROVINCE, category=world.unit.category
    )
    by = world.actor("secretariat")
    unnamed = services.create_round_from(_plan(), by=by)
    assert selectors.unit_ids_of(unnamed) == {unit.pk for unit in world.units}
    keys = [world.unit.pk, lower.pk]
    named = services.create_round_from(_plan(half="annual", unit_ids=keys), by=by)
    assert selectors.unit_ids_of(named) == {world.unit.pk}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"year": 1999}, "year"),
        ({"half": "third"}, "half"),
        ({"title": "  "}, "title"),
        ({"chair_name": ""}, "chair_name"),
        ({"order_kind": "alphabet"}, "order_kind"),
        ({"minutes_per_unit": 0}, "minutes_per_unit"),
        ({"minutes_per_unit": 61}, "minutes_per_unit"),
        ({"quorum_percent": 0}, "quorum_percent"),
        ({"quorum_percent": 101}, "quorum_percent"),
        ({"venues": []}, "venues"),
        ({"venues": [" "]}, "venues"),
        ({"venues": ["礼堂", "礼堂"]}, "venues"),
        ({"venues": ["礼" * 61]}, "venues"),
        ({"unit_ids": []}, "unit_ids"),
        ({"unit_ids": [987654]}, "unit_ids"),
    ],
)
def test_a_plan_that_cannot_be_names_its_field(
    world: World, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        services.create_round_from(_plan(**changes), by=world.actor("secretariat"))
    assert refused.value.field == field
    assert refused.value.message.endswith(("。", "."))
    assert not ReviewRound.objects.exists()


def test_a_half_year_has_one_round(hall: Hall) -> None:
    with pytest.raises(Invalid, match="已有轮次“2026年度·上半年”"):
        services.create_round_from(_plan(year=2026), by=hall.by)


@pytest.mark.parametrize("who", ["unit", "leader", "voter", "system_admin"])
def test_only_the_secretariat_plans(world: World, who: str) -> None:
    with pytest.raises(Refused):
        services.create_round_from(_plan(), by=world.actor(who))


def test_the_program_itself_may_plan(world: World) -> None:
    assert services.create_round_from(_plan(), by=system_actor("演示")).pk


def test_the_plan_can_be_changed_before_sign_in(hall: Hall) -> None:
    keep = [unit.pk for unit in hall.world.units[:4]]
    plan = _plan(year=2026, minutes_per_unit=8, unit_ids=keep)
    services.edit_round(hall.round.pk, plan, by=hall.by)
    assert hall.session.minutes_per_unit == 8
    assert len(selectors.agenda_of(hall.session)) == 4
    assert selectors.attendance_summary(hall.session).expected == 3 + 4 * 5


def test_a_unit_that_has_written_stays_in_the_round(hall: Hall) -> None:
    unit = hall.world.unit
    services.save_report(
        hall.round, unit.pk, services.ReportText("a"), by=hall.world.actor("unit")
    )
    plan = _plan(year=2026, unit_ids=[hall.world.units[0].pk])
    with pytest.raises(Invalid, match="已经写了材料"):
        services.edit_round(hall.round.pk, plan, by=hall.by)


def test_the_plan_is_fixed_once_people_sign_in(hall: Hall) -> None:
    hall.sign_in()
    with pytest.raises(AgendaFixed):
        services.edit_round(hall.round.pk, _plan(year=2026), by=hall.by)


def test_a_round_opens_closes_and_is_archived(hall: Hall) -> None:
    with pytest.raises(NotPossibleNow):
        services.close_round(hall.round.pk, by=hall.by)
    services.open_round(hall.round.pk, by=hall.by)
    assert services.open_round(hall.round.pk, by=hall.by).state == "open"
    services.close_round(hall.round.pk, by=hall.by)
    assert services.archive_round(hall.round.pk, by=hall.by).state == "archived"


def test_every_step_is_on_the_record(hall: Hall) -> None:
    services.open_round(hall.round.pk, by=hall.by)
    tags = list(Event.objects.order_by("position").values_list("tag", flat=True))
    assert tags == ["meetings:round:created", "meetings:round:opened"]


def test_the_round_before_is_found_across_the_year(hall: Hall) -> None:
    earlier = services.create_round_from(_plan(year=2025, half="second"), by=hall.by)
    services.create_round_from(_plan(year=2025, half="first"), by=hall.by)
    assert selectors.last_round_before(hall.round) == earlier
    assert [r.pk for r in selectors.list_rounds()][:2] == [hall.round.pk, earlier.pk]


def test_a_round_that_is_not_there_is_said(db: None) -> None:
    with pytest.raises(NoSuchRound):
        selectors.get_round(1)
    with pytest.raises(NoSuchRound):
        selectors.get_session(1)
    with pytest.raises(NoSuchRound):
        services.open_round(1, by=system_actor("x"))
