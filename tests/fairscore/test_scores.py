"""Scores against sums done by hand, in exact numbers."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from fairscore import ShapeMismatch, WeightsMalformed, score_counts

POINTS = (100, 80, 60, 40)


def test_the_composite_is_the_weighted_mean_of_group_means() -> None:
    # Leaders: (2·100 + 2·80) / 4 = 90. Cadres: (1·100 + 3·80 + 4·60) / 8 = 72.5.
    # With 40 : 60 it is 36 + 43.5 = 79.5; 不了解 (5) is in no mean.
    counts = np.array([[[[2, 2, 0, 0, 0]]], [[[1, 3, 4, 0, 5]]]])
    scores = score_counts(counts, POINTS, [1], [40, 60])
    assert scores.by_group == ((Fraction(90),), (Fraction(145, 2),))
    assert scores.composite == (Fraction(159, 2),)
    assert scores.by_criterion == ((Fraction(159, 2),),)


def test_criteria_count_by_their_weights() -> None:
    # 100 with weight 60 and 60 with weight 40: 84.
    counts = np.array([[[[3, 0, 0, 0, 0], [0, 0, 3, 0, 0]]]])
    scores = score_counts(counts, POINTS, [Decimal(60), Decimal(40)], [1])
    assert scores.composite == (Fraction(84),)
    assert scores.by_criterion == ((Fraction(100), Fraction(60)),)


def test_a_group_without_grades_is_neither_zero_nor_left_out() -> None:
    counts = np.array([[[[0, 0, 0, 0, 4]]], [[[1, 3, 4, 0, 0]]]])
    scores = score_counts(counts, POINTS, [1], [40, 60])
    assert scores.by_group[0] == (None,)
    assert scores.composite == (None,)


def test_a_group_without_weight_is_not_needed() -> None:
    counts = np.array([[[[0, 0, 0, 0, 4]]], [[[4, 0, 0, 0, 0]]]])
    assert score_counts(counts, POINTS, [1], [0, 1]).composite == (Fraction(100),)


@pytest.mark.parametrize("weights", [[-1, 2], [0, 0]])
def test_weights_that_make_no_mean_are_refused(weights: list[int]) -> None:
    counts = np.ones((2, 1, 1, 5), dtype=np.int64)
    with pytest.raises(WeightsMalformed):
        score_counts(counts, POINTS, [1], weights)


@pytest.mark.parametrize("shape", [(1, 1, 1, 5), (2, 1, 2, 5), (2, 1, 1, 4), (2, 1, 5)])
def test_counts_that_do_not_fit_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ShapeMismatch):
        score_counts(np.ones(shape, dtype=np.int64), POINTS, [1], [1, 1])
