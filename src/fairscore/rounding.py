"""Rounding as it is taught: halves go up, in decimal, from exact values.

The one home of how many places are printed: two in the count report, one on what is
published, since decimals finer than 1/n let the sum of a small group be worked out
(domain §4.2, measurement §6).
"""

import math
from decimal import Decimal
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from fairscore.errors import NotFinite, OutOfRange
from fairscore.inputs import Floats

REPORT_PLACES: Final = 2
PUBLISHED_PLACES: Final = 1
DIGITS: Final = 9
"""So many digits of a computed number are the same on every machine.

Sums in another order, as other processors, libraries and numbers of threads make them,
move an estimate by some 1e-12 of itself. Nothing finer is printed, compared or counted,
so that the same ballots give the same result wherever they are counted again.
"""


def round_half_up(value: Fraction | float, places: int) -> Decimal:
    """Return `value` with `places` decimals, halves away from zero.

    Only whole numbers decide, so that no binary fraction tips a half (domain
    rule: decimal arithmetic, ROUND_HALF_UP). A float is taken for the decimal of
    `DIGITS` digits that it stands for: 0.15 is 0.15, though its bits are below.
    Raises `NotFinite` for what is no number, `OutOfRange` for negative places.
    """
    if places < 0:
        raise OutOfRange(f"{places} places")
    scaled = abs(_exact(value)) * 10**places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    rounded = whole + (2 * rest >= scaled.denominator)
    return Decimal(rounded if value >= 0 else -rounded).scaleb(-places)


def in_report(value: Fraction | float) -> Decimal:
    """Return a figure as the count report prints it: two places."""
    return round_half_up(value, REPORT_PLACES)


def in_public(value: Fraction | float) -> Decimal:
    """Return a figure as published sheets print it: one place."""
    return round_half_up(value, PUBLISHED_PLACES)


def steady(values: ArrayLike) -> Floats:
    """Return numbers with the `DIGITS` that are the same on every machine.

    Estimates are made steady before they decide anything: scores that are equal but
    for noise are equal. What is not finite stays as it is.
    """
    x = np.array(values, dtype=np.float64)
    usable = np.isfinite(x) & (x != 0)
    x[usable] = [float(f"{one:.{DIGITS}g}") for one in x[usable].tolist()]
    return x


def _exact(value: Fraction | float) -> Fraction:
    if not isinstance(value, float):
        return Fraction(value)
    if not math.isfinite(value):
        raise NotFinite(f"{value} cannot be printed as a figure")
    return Fraction(f"{value:.{DIGITS}g}")
