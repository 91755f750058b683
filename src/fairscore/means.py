"""Scores of a ballot, and the weighted mean of group means: the rule voted under."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from fairscore import fits, inputs
from fairscore.design import Design, designed
from fairscore.fits import GroupFit
from fairscore.inputs import Floats


def composite(Y: ArrayLike, crit_w: ArrayLike) -> Floats:
    """Return S (R, U): each ballot's mean over the criteria it answered.

    `Y` (R, U, K) scores, `nan` = not answered; `crit_w` (K,) weights on any scale.
    S[r, u] = Σ_k c_k Y / Σ_k c_k over answered criteria; `nan` where none with a
    weight was answered. Raises `ShapeMismatch`, `Empty`, `NotFinite`,
    `WeightsMalformed`.
    """
    given = inputs.scores(Y, None, None, None)
    c = inputs.weights(crit_w, given.shape[2])
    answered = ~np.isnan(given)
    weight = answered @ c
    total = np.where(answered, given, 0.0) @ c
    S: Floats = np.full(weight.shape, np.nan)
    np.divide(total, weight, out=S, where=weight > 0)
    return S


def group_mean(S: ArrayLike, g: ArrayLike, W: ArrayLike) -> GroupFit:
    """Return θ_u = Σ_g W_g · mean of S over the ballots of g that scored u.

    `S` (R, U), `nan` = not answered; `g` (R,) the group of each ballot, 0 … G − 1;
    `W` (G,) weights with sum one. A group without weight is left out. Blank cells
    are left out of the mean as they are; see `headline` for more than a few.

    V = Σ_g W_g² Cov_g / n_g from ballots centred over units, with n_g − 1 in the
    denominator; df after Satterthwaite (measurement §4.3). Raises `UnitUnseen`
    where nobody of a group that counts scored a unit, and what `inputs` raises.
    """
    return mean_of(designed(S, g, W))


def score_margin(
    S: ArrayLike, g: ArrayLike, W: ArrayLike, level: float = 0.95
) -> Floats:
    """Return ± (U,) of each score itself, the leniency of its voters included.

    Arguments as for `group_mean`. t_{df_u} √Σ_g W_g² s²_gu / n_gu, s² the variance of
    the ballots' scores of u as they are, df after Satterthwaite (1946). The interval of
    `score_interval` compares units of one vote, where leniency cancels; against
    another vote, of another year, it does not, and this is the margin. `nan`, "cannot
    be estimated", for a unit that fewer than two ballots of a group with weight
    scored, and where nobody differs. Raises `UnitUnseen`, and what `inputs` raises.
    """
    tail = (1 + inputs.level(level)) / 2
    design = designed(S, g, W)
    theta, shares = np.zeros(design.S.shape[1]), np.zeros(design.n.shape)
    for k, rows in design.groups():
        mean, left = _errors(design.S[rows])
        theta += design.W[k] * mean
        shares[k] = design.W[k] ** 2 * np.square(left).sum(axis=0)
    df = fits.satterthwaite(shares, design.n, fits.noise_of(theta))
    margin: Floats = stdtrit(df, tail) * np.sqrt(shares.sum(axis=0))
    return margin


def mean_of(design: Design) -> GroupFit:
    """Return the weighted mean of group means of a checked design."""
    W, U = design.W, design.S.shape[1]
    theta, parts = np.zeros(U), np.zeros((len(W), U, U))
    for k, rows in design.groups():
        mean, left = _errors(design.S[rows])
        theta += W[k] * mean
        parts[k] = W[k] ** 2 * fits.covariance(left, design.with_error)
    return fits.joined(theta, parts, design)


def _errors(S: Floats) -> tuple[Floats, Floats]:
    """Return the means (U,) of a group, and what each ballot adds to their errors."""
    answered = ~np.isnan(S)
    n = answered.sum(axis=0)
    mean = np.nansum(S, axis=0) / n
    left = np.where(answered, S - mean, 0.0)
    left *= fits.small_sample(n) / n
    return mean, left
