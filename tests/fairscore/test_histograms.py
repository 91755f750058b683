"""Counts of grades, and means that follow from them."""

from fractions import Fraction

import numpy as np
import pytest

from fairscore import (
    Empty,
    NotFinite,
    OutOfRange,
    ShapeMismatch,
    grade_shares,
    histogram,
    histograms,
    median,
    trimmed_mean,
)
from fairscore.evaluation import trimmed
from fairscore.scheme import Trim

POINTS = [100, 80, 60, 40]


def drawn(seed: int, blank: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    chance = np.random.default_rng(seed)
    Y = chance.integers(0, 5, (40, 3, 2))
    Y[Y == 4] = blank
    return Y


def test_every_answer_is_counted_once_in_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(histograms, "AT_ONCE", 60)
    Y, g = drawn(1, -1), np.arange(40) % 3
    h = histogram(Y, g, 4)
    assert h.shape == (3, 3, 2, 4)
    for group, unit, criterion, grade in np.ndindex(h.shape):
        cells = Y[g == group, unit, criterion]
        assert h[group, unit, criterion, grade] == (cells == grade).sum()


def test_opened_bytes_and_numbers_with_gaps_count_alike() -> None:
    g = np.zeros(40, dtype=np.int64)
    wanted = histogram(drawn(1, -1), g, 4)
    raw = drawn(1, 255).astype(np.uint8)
    assert (histogram(raw, g, 4, blank=255) == wanted).all()
    gaps = np.where(drawn(1, -1) < 0, np.nan, drawn(1, -1))
    assert (histogram(gaps, g, 4) == wanted).all()


def test_a_group_that_is_not_there_has_no_counts() -> None:
    h = histogram(drawn(1, -1), np.zeros(40, dtype=np.int64), 4, n_groups=2)
    assert h.shape[0] == 2
    assert not h[1].any()


GOOD = np.zeros((2, 1, 1))


@pytest.mark.parametrize(
    ("Y", "g", "n", "why"),
    [
        (GOOD[0], [0, 0], 4, ShapeMismatch),
        (GOOD[:0], [], 4, Empty),
        (GOOD, [0, 0], 0, Empty),
        (GOOD, [0], 4, ShapeMismatch),
        (GOOD, [0.0, 0.0], 4, OutOfRange),
        (GOOD, [0, -1], 4, OutOfRange),
        (GOOD + 4, [0, 0], 4, OutOfRange),
        (GOOD - 2, [0, 0], 4, OutOfRange),
        (GOOD + 0.5, [0, 0], 4, OutOfRange),
        (GOOD + np.inf, [0, 0], 4, NotFinite),
    ],
)
def test_what_is_no_grade_is_refused(
    Y: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
    g: list[int],
    n: int,
    why: type[Exception],
) -> None:
    with pytest.raises(why):
        histogram(Y, g, n)


def test_the_highest_and_the_lowest_are_dropped() -> None:
    # 100 100 80 60 60 40: without one of each end (100 + 80 + 60 + 60) / 4.
    assert trimmed_mean([2, 1, 2, 1], 1, POINTS) == pytest.approx(75)
    assert trimmed_mean([2, 1, 2, 1], 0, POINTS) == pytest.approx(440 / 6)


def test_few_answers_are_not_trimmed() -> None:
    h = [[2, 1, 1, 1], [2, 1, 2, 1]]
    assert trimmed_mean(h, 1, POINTS, above=5) == pytest.approx([76, 75])
    assert trimmed_mean([1, 0, 0, 1], 1, POINTS) == pytest.approx(70)


@pytest.mark.parametrize("each", [0, 1, 3])
def test_trimming_is_that_of_the_exact_rule(each: int) -> None:
    chance = np.random.default_rng(each)
    for row in chance.integers(0, 6, (60, 4)):
        above = 2 * each + int(chance.integers(0, 3))
        left = trimmed(row.tolist(), Trim(each, above))
        total = sum(left)
        exact = sum(
            (Fraction(p * n) for p, n in zip(POINTS, left, strict=True)), Fraction(0)
        )
        found = float(trimmed_mean(row, each, POINTS, above=above))
        assert found == pytest.approx(
            float(exact / total) if total else np.nan, nan_ok=True
        )


@pytest.mark.parametrize(("cut", "above"), [(-1, None), (2, 3)])
def test_nothing_would_be_left(cut: int, above: int | None) -> None:
    with pytest.raises(OutOfRange):
        trimmed_mean([1, 1], cut, above=above)


def test_medians_are_those_of_the_answers_written_out() -> None:
    chance = np.random.default_rng(3)
    h = chance.integers(0, 4, (50, 4))
    h[0] = 0
    for row, found in zip(h, median(h, POINTS), strict=True):
        written_out = np.repeat(POINTS, row)
        wanted = np.median(written_out) if len(written_out) else np.nan
        assert found == pytest.approx(wanted, nan_ok=True)


def test_nobody_answered_is_no_number() -> None:
    nobody = np.zeros((2, 3), dtype=np.int64)
    assert np.isnan(trimmed_mean(nobody, 1)).all()
    assert np.isnan(median(nobody)).all()
    assert np.isnan(grade_shares(nobody)).all()


def test_shares_are_of_those_who_answered() -> None:
    assert grade_shares([[2, 1, 1, 0], [0, 0, 0, 5]]) == pytest.approx(
        np.array([[0.5, 0.25, 0.25, 0], [0, 0, 0, 1]])
    )


def test_only_counts_are_taken_for_counts() -> None:
    with pytest.raises(OutOfRange):
        grade_shares([0.5, 0.5])
    with pytest.raises(OutOfRange):
        grade_shares([-1, 2])
    for empty in (np.int64(3), np.zeros((2, 0), dtype=np.int64)):
        with pytest.raises(ShapeMismatch):
            grade_shares(empty)
    with pytest.raises(ShapeMismatch):
        median([1, 2], [1, 2, 3])
