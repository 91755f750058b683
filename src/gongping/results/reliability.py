"""How far voters agree, and where the uncertainty of the scores comes from."""

from typing import TYPE_CHECKING, Any

import numpy as np

from fairscore import (
    FairscoreError,
    effective_size,
    g_coef,
    in_report,
    round_half_up,
    uncertainty_shares,
    varcomp,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongping.results.matrix import Matrix

Figures = dict[str, Any]


def reliability_of(part: "Matrix") -> Figures | None:
    """Return agreement of two single voters and the G coefficients; else nothing.

    The agreement of hundreds of voters together is near one always and ignores the
    weights, so it is never shown (measurement §4.6).
    """
    try:
        found = varcomp(part.scores)
        g = g_coef(found, effective_size(part.sizes, part.weights))
    except FairscoreError:
        return None
    shares = {
        "single": found.agreement,
        "relative": g.relative,
        "absolute": g.absolute,
    }
    if not np.isfinite([*shares.values()]).all():
        return None
    return {name: str(in_report(float(share))) for name, share in shares.items()}


def doubt_of(part: "Matrix", shown: "Mapping[int, bool]") -> Figures:
    """Return from which groups the sampling variance comes, in whole percent.

    Groups that are not shown are one share: theirs alone would tell how far the few
    voters of each lie apart.
    """
    spreads = np.array([_spread(part, k) for k in range(len(part.numbers))])
    if not np.isfinite(spreads).all():
        return {"shares": [], "effective": None}
    each = uncertainty_shares(part.sizes, part.weights, spreads)
    kept = dict(zip(part.numbers, each, strict=True))
    hidden = [n for n in kept if not shown[n]]
    rows = [[n] for n in kept if shown[n]] + ([hidden] if hidden else [])
    return {
        "shares": [
            {"groups": row, "percent": _whole(100 * sum(kept[n] for n in row))}
            for row in rows
            if np.isfinite(each).all()
        ],
        "effective": _whole(effective_size(part.sizes, part.weights)),
    }


def _whole(number: float) -> int:
    return int(round_half_up(float(number), 0))


def _spread(part: "Matrix", group: int) -> float:
    """Return the mean variance of a unit's score in a group, leniency taken out."""
    scores = part.scores[part.g == group]
    if len(scores) < 2:
        return float("nan")
    left = scores - np.nanmean(scores, axis=1, keepdims=True)
    answered = ~np.isnan(left)
    n = answered.sum(axis=0)
    mean = np.nansum(left, axis=0) / np.maximum(n, 1)
    squares = np.square(np.where(answered, left - mean, 0.0)).sum(axis=0)
    usable = n > 1
    return float((squares[usable] / (n[usable] - 1)).mean()) if usable.any() else np.nan
