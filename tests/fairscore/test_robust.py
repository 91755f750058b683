"""Robust scores: nothing lost on clean ballots, little moved by odd ones."""

import numpy as np
import pytest

from fairscore import NotComparable, fit_robust, group_mean, headline
from tests.fairscore.drawn import NAN, WEIGHTS, ballots, by_sector

ONE = [1.0]


def _zeros(scores: object) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return np.zeros(len(np.asarray(scores)), dtype=np.int64)


def test_clean_ballots_keep_nearly_all_their_weight() -> None:
    scores, groups = ballots()
    fit = fit_robust(scores, groups, WEIGHTS)
    plain = group_mean(scores, groups, WEIGHTS)
    assert np.abs(fit.theta - plain.theta).max() < 1.0
    assert fit.cell_w.mean() > 0.85
    assert ((fit.cell_w >= 0) & (fit.cell_w <= 1)).all()


def test_a_bloc_hardly_lifts_its_target() -> None:
    scores, groups = ballots((60,), units=8)
    before = fit_robust(scores, groups, ONE).theta
    scores[:6], scores[:6, 3] = 40.0, 100.0
    theta = fit_robust(scores, groups, ONE).theta
    plain = group_mean(scores, groups, ONE).theta
    assert abs((theta - before)[3] - (theta - before).mean()) < 0.5
    assert plain[3] - plain.mean() - (before[3] - before.mean()) > 3


def test_tukey_gives_wild_cells_nothing_and_huber_a_little() -> None:
    scores, groups = ballots((30,))
    scores[4, 2] = -500.0
    tukey = fit_robust(scores, groups, ONE)
    huber = fit_robust(scores, groups, ONE, "huber", 1.345)
    assert tukey.cell_w[4, 2] == 0
    assert 0 < huber.cell_w[4, 2] < 0.05


def test_huber_is_the_solution_of_its_own_equations() -> None:
    scores, groups = ballots((30,), blank=0.2)
    fit = fit_robust(scores, groups, ONE, "huber", 1.345)
    left = np.where(np.isnan(scores), 0.0, scores - fit.theta - fit.b[:, None])
    assert np.abs((fit.cell_w * left).sum(axis=0)).max() < 0.05
    assert np.abs((fit.cell_w * left).sum(axis=1)).max() < 0.05
    size = np.abs(left[~np.isnan(scores)])
    u = size / (1.345 * 1.4826 * np.median(size))
    weights = fit.cell_w[~np.isnan(scores)]
    assert weights == pytest.approx(1 / np.maximum(u, 1), abs=1e-3)


def test_a_wide_bound_is_least_squares() -> None:
    scores, groups = ballots(blank=0.2)
    wide = fit_robust(scores, groups, WEIGHTS, "huber", 1e6)
    plain = headline(scores, groups, WEIGHTS)
    assert wide.theta == pytest.approx(plain.fit.theta)
    assert wide.b == pytest.approx(plain.b)
    assert np.array_equal(wide.cell_w, ~np.isnan(scores))


def test_a_wide_bound_is_least_squares_for_sectors_too() -> None:
    scores, groups = by_sector()
    wide = fit_robust(scores, groups, WEIGHTS, "huber", 1e6)
    plain = headline(scores, groups, WEIGHTS)
    assert plain.method == "pooled"
    assert wide.theta == pytest.approx(plain.fit.theta)
    assert wide.b == pytest.approx(plain.b)


def test_agreement_to_the_last_ballot_loses_no_weight() -> None:
    scores = np.full((20, 4), 90.0) + np.arange(4)
    fit = fit_robust(scores, _zeros(scores), ONE)
    assert fit.theta == pytest.approx(90 + np.arange(4))
    assert (fit.cell_w == 1).all()


def test_where_most_agree_the_mean_residual_is_the_deviation() -> None:
    scores = np.full((20, 4), 90.0)
    scores[0, 0] = 40.0
    fit = fit_robust(scores, _zeros(scores), ONE)
    assert fit.cell_w[0, 0] < 0.05
    assert np.ptp(fit.theta) < 0.5


@pytest.mark.parametrize("ballot", [[[80.0, 70.0, 90.0]], [[80.0]]])
def test_a_single_ballot_is_its_own_fit(ballot: list[list[float]]) -> None:
    fit = fit_robust(ballot, [0], ONE)
    assert fit.theta == pytest.approx(ballot[0])
    assert fit.b == pytest.approx([0])


def test_ballots_that_do_not_count_have_no_severity_and_no_weight() -> None:
    scores, groups = ballots()
    scores[3] = NAN
    fit = fit_robust(scores, groups, [0.0, 0.5, 0.5])
    assert np.isnan(fit.b).tolist() == (groups == 0).tolist()
    assert not fit.cell_w[groups == 0].any()


