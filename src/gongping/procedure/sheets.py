"""The running sheet: how the session really went, unit by unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.meetings.selectors import spoken_seconds
from gongping.meetings.states import AgendaState
from gongping.organisation.selectors import list_own_units

if TYPE_CHECKING:
    from gongping.comments.selectors import Pair
    from gongping.meetings.models import AgendaItem
    from gongping.organisation.models import Person, Unit
    from gongping.procedure.console import Console


@dataclass(frozen=True, slots=True)
class StepTime:
    """How long one step of a unit took."""

    seconds: int
    limit: int

    @property
    def is_over(self) -> bool:
        """Tell whether the step took longer than it may."""
        return self.seconds > self.limit


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One unit on the running sheet."""

    item: "AgendaItem"
    times: Sequence[StepTime | None]
    spoke: Sequence[tuple[str, int]]
    signed: Sequence["Person"]
    unsigned: Sequence["Person"]


def steps_of(console: "Console") -> list[str]:
    """Return what the steps of the session are called, in their order."""
    names = {
        AgendaState.REPORTING: _("汇报"),
        AgendaState.QUESTIONS: _("提问"),
        AgendaState.COMMENTING: _("点评"),
    }
    steps = console.progress.limits.steps
    return [names[AgendaState(step)] for step, _minutes in steps]


def rows_of(console: "Console") -> list[SheetRow]:
    """Return every unit with its times and its comments. No query of its own."""
    pairs: dict[int, list[Pair]] = {}
    for pair in console.coverage.pairs:
        pairs.setdefault(pair.unit.pk, []).append(pair)
    leaders = {pair.leader.pk: pair.leader for pair in console.coverage.pairs}
    now = clock.now()
    return [
        SheetRow(
            item,
            list(_times(item, console, now)),
            _speakers(item, leaders),
            [p.leader for p in pairs.get(item.unit_id, []) if p.is_signed],
            [p.leader for p in pairs.get(item.unit_id, []) if not p.is_signed],
        )
        for item in console.progress.items
    ]


def units_left_out(console: "Console") -> "list[Unit]":
    """Return the units that are not in the running order. One query."""
    have = {item.unit_id for item in console.progress.items}
    return [unit for unit in list_own_units() if unit.pk not in have]


def usual_incidents(console: "Console") -> list[str]:
    """Propose sentences for what happens in halls."""
    venues = [place.venue for place in console.attendance.places]
    lines = [
        _("%(venue)s信号中断。") % {"venue": venue}
        for venue in venues
        if not venue.is_main
    ]
    back = [
        _("%(venue)s信号恢复。") % {"venue": venue}
        for venue in venues
        if not venue.is_main
    ]
    return [*lines, *back, _("停电，会议暂停。"), _("恢复供电，会议继续。")]


def _times(
    item: "AgendaItem", console: "Console", now: datetime
) -> Iterator[StepTime | None]:
    for step, minutes in console.progress.limits.steps:
        was_walked = item.state == step or any(t["step"] == step for t in item.turns)
        seconds = spoken_seconds(item, now, step)
        yield StepTime(seconds, minutes * 60) if was_walked else None


def _speakers(
    item: "AgendaItem", leaders: "dict[int, Person]"
) -> list[tuple[str, int]]:
    spoke: dict[int, int] = {}
    for turn in item.turns:
        if turn["speaker"] in leaders:
            spoke[turn["speaker"]] = spoke.get(turn["speaker"], 0) + turn["seconds"]
    return [(str(leaders[key]), seconds) for key, seconds in spoke.items()]
