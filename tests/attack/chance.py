"""How likely is it that blind guessing does as well? Exact where it can be."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, erfc, factorial, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

SHUFFLES: Final = 9_999
SMALLEST: Final = 1e-99
Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How well guesses did, beside what guessing blindly gives."""

    hits: int
    expected: float
    p_hits: float
    nearness: float
    p_nearness: float
    best_pair: str
    best_correlation: float
    p_pair: float

    @property
    def text(self) -> str:
        """Return one line for a report."""
        return (
            f"{self.hits} linked (by chance {self.expected:.0f}, p = {_said(self.p_hits)});"
            f" the right ballot stands {self.nearness:.0%} down the list of guesses"
            f" (by chance 50%, p = {_said(self.p_nearness)});\n   best pair of orders"
            f" |ρ| = {self.best_correlation:.2f} (p = {self.p_pair:.2g}),"
            f" {self.best_pair}"
        )


def _said(p: float) -> str:
    return f"{p:.2g}" if p > SMALLEST else f"below {SMALLEST:g}"


def p_of_hits(sizes: Sequence[int], hits: int) -> float:
    """Return how likely a shuffle within each group leaves `hits` or more in place.

    Exact: the numbers of fixed points of all permutations, group by group.
    """
    chances = np.array([1.0])
    for size in sizes:
        chances = np.convolve(chances, fixed_points(size))
    return float(min(1.0, chances[hits:].sum()))


def fixed_points(size: int) -> Numbers:
    """Return the chance of 0 … `size` fixed points of a random permutation."""
    most = min(size, 150)  # beyond it 1/k! is nothing
    still = [1, 0]
    for n in range(2, min(size, 170) + 1):
        still.append((n - 1) * (still[-1] + still[-2]))
    chances = np.zeros(size + 1)
    for k in range(most + 1):
        left = size - k
        if left < len(still) and size < 170:
            chances[k] = comb(size, k) * still[left] / factorial(size)
        else:
            chances[k] = np.exp(-1) / factorial(k)
    return chances


def shuffled(groups: Places, seed: int) -> Places:
    """Return rows of shuffles, each within the groups."""
    source = np.random.default_rng(seed)
    rows = np.tile(np.arange(groups.size), (SHUFFLES, 1))
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        rows[:, members] = source.permuted(rows[:, members], axis=1)
    return rows


def ranked(values: Numbers, groups: Places) -> Numbers:
    """Return ranks within each group, centred, unknown in the middle; of length one."""
    ranks = np.zeros(values.size)
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        known = members[~np.isnan(values[members])]
        if known.size:
            placed = ranks_of(values[known])
            ranks[known] = placed - placed.mean()
    length = float(np.sqrt((ranks**2).sum()))
    return ranks / length if length else ranks


def ranks_of(values: Numbers) -> Numbers:
    """Return the place of each from 0 to 1; equal ones share the middle of theirs."""
    _distinct, which = np.unique(values, return_inverse=True)
    counts = np.bincount(which)
    middle = np.cumsum(counts) - (counts + 1) / 2
    return np.asarray(middle[which] / max(1, values.size - 1), dtype=np.float64)


def p_of_nearness(ranks: Numbers, groups: Places) -> tuple[float, float]:
    """Return how far down its list each true ballot stands, and its chance.

    Row n holds the places of all ballots in the list of person n, whose own ballot
    is column n; unknown where the groups differ. Mean and spread under shuffling
    within the groups are exact, the chance is read off the normal curve.
    """
    seen, mean, variance = 0.0, 0.0, 0.0
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        own = ranks[np.ix_(members, members)]
        rows, columns = own.mean(axis=1), own.mean(axis=0)
        seen, mean = seen + float(np.trace(own)), mean + float(rows.sum())
        off = own - rows[:, None] - columns[None, :] + own.mean()
        variance += float((off**2).sum()) / max(1, members.size - 1)
    spread = sqrt(variance)
    p = erfc((mean - seen) / spread / sqrt(2)) / 2 if spread else 1.0
    return seen / groups.size, p
