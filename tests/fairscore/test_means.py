"""Weighted means of groups, their errors, and what they refuse to say."""

import numpy as np
import pytest
from scipy import stats

from fairscore import (
    composite,
    group_mean,
    headline,
    rank_range,
    rank_sets,
    score_interval,
    score_margin,
)
from tests.fairscore.drawn import NAN, WEIGHTS, ballots


def test_a_ballot_s_score_is_its_mean_over_answered_criteria() -> None:
    given = np.array(
        [[[100, 60], [80, NAN], [NAN, NAN]], [[NAN, 40], [0, 0], [90, 60]]]
    )
    scores = composite(given, [3, 1])
    assert np.array_equal(scores, [[90, 80, NAN], [40, 0, 82.5]], equal_nan=True)


def test_a_criterion_without_weight_is_no_answer() -> None:
    assert np.isnan(composite([[[NAN, 50.0]]], [1, 0])).all()


def test_the_score_is_the_weighted_mean_of_group_means() -> None:
    fit = group_mean(
        np.array([[90, 80], [70, 80], [60, NAN], [80, 50]]), [0, 0, 1, 1], [0.4, 0.6]
    )
    assert fit.theta == pytest.approx([0.4 * 80 + 0.6 * 70, 0.4 * 80 + 0.6 * 50])
    assert fit.n.tolist() == [[2, 2], [2, 1]]


def test_errors_are_those_of_ballots_centred_over_units() -> None:
    scores, groups = ballots()
    fit = group_mean(scores, groups, WEIGHTS)
    wanted, freedom = np.zeros((8, 8)), np.zeros(8)
    for k, weight in enumerate(WEIGHTS):
        mine = scores[groups == k]
        part = np.cov(mine - mine.mean(axis=1, keepdims=True), rowvar=False)
        part *= weight**2 / len(mine)
        wanted += part
        freedom += np.diagonal(part) ** 2 / (len(mine) - 1)
    assert pytest.approx(wanted) == fit.V
    assert fit.df == pytest.approx(np.diagonal(wanted) ** 2 / freedom)


def test_one_group_has_the_degrees_of_freedom_of_its_ballots() -> None:
    scores, _ = ballots((12,))
    fit = group_mean(scores, np.zeros(12, dtype=int), [1.0])
    assert fit.df == pytest.approx(np.full(8, 11))


def test_a_group_without_weight_bears_on_nothing() -> None:
    scores, groups = ballots()
    scores[groups == 2, 3] = NAN
    fit = group_mean(scores, groups, [0.5, 0.5, 0.0])
    few = group_mean(scores[groups < 2], groups[groups < 2], [0.5, 0.5])
    assert np.array_equal(fit.theta, few.theta)
    assert np.array_equal(fit.V, few.V)
    assert np.array_equal(fit.df, few.df)


@pytest.mark.parametrize("sizes", [(1, 9, 30), (1, 1, 1)])
def test_a_group_of_one_has_a_score_but_no_error(sizes: tuple[int, ...]) -> None:
    fit = group_mean(*ballots(sizes), WEIGHTS)
    assert np.isfinite(fit.theta).all()
    assert np.isnan(fit.V).all()
    assert np.isnan(fit.df).all()
    assert np.isnan(score_interval(fit)).all()


def test_a_unit_that_one_leader_scored_has_no_error_and_others_do() -> None:
    scores, groups = ballots()
    scores[1:5, 2] = NAN
    fit = group_mean(scores, groups, WEIGHTS)
    assert np.isnan(fit.df).tolist() == [unit == 2 for unit in range(8)]
    assert np.isnan(fit.V[2]).all()
    assert np.isfinite(np.delete(np.delete(fit.V, 2, 0), 2, 1)).all()


def test_agreement_to_the_last_ballot_is_no_certainty() -> None:
    fit = group_mean(np.full((30, 4), 90.1), np.zeros(30, dtype=int), [1.0])
    assert fit.theta == pytest.approx(np.full(4, 90.1))
    assert not fit.V.any()
    assert np.isnan(fit.df).all()


def test_voters_who_differ_in_leniency_alone_have_no_error_of_contrasts() -> None:
    scores = np.arange(4) + np.linspace(60, 90, 30)[:, None] * 1.1
    fit = group_mean(scores, np.zeros(30, dtype=int), [1.0])
    assert not fit.V.any()
    assert np.isnan(fit.df).all()


def test_a_single_unit_has_no_place_among_others() -> None:
    fit = group_mean([[80.0], [90.0]], [0, 0], [1.0])
    assert fit.theta == pytest.approx([85])
    assert np.isnan(score_interval(fit)).all()


