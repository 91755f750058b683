"""How far a score has moved since an earlier poll, and whether that says anything."""

from dataclasses import dataclass
from decimal import Decimal

from gongping.results.sheet import UnitLine


@dataclass(frozen=True, slots=True)
class Change:
    """A unit's score in an earlier poll, and how far it has moved since.

    `is_beyond` tells whether that is more than chance; nothing if nobody can tell.
    """

    earlier: Decimal
    by: Decimal
    is_beyond: bool | None


def change_of(line: UnitLine, before: UnitLine | None) -> Change | None:
    """Return how a unit's score has moved, if it had one and has one."""
    if before is None or before.score is None or line.score is None:
        return None
    by = line.score - before.score
    if line.margin is None or before.margin is None:
        return Change(before.score, by, None)
    # As if two bodies of voters had been asked that have nobody in common.
    reach = (line.margin**2 + before.margin**2).sqrt()
    return Change(before.score, by, abs(by) > reach)
