"""Variance components against published answers and a likelihood written otherwise."""

import math

import numpy as np
import pytest
from scipy.optimize import minimize

from fairscore import (
    CannotBeEstimated,
    Empty,
    NotComparable,
    NotFinite,
    UnitUnseen,
    VarComp,
    varcomp,
)
from fairscore.agreement import mean_squares
from fairscore.inputs import Floats
from tests.fairscore.published import SHROUT_FLEISS


def made(seed: int, ballots: int = 30, units: int = 7, blank: float = 0.3) -> Floats:
    chance = np.random.default_rng(seed)
    S = chance.normal(size=(ballots, units)) + chance.normal(size=units)
    S += chance.normal(size=(ballots, 1)) * 0.7
    S[chance.random(S.shape) < blank] = np.nan
    return S


def values(vc: VarComp) -> list[float]:
    return [vc.unit, vc.ballot, vc.residual]


def dense_reml(S: Floats) -> Floats:
    """Maximise the restricted likelihood of the whole covariance matrix, plainly."""
    r, u = np.nonzero(~np.isnan(S))
    y = S[r, u]
    same_unit, same_ballot = u[:, None] == u, r[:, None] == r
    one = np.ones((len(y), 1))

    def deviance(x: Floats) -> float:
        v = np.exp(x)
        V = v[0] * same_unit + v[1] * same_ballot + v[2] * np.eye(len(y))
        W = np.linalg.inv(V)
        X = one.T @ W @ one
        left = y - (one @ np.linalg.solve(X, one.T @ W @ y))
        logs = np.linalg.slogdet(V)[1] + np.linalg.slogdet(X)[1]
        return float(logs + left @ W @ left)

    found = minimize(
        deviance,
        np.zeros(3),
        method="Nelder-Mead",
        options={"xatol": 1e-9, "fatol": 1e-11, "maxiter": 4000},
    )
    result: Floats = np.exp(found.x)
    return result


def test_published_standard_deviations_come_out() -> None:
    vc = varcomp(SHROUT_FLEISS)
    found = np.sqrt(values(vc))
    assert found == pytest.approx([1.59861, 2.29008, 1.00967], abs=1e-5)


@pytest.mark.parametrize("seed", [1, 2])
def test_incomplete_ballots_give_the_restricted_likelihood_of_a_plain_fit(
    seed: int,
) -> None:
    S = made(seed, ballots=9, units=5)
    assert values(varcomp(S)) == pytest.approx(dense_reml(S), rel=1e-3, abs=1e-4)


def test_complete_ballots_with_equal_units_leave_no_variance_to_units() -> None:
    # Every unit has the same mean, so its mean square is below that of the rest.
    S = np.array([[1.0, 2, 3], [2, 3, 1], [3, 1, 2]])
    vc = varcomp(S)
    assert vc.unit == 0.0
    assert vc.ballot == 0.0
    assert vc.residual == pytest.approx(np.var(S, ddof=1))


def test_units_ballots_and_scale_may_be_renamed() -> None:
    S = made(9)
    chance = np.random.default_rng(1)
    again = S[chance.permutation(len(S))][:, chance.permutation(S.shape[1])]
    assert values(varcomp(again)) == pytest.approx(values(varcomp(S)), rel=1e-5)
    shifted = [10_000 + 100 * S, np.vstack([S, np.full(S.shape[1], np.nan)])]
    assert values(varcomp(shifted[0])) == pytest.approx(
        [1e4 * v for v in values(varcomp(S))], rel=1e-5
    )
    assert varcomp(shifted[1]) == varcomp(S)


def test_everybody_equal_varies_in_nothing() -> None:
    for S in (np.full((4, 3), 80.1), np.where(np.eye(5, 4) == 1, np.nan, 80.1)):
        vc = varcomp(S)
        assert values(vc) == [0.0, 0.0, 0.0]
        assert math.isnan(vc.agreement)


def test_a_table_without_residual_is_told_exactly() -> None:
    S = np.add.outer([0.0, 1, 2, 5], [0.0, 3, 4])
    S[0, 0] = np.nan
    vc = varcomp(S)
    assert vc.residual == 0.0
    assert vc.unit > 0.0
    assert vc.ballot > 0.0


def test_agreement_is_that_of_two_single_voters() -> None:
    assert varcomp(SHROUT_FLEISS).agreement == pytest.approx(0.2898, abs=5e-5)


BLANK = np.nan


@pytest.mark.parametrize(
    ("S", "why"),
    [
        ([[1.0, 2, 3]], CannotBeEstimated),
        ([[1.0], [2.0]], CannotBeEstimated),
        ([[1.0, 2], [3, BLANK]], CannotBeEstimated),
        ([[1.0, 2, BLANK, BLANK], [BLANK, BLANK, 1, 2]] * 2, NotComparable),
        ([[1.0, BLANK], [2, BLANK]], UnitUnseen),
        ([[BLANK, BLANK]], Empty),
        ([[1.0, np.inf], [1, 2]], NotFinite),
    ],
)
def test_what_cannot_be_estimated_has_a_name(
    S: list[list[float]], why: type[Exception]
) -> None:
    with pytest.raises(why):
        varcomp(S)


@pytest.mark.parametrize("blank", [0.0, 0.2])
def test_noise_of_the_last_digits_moves_the_last_digits_only(blank: float) -> None:
    # With hundreds of complete ballots a null direction that was kept by rounding once
    # moved variances by hundredths; a search that ends early moves them by 1e-5.
    for seed in range(4):
        S = 80 + 5 * made(seed, ballots=600, units=47, blank=blank)
        chance = np.random.default_rng(seed)
        noise = 1 + 1e-12 * chance.uniform(-1, 1, S.shape)
        assert values(varcomp(S * noise)) == pytest.approx(values(varcomp(S)), rel=1e-9)


def test_hundreds_of_complete_ballots_have_the_components_of_their_mean_squares() -> (
    None
):
    for seed in range(6):
        S = 80 + 5 * made(seed, ballots=600, units=47, blank=0.0)
        ms = mean_squares(S)
        wanted = (ms.unit - ms.residual) / 600, (ms.ballot - ms.residual) / 47
        assert values(varcomp(S)) == pytest.approx([*wanted, ms.residual], rel=1e-9)
