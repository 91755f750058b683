"""What the ballots can tell apart among units that are compared with each other."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fairscore import (
    FairscoreError,
    NotComparable,
    contrast,
    fit_robust,
    headline,
    in_public,
    rank_range,
    rank_sets,
    score_interval,
    steady,
    tiers,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fairscore import GroupFit, RankSets
    from gongping.results.matrix import Matrix

PAIRWISE: Final = 1.39
"""Bars of so many standard errors overlap unless the pair differs (Goldstein)."""

ONE_UNIT: Final = "one_unit"
TOO_FEW: Final = "too_few"
NOT_JOINED: Final = "not_joined"


@dataclass(frozen=True, slots=True)
class Compared:
    """Units that are compared: how many tiers, and each one's figures by its place.

    Without tiers, `why` says what stands in the way.
    """

    tiers: int | None
    why: str
    units: dict[int, dict[str, Any]]


def compared(matrix: "Matrix", units: "Sequence[int]", seed: int) -> Compared:
    """Return what can be told of `units`, which all groups that count have graded."""
    if len(units) < 2:
        return Compared(None, ONE_UNIT, {})
    part = matrix.of(np.array(units))
    try:
        rows = _rows(part, seed)
    except NotComparable:
        return Compared(None, NOT_JOINED, {})
    except FairscoreError:
        return Compared(None, TOO_FEW, {})
    by_place = dict(zip(units, rows, strict=True))
    return Compared(max(row["tier"] for row in rows), "", by_place)


def _rows(part: "Matrix", seed: int) -> list[dict[str, Any]]:
    found = headline(part.scores, part.g, part.weights)
    fit, is_adjusted = found.fit.steady(), found.method != "mean"
    low, high = score_interval(fit)
    sets = rank_sets(fit.theta, fit.V, fit.df)
    tier = tiers(sets)
    first, last = rank_range(fit.theta, fit.V, seed=seed)
    middle, error = fit.centre, _standard_errors(fit)
    border = _borders(sets, tier)
    robust = steady(fit_robust(part.scores, part.g, part.weights).theta)
    moved = _moved(robust, first, last)
    return [
        {
            "adjusted": tenths(fit.theta[n]) if is_adjusted else None,
            "interval": _pair(middle + low[n], middle + high[n]),
            "bar": _pair(*(fit.theta[n] + s * PAIRWISE * error[n] for s in (-1, 1))),
            "tier": int(tier[n]),
            "border": bool(border[n]),
            "ranks": [int(first[n]), int(last[n])],
            "robust": tenths(robust[n]) if moved[n] else None,
        }
        for n in range(len(fit.theta))
    ]


def tenths(number: float) -> str:
    """Write a figure that is an estimate, as scores are: one decimal, halves up.

    Noise in the last bits, which differs from machine to machine, tips no half.
    """
    return str(in_public(float(number)))


def _pair(low: float, high: float) -> list[str] | None:
    """Write both ends; nothing where the error cannot be estimated."""
    return [tenths(low), tenths(high)] if np.isfinite([low, high]).all() else None


def _standard_errors(fit: "GroupFit") -> Any:
    return np.sqrt(np.diagonal(fit.V) * contrast(fit.V))


def _borders(sets: "RankSets", tier: Any) -> Any:
    """Tell which units cannot be told from some unit of a neighbouring tier."""
    apart = sets.better | sets.better.T
    neighbours = np.abs(tier[:, None] - tier[None, :]) == 1
    return (neighbours & ~apart).any(axis=1)


def _moved(robust: Any, first: Any, last: Any) -> Any:
    """Tell whose place by the robust score lies outside its likely places."""
    place = 1 + (robust[None, :] > robust[:, None]).sum(axis=1)
    return (place < first) | (place > last)
