"""Counts of grades, and everything that follows from them alone.

A histogram h has shape (…, C): the last axis counts grades, those who did not answer
are in no place. `points` (C,) are what grades are worth, in any order; without them
the place is the value. A million ballots become a few thousand numbers here, so the
rest costs nothing.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fairscore import inputs
from fairscore.errors import Empty, NotFinite, OutOfRange, ShapeMismatch
from fairscore.inputs import Floats, Ints

AT_ONCE = 4_000_000
"""So many cells are counted together: memory stays small, however many ballots."""


def histogram(
    Y: ArrayLike,
    g: ArrayLike,
    n_grades: int,
    *,
    blank: int = -1,
    n_groups: int | None = None,
) -> Ints:
    """Return counts (G, U, K, C) of grades Y (R, U, K), numbered 0 … `n_grades` − 1.

    `blank` or `nan` is "not answered" (255 in opened ballots). `g` (R,) is the group
    of each ballot; G is `n_groups`, or one more than the largest. Raises
    `ShapeMismatch`, `Empty`, `NotFinite`, and `OutOfRange` for any other number.
    """
    grades: NDArray[Any] = np.asarray(Y)
    if grades.ndim != 3:
        raise ShapeMismatch(f"grades {grades.shape}, wanted (R, U, K)")
    if 0 in grades.shape or n_grades < 1:
        raise Empty("no ballots, units, criteria or grades")
    how_many = _how_many(g, n_groups)
    groups = inputs.groups(g, len(grades), how_many)
    cells = grades.shape[1] * grades.shape[2]
    found = np.zeros((how_many, cells, n_grades + 1), dtype=np.int64)
    step = max(1, AT_ONCE // cells)
    for start in range(0, len(grades), step):
        piece = grades[start : start + step].reshape(-1, cells)
        places = _places(piece, n_grades, blank)
        _count(found, groups[start : start + step], places)
    whole: Ints = found[..., :n_grades]
    return whole.reshape(how_many, *grades.shape[1:], n_grades)


def mean(h: ArrayLike, points: ArrayLike | None = None) -> Floats:
    """Return the mean grade (…) of a histogram (…, C); `nan` where nobody answered."""
    counts, values = _counts(h), _values(h, points)
    n = counts.sum(axis=-1)
    found: Floats = np.full(n.shape, np.nan)
    np.divide(counts @ values, n, out=found, where=n > 0)
    return found


def trimmed_mean(
    h: ArrayLike,
    cut: int,
    points: ArrayLike | None = None,
    *,
    above: int | None = None,
) -> Floats:
    """Return the mean (…) without the `cut` highest and `cut` lowest grades.

    Only cells with more than `above` answers are trimmed, others keep all (domain
    rule); `above` is at least, and without it just, twice `cut`, so that something
    is left. `nan` where nobody answered. Raises `OutOfRange`.
    """
    least = 2 * cut if above is None else above
    if cut < 0 or least < 2 * cut:
        raise OutOfRange(f"{cut} from either end of {least} answers")
    counts, values = _counts(h), _values(h, points)
    order = np.argsort(values, kind="stable")
    upto = np.cumsum(counts[..., order], axis=-1)
    n = upto[..., -1:]
    each = np.where(n > least, cut, 0)
    within = np.clip(upto, each, n - each) - each
    kept = np.diff(within, axis=-1, prepend=0)
    return mean(kept, values[order])


def median(h: ArrayLike, points: ArrayLike | None = None) -> Floats:
    """Return the median (…): of an even number, the mean of the middle two.

    `nan` where nobody answered.
    """
    counts, values = _counts(h), _values(h, points)
    order = np.argsort(values, kind="stable")
    upto = np.cumsum(counts[..., order], axis=-1)
    n = upto[..., -1]
    low, high = (
        np.minimum((upto <= at[..., None]).sum(axis=-1), len(values) - 1)
        for at in ((n - 1) // 2, n // 2)
    )
    middle: Floats = (values[order][low] + values[order][high]) / 2
    return np.where(n > 0, middle, np.nan)


def grade_shares(h: ArrayLike) -> Floats:
    """Return the share of each grade (得票率), shape (…, C).

    Of those who answered; `nan` where nobody did.
    """
    counts = _counts(h)
    n = counts.sum(axis=-1, keepdims=True)
    found: Floats = np.full(counts.shape, np.nan)
    np.divide(counts, n, out=found, where=n > 0)
    return found


def _how_many(g: ArrayLike, given: int | None) -> int:
    if given is not None:
        return given
    groups: NDArray[Any] = np.asarray(g)
    return int(groups.max(initial=0)) + 1 if groups.dtype.kind in "iu" else 1


def _places(piece: NDArray[Any], n_grades: int, blank: int) -> Ints:
    """Return the place of each cell in its row of counts; the last is "no answer"."""
    if piece.dtype.kind == "f":
        piece = _whole(piece, blank)
    places = piece.astype(np.int64)
    answered = places != blank
    if ((places < 0) | (places >= n_grades))[answered].any():
        raise OutOfRange(f"grades are numbered 0 to {n_grades - 1}")
    places[~answered] = n_grades
    return places


def _whole(piece: Floats, blank: int) -> Floats:
    if np.isinf(piece).any():
        raise NotFinite("a grade is infinite")
    numbers = np.where(np.isnan(piece), blank, piece)
    if (numbers != np.floor(numbers)).any():
        raise OutOfRange("grades are whole numbers")
    return numbers


def _count(found: Ints, groups: Ints, places: Ints) -> None:
    _, cells, slots = found.shape
    first = (groups[:, None] * cells + np.arange(cells)) * slots
    places += first
    found += np.bincount(places.ravel(), minlength=found.size).reshape(found.shape)


def _counts(h: ArrayLike) -> Ints:
    counts: NDArray[Any] = np.asarray(h)
    if counts.ndim < 1 or counts.shape[-1] == 0:
        raise ShapeMismatch(f"counts {counts.shape} have no grades")
    if counts.dtype.kind not in "iu" or (counts < 0).any():
        raise OutOfRange("counts are whole numbers, not below zero")
    return counts.astype(np.int64)


def _values(h: ArrayLike, points: ArrayLike | None) -> Floats:
    grades = np.shape(h)[-1]
    return np.arange(float(grades)) if points is None else inputs.finite(points, grades)
