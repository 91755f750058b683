"""Venues, and who is expected where."""

import pytest

from gongping.foundation.errors import Invalid, Refused
from gongping.meetings import selectors, services
from gongping.meetings.exceptions import AgendaFixed, NoSuchRound
from gongping.meetings.models import Attendance
from tests.meetings.conftest import Hall


def test_people_sit_where_their_unit_sits(hall: Hall) -> None:
    branch = selectors.venues_of(hall.session)[1]
    inspectorate = hall.world.units[3]
    moved = services.assign_units(
        hall.session, {inspectorate.pk: branch.pk}, by=hall.by
    )
    places = selectors.attendance_summary(hall.session).places
    assert (moved, [place.expected for place in places]) == (1, [28, 5])
    slot = selectors.unit_slot(hall.session, inspectorate.pk)
    assert slot
    assert slot.venue == branch


def test_seating_again_changes_nothing(hall: Hall) -> None:
    main = selectors.venues_of(hall.session)[0]
    places = {unit.pk: main.pk for unit in hall.world.units}
    assert services.assign_units(hall.session, places, by=hall.by) == 0


def test_an_unknown_venue_is_refused(hall: Hall) -> None:
    with pytest.raises(NoSuchRound):
        services.assign_units(hall.session, {hall.world.unit.pk: 999}, by=hall.by)
    with pytest.raises(NoSuchRound):
        services.rename_venue(hall.session, 999, "x", by=hall.by)


def test_a_venue_is_added_renamed_and_removed(hall: Hall) -> None:
    venue = services.add_venue(hall.session, " 西北分会场 ", by=hall.by)
    services.rename_venue(hall.session, venue.pk, "西安分会场", by=hall.by)
    services.assign_units(hall.session, {hall.world.unit.pk: venue.pk}, by=hall.by)
    services.remove_venue(hall.session, venue.pk, by=hall.by)
    names = [v.name for v in selectors.venues_of(hall.session)]
    assert names == ["机关礼堂", "华北分会场"]
    assert selectors.attendance_summary(hall.session).places[0].expected == 33


@pytest.mark.parametrize("name", ["", "  ", "机关礼堂", "长" * 61])
def test_a_venue_needs_a_name_of_its_own(hall: Hall, name: str) -> None:
    with pytest.raises(Invalid):
        services.add_venue(hall.session, name, by=hall.by)
    branch = selectors.venues_of(hall.session)[1]
    with pytest.raises(Invalid):
        services.rename_venue(hall.session, branch.pk, name, by=hall.by)


def test_the_main_venue_stays(hall: Hall) -> None:
    main = selectors.venues_of(hall.session)[0]
    with pytest.raises(Invalid, match="主会场不能去掉"):
        services.remove_venue(hall.session, main.pk, by=hall.by)


def test_the_list_follows_the_people_and_keeps_leave(hall: Hall) -> None:
    gone, excused = hall.world.cadres[0], hall.world.cadres[1]
    services.mark_attendance(hall.session, excused.pk, "excused", by=hall.by)
    for person in (gone, excused):
        person.is_active = False
        person.save()
    assert services.refresh_expected(hall.session, by=hall.by) == 31
    left = set(Attendance.objects.values_list("person_id", flat=True))
    assert gone.pk not in left
    assert excused.pk in left


def test_seating_is_fixed_once_people_sign_in(hall: Hall) -> None:
    hall.sign_in()
    main = selectors.venues_of(hall.session)[0]
    for change in (
        lambda: services.refresh_expected(hall.session, by=hall.by),
        lambda: services.add_venue(hall.session, "新", by=hall.by),
        lambda: services.assign_units(
            hall.session, {hall.world.unit.pk: main.pk}, by=hall.by
        ),
    ):
        with pytest.raises(AgendaFixed):
            change()


def test_only_the_secretariat_seats(hall: Hall) -> None:
    with pytest.raises(Refused):
        services.add_venue(hall.session, "新", by=hall.world.actor("unit"))
