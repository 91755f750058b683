"""Effective numbers of ballots, and coefficients that follow from them."""

import math

import numpy as np
import pytest

from fairscore import (
    CannotBeEstimated,
    OutOfRange,
    VarComp,
    effective_size,
    g_coef,
    separation_reliability,
    uncertainty_shares,
)

SIZES, WEIGHTS = [12, 47, 541], [0.4, 0.2, 0.4]


def test_twelve_leaders_carry_nearly_all_of_the_uncertainty() -> None:
    assert effective_size(SIZES, WEIGHTS) == pytest.approx(69, abs=0.5)
    assert uncertainty_shares(SIZES, WEIGHTS)[0] == pytest.approx(0.92, abs=0.005)


def test_weights_by_size_make_every_ballot_count() -> None:
    n = np.array(SIZES)
    assert effective_size(n, n / n.sum()) == pytest.approx(600)
    assert uncertainty_shares(n, n / n.sum()) == pytest.approx(n / n.sum())


def test_a_group_that_agrees_adds_no_uncertainty() -> None:
    shares = uncertainty_shares([10, 10], [0.5, 0.5], [0.0, 4.0])
    assert shares == pytest.approx([0.0, 1.0])
    assert np.isnan(uncertainty_shares([10, 10], [0.5, 0.5], [0.0, 0.0])).all()


def test_a_group_without_weight_may_be_empty() -> None:
    assert effective_size([10, 0], [1.0, 0.0]) == pytest.approx(10)
    assert uncertainty_shares([10, 0], [1.0, 0.0]) == pytest.approx([1.0, 0.0])
    with pytest.raises(CannotBeEstimated):
        effective_size([10, 0], [0.5, 0.5])


@pytest.mark.parametrize(("n", "variance"), [([10, -1], None), ([10, 10], [1.0, -1])])
def test_negative_sizes_and_variances_are_refused(
    n: list[int], variance: list[float] | None
) -> None:
    with pytest.raises(OutOfRange):
        uncertainty_shares(n, [1.0, 0.0], variance)


def test_coefficients_by_hand() -> None:
    g = g_coef(VarComp(1.0, 2.0, 4.0), 8)
    assert g.relative == pytest.approx(1 / 1.5)
    assert g.absolute == pytest.approx(1 / 1.75)


def test_without_variance_there_is_no_coefficient() -> None:
    assert math.isnan(g_coef(VarComp(0.0, 0.0, 0.0), 8).relative)
    for size in (0.0, math.nan, math.inf):
        with pytest.raises(OutOfRange):
            g_coef(VarComp(1.0, 1.0, 1.0), size)


def test_separation_is_the_part_of_the_spread_that_is_no_error() -> None:
    theta = np.array([-2.0, 0.0, 2.0])
    assert separation_reliability(theta, np.eye(3)) == pytest.approx(1 - 1 / (8 / 3))
    assert separation_reliability(theta, 9 * np.eye(3)) == 0.0
    assert math.isnan(separation_reliability([80.1, 80.1], np.eye(2)))
    assert math.isnan(separation_reliability(theta, np.full((3, 3), np.nan)))
