"""Taking back the last step of the hall."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from gongping.foundation import clock
from gongping.meetings import selectors, services
from gongping.meetings.exceptions import NothingToUndo, NotWhileOpen
from gongping.meetings.models import AgendaItem
from gongping.meetings.services import STEP_NAMES
from gongping.meetings.states import Preset
from gongping.organisation.models import Unit
from tests.meetings.conftest import NOW, Hall

Step = Callable[..., Any]


def _picture(hall: Hall) -> list[tuple[object, ...]]:
    return list(
        AgendaItem.objects.filter(session=hall.round.pk)
        .order_by("pk")
        .values_list(
            "pk", "position", "state", "started_at", "ended_at", "turn_at",
            "paused_at", "paused_seconds", "extra_minutes", "speaker", "turns",
        )
    )  # fmt: skip


def _commented(hall: Hall) -> Hall:
    session = hall.session
    session.preset, session.question_minutes = Preset.PARTY_DUTY_REPORT_2019, 2
    session.save()
    hall.begin_reports()
    for _ in range(4):
        services.advance(hall.session, by=hall.by)
    return hall


def _pause_then_resume(session: Any, *, by: Any) -> None:
    services.pause_timer(session, by=by)
    services.resume_timer(session, by=by)


@pytest.mark.parametrize(
    "step",
    [
        services.advance,
        services.next_unit,
        services.finish_unit,
        services.skip_unit,
        services.return_to_previous,
        services.pause_timer,
        services.add_minute,
    ],
    ids=lambda step: step.__name__,
)
def test_each_step_is_taken_back_whole(hall: Hall, step: Step) -> None:
    _commented(hall)
    before = _picture(hall)
    step(hall.session, by=hall.by)
    assert _picture(hall) != before
    services.undo_step(hall.session, by=hall.by)
    assert _picture(hall) == before


def test_a_pause_comes_back_as_it_was(hall: Hall) -> None:
    _commented(hall)
    services.pause_timer(hall.session, by=hall.by)
    before = _picture(hall)
    with clock.standing_still_at(clock.now() + timedelta(minutes=3)):
        services.resume_timer(hall.session, by=hall.by)
        services.undo_step(hall.session, by=hall.by)
    assert _picture(hall) == before


def test_what_was_undone_is_said(hall: Hall) -> None:
    _commented(hall)
    services.advance(hall.session, by=hall.by)
    said = services.undo_step(hall.session, by=hall.by)
    assert said == "已撤销“开始提问”（规划司）。现在：规划司，正在汇报。"


def test_the_clock_has_run_on_as_if_nothing_was_pressed(hall: Hall) -> None:
    with clock.standing_still_at(NOW):
        hall.begin_reports()
        services.advance(hall.session, by=hall.by)
    with clock.standing_still_at(NOW + timedelta(minutes=2)):
        services.advance(hall.session, by=hall.by)
    with clock.standing_still_at(NOW + timedelta(minutes=3)):
        services.undo_step(hall.session, by=hall.by)
        timer = selectors.progress_of(hall.session).timer
        assert timer
        assert timer.text == "03:00"


def test_only_one_step_goes_back(hall: Hall) -> None:
    _commented(hall)
    services.advance(hall.session, by=hall.by)
    services.undo_step(hall.session, by=hall.by)
    with pytest.raises(NothingToUndo, match="没有可撤销"):
        services.undo_step(hall.session, by=hall.by)


def test_a_change_of_the_order_ends_it(hall: Hall) -> None:
    _commented(hall)
    last = selectors.agenda_of(hall.session)[-1]
    services.move_agenda_item(hall.session, last.pk, 4, by=hall.by)
    with pytest.raises(NothingToUndo):
        services.undo_step(hall.session, by=hall.by)


def test_it_does_not_reach_across_phases(hall: Hall) -> None:
    hall.hear_everybody().fill()
    services.move_session(hall.session, "voting", by=hall.by)
    with pytest.raises(NotWhileOpen, match="投票"):
        services.undo_step(hall.session, by=hall.by)


def test_a_pause_of_a_paused_clock_is_no_step(hall: Hall) -> None:
    _commented(hall)
    services.pause_timer(hall.session, by=hall.by)
    version = hall.session.agenda_version
    services.pause_timer(hall.session, by=hall.by)
    assert hall.session.agenda_version == version


def _unforeseen(hall: Hall) -> Unit:
    first = hall.world.units[0]
    return Unit.objects.create(
        name="应急办公室", category=first.category, level=first.level,
        position=99,
    )  # fmt: skip


def test_a_unit_that_was_not_foreseen_comes_next(hall: Hall) -> None:
    unit = _unforeseen(hall)
    hall.begin_reports()
    services.advance(hall.session, by=hall.by)
    item = services.insert_unit(hall.session, unit.pk, by=hall.by)
    progress = selectors.progress_of(hall.session)
    assert progress.next_item == item
    assert item.is_inserted
    assert unit in hall.round.units.all()


def test_an_insertion_is_taken_back(hall: Hall) -> None:
    unit = _unforeseen(hall)
    hall.begin_reports()
    before = _picture(hall)
    services.insert_unit(hall.session, unit.pk, by=hall.by)
    assert "插到下一位" in services.undo_step(hall.session, by=hall.by)
    assert _picture(hall) == before
    assert unit not in hall.round.units.all()


def test_an_insertion_stays_once_the_unit_has_written(hall: Hall) -> None:
    unit = _unforeseen(hall)
    hall.begin_reports()
    services.insert_unit(hall.session, unit.pk, by=hall.by)
    hall.round.reports.create(unit=unit)
    with pytest.raises(NothingToUndo, match="已经写了材料"):
        services.undo_step(hall.session, by=hall.by)


def test_every_step_has_a_name_to_be_undone_by(hall: Hall) -> None:
    _commented(hall)
    verbs = set()
    for step in (
        services.advance, services.pause_timer, services.resume_timer,
        services.add_minute, services.return_to_previous, services.advance,
        services.advance, services.next_unit, services.skip_unit,
        services.finish_unit,
    ):  # fmt: skip
        step(hall.session, by=hall.by)
        verbs.add(hall.session.last_step["verb"])
    waiting = selectors.progress_of(hall.session).waiting
    services.insert_unit(hall.session, waiting[1].unit_id, by=hall.by)
    verbs.add(hall.session.last_step["verb"])
    services.start_unit(hall.session, waiting[0].unit_id, by=hall.by)
    verbs.add(hall.session.last_step["verb"])
    assert verbs == set(STEP_NAMES) - {"speak"}
