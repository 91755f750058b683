"""Run times of what is told about ballots beside their scores."""

from collections.abc import Callable
from typing import Final

import numpy as np

import fairscore
from bench._meetings import UNITS, Floats

GRADES: Final = 4
CRITERIA: Final = 3
POINTS: Final = np.array([100.0, 80.0, 60.0, 40.0])

Groups = np.ndarray[tuple[int, ...], np.dtype[np.int64]]


def diagnosis_steps(scores: Floats, groups: Groups) -> dict[str, Callable[[], object]]:
    """Return the steps by name, for complete scores (R, U)."""
    raw = _grades(scores)
    h = fairscore.histogram(raw, groups, GRADES, blank=255)
    blank = scores.copy()
    blank[np.random.default_rng(3).random(blank.shape) < 0.1] = np.nan
    theta, b = fairscore.fit_additive(scores)
    cells = h.sum(axis=0)
    return {
        "histogram": lambda: fairscore.histogram(raw, groups, GRADES, blank=255),
        "trimmed_mean": lambda: fairscore.trimmed_mean(h, 5, POINTS),
        "median": lambda: fairscore.median(h, POINTS),
        "kripp_alpha": lambda: fairscore.kripp_alpha(cells[:, 0], "ordinal"),
        "icc": lambda: fairscore.icc(scores),
        "varcomp": lambda: fairscore.varcomp(scores),
        "varcomp, a tenth blank": lambda: fairscore.varcomp(blank),
        "ballot_flags": lambda: fairscore.ballot_flags(scores, theta, b),
    }


def rasch_steps(scores: Floats) -> dict[str, Callable[[], object]]:
    """Return the optional diagnostic, which no goal of run time holds."""
    better = GRADES - 1 - _grades(scores)
    return {"mfrm": lambda: fairscore.mfrm(better, blank=255)}


def _grades(scores: Floats) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    """Return grades (R, U, K) of a byte, 0 the best, as opened ballots have them."""
    chance = np.random.default_rng(4)
    shape = (len(scores), UNITS, CRITERIA)
    noise = chance.standard_normal(shape, dtype=np.float32) * 4
    places = np.clip((92 - scores[..., None] - noise) / 8, 0, GRADES - 1)
    return np.round(places).astype(np.uint8)
