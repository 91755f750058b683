"""What may be renumbered, shifted or spelled differently without changing a result."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from fairscore import (
    composite,
    fit_additive,
    fit_robust,
    group_mean,
    headline,
    rank_sets,
    tiers,
)
from tests.fairscore.drawn import NAN, WEIGHTS, Floats

SIZES = (4, 6, 12)
GROUPS = np.repeat(np.arange(3), SIZES)
VOTERS = len(GROUPS)
# One ballot stands at the bound beyond which a ballot has no weight at all.
AT_THE_BOUND = np.array(
    [
        [77.0, 86.0, 89.0],
        [80.0, 84.0, 79.0],
        [86.0, 75.0, NAN],
        [84.0, NAN, NAN],
        [80.0, 85.0, 78.0],
        [81.0, 81.0, 81.0],
        [NAN, NAN, 81.0],
        [84.0, 80.0, 89.0],
        [NAN, 71.0, 83.0],
        [87.0, 84.0, 76.0],
        [85.0, 73.0, 85.0],
        [79.0, 73.0, 78.0],
        [84.0, NAN, 75.0],
        [77.0, NAN, NAN],
        [72.0, 78.0, NAN],
        [83.0, 76.0, 84.0],
        [86.0, 82.0, 82.0],
        [87.0, 74.0, 89.0],
        [NAN, NAN, NAN],
        [82.0, 82.0, 89.0],
        [86.0, 76.0, 82.0],
        [NAN, NAN, 79.0],
    ]
)


@st.composite
def polls(draw: st.DrawFn, blank: float = 0.0) -> Floats:
    """Return whole scores; the first two ballots of each group are complete."""
    units = draw(st.integers(3, 7))
    chance = np.random.default_rng(draw(st.integers(0, 2**32)))
    scores = np.round(80 + chance.normal(0, 5, (VOTERS, units)))
    gone = chance.random(scores.shape) < blank
    gone[[0, 1, 4, 5, 10, 11]] = False
    scores[gone] = NAN
    return scores


def _orders(units: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    chance = np.random.default_rng(units)
    return chance.permutation(VOTERS), chance.permutation(units)


@settings(max_examples=15, deadline=None)
@given(polls(blank=0.3))
def test_relabelling_units_and_voters_relabels_the_result(scores: Floats) -> None:
    voters, units = _orders(scores.shape[1])
    one = headline(scores, GROUPS, WEIGHTS)
    other = headline(scores[np.ix_(voters, units)], GROUPS[voters], WEIGHTS)
    assert other.fit.theta == pytest.approx(one.fit.theta[units])
    assert pytest.approx(one.fit.V[np.ix_(units, units)], abs=1e-9) == other.fit.V
    assert other.fit.df == pytest.approx(one.fit.df[units])
    assert other.b == pytest.approx(one.b[voters], nan_ok=True)


@settings(max_examples=15, deadline=None)
@given(polls(blank=0.3))
@example(AT_THE_BOUND)
def test_relabelling_units_and_voters_relabels_the_robust_fit(scores: Floats) -> None:
    voters, units = _orders(scores.shape[1])
    one = fit_robust(scores, GROUPS, WEIGHTS)
    other = fit_robust(scores[np.ix_(voters, units)], GROUPS[voters], WEIGHTS)
    # Passes end within a ten-thousandth of the deviation, not at the last digit.
    assert other.theta == pytest.approx(one.theta[units], abs=0.01)
    before, after = one.cell_w[np.ix_(voters, units)], other.cell_w
    # A ballot left with one cell says nothing of units: which cell stays is chance.
    compares = ((before > 0).sum(axis=1) > 1) | ((after > 0).sum(axis=1) > 1)
    assert after[compares] == pytest.approx(before[compares], abs=0.01)


@settings(max_examples=15, deadline=None)
@given(polls())
def test_relabelling_units_relabels_places_and_tiers(scores: Floats) -> None:
    _, units = _orders(scores.shape[1])
    one, other = (
        rank_sets(fit.theta, fit.V, fit.df, 0.5)
        for fit in (
            group_mean(scores, GROUPS, WEIGHTS),
            group_mean(scores[:, units], GROUPS, WEIGHTS),
        )
    )
    assert np.array_equal(other.lo, one.lo[units])
    assert np.array_equal(other.hi, one.hi[units])
    assert np.array_equal(other.better, one.better[np.ix_(units, units)])
    assert np.array_equal(tiers(other), tiers(one)[units])


@settings(max_examples=15, deadline=None)
@given(polls(), st.integers(0, VOTERS - 1), st.floats(-30, 30))
def test_a_voter_s_leniency_moves_no_contrast_of_complete_ballots(
    scores: Floats, voter: int, shift: float
) -> None:
    before = group_mean(scores, GROUPS, WEIGHTS)
    scores[voter] += shift
    after = group_mean(scores, GROUPS, WEIGHTS)
    moved = after.theta - before.theta
    assert moved == pytest.approx(moved.mean() * np.ones(len(moved)))
    assert pytest.approx(before.V, abs=1e-9) == after.V
    assert after.df == pytest.approx(before.df)


@settings(max_examples=15, deadline=None)
@given(polls(blank=0.3), st.integers(0, VOTERS - 1), st.floats(-30, 30))
def test_a_voter_s_leniency_moves_no_contrast_of_adjusted_ballots(
    scores: Floats, voter: int, shift: float
) -> None:
    before = fit_additive(scores)[0]
    scores[voter] += shift
    after = fit_additive(scores)[0]
    assert after - after.mean() == pytest.approx(before - before.mean(), abs=1e-8)


@settings(max_examples=15, deadline=None)
@given(polls())
def test_weights_as_the_sizes_are_give_the_plain_mean(scores: Floats) -> None:
    fit = group_mean(scores, GROUPS, np.array(SIZES) / VOTERS)
    assert fit.theta == pytest.approx(scores.mean(axis=0))
    one = group_mean(scores, np.zeros(VOTERS, dtype=int), [1.0])
    assert one.theta == pytest.approx(scores.mean(axis=0))


@settings(max_examples=15, deadline=None)
@given(polls(), st.floats(-20, 20))
def test_points_added_to_every_grade_are_added_to_every_score(
    scores: Floats, points: float
) -> None:
    for fit in (group_mean, fit_robust):
        before, after = (
            fit(given, GROUPS, WEIGHTS).theta for given in (scores, scores + points)
        )
        assert after == pytest.approx(before + points, abs=1e-3)


@settings(max_examples=15, deadline=None)
@given(polls(blank=0.3), st.floats(0.01, 100))
def test_weights_of_criteria_have_any_scale(scores: Floats, scale: float) -> None:
    given = np.stack([scores, scores[::-1], scores / 2], axis=2)
    one, other = (composite(given, np.array([1, 2, 3]) * s) for s in (1.0, scale))
    assert other == pytest.approx(one, nan_ok=True)
