"""Run times of the statistics, at a meeting's size and at half a million ballots."""

import time
from collections.abc import Callable
from typing import Final

import numpy as np

import fairscore
from bench._diagnosis_times import diagnosis_steps, rasch_steps
from bench._meetings import UNITS, Floats

WEIGHTS: Final = (0.4, 0.3, 0.3)
SIZES: Final = {600: (12, 60, 528), 500_000: (12, 50_000, 449_988)}
CRITERIA: Final = np.array([1.0, 1.0, 2.0])


def print_times() -> None:
    """Print seconds of each step for both sizes, and of all steps together."""
    for ballots, sizes in SIZES.items():
        given = _ballots(ballots)
        groups = np.repeat(np.arange(3), sizes)
        total = 0.0
        for name, step in _steps(given, groups).items():
            spent = _seconds(step, 3 if ballots < 10_000 else 1)
            total += spent
            print(f"{ballots:7} × {UNITS} × 3  {name:28} {spent:9.4f} s")
        print(f"{ballots:7} × {UNITS} × 3  {'all of them':28} {total:9.4f} s")
        for name, step in rasch_steps(fairscore.composite(given, CRITERIA)).items():
            print(f"{ballots:7} × {UNITS} × 3  {name:28} {_seconds(step, 1):9.4f} s")


def _ballots(number: int) -> Floats:
    chance = np.random.default_rng(1)
    unit = chance.normal(0, 5, (UNITS, 1))
    voter = chance.normal(0, 4, (number, 1, 1))
    noise = chance.standard_normal((number, UNITS, 3), dtype=np.float32) * 7
    return np.clip(np.round(82 + unit + voter + noise), 0, 100)


def _steps(
    given: Floats, groups: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
) -> dict[str, Callable[[], object]]:
    scores = fairscore.composite(given, CRITERIA)
    blank = scores.copy()
    blank[np.random.default_rng(2).random(blank.shape) < 0.1] = np.nan
    fit = fairscore.group_mean(scores, groups, WEIGHTS)
    sets = fairscore.rank_sets(fit.theta, fit.V, fit.df)
    return {
        "composite": lambda: fairscore.composite(given, CRITERIA),
        "group_mean": lambda: fairscore.group_mean(scores, groups, WEIGHTS),
        "headline, a tenth blank": lambda: fairscore.headline(blank, groups, WEIGHTS),
        "fit_additive": lambda: fairscore.fit_additive(blank),
        "fit_robust": lambda: fairscore.fit_robust(scores, groups, WEIGHTS),
        "score_interval": lambda: fairscore.score_interval(fit),
        "rank_range": lambda: fairscore.rank_range(fit.theta, fit.V, seed=1),
        "rank_sets": lambda: fairscore.rank_sets(fit.theta, fit.V, fit.df),
        "tiers": lambda: fairscore.tiers(sets),
        **diagnosis_steps(scores, groups),
    }


def _seconds(step: Callable[[], object], rounds: int) -> float:
    spent = []
    for _ in range(rounds):
        began = time.perf_counter()
        step()
        spent.append(time.perf_counter() - began)
    return min(spent)
