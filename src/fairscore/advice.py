"""What planned group sizes and weights will let a vote say, before anybody votes.

n_eff = 1 / Σ W_g² / n_g: so many equal voters would be as precise (measurement §1.5).
A group's part of the sampling variance is W_g² / n_g of that sum: one leader in a
group of twelve that decides 40 % moves the result as much as dozens of others. All
groups are taken to spread alike, since nobody has voted yet.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from fairscore import studentised
from fairscore.disclosure import FLOOR, USUAL_K, publishable, withholds_all
from fairscore.generalisability import effective_size, uncertainty_shares
from fairscore.inputs import Flags, Floats

LEVEL: Final = 0.95


@dataclass(frozen=True, slots=True)
class Advice:
    """What sizes and weights mean; masks and shares have shape (G,).

    `of_two` and `of_all` are the least differences between two units that can be told
    from chance, as multiples of how far single ballots lie apart (their standard
    deviation): of two units named before the vote, and of any two afterwards. With
    `withholds_all` no unit will have a score that may be shown, though all vote.
    """

    n_eff: float
    shares: Floats
    too_small: Flags
    below_k: Flags
    hidden_with_them: Flags
    withholds_all: bool
    of_two: float
    of_all: float


def advice(n: ArrayLike, W: ArrayLike, k: int = USUAL_K, units: int = 2) -> Advice:
    """Return what planned groups of `n` voters (G,) with weights `W` (G,) mean.

    `units` is how many units are compared. Groups without weight have no part in the
    precision. Raises `CannotBeEstimated` for a weighted group of nobody, `OutOfRange`
    for fewer than two units or a `k` below the floor, and what `effective_size` does.
    """
    weights = np.asarray(W, dtype=np.float64)
    # In proportion; where nothing has weight, they are refused as they came.
    weights = weights / (weights.sum() or 1)
    n_eff = effective_size(n, weights)
    sizes = np.asarray(n, dtype=np.int64)
    below_k = (sizes > 0) & (sizes < k)
    return Advice(
        n_eff=n_eff,
        shares=uncertainty_shares(n, weights),
        too_small=sizes < FLOOR,
        below_k=below_k,
        hidden_with_them=~publishable(sizes, k=k, weights=weights) & ~below_k,
        withholds_all=withholds_all(sizes, weights, k),
        of_two=_least_difference(n_eff, 2),
        of_all=_least_difference(n_eff, units),
    )


def _least_difference(n_eff: float, units: int) -> float:
    # The variance is taken as known: what is promised before a vote is the best case.
    return float(studentised.quantile(LEVEL, units, np.inf) / np.sqrt(n_eff))
