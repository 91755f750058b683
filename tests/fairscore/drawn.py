"""Ballots for tests: drawn from a seed, or given cell by cell."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
NAN = float("nan")
WEIGHTS = (0.4, 0.3, 0.3)


def ballots(
    sizes: tuple[int, ...] = (5, 9, 30),
    units: int = 8,
    blank: float = 0.0,
    seed: int = 1,
) -> tuple[Floats, NDArray[np.int64]]:
    """Return scores (R, U) and groups (R,); every unit is seen by each first ballot."""
    chance = np.random.default_rng(seed)
    groups = np.repeat(np.arange(len(sizes)), sizes)
    voters = chance.normal(0, 4, (len(groups), 1))
    scores = 80 + voters + chance.normal(0, 3, units)
    scores = scores + chance.normal(0, 5, (len(groups), units))
    gone = chance.random(scores.shape) < blank
    gone[np.searchsorted(groups, np.arange(len(sizes)))] = False
    scores[gone] = NAN
    return scores, groups


def by_sector(seed: int = 1, units: int = 8) -> tuple[Floats, NDArray[np.int64]]:
    """Return ballots of which only the first group's join the two halves of units."""
    scores, groups = ballots((6, 20, 30), units, seed=seed)
    half = np.arange(len(groups)) % 2 == 0
    outside = groups > 0
    scores[np.ix_(outside & half, np.arange(units) < units // 2)] = NAN
    scores[np.ix_(outside & ~half, np.arange(units) >= units // 2)] = NAN
    return scores, groups
