"""Running the session."""

from datetime import timedelta

import pytest

from gongping.foundation import clock
from gongping.foundation.transitions import NotPossibleNow
from gongping.meetings import selectors, services
from gongping.meetings.exceptions import (
    AgendaFixed,
    AnotherConsole,
    NobodyReporting,
    NobodyWaiting,
    NotWhileOpen,
    QuorumNotReached,
    UnitsStillWaiting,
)
from gongping.meetings.models import AgendaItem
from tests.meetings.conftest import NOW, Hall


def _now(hall: Hall) -> str:
    current = selectors.progress_of(hall.session).current
    return current.unit.name if current else ""


def test_opening_lets_people_sign_in_and_opens_the_round(hall: Hall) -> None:
    hall.sign_in()
    assert hall.session.state == "signing_in"
    assert hall.session.round.state == "open"
    assert hall.session.signing_in_at is not None


def test_signing_in_can_be_taken_back(hall: Hall) -> None:
    hall.sign_in()
    services.move_session(hall.session, "planned", by=hall.by)
    assert hall.session.state == "planned"


def test_a_session_without_units_does_not_begin(hall: Hall) -> None:
    AgendaItem.objects.all().delete()
    with pytest.raises(NotWhileOpen, match="还没有单位参加"):
        services.move_session(hall.session, "signing_in", by=hall.by)


def test_phases_cannot_be_jumped(hall: Hall) -> None:
    with pytest.raises(NotPossibleNow):
        services.move_session(hall.session, "voting", by=hall.by)


def test_units_report_in_order(hall: Hall) -> None:
    hall.begin_reports()
    services.next_unit(hall.session, by=hall.by)
    assert _now(hall) == "办公厅"
    services.next_unit(hall.session, by=hall.by)
    progress = selectors.progress_of(hall.session)
    assert (_now(hall), progress.place, progress.reported) == ("规划司", 2, 1)
    assert progress.following[0].unit.name == "资源保护司"


def test_no_unit_reports_before_its_phase(hall: Hall) -> None:
    with pytest.raises(NotWhileOpen, match="筹备"):
        services.next_unit(hall.session, by=hall.by)


def test_after_the_last_unit_nobody_waits(hall: Hall) -> None:
    hall.hear_everybody()
    assert selectors.progress_of(hall.session).is_done
    with pytest.raises(NobodyWaiting):
        services.next_unit(hall.session, by=hall.by)
    with pytest.raises(NobodyWaiting):
        services.skip_unit(hall.session, by=hall.by)


def test_a_skipped_unit_reports_last(hall: Hall) -> None:
    hall.begin_reports()
    services.next_unit(hall.session, by=hall.by)
    skipped = services.skip_unit(hall.session, by=hall.by)
    names = [item.unit.name for item in selectors.agenda_of(hall.session)]
    assert (skipped.unit.name, _now(hall), names[-1]) == ("办公厅", "规划司", "办公厅")


def test_the_next_unit_can_be_skipped_in_a_break(hall: Hall) -> None:
    hall.begin_reports()
    services.skip_unit(hall.session, by=hall.by)
    assert _now(hall) == ""
    assert selectors.progress_of(hall.session).waiting[-1].unit.name == "办公厅"


def test_the_only_unit_left_cannot_be_skipped(hall: Hall) -> None:
    hall.begin_reports()
    for _ in range(6):
        services.next_unit(hall.session, by=hall.by)
    with pytest.raises(AgendaFixed, match="只剩资源报社"):
        services.skip_unit(hall.session, by=hall.by)


def test_a_break_ends_a_report_and_calls_nobody(hall: Hall) -> None:
    hall.begin_reports()
    with pytest.raises(NobodyReporting):
        services.finish_unit(hall.session, by=hall.by)
    services.next_unit(hall.session, by=hall.by)
    services.finish_unit(hall.session, by=hall.by)
    assert (_now(hall), selectors.progress_of(hall.session).reported) == ("", 1)


def test_a_unit_can_be_called_out_of_turn(hall: Hall) -> None:
    hall.begin_reports()
    services.start_unit(hall.session, hall.world.unit.pk, by=hall.by)
    assert selectors.agenda_of(hall.session)[0].unit == hall.world.unit
    with pytest.raises(NotWhileOpen, match="有单位正在汇报"):
        services.start_unit(hall.session, hall.world.other_unit.pk, by=hall.by)
    services.finish_unit(hall.session, by=hall.by)
    with pytest.raises(NobodyWaiting):
        services.start_unit(hall.session, hall.world.unit.pk, by=hall.by)