def test_weights_that_would_unjoin_the_units_are_not_used() -> None:
    # One ballot joins the halves, and it is wild in one of them.
    scores = np.full((21, 4), NAN)
    chance = np.random.default_rng(2)
    scores[:10, :2] = 80 + chance.normal(0, 1, (10, 2))
    scores[10:20, 2:] = 80 + chance.normal(0, 1, (10, 2))
    scores[20] = [80, 300, 80, 300]
    fit = fit_robust(scores, _zeros(scores), ONE, c=0.2)
    assert np.isfinite(fit.theta).all()


def test_a_ballot_at_odds_with_itself_may_lose_all_weight() -> None:
    scores, groups = ballots((40,), units=4)
    scores[7] = [500.0, -500.0, 500.0, -500.0]
    fit = fit_robust(scores, groups, ONE)
    assert not fit.cell_w[7].any()
    assert np.isfinite(fit.b).all()
    few, _ = ballots((40,), units=4)
    rest = fit_robust(np.delete(few, 7, 0), _zeros(np.delete(few, 7, 0)), ONE).theta
    assert fit.theta - fit.theta.mean() == pytest.approx(rest - rest.mean(), abs=0.05)


def test_a_unit_keeps_its_cells_where_a_group_s_would_all_be_lost() -> None:
    # The small group sees unit 0 quite differently; severities are pooled.
    scores, groups = by_sector()
    scores[groups == 0, 0] += 400.0
    fit = fit_robust(scores, groups, WEIGHTS)
    assert fit.cell_w[groups == 0, 0].tolist() == [1.0] * 6
    assert fit.theta[0] - fit.theta[1:].mean() > 100


def test_units_that_no_ballot_joins_are_not_compared() -> None:
    scores, groups = by_sector()
    with pytest.raises(NotComparable):
        fit_robust(scores, groups, [0.0, 0.5, 0.5])


# Two of four leaders scored the fourth unit, 94 and 71. Tukey's weights settled on one
# of them, and the last digits said on which: 85.2 or 75.5 for the unit.
SPLIT = """
78 89 76 94 88 81
85 82 82 71 82 85
.  90 76 .  .  79
83 .  72 .  81 75
"""


def test_two_who_disagree_are_not_decided_by_rounding() -> None:
    rows = [line.split() for line in SPLIT.strip().splitlines()]
    leaders = np.array([[NAN if x == "." else float(x) for x in row] for row in rows])
    scores, _ = ballots((4, 12), units=6)
    scores[:4] = leaders
    groups = np.repeat([0, 1], (4, 12))
    exact = fit_robust(scores, groups, [0.5, 0.5]).theta
    for seed in range(12):
        chance = np.random.default_rng(seed)
        noise = 1 + 1e-12 * chance.uniform(-1, 1, scores.shape)
        moved = fit_robust(scores * noise, groups, [0.5, 0.5]).theta
        assert moved == pytest.approx(exact, abs=1e-6)
    huber = fit_robust(leaders, [0] * 4, [1.0], "huber", 1.345).theta
    assert fit_robust(leaders, [0] * 4, [1.0]).theta == pytest.approx(huber)


def test_a_bloc_among_few_answers_does_not_win_the_mean_back() -> None:
    # Fourteen of a group answered on the unit, five of them a bloc. Answers fall apart,
    # and yet all ways lead to what the nine say.
    chance = np.random.default_rng(3)
    scores = 80 + chance.normal(0, 4, (60, 8))
    scores[14:, 3] = NAN
    honest = fit_robust(scores, _zeros(scores), ONE).theta
    scores[:5, 3] = 100.0
    tukey = fit_robust(scores, _zeros(scores), ONE).theta
    huber = fit_robust(scores, _zeros(scores), ONE, "huber", 1.345).theta
    assert huber[3] - honest[3] > 2
    assert abs(tukey[3] - honest[3]) < 1.5


def test_halves_are_not_torn_apart_though_those_who_join_them_contradict_each_other() -> (
    None
):
    # Two ballots alone scored both halves, and say the opposite of each other. Without
    # their weight nothing would join the halves: the fit before stands.
    chance = np.random.default_rng(4)
    scores = 80 + chance.normal(0, 0.5, (42, 4))
    scores[:20, 2:] = scores[20:40, :2] = NAN
    scores[40, 2:] += 30
    scores[41, 2:] -= 30
    fit = fit_robust(scores, _zeros(scores), ONE)
    assert np.isfinite(fit.theta).all()
    assert fit.cell_w[40:].any(axis=1).all()
