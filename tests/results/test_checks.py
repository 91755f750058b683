"""The result without doubtful ballots: a column that must not tell of a few people."""

import numpy as np
import pytest

from gongping.results.checks import checks_of
from gongping.results.matrix import Matrix

SIZES = (12, 60)
UNITS = 20
K = 10


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
    found = checks_of(matrix(flat), list(range(UNITS)), K)
    assert found is not None
    assert found["flagged"] == sum(flat)
    assert (found["without"] is not None) is is_given
