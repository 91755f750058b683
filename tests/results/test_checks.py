"""The result without doubtful ballots: a column that must not tell of a few people."""

import numpy as np
import pytest

from gongping.results.checks import Bare, checks_of
from gongping.results.matrix import Matrix

SIZES = (12, 60)
UNITS = 20
BARE = Bare([True] * UNITS, (0.0, 120.0), 10)


def matrix(flat: tuple[int, int]) -> Matrix:
    """Return ballots of two groups, so many of each with one score for all units."""
    chance = np.random.default_rng(5)
    scores = 80 + 6 * chance.standard_normal((sum(SIZES), UNITS))
    for start, number in zip((0, SIZES[0]), flat, strict=True):
        scores[start : start + number] = 80.0
    g = np.repeat(np.arange(2), SIZES)
    return Matrix(scores, g, np.array([0.4, 0.6]), (1, 2), 0, scores.size)


@pytest.mark.parametrize(
    ("flat", "is_given"),
    [((0, 20), True), ((10, 0), False), ((3, 20), False)],
    ids=["many of many", "two leaders left", "nine leaders left"],
)
def test_it_is_given_only_if_enough_of_each_group_are_left(
    flat: tuple[int, int], *, is_given: bool
) -> None:
    found = checks_of(matrix(flat), list(range(UNITS)), BARE)
    assert found is not None
    assert found["flagged"] == sum(flat)
    assert (found["without"] is not None) is is_given


def test_a_unit_of_which_a_group_is_kept_back_has_none() -> None:
    bare = Bare([n != 3 for n in range(UNITS)], (0.0, 120.0), 10)
    found = checks_of(matrix((0, 20)), list(range(UNITS)), bare)
    assert found is not None
    assert set(found["without"]) == {str(n) for n in range(UNITS) if n != 3}
    nothing = checks_of(
        matrix((0, 20)), list(range(UNITS)), Bare([False] * UNITS, (0.0, 120.0), 10)
    )
    assert nothing is not None
    assert nothing["without"] is None


@pytest.mark.parametrize(("weight", "is_given"), [(0.1, True), (0.999, False)])
def test_what_two_left_out_of_a_group_gave_stays_unknown(
    weight: float, *, is_given: bool
) -> None:
    # Two of 20 heads are marked, and twenty of the others. If the heads weigh nearly
    # all, the score without the marked ones says what those two gave.
    chance = np.random.default_rng(5)
    scores = 80 + 6 * chance.standard_normal((80, UNITS))
    scores[[0, 1, *range(20, 40)]] = 80.0
    g = np.repeat(np.arange(2), (20, 60))
    weights = np.array([weight, 1 - weight])
    part = Matrix(scores, g, weights, (1, 2), 0, scores.size)
    found = checks_of(part, list(range(UNITS)), BARE)
    assert found is not None
    assert found["flagged"] == 22
    assert (found["without"] is not None) is is_given
