"""Checks of ballots: counts of a meeting leave here, never a list of ballots.

A list of flagged ballots is a list of people to ask. So what marks single ballots
stays inside `MarkedBallots`, which lives only in memory: it has no picture of itself,
cannot be pickled, copied or turned into an array, and gives the mask to nobody. Who
wants "the result without flagged ballots" hands in the computation (`without`), which
is run on the ballots that are left.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NoReturn, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fairscore import careless, inputs
from fairscore.disclosure import threshold
from fairscore.errors import OutOfRange, ShapeMismatch
from fairscore.inputs import Flags, Floats

T = TypeVar("T")
Take = Callable[[NDArray[Any]], NDArray[Any]]
"""Returns the rows, of an array (R, …), of the ballots that are left."""

KINDS: Final = (
    "constant",
    "long_run",
    "little_variation",
    "far_from_all",
    "copies",
)
FIRM: Final = ("constant", "copies", "far_from_all")
"""Kinds by which ballots are left out unless a rule fixed before says otherwise."""


@dataclass(frozen=True, slots=True)
class FlagSummary:
    """How many ballots each check marked; `None` is "fewer than k", zero included.

    `ballots` is the number of all, `flagged` of those marked by any check. Also
    `None` is the count of a check that, taken from `flagged`, would leave fewer than
    k.
    """

    ballots: int
    k: int
    constant: int | None
    long_run: int | None
    little_variation: int | None
    far_from_all: int | None
    copies: int | None
    flagged: int | None


class MarkedBallots:
    """Which ballots each check marked: kept in memory, shown to nobody."""

    __slots__ = ("_marks",)

    def __init__(self, marks: dict[str, Flags]) -> None:
        self._marks = marks

    def summary(self, k: int = 10) -> FlagSummary:
        """Return the counts, as far as they may be shown. Raises `OutOfRange`."""
        threshold(k)
        of_any = int(self._any(KINDS).sum())
        counts = {kind: int(marks.sum()) for kind, marks in self._marks.items()}
        shown = {
            kind: n if n >= k and not 0 < of_any - n < k else None
            for kind, n in counts.items()
        }
        return FlagSummary(
            ballots=len(self._marks["constant"]),
            k=k,
            flagged=of_any if of_any >= k else None,
            **shown,
        )

    def without(
        self, compute: Callable[[Take], T], *, kinds: Sequence[str] = FIRM, k: int = 10
    ) -> T | None:
        """Return what `compute` makes of the ballots that `kinds` did not mark.

        `compute` is handed a function that takes the rows that are left out of any
        array (R, …). `None` if fewer than k ballots are marked or left: the result
        with and without would differ by the ballots of a few. Publish the result for
        all groups together only. Raises `OutOfRange` for a kind that does not exist.
        """
        threshold(k)
        if unknown := set(kinds) - set(KINDS):
            raise OutOfRange(f"no check is called {min(unknown)}")
        marked = self._any(kinds)
        if min(marked.sum(), (~marked).sum()) < k:
            return None
        return compute(lambda rows: _rows(rows, ~marked))

    def _any(self, kinds: Sequence[str]) -> Flags:
        found: Flags = np.zeros(len(self._marks["constant"]), dtype=np.bool_)
        for kind in kinds:
            found |= self._marks[kind]
        return found

    def __repr__(self) -> str:
        """Say that there is something, and nothing of it."""
        return "MarkedBallots(…)"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        """Refuse to be pickled or copied."""
        raise TypeError("marks of single ballots are never stored")


def ballot_flags(
    S: ArrayLike,
    theta: ArrayLike,
    b: ArrayLike,
    *,
    Y: ArrayLike | None = None,
    k: int = 10,
) -> FlagSummary:
    """Return how many ballots each check marks, counts below `k` suppressed.

    As `mark_ballots`, of which nothing but the counts is kept.
    """
    return mark_ballots(S, theta, b, Y=Y).summary(k)


def mark_ballots(
    S: ArrayLike, theta: ArrayLike, b: ArrayLike, *, Y: ArrayLike | None = None
) -> MarkedBallots:
    """Return the marks of all checks, for counts and for the result without them.

    `S` (R, U) scores, `nan` = not answered; `theta` (U,) scores of units, `b` (R,)
    severities, as fits give them, `nan` for a ballot without answers. With `Y`
    (R, U, K) the checks that look at answers see every criterion, one after
    the other. Raises `ShapeMismatch` and what `inputs.scores` raises.
    """
    scores = inputs.scores(S)
    ballots, units = scores.shape
    centre = inputs.finite(theta, units)
    severity = inputs.shaped(b, ballots)
    cells = scores if Y is None else _in_order(Y, ballots, units)
    residuals = scores - centre - severity[:, None]
    marks = {
        "constant": careless.constant(cells),
        "long_run": careless.long_run(cells),
        "little_variation": careless.little_variation(cells),
        "far_from_all": careless.far_from_all(residuals),
        "copies": careless.copies(cells),
    }
    return MarkedBallots(marks)


def _in_order(Y: ArrayLike, ballots: int, units: int) -> Floats:
    """Return the answers (R, K·U), those of a criterion side by side."""
    given = inputs.scores(Y, ballots, units, None)
    return given.transpose(0, 2, 1).reshape(ballots, -1)


def _rows(rows: NDArray[Any], kept: Flags) -> NDArray[Any]:
    if len(rows) != len(kept):
        raise ShapeMismatch(f"{len(rows)} rows for {len(kept)} ballots")
    taken: NDArray[Any] = rows[kept]
    return taken