def test_a_margin_is_that_of_the_weighted_mean_of_single_scores() -> None:
    scores, groups = ballots(blank=0.1)
    margin = score_margin(scores, groups, WEIGHTS, 0.9)
    a, n = np.empty((3, 8)), np.empty((3, 8))
    for k, weight in enumerate(WEIGHTS):
        mine = scores[groups == k]
        n[k] = (~np.isnan(mine)).sum(axis=0)
        a[k] = weight**2 * np.nanvar(mine, axis=0, ddof=1) / n[k]
    df = a.sum(axis=0) ** 2 / (a**2 / (n - 1)).sum(axis=0)
    assert margin == pytest.approx(stats.t.ppf(0.95, df) * np.sqrt(a.sum(axis=0)))


def test_leniency_widens_the_margin_and_not_the_interval() -> None:
    scores, groups = ballots()
    lenient = scores + 20.0 * (np.arange(len(scores)) % 2)[:, None]
    before, after = (group_mean(one, groups, WEIGHTS) for one in (scores, lenient))
    assert np.allclose(before.V, after.V)
    margins = [score_margin(one, groups, WEIGHTS) for one in (scores, lenient)]
    assert (margins[1] > margins[0]).all()


def test_a_margin_that_cannot_be_estimated_is_no_number() -> None:
    scores, groups = ballots()
    scores[1:5, 2] = NAN
    margin = score_margin(scores, groups, WEIGHTS)
    assert np.isnan(margin).tolist() == [unit == 2 for unit in range(8)]
    equal = score_margin(np.full((30, 4), 90.1), np.zeros(30, dtype=int), [1.0])
    assert np.isnan(equal).all()


def test_units_without_an_error_stay_out_of_the_errors_of_the_others() -> None:
    # Eight units, of which one has no error: the other seven are as if alone.
    scores, groups = ballots()
    scores[1:5, 2] = NAN
    fit = group_mean(scores, groups, WEIGHTS)
    rest = np.arange(8) != 2
    alone = group_mean(scores[:, rest], groups, WEIGHTS)
    assert fit.V[np.ix_(rest, rest)] == pytest.approx(alone.V)
    assert fit.df[rest] == pytest.approx(alone.df)
    assert fit.centre == pytest.approx(alone.centre)
    for mine, other in zip(score_interval(fit), score_interval(alone), strict=True):
        assert mine[rest] == pytest.approx(other)


def test_the_error_that_one_group_lacks_is_lacking_in_every_group() -> None:
    # Group 0 scored unit 2 once: group 1's part must be centred without it as well.
    scores, groups = ballots()
    scores[1:5, 2] = NAN
    fit = group_mean(scores, groups, WEIGHTS)
    known = np.delete(np.delete(fit.V, 2, 0), 2, 1)
    assert known.sum(axis=1) == pytest.approx(0, abs=1e-9)
    blank = scores.copy()
    blank[5:, 0] = np.where(np.arange(39) % 2, NAN, blank[5:, 0])
    adjusted = headline(blank, groups, WEIGHTS)
    assert adjusted.method != "mean"
    known = np.delete(np.delete(adjusted.fit.V, 2, 0), 2, 1)
    assert known.sum(axis=1) == pytest.approx(0, abs=1e-9)


def test_ranks_of_the_others_are_as_if_the_unit_without_an_error_were_not_there() -> (
    None
):
    scores, groups = ballots()
    scores[:, :4] += 40.0
    scores[1:5, 7] = NAN
    fit = group_mean(scores, groups, WEIGHTS)
    alone = group_mean(scores[:, :7], groups, WEIGHTS)
    sets, others = (rank_sets(one.theta, one.V, one.df) for one in (fit, alone))
    # One more unit is one more to compare, so never more is told apart; not less here.
    assert (sets.better[:7, :7] == others.better).all()
    assert not sets.better[7].any()
    lo, hi = rank_range(fit.theta, fit.V, seed=1)
    assert (lo[7], hi[7]) == (1, 8)


def test_a_steady_fit_forgets_the_last_digits_only() -> None:
    fit = group_mean(*ballots(), WEIGHTS)
    steady = fit.steady()
    for exact, kept in ((fit.theta, steady.theta), (fit.V, steady.V)):
        assert not np.array_equal(exact, kept)
        assert np.allclose(exact, kept, rtol=1e-8)
    assert np.array_equal(steady.n, fit.n)
