"""The goals that the statistics are held to, each measured over many drawn meetings."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import numpy as np
from scipy.stats import kendalltau, rankdata

import fairscore
from bench import _known
from bench._meetings import (
    CLEAN,
    LIKELY,
    SECTORS_CLEAN,
    TARGETS,
    UNITS,
    Floats,
    Meeting,
    Setting,
    gaussian,
    meeting,
)

BLOC: Final = 0.05
OneMeeting: TypeAlias = Callable[[np.random.Generator], float]


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to measure: the mean of `once` over meetings lies in `low` … `high`.

    `share` of the meetings asked for is enough to resolve it.
    """

    name: str
    once: OneMeeting
    low: float = -np.inf
    high: float = np.inf
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured: a mean over meetings and its Monte-Carlo standard error."""

    goal: Goal
    mean: float
    error: float
    meetings: int

    @property
    def is_held(self) -> bool:
        """Tell whether the estimate itself lies within the goal."""
        return self.goal.low <= self.mean <= self.goal.high

    @property
    def is_missed(self) -> bool:
        """Tell whether the estimate is outside by more than three standard errors."""
        reach = 3 * self.error
        return self.mean + reach < self.goal.low or self.mean - reach > self.goal.high


def measure(goal: Goal, meetings: int, seed: int) -> Found:
    """Return the mean over as many drawn meetings, each with a seed of its own."""
    number = max(2, round(meetings * goal.share))
    drawn = np.array(
        [goal.once(np.random.default_rng([seed, n])) for n in range(number)]
    )
    error = float(drawn.std(ddof=1) / np.sqrt(number))
    return Found(goal, float(drawn.mean()), error, number)


def _mean(drawn: Meeting, setting: Setting) -> fairscore.GroupFit:
    return fairscore.group_mean(drawn.scores, drawn.groups, setting.weights)


def _headline(drawn: Meeting, setting: Setting) -> fairscore.GroupFit:
    return fairscore.headline(drawn.scores, drawn.groups, setting.weights).fit


def _robust(drawn: Meeting, setting: Setting) -> Floats:
    return fairscore.fit_robust(drawn.scores, drawn.groups, setting.weights).theta


def _score_coverage(setting: Setting) -> OneMeeting:
    def once(chance: np.random.Generator) -> float:
        drawn = gaussian(setting, chance)
        lo, hi = fairscore.score_interval(_headline(drawn, setting))
        truth = drawn.quality - drawn.quality.mean()
        return float(((lo <= truth) & (truth <= hi)).mean())

    return once


def _rank_coverage(setting: Setting) -> OneMeeting:
    def once(chance: np.random.Generator) -> float:
        drawn = gaussian(setting, chance)
        fit = _headline(drawn, setting)
        lo, hi = fairscore.rank_range(fit.theta, fit.V, seed=1)
        truth = _places(drawn.quality)
        return float(((lo <= truth) & (truth <= hi)).mean())

    return once


def _tier_error(setting: Setting, uneven: float = 0.0) -> OneMeeting:
    """Count meetings of equals in which some unit is set before another."""
    equals = replace(setting, quality=0.0)

    def once(chance: np.random.Generator) -> float:
        deviation = 6.4 * np.exp(chance.normal(0, uneven, UNITS))
        fit = _headline(gaussian(equals, chance, deviation), equals)
        sets = fairscore.rank_sets(fit.theta, fit.V, fit.df)
        return float(fairscore.tiers(sets).max() > 1 or sets.better.any())

    return once


def _set_coverage(setting: Setting, uneven: float = 0.0) -> OneMeeting:
    """Count meetings in which all true places lie in the sets at once."""

    def once(chance: np.random.Generator) -> float:
        deviation = 6.4 * np.exp(chance.normal(0, uneven, UNITS))
        drawn = gaussian(setting, chance, deviation)
        fit = _headline(drawn, setting)
        sets = fairscore.rank_sets(fit.theta, fit.V, fit.df)
        truth = _places(drawn.quality)
        return float(((sets.lo <= truth) & (truth <= sets.hi)).all())

    return once


def _shift(setting: Setting, fit: Callable[[Meeting, Setting], Floats]) -> OneMeeting:
    """Return by how many places a crude bloc lifts its targets."""

    def once(chance: np.random.Generator) -> float:
        seed = int(chance.integers(2**31))
        crowd = replace(setting, bloc=BLOC)
        honest = fit(meeting(setting, np.random.default_rng(seed)), setting)
        bent = fit(meeting(crowd, np.random.default_rng(seed)), crowd)
        return float((_places(honest) - _places(bent))[TARGETS].mean())

    return once


def _tau_gain(
    setting: Setting,
    one: Callable[[Meeting, Setting], Floats],
    other: Callable[[Meeting, Setting], Floats],
) -> OneMeeting:
    """Return how much nearer to the truth `one` orders the units than `other`."""

    def once(chance: np.random.Generator) -> float:
        drawn = meeting(setting, chance)
        nearer, further = one(drawn, setting), other(drawn, setting)
        return _tau(nearer, drawn.quality) - _tau(further, drawn.quality)

    return once


def _largest_adjustment(setting: Setting) -> OneMeeting:
    def once(chance: np.random.Generator) -> float:
        drawn = meeting(setting, chance)
        theta = np.zeros(UNITS)
        for k, weight in enumerate(setting.weights):
            rows = drawn.scores[drawn.groups == k]
            theta += weight * fairscore.fit_additive(rows)[0]
        return float(np.abs(theta - _mean(drawn, setting).theta).max())

    return once


def _tau(one: Floats, other: Floats) -> float:
    return float(kendalltau(one, other).statistic)


def _places(theta: Floats) -> Floats:
    places: Floats = rankdata(-theta, method="min")
    return places


def _theta_mean(drawn: Meeting, setting: Setting) -> Floats:
    return _mean(drawn, setting).theta


def _theta_headline(drawn: Meeting, setting: Setting) -> Floats:
    return _headline(drawn, setting).theta


FEW_LEADERS = replace(CLEAN, sizes=(6, 60, 534))
MANY_LEADERS = replace(CLEAN, sizes=(30, 60, 510))
SMALL = replace(CLEAN, sizes=(5, 20, 100))
CLOSE = replace(CLEAN, quality=0.7)
BLANK = replace(CLEAN, blanks="random")
ONE_SECTOR = replace(SECTORS_CLEAN, beyond=0.0)

GOALS: Final = (
    Goal("score interval, complete", _score_coverage(CLEAN), 0.94, 0.96),
    Goal("score interval, six leaders", _score_coverage(FEW_LEADERS), 0.94, 0.96),
    Goal("score interval, a fifth blank", _score_coverage(BLANK), 0.94, 0.96),
    Goal("score interval, sectors", _score_coverage(SECTORS_CLEAN), 0.94, 0.96),
    Goal("score interval, own sector only", _score_coverage(ONE_SECTOR), 0.94, 0.96),
    Goal("rank range, units far apart", _rank_coverage(CLEAN), 0.95, 0.98),
    Goal("rank range, units close", _rank_coverage(CLOSE), 0.95, 0.98),
    Goal("tiers among equals, 6 leaders", _tier_error(FEW_LEADERS), high=0.07, share=2),
    Goal("tiers among equals, 12 leaders", _tier_error(CLEAN), high=0.07, share=2),
    Goal(
        "tiers among equals, 30 leaders", _tier_error(MANY_LEADERS), high=0.07, share=2
    ),
    Goal(
        "tiers among equals, 12, uneven variances",
        _tier_error(CLEAN, 0.25),
        high=0.07,
        share=2,
    ),
    Goal(
        "tiers among equals, 6, uneven variances",
        _tier_error(FEW_LEADERS, 0.25),
        high=0.07,
        share=2,
    ),
    Goal(
        "tiers among equals, 12, a fifth blank", _tier_error(BLANK), high=0.07, share=2
    ),
    Goal(
        "tiers among equals, groups of 5, 20, 100",
        _tier_error(SMALL),
        high=0.07,
        share=2,
    ),
    Goal("score interval, groups of 5, 20, 100", _score_coverage(SMALL), 0.94, 0.96),
    Goal(
        "tiers among equals, 12, sectors",
        _tier_error(SECTORS_CLEAN),
        high=0.07,
        share=2,
    ),
    Goal(
        "tiers among equals, 12, own sector only",
        _tier_error(ONE_SECTOR),
        high=0.07,
        share=2,
    ),
    Goal("rank sets hold together, far apart", _set_coverage(CLEAN), low=0.93),
    Goal("rank sets hold together, close", _set_coverage(CLOSE, 0.25), low=0.93),
    *(
        Goal(f"places by known V, {name}", _known.simultaneous(table), 0.94, high, 10)
        for name, table, high in (
            ("equals", _known.EQUALS, 0.96),
            ("correlated equals", _known.CORRELATED, 0.96),
            ("uneven errors", _known.UNEVEN, np.inf),
            ("a ladder", _known.LADDER, np.inf),
        )
    ),
    Goal(
        "one place by known V, equals",
        _known.marginal(_known.EQUALS),
        0.94,
        0.96,
        share=10,
    ),
    Goal(
        "one place by known V, uneven errors",
        _known.marginal(_known.UNEVEN),
        0.94,
        share=10,
    ),
    Goal("adjusted − mean, complete", _largest_adjustment(CLEAN), high=1e-9, share=0.1),
    Goal("tau given up by Tukey", _tau_gain(CLEAN, _theta_mean, _robust), high=0.006),
    Goal("… straight lines and favour", _tau_gain(LIKELY, _theta_mean, _robust)),
    Goal("bloc, complete: mean", _shift(CLEAN, _theta_mean)),
    Goal("bloc, complete: Tukey", _shift(CLEAN, _robust), high=0.8),
    Goal("bloc, sectors: mean", _shift(SECTORS_CLEAN, _theta_mean)),
    Goal("bloc, sectors: adjusted", _shift(SECTORS_CLEAN, _theta_headline)),
    Goal("bloc, sectors: Tukey", _shift(SECTORS_CLEAN, _robust), high=1.2),
    Goal(
        "tau won by adjusting, sectors",
        _tau_gain(SECTORS_CLEAN, _theta_headline, _theta_mean),
        low=0.10,
    ),
)
