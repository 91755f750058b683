"""Scores from counts: the rule under which people voted, computed exactly.

group score = Σ_c v_c · Σ_k p_k n_k / N_valid(c) / Σ_c v_c
composite   = Σ_g w_g s_g / Σ_g w_g

不了解 is not in N_valid. A group that gave a unit no grade has no score for it;
then the unit has no composite either: a missing group is neither zero nor
re-weighted silently.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from fairscore.errors import OutOfRange, ShapeMismatch, WeightsMalformed

Counts = NDArray[np.int64]
"""Shape (G, U, K, C + 1): groups, units, criteria, grades and, last, 不了解."""

Score = Fraction | None
Number = Fraction | Decimal | int
Convert = Callable[[Sequence[int]], Score]
"""From the counts of the grades (C,), without 不了解, to one score."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Exact scores; `None` where nobody of a group gave a grade.

    `composite` (U,), `by_group` (G, U), `by_criterion` (U, K) over all groups.
    """

    composite: tuple[Score, ...]
    by_group: tuple[tuple[Score, ...], ...]
    by_criterion: tuple[tuple[Score, ...], ...]


def score_counts(
    counts: Counts,
    points: Sequence[Number],
    criterion_weights: Sequence[Number],
    group_weights: Sequence[Number],
) -> Scores:
    """Return the scores of all units: the plainest case of `evaluate`.

    `counts` (G, U, K, C + 1), `points` (C,), `criterion_weights` (K,),
    `group_weights` (G,). Raises `ShapeMismatch` or `WeightsMalformed`.
    """
    check_shape(counts, (len(group_weights), len(criterion_weights), len(points)))
    groups = _weights(group_weights)
    values = [Fraction(point) for point in points]
    return scored(
        counts,
        lambda graded: mean_of(graded, values),
        _weights(criterion_weights),
        groups,
        lambda by_group, _: weighted(by_group, groups),
    )


def scored(
    counts: Counts,
    convert: Convert,
    criteria: Sequence[Fraction],
    groups: Sequence[Fraction],
    composite: Callable[[Sequence[Score], int], Score],
) -> Scores:
    """Return the scores, given how counts of a cell become one score.

    `composite` makes that of a unit, by its place, of those of its groups; a criterion
    is a mean of the groups by the weights `groups` (G,).
    """
    units, columns = counts.shape[1], counts.shape[2]
    cells = [
        [[convert(row[:-1].tolist()) for row in unit] for unit in group]
        for group in counts
    ]
    by_group = tuple(tuple(weighted(row, criteria) for row in unit) for unit in cells)
    return Scores(
        composite=tuple(
            composite([group[unit] for group in by_group], unit)
            for unit in range(units)
        ),
        by_group=by_group,
        by_criterion=tuple(
            tuple(
                weighted([group[u][k] for group in cells], groups)
                for k in range(columns)
            )
            for u in range(units)
        ),
    )


def mean_of(graded: Sequence[int], points: Sequence[Fraction]) -> Score:
    """Return the mean of the points; nothing if nobody graded.

    Raises `ShapeMismatch` for other than one count for each points, `OutOfRange` for
    counts below zero.
    """
    if len(graded) != len(points):
        raise ShapeMismatch(f"{len(graded)} counts for {len(points)} grades")
    if any(n < 0 for n in graded):
        raise OutOfRange("counts are not below zero")
    total = sum(graded)
    if not total:
        return None
    products = (p * n for p, n in zip(points, graded, strict=True))
    return sum(products, Fraction(0)) / total


def weighted(scores: Sequence[Score], weights: Sequence[Fraction]) -> Score:
    """Return the weighted mean; nothing if a score that has weight is lacking.

    Raises `ShapeMismatch` for other than one weight for each score, `WeightsMalformed`
    if all are zero.
    """
    if len(scores) != len(weights):
        raise ShapeMismatch(f"{len(weights)} weights for {len(scores)} scores")
    if not any(weights):
        raise WeightsMalformed("weights are not all zero")
    total = Fraction(0)
    for score, weight in zip(scores, weights, strict=True):
        if not weight:
            continue
        if score is None:
            return None
        total += score * weight
    return total / sum(weights)


def check_shape(counts: Counts, shape: tuple[int, int, int]) -> None:
    """Raise unless counts (G, U, K, C + 1) have these groups, criteria and grades.

    `ShapeMismatch`, or `OutOfRange` for counts that are not whole or below zero.
    """
    groups, criteria, grades = shape
    fits = counts.ndim == 4 and (counts.shape[0], *counts.shape[2:]) == (
        groups,
        criteria,
        grades + 1,
    )
    if not fits:
        raise ShapeMismatch(f"counts {counts.shape} do not fit weights and points")
    if counts.dtype.kind not in "iu" or (counts < 0).any():
        raise OutOfRange("counts are whole numbers, not below zero")


def _weights(weights: Sequence[Number]) -> list[Fraction]:
    exact = [Fraction(weight) for weight in weights]
    if any(weight < 0 for weight in exact) or not sum(exact):
        raise WeightsMalformed("weights must not be negative and not all zero")
    return exact
