"""Ballots that look careless or agreed upon: counts of a meeting, never a list.

Nothing is left out of the result for them. What it would be without them is computed
beside it, so that people can judge.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from fairscore import FairscoreError, headline, mark_ballots, second_release
from fairscore.flags import KINDS
from gongping.results.comparing import tenths

if TYPE_CHECKING:
    from fairscore import MarkedBallots
    from fairscore.flags import Take
    from fairscore.inputs import Floats
    from gongping.results.matrix import Matrix


def checks_of(part: "Matrix", units: list[int], k: int) -> dict[str, Any] | None:
    """Return how many ballots each check marks; fewer than k are not told apart."""
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
        "without": _without(part, marked, units, k),
    }


def _without(
    part: "Matrix", marked: "MarkedBallots", units: list[int], k: int
) -> dict[str, str] | None:
    """Return by unit the score without the marked ballots, all groups together.

    Nothing where, beside the result itself, it would tell of fewer than k ballots of a
    group: of those left out, or of those left.
    """
    try:
        theta = marked.without(lambda take: _left(part, take, k), k=k)
    except FairscoreError:
        return None
    if theta is None:
        return None
    scores = map(tenths, theta)
    return {str(place): score for place, score in zip(units, scores, strict=True)}


def _left(part: "Matrix", take: "Take", k: int) -> "Floats | None":
    g = take(part.g)
    left = np.bincount(g, minlength=len(part.numbers))
    is_thinned = (left < part.sizes) & (left < k)
    if is_thinned.any() or not second_release(left, part.sizes, k).overall:
        return None
    return headline(take(part.scores), g, part.weights).fit.theta
