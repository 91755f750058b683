"""How far a score and a place may be off (measurement §4.3, §4.4)."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from fairscore import inputs
from fairscore.errors import CannotBeEstimated, OutOfRange
from fairscore.fits import GroupFit, contrast
from fairscore.inputs import Floats, Ints


def score_interval(fit: GroupFit, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return (lo, hi), each (U,): intervals of the scores less their mean over units.

    (θ_u − θ̄) ± t_{df_u} √V_uu, θ̄ the mean of the units that have an error
    (`GroupFit.centre`). Both are `nan`, "cannot be estimated", where the
    fit has no degrees of freedom for the unit. Raises `OutOfRange` for a level that
    is none. The interval covers chance, not bias: whatever all ballots share stays
    in it (measurement §1.7).
    """
    tail = (1 + inputs.level(level)) / 2
    middle = fit.theta - fit.centre
    t = stdtrit(fit.df, tail)
    reach = t * np.sqrt(np.diagonal(fit.V))
    return middle - reach, middle + reach


def rank_range(
    theta: ArrayLike,
    V: ArrayLike,
    level: float = 0.95,
    draws: int = 2000,
    *,
    seed: int,
) -> tuple[Ints, Ints]:
    """Return (lo, hi), each (U,): the places a unit is likely to hold, 1 is the best.

    `theta` (U,) and `V` (U, U) as in `GroupFit`. Empirical Bayes: the spread of
    scores beyond their error, of the units that have one, is τ²; each score is drawn
    `draws` times around its value shrunk by κ = τ² / (τ² + v), and the middle `level`
    of its places is kept.
    With τ² = 0 nothing can be told apart and every place is possible; so it is for
    a unit whose error cannot be estimated. The same `seed` gives the same answer.

    It says where one unit is likely to be, not that several are so at once: tiers
    rest on `rank_sets`. Raises `CannotBeEstimated` if no unit has an error, and
    what `inputs` raises.
    """
    scores = inputs.finite(theta, None)
    variance = variances(V, len(scores))
    tail = (1 - inputs.level(level)) / 2
    if draws < 1:
        raise OutOfRange("at least one draw is needed")
    U = len(scores)
    v = float(np.nanmean(variance)) * contrast(inputs.shaped(V, U, U))
    known = np.isfinite(np.diagonal(V))
    tau = max(float(scores[known].var(ddof=1)) - v, 0.0)
    lo, hi = np.ones(U, dtype=np.int64), np.full(U, U, dtype=np.int64)
    if tau > 0:
        places = _places(scores - scores.mean(), tau / (tau + v), v, draws, seed)
        found = np.isfinite(variance)
        lo[found] = np.quantile(places, tail, axis=0, method="lower")[found]
        hi[found] = np.quantile(places, 1 - tail, axis=0, method="higher")[found]
    return lo, hi


def variances(V: ArrayLike, units: int) -> Floats:
    """Return V_uu (U,), `nan` where there is no error to work with.

    A variance of zero is none: it comes of too few ballots or of everybody agreeing.
    Raises `CannotBeEstimated` if that leaves no unit, or if there is only one.
    """
    diagonal = np.diagonal(inputs.shaped(V, units, units))
    usable = np.isfinite(diagonal) & (diagonal > 0)
    if units < 2 or not usable.any():
        raise CannotBeEstimated("no unit has an error that can be estimated")
    return np.where(usable, diagonal, np.nan)


def _places(middle: Floats, kappa: float, v: float, draws: int, seed: int) -> Ints:
    """Return the places (draws, U) of scores drawn around their shrunken values."""
    chance = np.random.default_rng(seed)
    noise = chance.standard_normal((draws, len(middle)))
    drawn = kappa * middle + np.sqrt(kappa * v) * noise
    places: Ints = (-drawn).argsort(axis=1).argsort(axis=1) + 1
    return places
