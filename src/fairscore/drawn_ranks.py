"""Rank sets from a known covariance, by draws (Mogstad, Romano, Shaikh, Wilhelm 2024).

For estimates with a covariance that is known, or estimated from very many data, such as
published league tables. Pair by pair it is tested whether one unit is ahead of another;
the critical value is the quantile of the largest studentised difference among draws of
N(0, V); pairs found apart are left out and the rest are tested anew until nothing more
is found (Romano and Wolf 2005). For polls, whose covariance rests on a dozen ballots,
these sets fail: use `rank_sets` (measurement §1.6).
"""

import numpy as np
from numpy.typing import ArrayLike

from fairscore import inputs
from fairscore.errors import CannotBeEstimated, OutOfRange
from fairscore.inputs import Flags, Floats, Ints
from fairscore.ranks import RankSets, sets_of

CHUNK = 256
"""Draws compared pair by pair at once, so that memory stays small."""


def simultaneous_rank_sets(
    theta: ArrayLike,
    V: ArrayLike,
    level: float = 0.95,
    draws: int = 1000,
    *,
    seed: int,
    stepdown: bool = True,
) -> RankSets:
    """Return sets of places that hold for all units at once with probability `level`.

    `theta` (U,), `V` (U, U) their covariance; for independent estimates a diagonal of
    squared standard errors. Raises `CannotBeEstimated` for fewer than two units or a
    V that is `nan`, `OutOfRange` for a V that is no covariance, and what `inputs`
    raises.
    """
    t, s, noise = _prepared(theta, V, draws, seed)
    wanted, apart = inputs.level(level), np.zeros(t.shape, dtype=np.bool_)
    while True:
        largest = _largest(noise, s, ~apart)
        critical = float(np.quantile(largest, wanted, method="higher"))
        found = apart | (t > critical)
        if not stepdown or (found == apart).all():
            return sets_of(np.asarray(theta, dtype=np.float64), found)
        apart = found


def marginal_rank_sets(
    theta: ArrayLike,
    V: ArrayLike,
    level: float = 0.95,
    draws: int = 1000,
    *,
    seed: int,
    stepdown: bool = True,
) -> tuple[Ints, Ints]:
    """Return (lo, hi), each (U,): for each unit by itself places with `level`.

    Arguments and errors as for `simultaneous_rank_sets`; only pairs with the unit in
    question enter its critical value. Nothing is said of several units at once.
    """
    t, s, noise = _prepared(theta, V, draws, seed)
    wanted, U = inputs.level(level), len(t)
    lo, hi = np.ones(U, dtype=np.int64), np.full(U, U, dtype=np.int64)
    for i in range(U):
        star = (noise[:, [i]] - noise) / s[i]
        both = np.concatenate([star, -star], axis=1)
        ahead, behind = np.split(
            _apart(np.concatenate([t[i], t[:, i]]), both, wanted, stepdown=stepdown), 2
        )
        lo[i], hi[i] = 1 + behind.sum(), U - ahead.sum()
    return lo, hi


def _apart(t: Floats, star: Floats, level: float, *, stepdown: bool) -> Flags:
    """Return which statistics (N,) exceed what their draws (draws, N) allow."""
    apart = np.zeros(len(t), dtype=np.bool_)
    while True:
        largest = star[:, ~apart].max(axis=1)
        critical = float(np.quantile(largest, level, method="higher"))
        found = apart | (t > critical)
        if not stepdown or (found == apart).all():
            return found
        apart = found


def _largest(noise: Floats, s: Floats, among: Flags) -> Floats:
    """Return the largest studentised difference of each draw among some pairs."""
    parts = []
    for at in range(0, len(noise), CHUNK):
        z = noise[at : at + CHUNK]
        star = (z[:, :, None] - z[:, None, :]) / s
        parts.append(star[:, among].max(axis=1))
    return np.concatenate(parts)


def _prepared(
    theta: ArrayLike, V: ArrayLike, draws: int, seed: int
) -> tuple[Floats, Floats, Floats]:
    """Return t (U, U), the errors s of differences (U, U), and draws of N(0, V)."""
    scores = inputs.finite(theta, None)
    U = len(scores)
    covariance = inputs.shaped(V, U, U)
    if U < 2 or not np.isfinite(covariance).all():
        raise CannotBeEstimated("no error of differences")
    if draws < 1:
        raise OutOfRange("at least one draw is needed")
    root = _root(covariance)
    own = np.diagonal(covariance)
    squared = own[:, None] + own - 2 * covariance
    s = np.sqrt(np.where(squared > 0, squared, np.inf))
    noise = np.random.default_rng(seed).standard_normal((draws, U)) @ root.T
    return (scores[:, None] - scores) / s, s, noise


def _root(V: Floats) -> Floats:
    """Return L with L Lᵀ = V, which may be singular. Raises `OutOfRange`."""
    values, vectors = np.linalg.eigh(V)
    tolerance = 1e-9 * max(float(values.max()), 0.0)
    if not np.allclose(V, V.T) or values.min() < -tolerance:
        raise OutOfRange("V is no covariance")
    root: Floats = vectors * np.sqrt(np.maximum(values, 0.0))
    return root
