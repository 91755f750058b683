"""Krippendorff's alpha from counts of values: agreement with missing answers.

Krippendorff 2011; Hayes and Krippendorff 2007. α = 1 − D_o / D_e, the disagreement
observed within items over that expected if values were dealt to items by chance.
"""

import math
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from fairscore import inputs
from fairscore.errors import CannotBeEstimated, OutOfRange
from fairscore.inputs import Floats


def kripp_alpha(
    counts: ArrayLike, level: str, values: ArrayLike | None = None
) -> float:
    """Return alpha of counts (N, C): how often each item was given each value.

    `level` is nominal, ordinal, interval or ratio. `values` (C,) are the values in
    rising order, without them 1 … C. Items with fewer than two answers say nothing
    and are left out; `nan` if all that is left is one and the same value. Raises
    `CannotBeEstimated` if fewer than two items have two answers (of one item, what is
    seen and what is expected are the same, and alpha is nought whatever was said),
    `OutOfRange` for another level or counts that are not whole numbers, and what
    `inputs.finite` raises.
    """
    h = _counts(counts)
    if level not in DISTANCES:
        raise OutOfRange(f"no level of measurement is called {level}")
    x = _values(values, h.shape[1])
    h = h[h.sum(axis=1) > 1]
    if len(h) < 2:
        raise CannotBeEstimated("fewer than two items were answered twice")
    share = h / (h.sum(axis=1, keepdims=True) - 1)
    together = h.T @ share - np.diag(share.sum(axis=0))
    n = h.sum(axis=0)
    apart = DISTANCES[level](x, n)
    expected = float(n @ apart @ n) / (n.sum() - 1)
    return 1 - float((together * apart).sum()) / expected if expected else math.nan


def _counts(counts: ArrayLike) -> Floats:
    h = inputs.finite(counts, None, None)
    if (h < 0).any() or (h != np.floor(h)).any():
        raise OutOfRange("counts are whole numbers, not below zero")
    return h


def _values(values: ArrayLike | None, how_many: int) -> Floats:
    if values is None:
        return np.arange(1.0, how_many + 1)
    x = inputs.finite(values, how_many)
    if (np.diff(x) <= 0).any():
        raise OutOfRange("values stand in rising order")
    return x


def _nominal(x: Floats, _n: Floats) -> Floats:
    return 1 - np.eye(len(x))


def _ordinal(_x: Floats, n: Floats) -> Floats:
    """Return (Σ n between two values, both ends by half)²."""
    middle = np.cumsum(n) - n / 2
    return np.square(middle[:, None] - middle)


def _interval(x: Floats, _n: Floats) -> Floats:
    return np.square(x[:, None] - x)


def _ratio(x: Floats, _n: Floats) -> Floats:
    if (x < 0).any():
        raise OutOfRange("a ratio needs values that are not negative")
    total = x[:, None] + x
    whole = np.where(total > 0, total, 1.0)
    return np.square((x[:, None] - x) / whole)


DISTANCES: Final[dict[str, Callable[[Floats, Floats], Floats]]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
