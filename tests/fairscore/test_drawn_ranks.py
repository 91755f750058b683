"""Rank sets by draws: their critical values, their nesting, their coverage."""

import numpy as np
import pytest
from scipy.stats import norm

from fairscore import (
    CannotBeEstimated,
    NotFinite,
    OutOfRange,
    marginal_rank_sets,
    simultaneous_rank_sets,
    studentised,
)
from tests.fairscore.drawn import NAN


def test_the_critical_value_of_equal_errors_is_the_studentised_range() -> None:
    limit = studentised.quantile(0.95, 6, float("inf"))
    for factor, is_ahead in ((0.97, False), (1.03, True)):
        theta = [limit * factor, 0.0, 0.0, 0.0, 0.0, 0.0]
        sets = simultaneous_rank_sets(theta, np.eye(6), draws=20_000, seed=1)
        assert sets.better[0, 1:].all() == is_ahead
        assert sets.hi[0] == (1 if is_ahead else 6)


def test_the_marginal_value_of_two_units_is_the_normal_one() -> None:
    # With two units both families have one pair: a two-sided test of a difference.
    limit = norm.ppf(0.975) * np.sqrt(5)
    for factor, places in ((0.97, [1, 2]), (1.03, [1, 1])):
        lo, hi = marginal_rank_sets(
            [limit * factor, 0.0], np.diag([1.0, 4.0]), draws=20_000, seed=1
        )
        assert [lo[0], hi[0]] == places


def test_marginal_sets_lie_in_simultaneous_ones_and_steps_only_narrow() -> None:
    chance = np.random.default_rng(3)
    theta, V = np.arange(15) * 2.2, np.diag(chance.uniform(0.5, 2, 15))
    once = simultaneous_rank_sets(theta, V, seed=1, stepdown=False)
    steps = simultaneous_rank_sets(theta, V, seed=1)
    lo, hi = marginal_rank_sets(theta, V, seed=1)
    wide_lo, wide_hi = marginal_rank_sets(theta, V, seed=1, stepdown=False)
    assert (once.better <= steps.better).all()
    assert ((wide_lo <= lo) & (hi <= wide_hi)).all()
    assert ((steps.lo <= lo) & (hi <= steps.hi)).all()
    assert steps.better.sum() > once.better.sum()


def test_equals_are_told_apart_as_rarely_as_promised() -> None:
    chance, simultaneous, marginal = np.random.default_rng(8), 0, 0
    for seed in range(150):
        theta = chance.normal(0, 1, 6)
        sets = simultaneous_rank_sets(theta, np.eye(6), draws=400, seed=seed)
        simultaneous += bool(sets.better.any())
        lo, hi = marginal_rank_sets(theta, np.eye(6), draws=400, seed=seed)
        marginal += bool(lo[0] > 1 or hi[0] < 6)
    assert 1 <= simultaneous <= 17
    assert 1 <= marginal <= 17


def test_common_errors_cancel() -> None:
    theta = [1.0, 0.0, -1.0]
    shared = np.full((3, 3), 100.0) + np.eye(3) * 0.01
    assert simultaneous_rank_sets(theta, shared, seed=1).lo.tolist() == [1, 2, 3]
    lo, hi = marginal_rank_sets(theta, shared, seed=1)
    assert lo.tolist() == hi.tolist() == [1, 2, 3]


def test_a_difference_without_error_is_no_evidence() -> None:
    sets = simultaneous_rank_sets([1.0, 0.0], np.ones((2, 2)), seed=1)
    assert not sets.better.any()


def test_the_same_seed_gives_the_same_sets() -> None:
    theta, V = np.linspace(0, 4, 9), np.eye(9)
    one, same = (simultaneous_rank_sets(theta, V, seed=3) for _ in range(2))
    assert np.array_equal(one.better, same.better)
    first, second = (marginal_rank_sets(theta, V, seed=3) for _ in range(2))
    assert np.array_equal(first, second)


@pytest.mark.parametrize("sets", [simultaneous_rank_sets, marginal_rank_sets])
def test_what_is_no_covariance_is_refused(sets: object) -> None:
    assert callable(sets)
    with pytest.raises(CannotBeEstimated):
        sets([1.0], [[1.0]], seed=1)
    with pytest.raises(CannotBeEstimated):
        sets([1.0, 2.0], np.diag([1.0, NAN]), seed=1)
    with pytest.raises(OutOfRange):
        sets([1.0, 2.0], np.diag([1.0, -1.0]), seed=1)
    with pytest.raises(OutOfRange):
        sets([1.0, 2.0], [[1.0, 0.5], [0.0, 1.0]], seed=1)
    with pytest.raises(OutOfRange):
        sets([1.0, 2.0], np.eye(2), draws=0, seed=1)
    with pytest.raises(NotFinite):
        sets([1.0, np.inf], np.eye(2), seed=1)
