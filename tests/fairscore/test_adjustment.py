"""The rule of the headline: adjust only where blanks call for it, and never in silence."""

import numpy as np
import pytest
from numpy.typing import NDArray

from fairscore import NotComparable, UnitUnseen, fit_additive, group_mean, headline
from fairscore.adjustment import _by_group, _pooled
from fairscore.design import designed
from tests.fairscore.drawn import NAN, WEIGHTS, Floats, ballots, by_sector


def test_complete_ballots_give_the_mean() -> None:
    found = headline(*ballots(), WEIGHTS)
    plain = group_mean(*ballots(), WEIGHTS)
    assert (found.method, found.blank_share) == ("mean", 0.0)
    assert np.array_equal(found.fit.theta, plain.theta)
    assert not found.b.any()


@pytest.mark.parametrize("rule", [_by_group, _pooled])
def test_either_adjustment_of_complete_ballots_is_the_mean(rule: object) -> None:
    assert callable(rule)
    fit, b = rule(designed(*ballots(), WEIGHTS))
    plain = group_mean(*ballots(), WEIGHTS)
    assert np.abs(fit.theta - plain.theta).max() < 1e-9
    assert pytest.approx(plain.V) == fit.V
    assert fit.df == pytest.approx(plain.df)
    assert b[:5].mean() * 0.4 + b[5:14].mean() * 0.3 + b[
        14:
    ].mean() * 0.3 == pytest.approx(0)


@pytest.mark.parametrize(("blanks", "method"), [(3, "mean"), (4, "by_group")])
def test_more_than_one_blank_in_a_hundred_calls_for_adjustment(
    blanks: int, method: str
) -> None:
    scores, groups = ballots((5, 9, 30), units=8)
    scores[20 : 20 + blanks, 1] = NAN  # of 352 cells
    assert headline(scores, groups, WEIGHTS).method == method


def test_an_empty_ballot_is_not_a_blank() -> None:
    scores, groups = ballots()
    scores[20:25] = NAN
    found = headline(scores, groups, WEIGHTS)
    assert (found.method, found.blank_share) == ("mean", 0.0)
    assert np.isnan(found.b[20:25]).all()
    assert found.fit.n[2, 0] == 25


def test_each_group_is_adjusted_by_itself_and_weighed_afterwards() -> None:
    scores, groups = ballots(blank=0.3)
    found = headline(scores, groups, WEIGHTS)
    wanted = sum(
        weight * fit_additive(scores[groups == k])[0]
        for k, weight in enumerate(WEIGHTS)
    )
    assert found.method == "by_group"
    assert found.blank_share == pytest.approx(np.isnan(scores).mean())
    assert found.fit.theta == pytest.approx(wanted)
    assert found.b[groups == 1] == pytest.approx(fit_additive(scores[groups == 1])[1])


def test_adjusting_takes_a_harsh_sector_s_severity_off() -> None:
    # Half of the voters are 10 points harsher and see the first half only.
    scores, groups = by_sector()
    truth = headline(scores, groups, WEIGHTS).fit.theta
    scores[6::2] -= 10.0
    again = headline(scores, groups, WEIGHTS)
    moved = again.fit.theta - truth
    assert again.method == "pooled"
    assert np.abs(moved - moved.mean()).max() < 1e-9
    plain = group_mean(scores, groups, WEIGHTS).theta - truth
    assert np.ptp(plain) > 4


def test_pooled_scores_are_group_means_of_what_severities_leave() -> None:
    scores, groups = by_sector()
    found = headline(scores, groups, WEIGHTS)
    left = scores - found.b[:, None]
    wanted = sum(w * np.nanmean(left[groups == k], 0) for k, w in enumerate(WEIGHTS))
    assert found.fit.theta == pytest.approx(wanted)
    _, b = fit_additive(scores)
    assert found.b - found.b.mean() == pytest.approx(b)


def test_errors_of_pooled_scores_follow_from_each_ballot() -> None:
    # The infinitesimal jackknife: what θ does when one ballot weighs a little more is
    # what the ballot contributes; here by leaving it out of the linear formula.
    scores, groups = by_sector()
    fit = headline(scores, groups, WEIGHTS).fit
    U, found = 8, np.zeros((8, 8))
    centre = np.eye(U) - 1 / U
    for k in range(3):
        moves = np.array(
            [_theta_without(scores, groups, r) for r in range(56) if groups[r] == k]
        )
        moves = moves @ centre
        size = len(moves)
        moves -= moves.mean(axis=0)
        found += (size - 1) / size * moves.T @ moves
    ratio = np.diagonal(found) / np.diagonal(fit.V)
    # The jackknife keeps what leverage adds; the formula corrects for cells only.
    assert ratio == pytest.approx(1, abs=0.35)
    assert ratio.mean() == pytest.approx(1, abs=0.15)


def _theta_without(scores: Floats, groups: NDArray[np.int64], ballot: int) -> Floats:
    fewer = np.delete(scores, ballot, 0), np.delete(groups, ballot)
    return headline(*fewer, WEIGHTS).fit.theta


@pytest.mark.parametrize("rule", [_by_group, _pooled])
def test_a_unit_that_one_leader_scored_has_no_error_and_others_do(rule: object) -> None:
    assert callable(rule)
    scores, groups = ballots()
    scores[1:5, 2] = NAN
    fit, _ = rule(designed(scores, groups, WEIGHTS))
    assert np.isfinite(fit.theta).all()
    assert np.isnan(fit.df).tolist() == [unit == 2 for unit in range(8)]
    assert np.isfinite(np.delete(np.delete(fit.V, 2, 0), 2, 1)).all()


def test_units_that_no_ballot_joins_are_not_compared() -> None:
    scores, groups = by_sector()
    with pytest.raises(NotComparable):
        headline(scores, groups, [0.0, 0.5, 0.5])


def test_a_missing_group_is_not_weighed_away() -> None:
    scores, groups = ballots(blank=0.3)
    scores[groups == 0, 4] = NAN
    with pytest.raises(UnitUnseen):
        headline(scores, groups, WEIGHTS)
    assert headline(scores, groups, [0.0, 0.5, 0.5]).method == "by_group"
