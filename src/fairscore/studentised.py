"""The studentised range: how far apart the best and the worst of equals may come.

P(Q ≤ q) for k equal normal means and a variance on ν degrees of freedom is

    ∫ f(s) · k ∫ φ(z) [Φ(z) − Φ(z − q s)]^{k−1} dz ds,    ν s² ~ χ²_ν

(Tukey 1953, Harter 1960). Both integrals are taken by Gauss-Legendre quadrature, on
a grid that is fixed, so that one quantile costs milliseconds and not a third of a
second as the general integrator of scipy does; a test compares the two.
"""

import numpy as np
from scipy.optimize import brentq
from scipy.special import chdtri, gammaln, ndtr

from fairscore import inputs
from fairscore.errors import OutOfRange
from fairscore.inputs import Floats

SCALES, SCALE_WEIGHTS = np.polynomial.legendre.leggauss(64)
PLACES, PLACE_WEIGHTS = np.polynomial.legendre.leggauss(192)
FURTHEST = 8.5
"""Beyond this many standard deviations the normal density is left out."""
MANY = 1e5
"""Degrees of freedom from which the variance counts as known."""
TAIL = 1e-12


def quantile(level: float, k: int, df: float) -> float:
    """Return q with P(range of `k` equals ≤ q · s) = `level`, s² on `df` degrees.

    `df` may be infinite. Raises `OutOfRange` for fewer than two equals, for degrees
    of freedom that are not positive, and for a level that is none.
    """
    if k < 2 or not df > 0:
        raise OutOfRange(f"no range of {k} on {df} degrees of freedom")
    wanted = inputs.level(level)
    upper = 10.0
    while probability(upper, k, df) < wanted:
        upper *= 2
    return float(brentq(lambda q: probability(q, k, df) - wanted, 0.0, upper))


def probability(q: float, k: int, df: float) -> float:
    """Return P(range of `k` equals ≤ q · s)."""
    s, density = _scales(df)
    z = PLACES * FURTHEST
    inside = ndtr(z) - ndtr(z - q * s[:, None])
    inner = k * (_bell(z) * inside ** (k - 1)) @ (PLACE_WEIGHTS * FURTHEST)
    return float(density @ inner)


def _bell(z: Floats) -> Floats:
    """Return the normal density; importing `scipy.stats` would slow every start."""
    density: Floats = np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    return density


def _scales(df: float) -> tuple[Floats, Floats]:
    """Return nodes s of the estimated standard deviation and their probabilities."""
    if df >= MANY:
        return np.ones(1), np.ones(1)
    low, high = np.sqrt(chdtri(df, np.array([1 - TAIL, TAIL])) / df)
    s = low + (high - low) * (SCALES + 1) / 2
    log = np.log(2) + df / 2 * np.log(df / 2) - gammaln(df / 2)
    log = log + (df - 1) * np.log(s) - df * np.square(s) / 2
    return s, np.exp(log) * SCALE_WEIGHTS * (high - low) / 2
