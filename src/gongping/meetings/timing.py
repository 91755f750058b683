"""How long units speak: pure arithmetic on the times of agenda items.

A unit's turn has steps (report, questions, comment). What is over stands in the
item's `turns`, what runs stands in the item itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from gongping.meetings.states import AgendaState

MINUTE = 60
SLOWEST = 2


class Timed(Protocol):
    """What of an agenda item matters here."""

    state: str
    turn_at: datetime | None
    paused_at: datetime | None
    paused_seconds: int
    extra_minutes: int
    turns: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Limits:
    """The steps of a unit's turn in their order, with the minutes of each."""

    steps: tuple[tuple[str, int], ...]

    @property
    def slot_minutes(self) -> int:
        """Return how long one unit has in all."""
        return sum(minutes for _step, minutes in self.steps)

    def minutes_of(self, step: str) -> int:
        """Return how long the step may take; 0 if it is none of the preset."""
        return dict(self.steps).get(step, 0)

    def after(self, step: str) -> str:
        """Return the step that follows; empty after the last."""
        names = [name for name, _minutes in self.steps]
        place = names.index(step) + 1 if step in names else len(names)
        return names[place] if place < len(names) else ""

    @property
    def last(self) -> str:
        """Return the last step of a turn."""
        return self.steps[-1][0]


@dataclass(frozen=True, slots=True)
class Timer:
    """The clock of the step that runs, as the console draws it.

    Whoever draws it needs no more than start, pause, paused seconds and limit.
    """

    step: str
    started_at: datetime
    paused_at: datetime | None
    paused_seconds: int
    spoken: int
    limit: int

    @property
    def text(self) -> str:
        """Return minutes and seconds, such as 04:37."""
        return minutes_seconds(self.spoken)

    @property
    def is_over(self) -> bool:
        """Tell whether the time is used up."""
        return self.spoken > self.limit

    @property
    def percent(self) -> int:
        """Return how much of the time is used, at most 100."""
        return min(100, round(self.spoken * 100 / self.limit)) if self.limit else 0


def running_seconds(item: Timed, now: datetime) -> int:
    """Return for how many seconds the running turn has gone on, pauses left out."""
    if item.turn_at is None:
        return 0
    whole = ((item.paused_at or now) - item.turn_at).total_seconds()
    return max(0, int(whole) - item.paused_seconds)


def spoken_seconds(
    item: Timed, now: datetime, step: str = AgendaState.REPORTING
) -> int:
    """Return for how many seconds one step of the unit went on, pauses left out."""
    running = running_seconds(item, now) if item.state == step else 0
    return _kept(item, step, "seconds") + running


def whole_seconds(item: Timed, now: datetime) -> int:
    """Return for how many seconds the unit had the floor in all its steps."""
    return sum(int(turn["seconds"]) for turn in item.turns) + running_seconds(item, now)


def limit_seconds(limits: Limits, item: Timed, step: str) -> int:
    """Return how many seconds the step has, with the minutes that were added."""
    running = item.extra_minutes if item.state == step else 0
    extra = _kept(item, step, "extra") + running
    return (limits.minutes_of(step) + extra) * MINUTE


def timer_of(item: Timed, limits: Limits, now: datetime) -> Timer | None:
    """Return the clock of the step that runs."""
    if item.turn_at is None:
        return None
    before = timedelta(seconds=_kept(item, item.state, "seconds"))
    return Timer(
        item.state,
        item.turn_at - before,
        item.paused_at,
        item.paused_seconds,
        spoken_seconds(item, now, item.state),
        limit_seconds(limits, item, item.state),
    )


def delay_minutes(items: Iterable[Timed], limits: Limits, now: datetime) -> int:
    """Return by how many minutes the hall is behind the plan, negative if ahead.

    A step that still runs counts only for what it has overrun.
    """
    return round(sum(_behind(item, limits, now) for item in items) / MINUTE)


def minutes_left(item: Timed, limits: Limits, now: datetime) -> float:
    """Return for how long the unit at the desk will still have the floor."""
    over = limit_seconds(limits, item, item.state)
    left = max(0, over - spoken_seconds(item, now, item.state)) / MINUTE
    step = item.state
    while step := limits.after(step):
        left += limits.minutes_of(step)
    return left


def pace_minutes(items: Sequence[Timed], limits: Limits, now: datetime) -> float:
    """Return how long a unit may be expected to take, by those that are through."""
    slot = limits.slot_minutes
    done = [item for item in items if item.state == AgendaState.REPORTED]
    if not done:
        return slot
    mean = sum(whole_seconds(item, now) for item in done) / MINUTE / len(done)
    return min(max(mean, slot / SLOWEST), slot * SLOWEST)


def minutes_seconds(seconds: int) -> str:
    """Write seconds as 04:37."""
    return f"{seconds // MINUTE:02d}:{seconds % MINUTE:02d}"


def _behind(item: Timed, limits: Limits, now: datetime) -> int:
    if item.state == AgendaState.WAITING:
        return 0
    planned = limits.slot_minutes * MINUTE
    if item.state == AgendaState.REPORTED:
        return whole_seconds(item, now) - planned
    over = sum(
        spoken_seconds(item, now, step) - minutes * MINUTE
        for step, minutes in limits.steps
        if step != item.state and any(turn["step"] == step for turn in item.turns)
    )
    running = spoken_seconds(item, now, item.state)
    return over + max(0, running - limits.minutes_of(item.state) * MINUTE)


def _kept(item: Timed, step: str, what: str) -> int:
    return sum(int(turn[what]) for turn in item.turns if turn["step"] == step)
