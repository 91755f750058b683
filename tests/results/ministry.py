"""A whole ministry's vote: 47 units, 600 voters, who differ as people do."""

import csv
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from ballotbox.manifest import UnitRow
from gongping.results.models import Result
from tests.results.worlds import CODE, Group, counted_by, manifest_for
from tests.world import CATEGORIES as KINDS
from tests.world import World

NAMES = Path(__file__).parents[2] / "tools/examples/model_units.csv"
CATEGORIES = {name: (chinese, english) for name, chinese, english in KINDS}
CRITERIA = (
    ("思路清晰", "Clear thinking", 25),
    ("措施可行", "Feasible measures", 25),
    ("业务党建融合", "Joined to party work", 25),
    ("总体评价", "Overall", 25),
)
SIZES = (
    ("部领导", "Leaders", 40, 12),
    ("单位负责人", "Heads", 20, 47),
    ("处级干部", "Cadres", 40, 541),
)
CUTS = (-1.2, 0.55, 1.9)


def ministry_result(
    world: World,
    *,
    blank: float = 0.002,
    unseen: float = 0.0,
    year: int = 2026,
    leaders: int = 12,
    code: str = CODE,
    first: int = 1,
) -> Result:
    """Return the result of the whole ministry; the same each time.

    `first` is the number of the first unit; the others follow it.
    """
    groups = [
        Group(
            name, weight, ballots(size, place, (blank, unseen), year), size + 3, english
        )
        for place, (name, english, weight, size) in enumerate(
            [(*SIZES[0][:3], leaders), *SIZES[1:]]
        )
    ]
    rows = tuple(replace(row, key=row.key + first - 1) for row in units())
    manifest = replace(manifest_for(rows, groups, CRITERIA), poll=code)
    return counted_by(world, manifest, groups)


@cache
def units() -> tuple[UnitRow, ...]:
    """Return the units of the fictional ministry."""
    with NAMES.open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    return tuple(
        UnitRow(n, name, english, *CATEGORIES[category])
        for n, (name, english, category, *_rest) in enumerate(rows, 1)
    )


@cache
def ballots(
    size: int, place: int, blank: tuple[float, float], year: int
) -> tuple[tuple[int, ...], ...]:
    """Return ballots of voters who differ in leniency; a few give the same to all.

    `blank`: the share of single cells, and of whole units of a ballot, that are 不了解.
    """
    chance = np.random.default_rng([size, place, year])
    count, columns = len(units()), len(CRITERIA)
    quality = np.random.default_rng(7).normal(0, 0.55, (count, 1))
    aspect = np.random.default_rng(8).normal(0, 0.2, (count, columns))
    lenient = chance.normal(0, 0.6, (size, 1, 1))
    seen = quality + aspect + chance.normal(0, 0.55, (size, count, 1))
    seen = seen + chance.normal(0, 0.35, (size, count, columns)) + lenient
    grades = np.searchsorted(CUTS, -seen + 0.2)
    grades[chance.random(size) < 0.03] = 0
    grades = np.where(chance.random(grades.shape) < blank[0], 0xFFFF, grades)
    grades[chance.random((size, count)) < blank[1]] = 0xFFFF
    return tuple(tuple(row) for row in grades.reshape(size, -1).tolist())
