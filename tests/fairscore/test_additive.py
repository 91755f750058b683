"""Severities fitted with scores, against the dummy-variable design and by hand."""

import numpy as np
import pytest

from fairscore import NotComparable, UnitUnseen, fit_additive, is_connected
from tests.fairscore.drawn import NAN, Floats, ballots


def _centred(theta: Floats) -> Floats:
    centred: Floats = theta - theta.mean()
    return centred


def _by_dummies(scores: Floats, weights: Floats) -> Floats:
    """Return centred θ of the least squares over a column per voter and unit."""
    voter, unit = np.nonzero(~np.isnan(scores))
    design = np.zeros((len(voter), sum(scores.shape)))
    rows = np.arange(len(voter))
    design[rows, unit] = design[rows, scores.shape[1] + voter] = 1
    root = np.sqrt(weights[voter, unit])
    found = np.linalg.lstsq(design * root[:, None], scores[voter, unit] * root)[0]
    return _centred(found[: scores.shape[1]].astype(np.float64))


@pytest.mark.parametrize("seed", range(5))
def test_an_incomplete_fit_is_that_of_dummy_variables(seed: int) -> None:
    scores, _ = ballots((40,), blank=0.4, seed=seed)
    theta, b = fit_additive(scores)
    assert _centred(theta) == pytest.approx(
        _by_dummies(scores, np.ones(scores.shape)), abs=1e-9
    )
    assert b.mean() == pytest.approx(0)
    left = scores - theta - b[:, None]
    assert np.nansum(left, axis=0) == pytest.approx(0, abs=1e-9)
    assert np.nansum(left, axis=1) == pytest.approx(0, abs=1e-9)


def test_weights_of_cells_are_those_of_least_squares() -> None:
    scores, _ = ballots((20,), blank=0.2)
    weights = np.random.default_rng(4).random(scores.shape)
    theta, _ = fit_additive(scores, weights=weights)
    assert _centred(theta) == pytest.approx(_by_dummies(scores, weights), abs=1e-9)


def test_a_complete_design_is_not_adjusted() -> None:
    scores, _ = ballots((40,))
    theta, b = fit_additive(scores)
    assert np.abs(theta - scores.mean(axis=0)).max() < 1e-9
    assert b == pytest.approx(scores.mean(axis=1) - scores.mean())


def test_shrunken_severities_solve_the_mixed_equations() -> None:
    # Henderson: the whole system of U + R equations, severities penalised by λ.
    scores, _ = ballots((12,), units=5, blank=0.3)
    m = (~np.isnan(scores)).astype(float)
    given = np.nan_to_num(scores)
    whole = np.block(
        [
            [np.diag(m.sum(axis=0)), m.T],
            [m, np.diag(m.sum(axis=1) + 2.5)],
        ]
    )
    right = np.concatenate([(m * given).sum(axis=0), (m * given).sum(axis=1)])
    wanted = np.linalg.solve(whole, right)
    theta, b = fit_additive(scores, 2.5)
    assert np.concatenate([theta, b]) == pytest.approx(wanted)


def test_a_ballot_without_answers_has_no_severity() -> None:
    scores, _ = ballots((6,))
    scores[2] = NAN
    theta, b = fit_additive(scores)
    assert np.isnan(b).tolist() == [n == 2 for n in range(6)]
    assert theta == pytest.approx(np.nanmean(scores, axis=0))
    assert fit_additive(scores, 1.0)[1][2] == 0


def test_one_unit_has_its_mean() -> None:
    theta, b = fit_additive([[70.0], [90.0]])
    assert theta == pytest.approx([80])
    assert b == pytest.approx([-10, 10])


def test_units_without_common_ballots_are_not_compared() -> None:
    apart = np.array([[1, 2, NAN, NAN], [2, 1, NAN, NAN], [NAN, NAN, 3, 4]])
    assert not is_connected(apart)
    with pytest.raises(NotComparable):
        fit_additive(apart)
    with pytest.raises(NotComparable):
        fit_additive(apart, 1.0)
    apart[0, 2] = 5
    assert is_connected(apart)
    assert np.isfinite(fit_additive(apart)[0]).all()


def test_a_unit_that_nobody_scored_is_joined_to_none() -> None:
    unseen = np.array([[1.0, NAN], [2.0, NAN]])
    assert not is_connected(unseen)
    with pytest.raises(UnitUnseen):
        fit_additive(unseen)


def test_the_number_of_joined_parts_is_the_rank_of_the_laplacian() -> None:
    for seed in range(30):
        scores, _ = ballots((6,), units=6, blank=0.75, seed=seed)
        scores[0] = NAN
        m = (~np.isnan(scores)).astype(float)
        common = m.T @ m
        laplacian = np.diag(common.sum(axis=0)) - common
        seen = m.any(axis=0).all()
        assert is_connected(scores) == (
            bool(seen) and np.linalg.matrix_rank(laplacian) == 5
        )
