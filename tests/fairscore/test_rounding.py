"""Halves go up, whatever binary fractions would say."""

import math
from fractions import Fraction

import numpy as np
import pytest

from fairscore import (
    NotFinite,
    OutOfRange,
    in_public,
    in_report,
    round_half_up,
    steady,
)


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (Fraction(2675, 1000), 2, "2.68"),
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(87449, 1000), 1, "87.4"),
        (Fraction(8745, 100), 1, "87.5"),
        (Fraction(3), 1, "3.0"),
        (Fraction(1, 2), 0, "1"),
    ],
)
def test_halves_go_away_from_zero(value: Fraction, places: int, written: str) -> None:
    assert str(round_half_up(value, places)) == written


def test_report_and_publication_have_their_places() -> None:
    value = Fraction(81455, 1000)
    assert str(in_report(value)) == "81.46"
    assert str(in_public(value)) == "81.5"


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (0.15, 1, "0.2"),
        (1.005, 2, "1.01"),
        (0.1 + 0.2, 1, "0.3"),
        (2.5, 0, "3"),
        (-0.25, 1, "-0.3"),
        (81.449999, 1, "81.4"),
        (0.85 - 0.8, 1, "0.1"),
        (0, 1, "0.0"),
    ],
)
def test_computed_numbers_round_as_they_are_read(
    value: float, places: int, written: str
) -> None:
    assert str(round_half_up(value, places)) == written


def test_what_is_no_number_is_not_printed() -> None:
    for value in (math.nan, math.inf):
        with pytest.raises(NotFinite):
            in_public(value)
    with pytest.raises(OutOfRange):
        round_half_up(1.5, -1)


def test_noise_tips_no_half_and_steady_numbers_are_equal() -> None:
    for value in (81.25, 0.05, 1234.65, -3.35):
        moved = [value * (1 + noise) for noise in (-1e-11, 0.0, 1e-11)]
        assert len({in_public(one) for one in moved}) == 1
        assert len(set(steady(moved).tolist())) == 1
    assert steady(81.2500001).tolist() != [81.25]


def test_what_is_not_finite_stays_and_nothing_given_is_changed() -> None:
    given = np.array([[math.nan, math.inf], [0.0, -1 / 3]])
    found = steady(given)
    assert np.array_equal(
        found, [[math.nan, math.inf], [0.0, -0.333333333]], equal_nan=True
    )
    assert given[1, 1] == -1 / 3
