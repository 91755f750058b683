"""How long units speak: pure arithmetic on the times of agenda items."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

MINUTE = 60


class Timed(Protocol):
    """What of an agenda item matters here."""

    started_at: datetime | None
    ended_at: datetime | None
    paused_at: datetime | None
    paused_seconds: int
    extra_minutes: int


@dataclass(frozen=True, slots=True)
class Timer:
    """The clock of the unit that is reporting, as the console draws it."""

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
        """Tell whether the unit has used up its time."""
        return self.spoken > self.limit

    @property
    def percent(self) -> int:
        """Return how much of the time is used, at most 100."""
        return min(100, round(self.spoken * 100 / self.limit)) if self.limit else 0


def spoken_seconds(item: Timed, now: datetime) -> int:
    """Return for how many seconds the unit has spoken, pauses left out."""
    if item.started_at is None:
        return 0
    end = item.ended_at or item.paused_at or now
    whole = (end - item.started_at).total_seconds() - item.paused_seconds
    return max(0, int(whole))


def limit_seconds(minutes: int, item: Timed) -> int:
    """Return how many seconds the unit has, with what was added."""
    return (minutes + item.extra_minutes) * MINUTE


def timer_of(item: Timed, minutes: int, now: datetime) -> Timer | None:
    """Return the running clock of an item that has begun."""
    if item.started_at is None:
        return None
    return Timer(
        item.started_at,
        item.paused_at,
        item.paused_seconds,
        spoken_seconds(item, now),
        limit_seconds(minutes, item),
    )


def delay_minutes(items: Iterable[Timed], minutes: int, now: datetime) -> int:
    """Return by how many minutes the hall is behind the plan, negative if ahead.

    A unit that is still speaking counts only for what it has overrun.
    """
    behind = 0
    for item in items:
        over = spoken_seconds(item, now) - minutes * MINUTE
        if item.ended_at is not None or (item.started_at is not None and over > 0):
            behind += over
    return round(behind / MINUTE)


def minutes_seconds(seconds: int) -> str:
    """Write seconds as 04:37."""
    return f"{seconds // MINUTE:02d}:{seconds % MINUTE:02d}"
