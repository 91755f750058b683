"""Ballots that look careless or agreed upon: counts of a meeting, never a list.

Nothing is left out of the result for them. What it would be without them is computed
beside it, so that people can judge.
"""

from typing import TYPE_CHECKING, Any

from fairscore import FairscoreError, headline, mark_ballots
from gongping.results.comparing import tenths

if TYPE_CHECKING:
    from fairscore import MarkedBallots
    from gongping.results.matrix import Matrix

KINDS = (
    "constant",
    "long_run",
    "little_variation",
    "far_from_all",
    "copies",
    "clusters",
)


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
    """Return by unit the score without the marked ballots, all groups together."""
    try:
        left = marked.without(
            lambda take: headline(take(part.scores), take(part.g), part.weights), k=k
        )
    except FairscoreError:
        return None
    if left is None:
        return None
    scores = map(tenths, left.fit.theta)
    return {str(place): score for place, score in zip(units, scores, strict=True)}
