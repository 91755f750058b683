"""The hall's time in a rehearsal: so many times as fast as the clock on the wall."""

import time
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final

LOOK_SECONDS: Final = 0.5
MOST_A_LOOK: Final = 20.0
"""Seconds of the hall between two looks: a busy machine slows the hall down instead
of letting people come too late."""


@dataclass
class Pace:
    """Seconds of the hall since the rehearsal began."""

    speed: float
    now: float = 0.0
    _looked: float = field(default_factory=time.monotonic)

    def wait(self) -> None:
        """Let the hall's time go on until the next look."""
        time.sleep(min(LOOK_SECONDS, MOST_A_LOOK / self.speed))
        looked, self._looked = self._looked, time.monotonic()
        self.now += min((self._looked - looked) * self.speed, MOST_A_LOOK)


@dataclass
class Intentions:
    """What people have made up their minds to do, and when; each thing once."""

    _due: dict[Hashable, float] = field(default_factory=dict)
    _done: set[Hashable] = field(default_factory=set)

    def intend(self, what: Hashable, at: float) -> None:
        """Note a thing that is to be done at a moment of the hall, unless it is."""
        if what not in self._done:
            self._due.setdefault(what, at)

    def due(self, now: float) -> list[Hashable]:
        """Take what is due by now, the earliest first; it is not due again."""
        ripe = sorted((at, n) for n, at in enumerate(self._due.values()) if at <= now)
        keys = list(self._due)
        taken = [keys[n] for _at, n in ripe]
        for what in taken:
            del self._due[what]
            self._done.add(what)
        return taken


def risen(now: float, since: float, span: float, most: int) -> int:
    """Return how many of `most` have come after a steady stream of `span` seconds."""
    share = (now - since) / span if span else 1.0
    return round(most * min(max(share, 0.0), 1.0))
