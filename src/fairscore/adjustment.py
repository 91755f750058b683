"""The score people voted for, adjusted only where blanks make that necessary (§4.1).

With complete ballots severity cancels, and the group mean is the answer. With more than
one cell in a hundred blank, severity is fitted and taken off first: in each group by
itself, or over all groups where one group's ballots do not join all units. Weights of
groups are applied after that, never inside the least squares.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from fairscore import additive, fits
from fairscore.design import Design, designed
from fairscore.fits import GroupFit
from fairscore.inputs import Floats, Ints
from fairscore.means import mean_of

BLANK_SHARE = 0.01
"""Up to this share of blank cells the mean stands as it is."""

Method: TypeAlias = Literal["mean", "by_group", "pooled"]


@dataclass(frozen=True, slots=True)
class Headline:
    """The published scores and how they came about.

    `fit`: scores and errors. `method`: `mean` (nothing was adjusted), `by_group` or
    `pooled` (over which ballots severity was fitted). `blank_share`: of the cells of
    ballots that scored anything. `b` (R,): what was taken off each ballot, zero for
    `mean`, `nan` for ballots that do not count.
    """

    fit: GroupFit
    method: Method
    blank_share: float
    b: Floats


def headline(S: ArrayLike, g: ArrayLike, W: ArrayLike) -> Headline:
    """Return the scores by the rule that the blanks call for.

    Arguments as for `group_mean`. A ballot counts if its group has weight and it
    scored something. Raises `UnitUnseen` where nobody of a group that counts scored a
    unit, `NotComparable` where common ballots of all groups do not join all units,
    and what `inputs` raises; weights are never dealt out anew.
    """
    design = designed(S, g, W)
    blank = float(1 - design.m[design.counts].mean())
    if blank <= BLANK_SHARE:
        b = np.where(design.counts, 0.0, np.nan)
        return Headline(mean_of(design), "mean", blank, b)
    if each_group_joins(design):
        fit, b = _by_group(design)
        return Headline(fit, "by_group", blank, b)
    fit, b = _pooled(design)
    return Headline(fit, "pooled", blank, b)


def each_group_joins(design: Design) -> bool:
    """Tell whether in each group with weight its own ballots join all units."""
    return all(
        additive.joins(design.m[rows].astype(np.float32)) for _, rows in design.groups()
    )


def _by_group(design: Design) -> tuple[GroupFit, Floats]:
    W, U = design.W, design.S.shape[1]
    theta, parts = np.zeros(U), np.zeros((len(W), U, U))
    b = np.full(len(design.S), np.nan)
    for k, rows in design.groups():
        fit = additive.solve(design.S[rows], design.m[rows].astype(np.float64))
        theta += W[k] * fit.theta
        b[rows] = fit.b
        left = design.S[rows] - fit.theta - fit.b[:, None]
        K = W[k] * np.linalg.inv(additive.anchored(fit.A))
        parts[k] = _error(design, k, rows, left, K)
    return fits.joined(theta, parts, design), b


def _pooled(design: Design) -> tuple[GroupFit, Floats]:
    """Take severities off that were fitted over all groups, then weigh group means.

    Their weighted mean is zero, so that a complete design gives the plain means.
    """
    U, b = design.S.shape[1], np.full(len(design.S), np.nan)
    rows = np.flatnonzero(design.counts)
    fit = additive.solve(design.S[rows], design.m[rows].astype(np.float64))
    b[rows] = fit.b
    b -= sum(design.W[k] * b[mine].mean() for k, mine in design.groups())
    indirect = _through_severities(design) @ np.linalg.inv(additive.anchored(fit.A))
    theta, parts = np.zeros(U), np.zeros((len(design.W), U, U))
    for k, mine in design.groups():
        left = design.S[mine] - b[mine, None]
        mean = np.nansum(left, axis=0) / design.n[k]
        theta += design.W[k] * mean
        K = np.diag(design.W[k] / design.n[k]) + indirect
        parts[k] = _error(design, k, mine, left - mean, K)
    return fits.joined(theta, parts, design), b


def _through_severities(design: Design) -> Floats:
    """Return B (U, U): how θ moves with the pooled scores that severities rest on.

    B = Σ_g W_g D_g⁻¹ Σ_{r∈g} m_r m_rᵀ / n_r, with D_g the diagonal of n_gu.
    """
    B = np.zeros((design.S.shape[1],) * 2)
    for k, rows in design.groups():
        m = design.m[rows].astype(np.float64)
        shared = (m / m.sum(axis=1, keepdims=True)).T @ m
        B += design.W[k] / design.n[k][:, None] * shared
    return B


def _error(design: Design, k: int, rows: Ints, left: Floats, K: Floats) -> Floats:
    """Return the part of V (U, U) that comes from the residuals `left` of group k.

    A ballot contributes K (m∘(ρ − ρ̄)): its residuals, less their own mean because
    its severity is fitted. Units with a single ballot have no error: `nan`.
    """
    m, factor = design.m[rows], fits.small_sample(design.n[k])
    known = np.isfinite(factor)
    rho = np.where(m & known, left, 0.0) * np.where(known, factor, 0.0)
    rho = np.where(m, rho - rho.sum(axis=1, keepdims=True) / m.sum(axis=1)[:, None], 0)
    return fits.covariance(rho @ K.T, design.with_error)
