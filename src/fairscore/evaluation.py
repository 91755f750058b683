"""A scheme applied to counts: what everybody who has the counts can reckon again."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from fairscore.errors import ShapeMismatch
from fairscore.scheme import WHOLE, Method, Scheme, Trim
from fairscore.scores import (
    Convert,
    Counts,
    Number,
    Score,
    Scores,
    check_shape,
    mean_of,
    scored,
    weighted,
)


def evaluate(
    scheme: Scheme,
    counts: Counts,
    given: Mapping[int, Sequence[Score]] | None = None,
    extra: Sequence[Number] | None = None,
) -> Scores:
    """Return the scores of all units under a scheme.

    `counts` (G, U, K, C + 1), the last place 不了解. `given` has, for each pool that
    is filled from outside, the scores (U,), `None` where there is none yet; `extra`
    (U,) is added at the very end (附加分). A unit has no composite as long as a part
    with weight is lacking: a missing part is neither zero nor re-weighted.
    Raises `ShapeMismatch`.
    """
    check_shape(counts, (len(scheme.groups), len(scheme.criteria), len(scheme.points)))
    units = counts.shape[1]
    outside = _outside(scheme, units, given or {})
    added = [Fraction(0)] * units if extra is None else [Fraction(n) for n in extra]
    if len(added) != units:
        raise ShapeMismatch("extra points: not one for each unit")

    def composite(by_group: Sequence[Score], unit: int) -> Score:
        pools = [scores[unit] for scores in outside]
        return _finished(scheme, _whole(scheme, by_group, pools), added[unit])

    shares = scheme.group_shares
    return scored(counts, _conversion(scheme), scheme.criteria, shares, composite)


def trimmed(graded: Sequence[int], trim: Trim) -> list[int]:
    """Return the counts without `each` grades from either end, where n > `above`."""
    counts = list(graded)
    if sum(counts) > trim.above:
        for places in (range(len(counts)), reversed(range(len(counts)))):
            left = trim.each
            for place in places:
                gone = min(left, counts[place])
                counts[place] -= gone
                left -= gone
    return counts


def _outside(
    scheme: Scheme, units: int, given: Mapping[int, Sequence[Score]]
) -> list[Sequence[Score]]:
    """Return the scores from outside by pool; nothing where none came."""
    if not set(given) <= set(scheme.given_pools):
        raise ShapeMismatch("given: a pool that the ballot fills")
    if any(len(scores) != units for scores in given.values()):
        raise ShapeMismatch("given: not one score for each unit")
    nothing: Sequence[Score] = [None] * units
    return [given.get(n, nothing) for n in range(1, len(scheme.pools) + 1)]


def _whole(scheme: Scheme, by_group: Sequence[Score], pools: list[Score]) -> Score:
    """Return the score of the whole; pools are reckoned from the innermost."""
    given = scheme.given_pools
    for number in reversed(range(1, len(pools) + 1)):
        if number not in given:
            pools[number - 1] = _pool(scheme, number, by_group, pools)
    return _pool(scheme, WHOLE, by_group, pools)


def _pool(
    scheme: Scheme, number: int, by_group: Sequence[Score], pools: Sequence[Score]
) -> Score:
    scores = [
        *(by_group[at] for at in scheme.groups_in(number)),
        *(pools[at] for at in scheme.pools_in(number)),
    ]
    return weighted(scores, scheme.weights_in(number))


def _finished(scheme: Scheme, score: Score, added: Fraction) -> Score:
    if score is None:
        return None
    if scheme.worth is not None:
        score = score * scheme.worth / scheme.full_points
    return score + added


def _conversion(scheme: Scheme) -> Convert:
    if scheme.method is Method.BANDS:
        return lambda graded: _banded(scheme, graded)
    if scheme.method is Method.TRIMMED:
        return lambda graded: mean_of(trimmed(graded, scheme.trim), scheme.points)
    return lambda graded: mean_of(graded, scheme.points)


def _banded(scheme: Scheme, graded: Sequence[int]) -> Score:
    total = sum(graded)
    if not total:
        return None
    for override in scheme.overrides:
        lowest = sum(graded[-override.steps :])
        if Fraction(lowest, total) >= override.at_least:
            return override.points
    rate = Fraction(sum(graded[: scheme.best]), total)
    return next(band.points for band in scheme.bands if rate >= band.at_least)
