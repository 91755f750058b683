"""What can be worked out of figures that are kept back, from those that are published.

A composite is one equation for the groups that are hidden in it. It leaves each of them
an interval, and small is the interval of a group that weighs much beside others that
weigh little: with 40 against 1, and grades from 40 to 100, it is a point and a half.
What is published is taken as known exactly, although it is rounded: score, criteria and
the middle of an interval are several roundings of one sum.
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from fairscore import inputs
from fairscore.errors import OutOfRange
from fairscore.inputs import Flags, Floats

PROTECTION: Final = 0.1
"""To no less than this share of the scale may a mean that is kept back be confined.

It is what one voter of ten moves their mean by if he goes from one end to the other.
"""
ROUNDING: Final = 1e-9


def confined(
    weights: ArrayLike, low: ArrayLike, high: ArrayLike, total: float
) -> tuple[Floats, Floats]:
    """Return (lo, hi), each (H,): where numbers must lie whose weighted sum is known.

    x_h lies between `low` and `high` (H,), and Σ_h `weights`_h x_h is `total`. These
    are the ends that linear programming finds; a number without weight keeps its own.
    Raises `ShapeMismatch`, `WeightsMalformed` for negative weights, `OutOfRange` if
    no such numbers exist.
    """
    least, most = inputs.finite(low, None), inputs.finite(high, None)
    W = inputs.finite(weights, len(least))
    if least.shape != most.shape or (W < 0).any() or not np.isfinite(total):
        raise OutOfRange("weights, ends and a sum that do not belong together")
    slack = ROUNDING * max(1.0, abs(total))
    over, under = total - float(W @ least), float(W @ most) - total
    if min(over, under, float((most - least).min())) < -slack:
        raise OutOfRange("no numbers between these ends have this sum")
    up = np.divide(max(over, 0.0), W, out=np.full(len(W), np.inf), where=W > 0)
    down = np.divide(max(under, 0.0), W, out=np.full(len(W), np.inf), where=W > 0)
    return np.maximum(least, most - down), np.minimum(most, least + up)


def is_wide(lo: Floats, hi: Floats, span: float) -> Flags:
    """Tell which intervals leave a number enough room, on a scale of length `span`."""
    wide: Flags = hi - lo >= PROTECTION * span - ROUNDING
    return wide


def leave_room(weights: Floats, needs: Flags) -> bool:
    """Tell whether groups (H,) hidden together may protect those that need it.

    Before anybody has voted: the interval of a group is as long as the others' weights
    allow, (Σ_o W_o) / W_h of the scale. What was voted may still leave less.
    """
    others = weights.sum() - weights
    return bool((others >= PROTECTION * weights - ROUNDING)[needs].all())
