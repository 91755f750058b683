"""Scores from counts: the rule under which people voted, computed exactly.

group score = Σ_c v_c · Σ_k p_k n_k / N_valid(c) / Σ_c v_c
composite   = Σ_g w_g s_g / Σ_g w_g

不了解 is not in N_valid. A group that gave a unit no grade has no score for it;
then the unit has no composite either: a missing group is neither zero nor
re-weighted silently.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from fairscore.errors import ShapeMismatch, WeightsMalformed

Counts = NDArray[np.int64]
"""Shape (G, U, K, C + 1): groups, units, criteria, grades and, last, 不了解."""

Score = Fraction | None
Number = Fraction | Decimal | int


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
    """Return the scores of all units.

    `counts` (G, U, K, C + 1), `points` (C,), `criterion_weights` (K,),
    `group_weights` (G,). Raises `ShapeMismatch` or `WeightsMalformed`.
    """
    _check_shapes(counts, points, criterion_weights, group_weights)
    criteria = _weights(criterion_weights)
    groups = _weights(group_weights)
    values = [Fraction(point) for point in points]
    units, columns = counts.shape[1], counts.shape[2]
    cells = [
        [[_mean(counts[g, u, k], values) for k in range(columns)] for u in range(units)]
        for g in range(counts.shape[0])
    ]
    by_group = tuple(tuple(_weighted(row, criteria) for row in unit) for unit in cells)
    return Scores(
        composite=tuple(
            _weighted(list(column), groups) for column in zip(*by_group, strict=True)
        ),
        by_group=by_group,
        by_criterion=tuple(
            tuple(
                _weighted([group[u][k] for group in cells], groups)
                for k in range(columns)
            )
            for u in range(units)
        ),
    )


def grade_shares(row: NDArray[np.int64]) -> tuple[Fraction, ...]:
    """Return the share of each grade (得票率) in counts of shape (C + 1,).

    The last place, 不了解, is left out; all shares are zero if nobody graded.
    """
    graded = [int(count) for count in row[:-1]]
    total = sum(graded)
    return tuple(Fraction(count, total) if total else Fraction(0) for count in graded)


def _mean(row: NDArray[np.int64], points: Sequence[Fraction]) -> Score:
    graded = [int(count) for count in row[:-1]]
    total = sum(graded)
    if not total:
        return None
    weighted = (p * n for p, n in zip(points, graded, strict=True))
    return sum(weighted, Fraction(0)) / total


def _weighted(scores: Sequence[Score], weights: Sequence[Fraction]) -> Score:
    total = Fraction(0)
    for score, weight in zip(scores, weights, strict=True):
        if not weight:
            continue
        if score is None:
            return None
        total += score * weight
    return total / sum(weights)


def _weights(weights: Sequence[Number]) -> list[Fraction]:
    exact = [Fraction(weight) for weight in weights]
    if any(weight < 0 for weight in exact) or not sum(exact):
        raise WeightsMalformed("weights must not be negative and not all zero")
    return exact


def _check_shapes(
    counts: Counts,
    points: Sequence[Number],
    criterion_weights: Sequence[Number],
    group_weights: Sequence[Number],
) -> None:
    wanted = (len(group_weights), len(criterion_weights), len(points) + 1)
    if counts.ndim != 4 or (counts.shape[0], *counts.shape[2:]) != wanted:
        raise ShapeMismatch(f"counts {counts.shape} do not fit weights and points")
