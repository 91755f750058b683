"""Who is ahead of whom, which places that leaves, and the tiers it allows."""

import numpy as np
import pytest

from fairscore import (
    CannotBeEstimated,
    RankSets,
    ShapeMismatch,
    group_mean,
    rank_sets,
    studentised,
    tiers,
)
from tests.fairscore.drawn import NAN, WEIGHTS, ballots

DF = np.full(4, 20.0)


def test_places_are_counted_from_who_is_ahead_and_who_behind() -> None:
    sets = rank_sets([100.0, 50.0, 49.0, 0.0], np.eye(4), DF)
    assert sets.lo.tolist() == [1, 2, 2, 4]
    assert sets.hi.tolist() == [1, 3, 3, 4]
    assert sets.better.tolist() == [
        [False, True, True, True],
        [False, False, False, True],
        [False, False, False, True],
        [False, False, False, False],
    ]


@pytest.mark.parametrize("moderated", [True, False])
def test_the_limit_is_that_of_the_studentised_range(moderated: bool) -> None:
    # Equal variances have an infinite prior: the limit knows what all units know.
    q = studentised.quantile(0.95, 4, 4 * 20 if moderated else 20)
    limit = q / np.sqrt(2) * np.sqrt(2 * 1.0 * 4 / 3)
    for gap, is_ahead in ((limit * 0.999, False), (limit * 1.001, True)):
        theta = [gap, 0.0, 0.0, 0.0]
        sets = rank_sets(theta, np.eye(4), DF, moderated=moderated)
        assert sets.better[0].tolist() == [False, *[is_ahead] * 3]


def test_known_variances_borrow_nothing() -> None:
    V, known = np.diag([1.0, 4.0, 9.0]), np.full(3, np.inf)
    q = studentised.quantile(0.95, 3, np.inf)
    limit = q / np.sqrt(2) * np.sqrt(5 * 3 / 2)
    for factor, is_ahead in ((0.999, False), (1.001, True)):
        sets = rank_sets([limit * factor, 0.0, 0.0], V, known)
        assert sets.better[0].tolist() == [False, is_ahead, False]


def test_unequal_degrees_of_freedom_count_as_the_fewest() -> None:
    df = np.array([5.0, 50.0, 50.0, 50.0])
    theta = [5.5, 0.0, 0.0, 0.0]
    sets = rank_sets(theta, np.eye(4), df, moderated=False)
    same = rank_sets(theta, np.eye(4), np.full(4, 5.0), moderated=False)
    other = rank_sets(theta, np.eye(4), np.full(4, 50.0), moderated=False)
    assert np.array_equal(sets.better, same.better)
    assert not sets.better.any()
    assert other.better.any()


def test_moderation_keeps_a_small_variance_of_chance_from_deciding() -> None:
    # Units 0 and 2 are equally far ahead; 0 happens to vary less.
    variance = np.array([0.3, 1, 1.3, 0.8, 1.1, 0.9, 1.2, 1])
    unlike = {True: 0, False: 0}
    for gap in np.arange(3, 9, 0.2):
        for moderated in unlike:
            theta = np.array([gap, 0, gap, 0, 0, 0, 0, 0])
            V = np.diag(variance)
            sets = rank_sets(theta, V, np.full(8, 6.0), moderated=moderated)
            unlike[moderated] += sets.hi[0] != sets.hi[2]
    assert unlike[True] == 0
    assert unlike[False] > 3


def test_a_unit_without_an_error_is_neither_ahead_nor_behind() -> None:
    V = np.eye(4)
    V[1] = V[:, 1] = NAN
    sets = rank_sets([100.0, 50.0, 30.0, 0.0], V, [20, NAN, 20, 20])
    assert (sets.lo[1], sets.hi[1]) == (1, 4)
    assert sets.better.sum(axis=1).tolist() == [2, 0, 1, 0]
    assert sets.lo.tolist() == [1, 1, 2, 3]


@pytest.mark.parametrize(
    ("V", "df"), [(np.zeros((4, 4)), DF), (np.eye(4), np.full(4, NAN))]
)
def test_without_any_error_nothing_is_told_apart(V: object, df: object) -> None:
    with pytest.raises(CannotBeEstimated):
        rank_sets([4.0, 3.0, 2.0, 1.0], V, df)  # type: ignore[arg-type]


def test_degrees_of_freedom_belong_to_units() -> None:
    with pytest.raises(ShapeMismatch):
        rank_sets([4.0, 3.0, 2.0, 1.0], np.eye(4), np.ones(3))


def test_a_tier_opens_below_the_first_of_the_tier_before() -> None:
    # Neighbours cannot be told apart, units two steps apart can.
    theta = np.array([5.0, 4.0, 3.0, 2.0, 1.0])
    better = (theta[:, None] - theta) > 1.5
    lo, hi = 1 + better.sum(axis=0), 5 - better.sum(axis=1)
    order = np.arange(5)
    assert tiers(RankSets(lo, hi, better, order)).tolist() == [1, 1, 2, 2, 3]
    assert tiers(RankSets(lo, hi, better)).tolist() == [1, 1, 2, 2, 3]
    shuffled = np.array([3, 0, 4, 1, 2])
    mixed = RankSets(
        lo[shuffled], hi[shuffled], better[np.ix_(shuffled, shuffled)], None
    )
    assert tiers(mixed).tolist() == [2, 1, 3, 1, 2]


def test_equals_share_one_tier() -> None:
    assert tiers(rank_sets(np.ones(4), np.eye(4), DF)).tolist() == [1] * 4


def test_drawn_ballots_give_ordered_tiers_within_their_places() -> None:
    fit = group_mean(*ballots((12, 40, 200), units=20), WEIGHTS)
    sets = rank_sets(fit.theta, fit.V, fit.df)
    place = (-fit.theta).argsort().argsort() + 1
    assert ((sets.lo <= place) & (place <= sets.hi)).all()
    assert sets.order is not None
    assert np.array_equal(sets.order, (-fit.theta).argsort())
    assert (np.diff(tiers(sets)[sets.order]) >= 0).all()
    assert tiers(sets).max() > 1
