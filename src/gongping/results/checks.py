"""Ballots that look careless or agreed upon: counts of a meeting, never a list.

Nothing is left out of the result for them. What it would be without them is computed
beside it, so that people can judge.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from fairscore import (
    FairscoreError,
    Means,
    differences_safe,
    headline,
    mark_ballots,
    second_release,
)
from fairscore.flags import KINDS
from gongping.results.comparing import tenths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from fairscore import MarkedBallots
    from fairscore.flags import Take
    from fairscore.inputs import Floats
    from gongping.results.matrix import Matrix


@dataclass(frozen=True, slots=True)
class Bare:
    """What is shown of the units beside the checks.

    `whole` (U,): every group is shown by itself; `ends` of the scale; `k`.
    """

    whole: "Sequence[bool]"
    ends: tuple[float, float]
    k: int


def checks_of(part: "Matrix", units: list[int], bare: Bare) -> dict[str, Any] | None:
    """Return how many ballots each check marks; fewer than k are not told apart."""
    k = bare.k
    try:
        found = headline(part.scores, part.g, part.weights)
        marked = mark_ballots(part.scores, found.fit.theta, found.b)
    except FairscoreError:
        return None
    counts = marked.summary(k)
    return {
        "k": k,
        "flagged": counts.flagged,
        "kinds": {kind: getattr(counts, kind) for kind in KINDS},
        "without": _without(part, marked, units, bare),
    }


def _without(
    part: "Matrix", marked: "MarkedBallots", units: list[int], bare: Bare
) -> dict[str, str] | None:
    """Return by unit the score without the marked ballots, all groups together.

    Nothing where, beside the result itself, it would tell of fewer than k ballots of a
    group: of those left out, or of those left; and none for a unit of which a group is
    kept back, since it would be a second equation for that group.
    """
    try:
        found = marked.without(lambda take: _left(part, take, bare), k=bare.k)
    except FairscoreError:
        return None
    if found is None:
        return None
    theta, safe = found
    rows = zip(units, theta, safe & np.array(bare.whole), strict=True)
    return {str(place): tenths(score) for place, score, may in rows if may} or None


def _left(
    part: "Matrix", take: "Take", bare: Bare
) -> "tuple[Floats, NDArray[np.bool_]] | None":
    """Return the scores of the ballots left, and of which units they may be told."""
    g, k = take(part.g), bare.k
    left = np.bincount(g, minlength=len(part.numbers))
    is_thinned = (left < part.sizes) & (left < k)
    if is_thinned.any() or not second_release(left, part.sizes, k).overall:
        return None
    scores = take(part.scores)
    before, after = _means(scores, g, part), _means(part.scores, part.g, part)
    safe = differences_safe(before, after, part.weights, bare.ends, k)
    return headline(scores, g, part.weights).fit.theta, safe


def _means(scores: "Floats", g: "NDArray[np.int64]", part: "Matrix") -> Means:
    groups = [scores[g == group] for group in range(len(part.numbers))]
    n = np.array([(~np.isnan(rows)).sum(axis=0) for rows in groups])
    total = np.array([np.nansum(rows, axis=0) for rows in groups])
    return Means(n, np.divide(total, n, out=np.full(n.shape, np.nan), where=n > 0))
