"""Many-facet Rasch measurement of ballots: an optional diagnostic, never the result.

Linacre 1994; Eckes 2015. Its standard errors take the criteria of a ballot for
independent answers. They are not, wherever a voter's overall impression colours all
criteria (halo), so they are **too small**: take errors of scores from ballots
(`group_mean`). Severity and fit of single ballots are for the memory of a diagnosis,
never for a sheet, a file or a store.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fairscore import inputs, rasch
from fairscore.errors import CannotBeEstimated, Empty, OutOfRange, ShapeMismatch
from fairscore.inputs import Flags, Floats
from fairscore.rasch import Measures

MOST_GRADES = 1_000


@dataclass(frozen=True, slots=True, repr=False)
class Mfrm:
    """A fitted rating-scale model, in logits; `nan` for what dropped out.

    `theta` (U,), with `se`, `infit`, `outfit` and `fair` (U,), the grade a unit would
    be given by a ballot of mean severity on a criterion of mean difficulty;
    `severity` (R,) with `severity_infit`, `severity_outfit` (R,); `difficulty` (K,);
    `tau` (m,) thresholds between the grades used, from `lowest` upwards. Infit and
    outfit are mean squares, about one if the model holds.
    """

    theta: Floats
    severity: Floats
    difficulty: Floats
    tau: Floats
    se: Floats
    infit: Floats
    outfit: Floats
    fair: Floats
    severity_infit: Floats
    severity_outfit: Floats
    lowest: int


@dataclass(frozen=True, slots=True)
class _Kept:
    """Which ballots, units and criteria have a finite measure; grades they use."""

    ballots: Flags
    units: Flags
    criteria: Flags
    low: int
    high: int


def mfrm(Y: ArrayLike, method: str = "jml", *, blank: int = -1) -> Mfrm:
    """Return the rating-scale model of grades Y (R, U, K), higher is better.

    Grades are whole numbers from 0; `blank` or `nan` is "not answered". Estimated by
    joint maximum likelihood, the only `method`. Ballots, units and criteria with
    nothing but the lowest, or nothing but the highest, grade have no finite measure
    and drop out (`nan`), again until none is left. Raises `CannotBeEstimated` if then
    nothing is left, if a grade between others was never given, or if there is no
    finite maximum; `NotComparable` if the design does not hold together; `OutOfRange`
    and what `inputs.scores` raises.
    """
    if method != "jml":
        raise OutOfRange(f"no method is called {method}")
    x = _grades(Y, blank)
    kept = _kept(x)
    left = x[kept.ballots][:, kept.units][:, :, kept.criteria]
    left = np.where(left >= 0, left - kept.low, -1).astype(np.int16)
    used = np.unique(left[left >= 0])
    if len(used) != kept.high - kept.low + 1:
        raise CannotBeEstimated("a grade between others was never given")
    classes = rasch.classes_of(left, len(used))
    found = rasch.estimate(classes)
    return _result(left, kept, found, found.severity[classes.of])


def _result(
    left: NDArray[np.int16], kept: _Kept, found: Measures, severity: Floats
) -> Mfrm:
    fits = _fits(left, found, severity)
    fair = rasch.expected(found.theta, found.tau).mean + kept.low
    units = [_spread(values, kept.units) for values in (found.theta, *fits[:3], fair)]
    ballots = [_spread(values, kept.ballots) for values in (severity, *fits[3:])]
    return Mfrm(
        theta=units[0],
        severity=ballots[0],
        difficulty=_spread(found.difficulty, kept.criteria),
        tau=found.tau,
        se=units[1],
        infit=units[2],
        outfit=units[3],
        fair=units[4],
        severity_infit=ballots[1],
        severity_outfit=ballots[2],
        lowest=kept.low,
    )


def _fits(
    left: NDArray[np.int16], found: Measures, severity: Floats
) -> tuple[Floats, ...]:
    """Return se, infit, outfit of units, then infit and outfit of ballots."""
    of_units = np.zeros((4, left.shape[1]))
    of_ballots = np.empty((2, len(left)))
    for piece in rasch.pieces(len(left), left[0].size):
        answered = left[piece] >= 0
        # Far fewer severities than ballots: what is expected is computed once for each.
        values, which = np.unique(severity[piece], return_inverse=True)
        cell = rasch.expected(rasch.logits(found, values), found.tau)
        variance = np.where(answered, cell.variance[which], 0.0)
        squares = np.where(answered, np.square(left[piece] - cell.mean[which]), 0.0)
        surprise = squares / cell.variance[which]
        sums = np.array([variance, squares, surprise, answered])
        of_units += sums.sum(axis=(1, 3))
        by_ballot = sums.sum(axis=(2, 3))
        of_ballots[:, piece] = by_ballot[1] / by_ballot[0], by_ballot[2] / by_ballot[3]
    variance, squares, surprise, n = of_units
    return 1 / np.sqrt(variance), squares / variance, surprise / n, *of_ballots


def _grades(Y: ArrayLike, blank: int) -> NDArray[np.int16]:
    """Return grades (R, U, K) with −1 for "not answered"."""
    given: NDArray[Any] = np.asarray(Y)
    if given.ndim != 3:
        raise ShapeMismatch(f"grades {given.shape}, wanted (R, U, K)")
    if given.dtype.kind == "f":
        given = np.where(np.isnan(given), blank, inputs.scores(given, *given.shape))
    answered = given != blank
    if not answered.any():
        raise Empty("nobody graded anything")
    graded = given[answered]
    if (graded < 0).any() or (graded > MOST_GRADES).any() or (graded % 1).any():
        raise OutOfRange(f"grades are whole numbers from 0 to {MOST_GRADES}")
    return np.where(answered, given.astype(np.int16), np.int16(-1))


def _kept(x: NDArray[np.int16]) -> _Kept:
    """Leave out what is all lowest or all highest, until nothing more is."""
    held = x >= 0
    while held.any():
        low, high = int(x[held].min()), int(x[held].max())
        is_low, is_high = held & (x == low), held & (x == high)
        gone = np.zeros_like(held)
        for axis in range(3):
            gone |= _extreme(held, is_low, is_high, axis)
        if not gone.any():
            ballots: Flags = np.asarray(held.any(axis=(1, 2)))
            units: Flags = np.asarray(held.any(axis=(0, 2)))
            criteria: Flags = np.asarray(held.any(axis=(0, 1)))
            return _Kept(ballots, units, criteria, low, high)
        held &= ~gone
    raise CannotBeEstimated("every ballot gave one and the same grade, high or low")


def _extreme(held: Flags, is_low: Flags, is_high: Flags, axis: int) -> Flags:
    """Mark the held cells of ballots, units or criteria that are at one end only."""
    rest = tuple(other for other in range(3) if other != axis)
    n = held.sum(axis=rest, keepdims=True)
    low, high = (end.sum(axis=rest, keepdims=True) for end in (is_low, is_high))
    found: Flags = held & ((low == n) | (high == n))
    return found


def _spread(values: Floats, kept: Flags) -> Floats:
    whole: Floats = np.full(len(kept), np.nan)
    whole[kept] = values
    return whole
