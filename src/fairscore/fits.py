"""What a weighted fit is, and how the errors of groups make the error of the whole.

Every estimate here is, to first order, a sum of one contribution per ballot. With the
contributions of a group as rows of E, centred over ballots and over units, EᵀE is the
covariance of that group's part: errors follow from ballots, never from cells, because
one ballot scores many units (measurement §1.1, §4.3).
"""

from dataclasses import dataclass

import numpy as np

from fairscore.design import Design
from fairscore.inputs import Floats, Ints

NEGLIGIBLE = 1e-20
"""A variance below this share of the squared scores is rounding noise, hence zero."""


@dataclass(frozen=True, slots=True)
class GroupFit:
    """Scores of units with their errors.

    `theta` (U,): the scores. `V` (U, U): covariance of the scores less their mean
    over units. `df` (U,): Satterthwaite's degrees of freedom. `n` (G, U): how many
    ballots of each group scored each unit.

    A unit scored by fewer than two ballots of a group that counts has `nan` in its
    row and column of `V` and in `df`: its error cannot be estimated. So has `df`
    where nobody differs, since a variance of zero is not an error of zero.
    """

    theta: Floats
    V: Floats
    df: Floats
    n: Ints


def small_sample(n: Ints) -> Floats:
    """Return √(n / (n − 1)) of the ballots n of each unit; `nan` below two."""
    enough = np.where(n > 1, n, np.nan)
    factor: Floats = np.sqrt(enough / (enough - 1))
    return factor


def covariance(E: Floats) -> Floats:
    """Return EᵀE (U, U) of contributions (R, U), centred over units.

    A column of `nan` stays out of the others' centre and has `nan` for covariance.
    """
    with_error = np.isfinite(E).all(axis=0)
    rows = np.where(with_error, E, 0.0)
    rows -= rows.mean(axis=1, keepdims=True)
    V: Floats = rows.T @ rows
    V[~with_error] = V[:, ~with_error] = np.nan
    return V


def joined(theta: Floats, parts: Floats, design: Design) -> GroupFit:
    """Return the fit whose variance is the sum of `parts` (G, U, U)."""
    V = parts.sum(axis=0)
    noise = NEGLIGIBLE * float(np.square(theta).max())
    V[np.abs(V) <= noise] = 0.0
    counts = design.W > 0
    shares = np.diagonal(parts, axis1=1, axis2=2)[counts]
    df = _satterthwaite(shares, design.n[counts], noise)
    return GroupFit(theta, V, df, design.n)


def _satterthwaite(shares: Floats, n: Ints, noise: float) -> Floats:
    """Return (Σ a)² / Σ a² / (n − 1) over groups, shapes (G, U); else `nan`."""
    total = shares.sum(axis=0)
    usable = total > noise
    spread = (np.square(shares) / np.maximum(n - 1, 1)).sum(axis=0)
    df: Floats = np.full(len(total), np.nan)
    df[usable] = np.square(total[usable]) / spread[usable]
    return df
