"""Halves go up, whatever binary fractions would say."""

from fractions import Fraction

import pytest

from fairscore import round_half_up


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
