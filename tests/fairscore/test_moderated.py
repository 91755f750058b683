"""Variances that borrow from one another find the prior they were drawn from."""

import numpy as np
import pytest
from scipy.special import polygamma

from fairscore import moderated

MANY = 20_000


def _drawn(d0: float, df: object) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Variances about 4 whose prior has `d0` degrees of freedom."""
    chance = np.random.default_rng(5)
    freedom = np.broadcast_to(np.asarray(df, dtype=float), MANY)
    true = 4 * d0 / chance.chisquare(d0, MANY)
    drawn: np.ndarray[tuple[int, ...], np.dtype[np.float64]] = (
        true * chance.chisquare(freedom) / freedom
    )
    return drawn


@pytest.mark.parametrize("df", [11.0, np.linspace(8, 30, MANY)])
def test_the_prior_is_found_whether_or_not_degrees_of_freedom_differ(
    df: object,
) -> None:
    freedom = np.broadcast_to(np.asarray(df, dtype=float), MANY)
    v0, d0 = moderated.prior(_drawn(10.0, df), freedom)
    assert v0 == pytest.approx(4, rel=0.03)
    assert d0 == pytest.approx(10, rel=0.05)


def test_equal_true_variances_have_an_infinite_prior() -> None:
    chance = np.random.default_rng(6)
    variance = 4 * chance.chisquare(11, 47) / 11 * np.ones(47)
    calm = np.exp(np.log(variance) * 0.5) * 2  # less apart than chance allows
    v0, d0 = moderated.prior(calm, np.full(47, 11.0))
    assert np.isinf(d0)
    assert v0 == pytest.approx(calm.mean())
    assert moderated.moderate(calm, np.full(47, 11.0), v0, d0) == pytest.approx(v0)


def test_variances_worlds_apart_borrow_next_to_nothing() -> None:
    variance = 10.0 ** np.linspace(-60, 60, 9)
    _, d0 = moderated.prior(variance, np.full(9, 11.0))
    assert 0 < d0 < 0.1


def test_a_single_unit_has_nobody_to_borrow_from() -> None:
    assert moderated.prior(np.array([3.0]), np.array([11.0])) == (3.0, 0.0)


def test_moderation_is_a_mean_weighed_by_degrees_of_freedom() -> None:
    found = moderated.moderate(np.array([1.0, 9.0]), np.array([5.0, 15.0]), 4.0, 5.0)
    assert found == pytest.approx([2.5, 7.75])


@pytest.mark.parametrize("x", [0.01, 0.7, 3.0, 1e4])
def test_the_trigamma_function_is_inverted(x: float) -> None:
    found = moderated._inverse_trigamma(float(polygamma(1, x)))
    assert found == pytest.approx(x, rel=1e-6)
