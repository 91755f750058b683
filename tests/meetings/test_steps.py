"""The steps of one unit's turn, as the session's preset has them."""

from datetime import timedelta

import pytest

from gongping.foundation import clock
from gongping.meetings import selectors, services
from gongping.meetings.exceptions import AgendaFixed, NotWhileOpen
from gongping.meetings.states import PRESET_STEPS, Preset
from gongping.organisation.selectors import leaders_of_unit
from tests.meetings.conftest import NOW, Hall


def _preset(hall: Hall, questions: int = 2) -> Hall:
    session = hall.session
    session.preset = Preset.PARTY_DUTY_REPORT_2019
    session.question_minutes, session.comment_minutes = questions, 3
    session.save()
    return hall.begin_reports()


def _walk(hall: Hall, presses: int) -> list[tuple[str, str]]:
    walked = []
    for _ in range(presses):
        services.advance(hall.session, by=hall.by)
        progress = selectors.progress_of(hall.session)
        unit = progress.current.unit.name if progress.current else ""
        walked.append((unit, progress.step))
    return walked


def test_where_leaders_comment_any_time_a_unit_takes_one_press(hall: Hall) -> None:
    hall.begin_reports()
    assert _walk(hall, 2) == [("办公厅", "reporting"), ("规划司", "reporting")]


def test_one_report_one_comment_takes_three_presses_a_unit(hall: Hall) -> None:
    assert _walk(_preset(hall), 4) == [
        ("办公厅", "reporting"),
        ("办公厅", "questions"),
        ("办公厅", "commenting"),
        ("规划司", "reporting"),
    ]


def test_questions_are_left_out_where_they_have_no_minutes(hall: Hall) -> None:
    steps = [step for _unit, step in _walk(_preset(hall, questions=0), 3)]
    assert steps == ["reporting", "commenting", "reporting"]


def test_the_last_press_ends_the_last_comment(hall: Hall) -> None:
    _preset(hall)
    for _ in range(3 * 6 + 1):
        services.advance(hall.session, by=hall.by)
    assert selectors.progress_of(hall.session).is_done


def test_each_step_has_its_own_clock_and_keeps_its_time(hall: Hall) -> None:
    with clock.standing_still_at(NOW):
        _walk(_preset(hall), 1)
    with clock.standing_still_at(NOW + timedelta(minutes=5)):
        services.advance(hall.session, by=hall.by)
        services.add_minute(hall.session, by=hall.by)
    with clock.standing_still_at(NOW + timedelta(minutes=6)):
        timer = selectors.progress_of(hall.session).timer
        assert timer
        assert (timer.step, timer.text, timer.limit) == ("questions", "01:00", 180)
        services.advance(hall.session, by=hall.by)
    with clock.standing_still_at(NOW + timedelta(minutes=10)):
        services.advance(hall.session, by=hall.by)
        first = selectors.progress_of(hall.session).items[0]
        assert [turn["seconds"] for turn in first.turns] == [300, 60, 240]
        assert selectors.spoken_seconds(first, clock.now()) == 300


def test_going_back_leads_through_the_steps_and_their_clocks(hall: Hall) -> None:
    with clock.standing_still_at(NOW):
        _walk(_preset(hall), 1)
    with clock.standing_still_at(NOW + timedelta(minutes=4)):
        _walk(hall, 2)
    with clock.standing_still_at(NOW + timedelta(minutes=5)):
        for expected in ("questions", "reporting"):
            services.return_to_previous(hall.session, by=hall.by)
            progress = selectors.progress_of(hall.session)
            assert (progress.step, progress.reported) == (expected, 0)
        timer = selectors.progress_of(hall.session).timer
        assert timer
        assert timer.text == "04:00"


def test_going_back_from_the_next_unit_leads_to_the_last_step(hall: Hall) -> None:
    _walk(_preset(hall), 4)
    services.return_to_previous(hall.session, by=hall.by)
    progress = selectors.progress_of(hall.session)
    assert progress.current
    assert (progress.current.unit.name, progress.step) == ("办公厅", "commenting")


def test_a_unit_that_was_heard_is_not_skipped(hall: Hall) -> None:
    _walk(_preset(hall), 2)
    with pytest.raises(AgendaFixed, match="已经汇报过"):
        services.skip_unit(hall.session, by=hall.by)


def test_leaders_times_are_kept_apart(hall: Hall) -> None:
    with clock.standing_still_at(NOW):
        _walk(_preset(hall), 3)
    unit = hall.world.units[0]
    first, second = [link.leader_id for link in leaders_of_unit(unit.pk)][:2]
    services.let_speak(hall.session, first, by=hall.by)
    with clock.standing_still_at(NOW + timedelta(minutes=1)):
        services.let_speak(hall.session, first, by=hall.by)
    with clock.standing_still_at(NOW + timedelta(minutes=3)):
        services.let_speak(hall.session, second, by=hall.by)
        item = services.finish_unit(hall.session, by=hall.by)
    said = [t["speaker"] for t in item.turns if t["step"] == "commenting"]
    assert said[-2:] == [first, second]
    _walk(hall, 3)
    with pytest.raises(NotWhileOpen, match="分管"):
        services.let_speak(hall.session, 0, by=hall.by)


def test_nobody_comments_while_a_unit_reports(hall: Hall) -> None:
    hall.begin_reports()
    services.advance(hall.session, by=hall.by)
    with pytest.raises(NotWhileOpen, match="不是点评环节"):
        services.let_speak(hall.session, hall.world.leaders[0].pk, by=hall.by)


def test_a_unit_knows_about_when_its_turn_comes(hall: Hall) -> None:
    units = hall.world.units
    with clock.standing_still_at(NOW):
        _walk(_preset(hall), 1)
        progress = selectors.progress_of(hall.session)
        assert [progress.minutes_until(u.pk) for u in units[:3]] == [0, 11, 22]
    with clock.standing_still_at(NOW + timedelta(minutes=17)):
        _walk(hall, 3)
        progress = selectors.progress_of(hall.session)
        assert progress.minutes_until(units[0].pk) is None
        # The first took seventeen minutes: the others are expected to as well.
        assert [progress.minutes_until(u.pk) for u in units[1:4]] == [0, 11, 28]


def test_before_the_reports_the_turn_is_reckoned_from_the_plan(hall: Hall) -> None:
    with clock.standing_still_at(hall.session.held_at - timedelta(minutes=30)):
        progress = selectors.progress_of(hall.session)
        assert progress.minutes_until(hall.world.units[1].pk) == 36


@pytest.mark.parametrize("preset", list(Preset))
def test_every_preset_begins_with_the_report(preset: str) -> None:
    assert PRESET_STEPS[preset][0] == "reporting"


def test_the_agenda_says_how_long_each_step_may_take(hall: Hall) -> None:
    _preset(hall)
    client, address = hall.world.client("secretariat"), f"/meetings/{hall.round.pk}"
    for tail in ("agenda", "print/agenda", "readiness"):
        text = client.get(f"{address}/{tail}").content.decode()
        assert "汇报 6 分钟、提问 2 分钟、点评 3 分钟" in text


def test_the_hall_is_read_in_one_query(
    hall: Hall, django_assert_num_queries: object
) -> None:
    _walk(_preset(hall), 3)
    session = hall.session
    with django_assert_num_queries(1):  # type: ignore[operator]
        selectors.progress_of(session)
    with django_assert_num_queries(1):  # type: ignore[operator]
        selectors.incidents_of(session)
