"""How the invented voters grade: units differ a little, voters in leniency."""

import numpy as np
from numpy.typing import NDArray

NO_OPINION = 0xFFFF
SHARE_WITHOUT_OPINION = 0.02
UNIT_SPREAD = 0.55
VOTER_SPREAD = 0.7
CRITERION_SPREAD = 0.25
NOISE = 0.8
STEPS = (0.45, -1.35, -2.6)

Grades = NDArray[np.int64]


def invented_grades(
    voters: int, units: int, criteria: int, seed: int
) -> NDArray[np.int64]:
    """Return grades (voters, units, criteria), 0 best; `NO_OPINION` where blank."""
    random = np.random.default_rng(seed)
    quality = random.normal(0, UNIT_SPREAD, (1, units, 1))
    profile = random.normal(0, CRITERION_SPREAD, (1, units, criteria))
    leniency = random.normal(0.1, VOTER_SPREAD, (voters, 1, 1))
    noise = random.normal(0, NOISE, (voters, units, criteria))
    felt = quality + profile + leniency + noise
    grades = sum((felt < step).astype(np.int64) for step in STEPS)
    blank = random.random((voters, units, criteria)) < SHARE_WITHOUT_OPINION
    return np.where(blank, NO_OPINION, grades)