def test_going_back_lets_the_clock_go_on_where_it_stood(hall: Hall) -> None:
    with clock.standing_still_at(NOW):
        hall.begin_reports()
        with pytest.raises(NobodyReporting):
            services.return_to_previous(hall.session, by=hall.by)
        services.next_unit(hall.session, by=hall.by)
    with clock.standing_still_at(NOW + timedelta(minutes=4)):
        services.next_unit(hall.session, by=hall.by)
    with clock.standing_still_at(NOW + timedelta(minutes=5)):
        services.return_to_previous(hall.session, by=hall.by)
        timer = selectors.progress_of(hall.session).timer
        assert (_now(hall), timer and timer.text) == ("办公厅", "04:00")


def test_the_clock_pauses_and_gets_a_minute_more(hall: Hall) -> None:
    with clock.standing_still_at(NOW):
        hall.begin_reports()
        services.next_unit(hall.session, by=hall.by)
    with clock.standing_still_at(NOW + timedelta(minutes=2)):
        services.pause_timer(hall.session, by=hall.by)
        services.pause_timer(hall.session, by=hall.by)
    with clock.standing_still_at(NOW + timedelta(minutes=7)):
        services.resume_timer(hall.session, by=hall.by)
        services.resume_timer(hall.session, by=hall.by)
        services.add_minute(hall.session, by=hall.by)
    with clock.standing_still_at(NOW + timedelta(minutes=8)):
        timer = selectors.progress_of(hall.session).timer
        assert timer
        assert (timer.text, timer.limit, timer.is_over) == ("03:00", 420, False)
        assert timer.percent == 43


def test_ending_in_a_pause_counts_no_pause(hall: Hall) -> None:
    with clock.standing_still_at(NOW):
        hall.begin_reports()
        services.next_unit(hall.session, by=hall.by)
        services.pause_timer(hall.session, by=hall.by)
    with clock.standing_still_at(NOW + timedelta(minutes=9)):
        item = services.finish_unit(hall.session, by=hall.by)
        assert selectors.spoken_seconds(item, clock.now()) == 0


def test_the_delay_of_the_hall_is_counted(hall: Hall) -> None:
    with clock.standing_still_at(NOW):
        hall.begin_reports()
        services.next_unit(hall.session, by=hall.by)
    with clock.standing_still_at(NOW + timedelta(minutes=9)):
        services.next_unit(hall.session, by=hall.by)
        assert selectors.progress_of(hall.session).delay == 3
    with clock.standing_still_at(NOW + timedelta(minutes=17)):
        assert selectors.progress_of(hall.session).delay == 5


def test_voting_waits_for_every_unit(hall: Hall) -> None:
    hall.begin_reports().fill()
    with pytest.raises(UnitsStillWaiting, match="还有 6 个单位"):
        services.move_session(hall.session, "voting", by=hall.by)


def test_voting_waits_for_the_quorum(hall: Hall) -> None:
    hall.hear_everybody()
    with pytest.raises(QuorumNotReached, match="还差 23 人"):
        services.move_session(hall.session, "voting", by=hall.by)
    hall.fill()
    services.move_session(hall.session, "voting", by=hall.by)
    assert hall.session.voting_at is not None


def test_another_device_is_told_who_runs_the_session(hall: Hall) -> None:
    hall.begin_reports()
    services.next_unit(hall.session, by=hall.by, console="one")
    with pytest.raises(AnotherConsole, match="接管"):
        services.next_unit(hall.session, by=hall.by, console="two")
    services.take_console(hall.session, "two", by=hall.by)
    services.next_unit(hall.session, by=hall.by, console="two")
    assert _now(hall) == "规划司"


def test_a_device_that_fell_silent_holds_nothing(hall: Hall) -> None:
    with clock.standing_still_at(NOW):
        hall.begin_reports()
        services.next_unit(hall.session, by=hall.by, console="one")
    with clock.standing_still_at(NOW + timedelta(minutes=16)):
        services.next_unit(hall.session, by=hall.by, console="two")
    assert hall.session.console_key == "two"
