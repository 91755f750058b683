"""Variances that borrow from one another: the prior of Smyth (2004).

A unit's own variance rests on as few ballots as the smallest group that weighs much.
If the true variances of units vary about v̄ as a scaled inverse χ² on d0 degrees of
freedom, then (d0 v̄ + d V) / (d0 + d) has d0 + d of them. v̄ and d0 are estimated from
the mean and the variance of log V over units.
"""

import numpy as np
from scipy.optimize import brentq
from scipy.special import digamma, polygamma

from fairscore.inputs import Floats

FEWEST, MOST = 1e-4, 1e7
"""Half the prior's degrees of freedom are sought between these."""


def prior(variance: Floats, df: Floats) -> tuple[float, float]:
    """Return (v̄, d0): the prior variance and its degrees of freedom.

    `variance` and `df` (U,), all positive; `df` may differ from unit to unit. d0 is
    infinite where variances differ no more than their own estimation makes them, and v̄
    is then their mean; a single unit has nothing to borrow from, and d0 is zero.
    """
    if len(variance) < 2:
        return float(variance[0]), 0.0
    half = df / 2
    log = np.log(variance) - digamma(half) + np.log(half)
    excess = float(log.var(ddof=1) - polygamma(1, half).mean())
    d0 = 2 * _inverse_trigamma(excess)
    if np.isinf(d0):
        return float(variance.mean()), d0
    return float(np.exp(log.mean() + digamma(d0 / 2) - np.log(d0 / 2))), d0


def moderate(variance: Floats, df: Floats, v0: float, d0: float) -> Floats:
    """Return (d0 v̄ + d V) / (d0 + d), shape (U,), each unit with its own d."""
    if np.isinf(d0):
        return np.full(len(variance), v0)
    moderated: Floats = (d0 * v0 + df * variance) / (d0 + df)
    return moderated


def _inverse_trigamma(value: float) -> float:
    """Return x with ψ′(x) = `value`; infinite if that is not a positive number."""
    if value <= polygamma(1, MOST):
        return float("inf")
    log = brentq(
        lambda x: polygamma(1, np.exp(x)) - value, np.log(FEWEST), np.log(MOST)
    )
    return float(np.exp(log))
