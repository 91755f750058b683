"""The same board gives the same result on another machine.

Another processor, library or number of threads adds in another order: every score of
every ballot is moved here by as much as that moves sums. A figure that follows would
make a new version out of nothing.
"""

import json

import numpy as np
import pytest

from gongping.results import precision
from gongping.results.figures import RollCount, figures_of
from gongping.results.matrix import Matrix, matrix_of
from tests.results.ministry import CRITERIA, ballots, units
from tests.results.worlds import Group, manifest_for, opened_for

NOISE = 1e-12


def _groups(unseen: float) -> list[Group]:
    sizes = (("部领导", 40, 12), ("单位负责人", 20, 30), ("处级干部", 40, 120))
    return [
        Group(name, weight, ballots(size, place, (0.002, unseen), 2026), size)
        for place, (name, weight, size) in enumerate(sizes)
    ]


@pytest.mark.parametrize("unseen", [0.0, 0.05], ids=["complete", "adjusted"])
def test_noise_of_the_last_digits_moves_no_figure(
    monkeypatch: pytest.MonkeyPatch, unseen: float
) -> None:
    groups = _groups(unseen)
    # Twelve units twice: equals, whose order noise would decide.
    groups = [
        Group(g.name, g.weight, [(*b[:48], *b[:48]) for b in g.ballots]) for g in groups
    ]
    manifest = manifest_for(units()[:24], groups, CRITERIA)
    opened = opened_for(manifest, groups)
    roll = {n: RollCount(600, 600) for n in (1, 2, 3)}
    first = json.dumps(figures_of(manifest, opened, roll), sort_keys=True)
    for seed in range(4):
        chance = np.random.default_rng(seed)

        def moved(*given: object, chance: np.random.Generator = chance) -> Matrix:
            exact = matrix_of(*given)  # type: ignore[arg-type]
            noise = 1 + NOISE * chance.uniform(-1, 1, exact.scores.shape)
            return Matrix(
                exact.scores * noise,
                exact.g,
                exact.weights,
                exact.numbers,
                exact.blank,
                exact.cells,
            )

        monkeypatch.setattr(precision, "matrix_of", moved)
        again = json.dumps(figures_of(manifest, opened, roll), sort_keys=True)
        assert again == first
