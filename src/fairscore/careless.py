"""What may mark a ballot as careless or agreed upon (measurement §4.7).

Each check returns one truth value per ballot. Curran 2016 and Meade and Craig 2012
describe them; none proves anything of a single ballot, and a good voter may trip one.
Checks in which ballots are compared with the meeting use robust z: the distance from
the median in units of the median distance, so that many careless ballots do not hide
each other.
"""

import numpy as np

from fairscore.inputs import Flags, Floats

FAR = 3.5
"""A robust z beyond this is far from the meeting (Iglewicz and Hoaglin 1993)."""
SMALL = 1e-9
NORMAL_MEDIAN, NORMAL_MEAN = 0.6744897501960817, 0.7978845608028654
"""Median and mean of |z| of a standard normal z."""


def constant(cells: Floats) -> Flags:
    """Tell which ballots gave the same to all: range 0 over two answers or more."""
    several = (~np.isnan(cells)).sum(axis=1) > 1
    found: Flags = several & ~_varied(cells)
    return found


def long_run(cells: Floats) -> Flags:
    """Tell whose longest run of one and the same answer is far above the meeting's."""
    return robust_z(longest_run(cells)) > FAR


def longest_run(cells: Floats) -> Floats:
    """Return the length of each ballot's longest run of equal answers, in order."""
    longest = np.zeros(len(cells))
    run = np.zeros(len(cells))
    before = np.full(len(cells), np.nan)
    for column in cells.T:
        answered = ~np.isnan(column)
        run = np.where(np.abs(column - before) <= SMALL, run + 1, answered)
        longest = np.maximum(longest, run)
        before = column
    return longest


def little_variation(cells: Floats) -> Flags:
    """Tell whose own answers vary far less than those of the meeting's ballots."""
    answered = ~np.isnan(cells)
    n = answered.sum(axis=1)
    own = np.divide(np.nansum(cells, axis=1), n, out=np.zeros(len(n)), where=n > 0)
    left = np.where(answered, cells - own[:, None], 0.0)
    freedom = np.where(n > 1, n - 1, np.nan)
    return robust_z(np.sqrt(np.square(left).sum(axis=1) / freedom)) < -FAR


def far_from_all(residuals: Floats) -> Flags:
    """Tell whose log residual mean square is far above the meeting's."""
    answered = ~np.isnan(residuals)
    n = answered.sum(axis=1)
    total = np.square(np.where(answered, residuals, 0.0)).sum(axis=1)
    square = total / np.where(n > 1, n, np.nan)
    typical = np.nanmedian(square) if np.isfinite(square).any() else np.nan
    floor = max(float(np.nan_to_num(typical)) * SMALL, SMALL**2)
    return robust_z(np.log(square + floor)) > FAR


def copies(cells: Floats) -> Flags:
    """Tell which ballots are not constant and the same as another to the last cell."""
    rows = np.ascontiguousarray(np.where(np.isnan(cells), np.inf, np.round(cells, 6)))
    rows += 0.0  # one zero, not two
    keys = rows.view(np.dtype((np.void, rows.itemsize * rows.shape[1]))).ravel()
    _, which, how_many = np.unique(keys, return_inverse=True, return_counts=True)
    found: Flags = (how_many[which] > 1) & _varied(cells)
    return found


def robust_z(x: Floats) -> Floats:
    """Return .6745 (x − median) / median |x − median|; 0 where it cannot be told.

    If half of all are equal, the mean distance takes the median's place; if all are,
    nobody is far.
    """
    z = np.zeros(len(x))
    known = np.isfinite(x)
    if not known.any():
        return z
    left = x[known] - np.median(x[known])
    spread = float(np.median(np.abs(left))) / NORMAL_MEDIAN
    if spread <= SMALL:
        spread = float(np.abs(left).mean()) / NORMAL_MEAN
    if spread > SMALL:
        z[known] = left / spread
    return z


def _varied(cells: Floats) -> Flags:
    low = np.where(np.isnan(cells), np.inf, cells).min(axis=1)
    high = np.where(np.isnan(cells), -np.inf, cells).max(axis=1)
    found: Flags = high - low > SMALL
    return found
