"""The matrix of who has commented on whom: leaders by units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class UnitColumn:
    """One unit of the matrix, in establishment order."""

    key: int
    name: str
    starts_category: bool = False
    is_now: bool = False
    is_ahead: bool = False
    spoken_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A leader–unit pair: how it stands, where it leads, what is noted of it.

    It is "filled", "due", "missing", "later" or "waived".
    """

    state: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CoverageMatrix:
    """Everything that `{% coverage_matrix %}` shows."""

    units: Sequence[UnitColumn]
    leaders: Sequence[tuple[int, str]]
    pairs: Mapping[tuple[int, int], Pair] = field(default_factory=dict)
    limit_seconds: int | None = None

    def missing(self) -> list[tuple[str, str]]:
        """Return (leader, unit) of every pair whose unit has already reported."""
        names = {unit.key: unit.name for unit in self.units}
        return [
            (leader, names[unit])
            for key, leader in self.leaders
            for unit in names
            if (pair := self.pairs.get((key, unit))) and pair.state == "missing"
        ]
