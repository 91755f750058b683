"""What a weighted fit is, and how the errors of groups make the error of the whole.

Every estimate here is, to first order, a sum of one contribution per ballot. With the
contributions of a group as rows of E, centred over ballots and over units, EᵀE is the
covariance of that group's part: errors follow from ballots, never from cells, because
one ballot scores many units (measurement §1.1, §4.3).
"""

from dataclasses import dataclass

import numpy as np

from fairscore.design import Design
from fairscore.errors import CannotBeEstimated
from fairscore.inputs import Flags, Floats, Ints
from fairscore.rounding import steady

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

    `V` is that of the scores less the mean of the units that have an error (`centre`):
    what is not known of one unit must not enter the errors of the others.
    """

    theta: Floats
    V: Floats
    df: Floats
    n: Ints

    def steady(self) -> "GroupFit":
        """Return the fit with the digits that are the same on every machine."""
        theta, V, df = (steady(x) for x in (self.theta, self.V, self.df))
        return GroupFit(theta, V, df, self.n)

    @property
    def centre(self) -> float:
        """Return the mean score that `V` speaks of; of all, if none has an error."""
        known = np.isfinite(np.diagonal(self.V))
        return float((self.theta[known] if known.any() else self.theta).mean())


def contrast(V: Floats) -> float:
    """Return M / (M − 1) of the M units that have an error: from V_uu to a variance.

    Scores less their mean over M units vary (M − 1) / M as much as by themselves.
    Raises `CannotBeEstimated` for fewer than two, which have no mean to be less than.
    """
    known = int(np.isfinite(np.diagonal(V)).sum())
    if known < 2:
        raise CannotBeEstimated("fewer than two units have an error")
    return known / (known - 1)


def small_sample(n: Ints) -> Floats:
    """Return √(n / (n − 1)) of the ballots n of each unit; `nan` below two."""
    enough = np.where(n > 1, n, np.nan)
    factor: Floats = np.sqrt(enough / (enough - 1))
    return factor


def covariance(E: Floats, with_error: Flags) -> Floats:
    """Return EᵀE (U, U) of contributions (R, U), centred over units with an error.

    The others have `nan` for covariance, and no part in the centre.
    """
    V: Floats = np.full((E.shape[1],) * 2, np.nan)
    rows = E[:, with_error]
    if rows.size:
        rows = rows - rows.mean(axis=1, keepdims=True)
        V[np.ix_(with_error, with_error)] = rows.T @ rows
    return V


def joined(theta: Floats, parts: Floats, design: Design) -> GroupFit:
    """Return the fit whose variance is the sum of `parts` (G, U, U)."""
    V = parts.sum(axis=0)
    noise = noise_of(theta)
    V[np.abs(V) <= noise] = 0.0
    counts = design.W > 0
    shares = np.diagonal(parts, axis1=1, axis2=2)[counts]
    df = satterthwaite(shares, design.n[counts], noise)
    return GroupFit(theta, V, df, design.n)


def noise_of(theta: Floats) -> float:
    """Return below what a variance of scores (U,) is rounding noise, hence zero."""
    return NEGLIGIBLE * float(np.square(theta).max())


def satterthwaite(shares: Floats, n: Ints, noise: float) -> Floats:
    """Return (Σ a)² / Σ a² / (n − 1) over groups, shapes (G, U); else `nan`.

    `shares` are the variances a_gu that groups put in, `n` the ballots they rest on;
    what is not above `noise` is rounding.
    """
    total = shares.sum(axis=0)
    usable = total > noise
    spread = (np.square(shares) / np.maximum(n - 1, 1)).sum(axis=0)
    df: Floats = np.full(len(total), np.nan)
    df[usable] = np.square(total[usable]) / spread[usable]
    return df
