"""Rank sets for a known covariance: how often all true places lie in them.

Estimates are drawn from N(θ, V) with V known, as of a published league table; critical
values come from draws, so a meeting here is one table. Places of equals are all places
that they share.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from scipy.linalg import toeplitz

import fairscore
from bench._meetings import Flags, Floats, Ints

TABLE: Final = 10
OneTable: TypeAlias = Callable[[np.random.Generator], float]


@dataclass(frozen=True, slots=True)
class Known:
    """True values (U,) and the covariance (U, U) of their estimates."""

    truth: Floats
    V: Floats


EQUALS: Final = Known(np.zeros(TABLE), np.eye(TABLE))
UNEVEN: Final = Known(
    np.repeat(np.arange(TABLE // 2, dtype=np.float64), 2),
    np.diag(np.square(np.linspace(0.2, 3, TABLE))),
)
"""Pairs of equals, a little apart, whose errors differ fifteenfold."""
CORRELATED: Final = Known(
    np.zeros(TABLE), toeplitz(np.logspace(0, TABLE - 1, TABLE, base=0.8))
)
"""Equals; neighbours are correlated to .8, as units scored by the same few ballots."""
LADDER: Final = Known(np.linspace(0, 27, TABLE), np.eye(TABLE))
"""Units mostly far enough apart to be told: where steps down find most."""


def simultaneous(table: Known) -> OneTable:
    """Count tables in which all true places lie in the simultaneous sets at once."""

    def once(chance: np.random.Generator) -> float:
        seed = int(chance.integers(2**31))
        sets = fairscore.simultaneous_rank_sets(
            _drawn(table, chance), table.V, seed=seed
        )
        return float(_held(table, sets.lo, sets.hi).all())

    return once


def marginal(table: Known) -> OneTable:
    """Count tables in which the true places of one unit, the first, lie in its set."""

    def once(chance: np.random.Generator) -> float:
        seed = int(chance.integers(2**31))
        lo, hi = fairscore.marginal_rank_sets(_drawn(table, chance), table.V, seed=seed)
        return float(_held(table, lo, hi)[0])

    return once


def _drawn(table: Known, chance: np.random.Generator) -> Floats:
    drawn: Floats = chance.multivariate_normal(table.truth, table.V)
    return drawn


def _held(table: Known, lo: Ints, hi: Ints) -> Flags:
    above = (table.truth[None, :] > table.truth[:, None]).sum(axis=1)
    below = (table.truth[None, :] < table.truth[:, None]).sum(axis=1)
    held: Flags = (lo <= 1 + above) & (hi >= TABLE - below)
    return held
