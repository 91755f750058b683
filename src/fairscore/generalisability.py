"""How far the result of a meeting would come out again with other voters like these.

Cronbach et al. 1972; Brennan 2001. Groups count by weight, so not the number of
ballots matters but the number that would tell as much with equal weights.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from fairscore import inputs
from fairscore.components import VarComp
from fairscore.errors import CannotBeEstimated, OutOfRange
from fairscore.inputs import Floats
from fairscore.ratios import share

NOTHING = 1e-12
"""A variance of scores below this share of their squares is rounding noise."""


@dataclass(frozen=True, slots=True)
class GCoef:
    """`relative` for comparing units, `absolute` for scores as such; or `nan`."""

    relative: float
    absolute: float


def g_coef(vc: VarComp, n_eff: float) -> GCoef:
    """Return σ²_u / (σ²_u + σ²_e / n_eff), and the same with σ²_b + σ²_e.

    `n_eff` is that of `effective_size`, above zero. `nan` where nothing varies.
    Raises `OutOfRange`.
    """
    if not 0 < n_eff < math.inf:
        raise OutOfRange(f"an effective number of ballots of {n_eff}")
    return GCoef(
        relative=share(vc.unit, vc.residual / n_eff),
        absolute=share(vc.unit, (vc.ballot + vc.residual) / n_eff),
    )


def effective_size(n: ArrayLike, W: ArrayLike) -> float:
    """Return n_eff = 1 / Σ W_g² / n_g of groups with n (G,) ballots, W (G,).

    Raises `CannotBeEstimated` if a group that counts has no ballot.
    """
    return 1 / float(_terms(n, W, None).sum())


def uncertainty_shares(
    n: ArrayLike, W: ArrayLike, variance: ArrayLike | None = None
) -> Floats:
    """Return each group's share (G,) of the sampling variance; the sum is one.

    W_g² s²_g / n_g over their sum; `variance` (G,) are the s²_g, without them all
    voters are taken to differ alike. All `nan` if nobody differs.
    """
    terms = _terms(n, W, variance)
    total = terms.sum()
    return terms / total if total > 0 else np.full(len(terms), np.nan)


def separation_reliability(theta: ArrayLike, V: ArrayLike) -> float:
    """Return 1 − mean SE² / var θ, not below zero; `nan` if all scores are equal.

    `theta` (U,); `V` (U, U) is the covariance of scores less their mean, as fits
    give it. Var θ divides by U: so it equals τ² / (τ² + v) of the rank ranges.
    `nan` in `V` (an error that cannot be estimated) makes the answer `nan`.
    """
    scores = inputs.finite(theta, None)
    errors = np.diagonal(inputs.shaped(V, len(scores), len(scores)))
    spread = float(scores.var())
    if spread <= NOTHING * float(np.square(scores).max()):
        return math.nan
    found = 1 - float(errors.mean()) / spread
    return found if math.isnan(found) else max(found, 0.0)


def _terms(n: ArrayLike, W: ArrayLike, variance: ArrayLike | None) -> Floats:
    weights = inputs.group_weights(W)
    sizes = inputs.finite(n, len(weights))
    spread = np.ones(len(weights))
    if variance is not None:
        spread = inputs.finite(variance, len(weights))
    if (sizes < 0).any() or (spread < 0).any():
        raise OutOfRange("sizes and variances are not negative")
    counts = weights > 0
    if not sizes[counts].all():
        raise CannotBeEstimated("a group that counts has no ballot")
    terms = np.zeros(len(weights))
    terms[counts] = weights[counts] ** 2 * spread[counts] / sizes[counts]
    return terms
