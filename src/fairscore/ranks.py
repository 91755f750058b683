"""Which units are ahead of which, and the tiers that this allows (measurement §4.5)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from fairscore import inputs, moderated, studentised
from fairscore.errors import CannotBeEstimated, Empty
from fairscore.fits import contrast
from fairscore.inputs import Flags, Floats, Ints
from fairscore.intervals import variances


@dataclass(frozen=True, slots=True)
class RankSets:
    """The places each unit may hold, and why.

    `lo`, `hi` (U,): first and last possible place, 1 is the best. `better` (U, U):
    `better[i, j]` if i is ahead of j beyond chance. `order` (U,): the units by score,
    best first; without it, by their places.
    """

    lo: Ints
    hi: Ints
    better: Flags
    order: Ints | None = None


def rank_sets(
    theta: ArrayLike,
    V: ArrayLike,
    df: ArrayLike,
    level: float = 0.95,
    moderated: bool = True,  # noqa: FBT001, FBT002 - the name of the published API
) -> RankSets:
    """Return sets of places that hold for all units at once with probability `level`.

    `theta` (U,), `V` (U, U), `df` (U,) as in `GroupFit`. i is ahead of j if
    θ_i − θ_j > q(U, ν) / √2 · √((ṽ_i + ṽ_j) · M / (M − 1)), with moderated variances
    ṽ, M the units that have an error, and q of the studentised range; ν is d0 plus
    the smallest df of any unit, and at most the sum of all. Without `moderated`, or
    if any df is infinite (a known variance), ṽ = V_uu and d0 = 0. A unit without an
    error is neither ahead nor behind. Raises `CannotBeEstimated` if no unit has one.
    """
    scores = inputs.finite(theta, None)
    variance, freedom, d0 = _variances(scores, V, df, is_moderated=moderated)
    U = len(scores)
    nu = min(d0 + float(np.nanmin(freedom)), float(np.nansum(freedom)))
    q = studentised.quantile(level, U, nu)
    pair = (variance[:, None] + variance) * contrast(inputs.shaped(V, U, U))
    reach = np.where(np.isfinite(pair), q * np.sqrt(pair / 2), np.inf)
    return sets_of(scores, (scores[:, None] - scores) > reach)


def sets_of(theta: Floats, better: Flags) -> RankSets:
    """Return the sets [1 + #ahead of i, U − #behind i] that `better` (U, U) leaves."""
    lo = 1 + better.sum(axis=0)
    hi = len(theta) - better.sum(axis=1)
    return RankSets(lo, hi, better, np.lexsort((hi, lo, -theta)))


def tiers(rank_sets: RankSets) -> Ints:
    """Return the tier of each unit, shape (U,), 1 is the first.

    Walking down the scores, a tier opens at the first unit that is behind the first
    unit of the tier before. Not being told apart does not carry over from neighbour
    to neighbour: tiers are a rule of display. Raises `Empty` for no units.
    """
    if not len(rank_sets.lo):
        raise Empty("no units")
    order = rank_sets.order
    if order is None:
        order = np.lexsort((rank_sets.hi, rank_sets.lo))
    found = np.ones(len(order), dtype=np.int64)
    tier, head = 1, order[0]
    for unit in order:
        if rank_sets.better[head, unit]:
            tier, head = tier + 1, unit
        found[unit] = tier
    return found


def _variances(
    theta: Floats, V: ArrayLike, df: ArrayLike, *, is_moderated: bool
) -> tuple[Floats, Floats, float]:
    """Return (ṽ, df, d0), with `nan` for units that have no error."""
    freedom = inputs.shaped(df, len(theta))
    variance = np.where(freedom > 0, variances(V, len(theta)), np.nan)
    usable = np.isfinite(variance)
    if not usable.any():
        raise CannotBeEstimated("no unit has degrees of freedom")
    freedom = np.where(usable, freedom, np.nan)
    if not is_moderated or np.isinf(freedom).any():
        return variance, freedom, 0.0
    v0, d0 = moderated.prior(variance[usable], freedom[usable])
    variance[usable] = moderated.moderate(variance[usable], freedom[usable], v0, d0)
    return variance, freedom, d0
