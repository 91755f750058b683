"""What a second release, or a second filter, would give away."""

import numpy as np
import pytest

from fairscore import (
    OutOfRange,
    Release,
    ShapeMismatch,
    filters_publishable,
    second_release,
)
from fairscore.inputs import Flags

FIRST = [12, 47, 500]


@pytest.mark.parametrize(
    ("after", "groups", "overall"),
    [
        ([12, 47, 500], (True, True, True), True),
        ([12, 47, 520], (True, True, True), True),
        ([12, 47, 503], (True, True, False), False),
        ([15, 47, 520], (False, True, False), True),
        ([15, 49, 500], (False, False, True), False),
        ([18, 53, 500], (False, False, True), True),
    ],
)
def test_a_few_late_ballots_are_not_released_alone(
    after: list[int], groups: tuple[bool, ...], overall: bool
) -> None:
    assert second_release(FIRST, after) == Release(groups, overall)


@pytest.mark.parametrize(
    ("after", "why"),
    [
        ([12, 47], ShapeMismatch),
        ([11, 47, 500], OutOfRange),
        ([12.5, 47, 500], OutOfRange),
    ],
)
def test_a_release_that_is_no_later_one_is_refused(
    after: list[float], why: type[Exception]
) -> None:
    with pytest.raises(why):
        second_release(FIRST, after)


def members(*spans: tuple[int, int], of: int = 60) -> Flags:
    rows = np.zeros((len(spans), of), dtype=np.bool_)
    for row, (start, end) in zip(rows, spans, strict=True):
        row[start:end] = True
    return rows


def test_filters_that_differ_by_a_few_are_not_both_shown() -> None:
    spans = members((0, 30), (0, 33), (0, 45), (30, 60))
    assert filters_publishable(spans).tolist() == [True, False, True, True]


def test_a_filter_holds_k_and_leaves_out_none_or_k() -> None:
    spans = members((0, 9), (0, 51), (0, 60), (0, 50))
    assert filters_publishable(spans).tolist() == [False, False, True, True]


def test_filters_are_truth_values_of_ballots() -> None:
    with pytest.raises(ShapeMismatch):
        filters_publishable(np.ones(3, dtype=np.bool_))
    with pytest.raises(OutOfRange):
        filters_publishable(np.ones((2, 3)))
