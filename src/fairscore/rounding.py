"""Rounding as it is taught: halves go up, in decimal, from exact values."""

from decimal import Decimal
from fractions import Fraction


def round_half_up(value: Fraction, places: int) -> Decimal:
    """Return `value` with `places` decimals, halves away from zero.

    Only whole numbers decide, so that no binary fraction tips a half (domain
    rule: decimal arithmetic, ROUND_HALF_UP).
    """
    scaled = abs(value) * 10**places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    rounded = whole + (2 * rest >= scaled.denominator)
    return Decimal(rounded if value >= 0 else -rounded).scaleb(-places)
