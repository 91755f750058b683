"""Shares of a whole that may be nothing."""

import math


def share(part: float, rest: float) -> float:
    """Return part / (part + rest); `nan` if both are zero: nothing varies."""
    whole = part + rest
    return part / whole if whole > 0 else math.nan
