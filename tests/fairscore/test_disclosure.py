"""What may be shown: small groups, what follows from them, and unanimity."""

import itertools

import numpy as np
import pytest

from fairscore import (
    Disclosure,
    OutOfRange,
    ShapeMismatch,
    disclosure_of,
    publishable,
    unanimous,
)


def counts(
    *groups: list[list[int]],
) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    """Counts of one unit: groups, criteria, grades and 不了解."""
    return np.array(groups, dtype=np.int64)


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ((12, 47, 541), (True, True, True)),
        ((4, 47, 541), (False, False, True)),
        ((47, 4, 12), (True, False, False)),
        ((4, 3, 541), (False, False, False)),
        ((4, 7, 541), (False, False, True)),
        ((9,), (False,)),
        ((0, 47, 541), (False, True, True)),
        ((), ()),
    ],
)
def test_a_small_group_takes_another_with_it(
    sizes: tuple[int, ...], shown: tuple[bool, ...]
) -> None:
    assert tuple(publishable(sizes)) == shown


def test_no_single_group_and_no_few_ballots_are_ever_left_over() -> None:
    for sizes in itertools.product((0, 3, 6, 9, 10, 40), repeat=3):
        shown = publishable(sizes)
        hidden = [n for n, is_shown in zip(sizes, shown, strict=True) if not is_shown]
        hidden = [n for n in hidden if n]
        assert all(n >= 10 for n, s in zip(sizes, shown, strict=True) if s)
        assert not hidden or not any(shown) or (len(hidden) > 1 and sum(hidden) >= 10)


@pytest.mark.parametrize(
    ("row", "is_unanimous"),
    [
        ([0, 12, 0, 0, 0], True),
        ([0, 11, 1, 0, 0], False),
        ([0, 0, 0, 0, 12], True),
        ([0, 50, 0, 0, 0], False),
        ([0, 0, 0, 0, 0], False),
    ],
)
def test_a_small_group_that_agrees_gives_everybody_away(
    row: list[int], is_unanimous: bool
) -> None:
    assert unanimous(np.array(row)) is is_unanimous


MIXED = [[6, 5, 1, 0, 0]]
AGREED = [[12, 0, 0, 0, 0]]
LARGE = [[200, 200, 100, 5, 5]]


def test_large_mixed_groups_are_shown() -> None:
    assert disclosure_of(counts(MIXED, LARGE), 10, (True, True)) == Disclosure(
        (True, True), overall=True
    )


def test_a_unanimous_group_hides_the_smallest_other() -> None:
    heads = [[20, 20, 5, 1, 1]]
    found = disclosure_of(counts(AGREED, heads, LARGE), 10, (True, True, True))
    assert found == Disclosure((False, False, True), overall=True)


def test_two_groups_that_agree_with_each_other_need_a_third() -> None:
    heads = [[30, 0, 0, 0, 0]]
    found = disclosure_of(counts(AGREED, heads, LARGE), 10, (True, True, True))
    assert found == Disclosure((False, False, False), overall=True)


def test_few_grades_among_many_ballots_are_few() -> None:
    mostly_blank = [[2, 2, 0, 0, 400], [200, 100, 50, 1, 53]]
    rest = [[20, 15, 8, 4, 0], [20, 15, 8, 4, 0]]
    found = disclosure_of(counts(mostly_blank, rest), 10, (True, True))
    assert found == Disclosure((False, False), overall=True)


def test_a_group_hidden_throughout_stays_hidden() -> None:
    found = disclosure_of(counts(MIXED, MIXED, LARGE), 10, (False, False, True))
    assert found == Disclosure((False, False, True), overall=True)


def test_alone_and_small_the_score_goes_too() -> None:
    few = [[2, 2, 1, 0, 0]]
    assert disclosure_of(counts(few), 10, (False,)) == Disclosure((False,), False)
    assert disclosure_of(counts(AGREED), 10, (True,)) == Disclosure((False,), False)


def test_nobody_graded_hides_nothing() -> None:
    nobody = [[0, 0, 0, 0, 12]]
    found = disclosure_of(counts(nobody, LARGE), 10, (True, True))
    assert found == Disclosure((False, True), overall=True)


def test_cells_are_hidden_where_they_would_give_groups_away() -> None:
    heads = [[20, 20, 5, 1, 1]]
    cells = np.array([[MIXED, AGREED], [heads, heads], [LARGE, LARGE]])
    mask = publishable([12, 47, 515], cells)
    assert mask.tolist() == [[True, False], [True, False], [True, True]]


def test_no_units_make_an_empty_mask() -> None:
    none = np.zeros((2, 0, 1, 5), dtype=np.int64)
    assert publishable([12, 47], none).shape == (2, 0)


def test_a_threshold_below_the_floor_is_refused() -> None:
    for refused in (4, 0, -1):
        with pytest.raises(OutOfRange):
            publishable([12, 47], k=refused)
        with pytest.raises(OutOfRange):
            disclosure_of(counts(MIXED), refused, (True,))
    assert publishable([5, 47], k=5).tolist() == [True, True]


@pytest.mark.parametrize(
    ("n", "cells", "why"),
    [
        ([[12]], None, ShapeMismatch),
        ([12.5], None, OutOfRange),
        ([-1], None, OutOfRange),
        ([12], np.zeros((2, 1, 1, 5), dtype=np.int64), ShapeMismatch),
        ([12], np.zeros((1, 1, 5), dtype=np.int64), ShapeMismatch),
        ([12], np.full((1, 1, 1, 5), -1), OutOfRange),
    ],
)
def test_only_counts_can_be_published(
    n: object, cells: object, why: type[Exception]
) -> None:
    with pytest.raises(why):
        publishable(n, cells)  # type: ignore[arg-type]
