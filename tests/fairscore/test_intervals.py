"""Intervals of scores and places: what they cover, and when there are none."""

import numpy as np
import pytest
from scipy import stats

from fairscore import (
    CannotBeEstimated,
    GroupFit,
    NotFinite,
    OutOfRange,
    ShapeMismatch,
    group_mean,
    rank_range,
    score_interval,
)
from tests.fairscore.drawn import NAN, WEIGHTS, ballots

FAR = np.arange(6)[::-1] * 100.0


def test_intervals_are_student_s_about_the_mean_of_units() -> None:
    fit = group_mean(*ballots(), WEIGHTS)
    lo, hi = score_interval(fit, 0.9)
    t = stats.t.ppf(0.95, fit.df)
    assert (lo + hi) / 2 == pytest.approx(fit.theta - fit.theta.mean())
    assert (hi - lo) / 2 == pytest.approx(t * np.sqrt(np.diagonal(fit.V)))


def test_a_paired_difference_of_two_units_is_the_t_interval_of_half_of_it() -> None:
    # With two units, θ_1 − θ̄ is half the difference, and ballots are its sample.
    scores, groups = ballots((12,), units=2)
    lo, hi = score_interval(group_mean(scores, groups, [1.0]))
    half = (scores[:, 0] - scores[:, 1]) / 2
    wanted = stats.t.interval(0.95, 11, half.mean(), stats.sem(half))
    assert (lo[0], hi[0]) == pytest.approx(wanted)


def test_infinite_degrees_of_freedom_are_a_normal_interval() -> None:
    fit = GroupFit(np.zeros(2), np.eye(2), np.full(2, np.inf), np.full((1, 2), 9))
    assert score_interval(fit)[1] == pytest.approx([1.959964] * 2)


def test_units_far_apart_have_one_place_each() -> None:
    lo, hi = rank_range(FAR, np.eye(6), seed=1)
    assert lo.tolist() == hi.tolist() == [1, 2, 3, 4, 5, 6]


def test_what_chance_alone_explains_leaves_every_place() -> None:
    lo, hi = rank_range([1.0, 1.1, 0.9, 1.0], np.eye(4), seed=1)
    assert lo.tolist() == [1] * 4
    assert hi.tolist() == [4] * 4


def test_the_same_seed_gives_the_same_places() -> None:
    fit = group_mean(*ballots(), WEIGHTS)
    one, same = (rank_range(fit.theta, fit.V, seed=7) for _ in range(2))
    assert np.array_equal(one, same)
    few = [rank_range(fit.theta, fit.V, draws=5, seed=n) for n in range(20)]
    assert len({tuple(lo) + tuple(hi) for lo, hi in few}) > 1


def test_a_wider_level_gives_no_narrower_places() -> None:
    fit = group_mean(*ballots(), WEIGHTS)
    lo, hi = rank_range(fit.theta, fit.V, 0.5, seed=7)
    wide_lo, wide_hi = rank_range(fit.theta, fit.V, 0.99, seed=7)
    assert (wide_lo <= lo).all()
    assert (wide_hi >= hi).all()
    assert (hi - lo).sum() < (wide_hi - wide_lo).sum()


def test_a_unit_without_an_error_may_hold_any_place() -> None:
    V = np.eye(6)
    V[2] = V[:, 2] = NAN
    lo, hi = rank_range(FAR, V, seed=1)
    assert (lo[2], hi[2]) == (1, 6)
    assert lo[0] == hi[0] == 1


@pytest.mark.parametrize("V", [np.full((6, 6), NAN), np.zeros((6, 6))])
def test_without_any_error_there_is_no_range(V: object) -> None:
    with pytest.raises(CannotBeEstimated):
        rank_range(FAR, V, seed=1)  # type: ignore[arg-type]


def test_one_unit_has_no_range() -> None:
    with pytest.raises(CannotBeEstimated):
        rank_range([1.0], [[1.0]], seed=1)


def test_what_is_no_fit_is_refused() -> None:
    with pytest.raises(NotFinite):
        rank_range([NAN, 1.0], np.eye(2), seed=1)
    with pytest.raises(ShapeMismatch):
        rank_range([1.0, 2.0], np.eye(3), seed=1)
    with pytest.raises(OutOfRange):
        rank_range(FAR, np.eye(6), draws=0, seed=1)
