"""Meetings that never were: ballots drawn from a known truth.

Three voter groups of very unequal size, the smallest the leaders with most weight; 47
units, three criteria, whole scores that stop at 100. Voters differ in leniency, in
spread and in halo (what they think of a unit enters all criteria). Every group sees the
same quality. The values are assumptions: no real ballots were seen.
"""

from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from fairscore import composite

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Blanks = Literal["none", "random", "sectors"]

UNITS: Final = 47
SECTORS: Final = 6
TARGETS: Final = np.array([20, 24, 28])
"""Places, from the best, of the units that a bloc wants to lift."""
TOP: Final = 100.0
GRUDGED: Final = 74.0
"""The most that a crude bloc gives to units that are not its targets."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a meeting is drawn from; deviations are in points of 100."""

    sizes: tuple[int, ...] = (12, 60, 528)
    weights: tuple[float, ...] = (0.4, 0.3, 0.3)
    quality: float = 5.0
    leniency: float = 4.0
    spread: float = 0.25
    halo: float = 5.0
    noise: float = 4.0
    middle: float = 82.0
    straight: float = 0.0
    favour: float = 0.0
    bloc: float = 0.0
    blanks: Blanks = "none"
    beyond: float = 0.1
    sector_leniency: float = 6.0

    @property
    def groups(self) -> Ints:
        """Return the group of each ballot."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Drawn ballots: scores (R, U), groups (R,), and the quality (U,) behind them."""

    scores: Floats
    groups: Ints
    quality: Floats


CLEAN: Final = Setting()
LIKELY: Final = replace(CLEAN, straight=0.05, favour=8.0)
SECTORS_CLEAN: Final = replace(CLEAN, blanks="sectors")


def meeting(setting: Setting, chance: np.random.Generator) -> Meeting:
    """Return a meeting with three criteria, whole scores and a ceiling.

    Units are numbered by quality, best first, so that a target's place is its index.
    """
    groups, quality = setting.groups, _quality(setting, chance)
    sector = chance.integers(0, SECTORS, len(groups))
    of_unit = chance.permutation(UNITS) % SECTORS
    opinion = _opinions(setting, quality, sector, chance)
    own = chance.integers(0, UNITS, len(groups))
    outside = np.flatnonzero(groups > 0)
    opinion[outside, own[outside]] += setting.favour
    noise = chance.normal(0, setting.noise, (*opinion.shape, 3))
    given = np.clip(np.round(opinion[:, :, None] + noise), 0, TOP)
    lazy = chance.random(len(groups)) < setting.straight
    given[lazy] = np.round(given[lazy].mean(axis=(1, 2), keepdims=True))
    blank = _blank(setting, sector, of_unit, chance)
    _collude(setting, given, blank, chance)
    scores = composite(given, np.ones(3))
    scores[blank] = np.nan
    return Meeting(scores, groups, quality)


def gaussian(
    setting: Setting, chance: np.random.Generator, deviation: Floats | float = 6.4
) -> Meeting:
    """Return a meeting of Gaussian scores; `deviation` may differ from unit to unit."""
    groups, quality = setting.groups, _quality(setting, chance)
    shape = (len(groups), UNITS)
    scores = quality + chance.normal(0, setting.leniency, (len(groups), 1))
    scores = scores + chance.normal(0, 1, shape) * deviation
    sector = chance.integers(0, SECTORS, len(groups))
    of_unit = chance.permutation(UNITS) % SECTORS
    scores[_blank(setting, sector, of_unit, chance)] = np.nan
    return Meeting(scores, groups, quality)


def _quality(setting: Setting, chance: np.random.Generator) -> Floats:
    return setting.middle + np.sort(chance.normal(0, setting.quality, UNITS))[::-1]


def _opinions(
    setting: Setting, quality: Floats, sector: Ints, chance: np.random.Generator
) -> Floats:
    """Return what each voter thinks of each unit, halo and leniency included."""
    voters = len(sector)
    slope = np.exp(chance.normal(0, setting.spread, (voters, 1)))
    severity = chance.normal(0, setting.leniency, voters)
    if setting.blanks == "sectors":
        severity += chance.normal(0, setting.sector_leniency, SECTORS)[sector]
    halo = chance.normal(0, setting.halo, (voters, UNITS))
    away = slope * (quality - setting.middle + halo)
    opinions: Floats = setting.middle + severity[:, None] + away
    return opinions


def _collude(
    setting: Setting, given: Floats, blank: Flags, chance: np.random.Generator
) -> None:
    """Let a bloc outside the leaders give its targets all and others little.

    It scores its targets wherever they are.
    """
    outside = np.flatnonzero(setting.groups > 0)
    size = round(setting.bloc * len(given))
    bloc = chance.choice(outside, size, replace=False)
    given[bloc] = np.minimum(given[bloc], GRUDGED)
    given[np.ix_(bloc, TARGETS)] = TOP
    blank[np.ix_(bloc, TARGETS)] = False


def _blank(
    setting: Setting, sector: Ints, of_unit: Ints, chance: np.random.Generator
) -> Flags:
    """Return what is blank: a fifth at random, or most beyond a voter's sector.

    Leaders see all sectors.
    """
    drawn = chance.random((len(sector), UNITS))
    if setting.blanks == "random":
        return drawn < 0.2
    if setting.blanks == "none":
        return np.zeros(drawn.shape, dtype=np.bool_)
    elsewhere = of_unit != sector[:, None]
    blank: Flags = elsewhere & (drawn >= setting.beyond)
    blank[setting.groups == 0] = False
    return blank
