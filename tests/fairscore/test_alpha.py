"""Krippendorff's alpha against both published sets."""

import math

import numpy as np
import pytest

from fairscore import CannotBeEstimated, NotFinite, OutOfRange, kripp_alpha
from tests.fairscore.published import (
    KRIPPENDORFF_2011,
    KRIPPENDORFF_SECOND,
    counts_of,
)

FIRST, SECOND = counts_of(KRIPPENDORFF_2011), counts_of(KRIPPENDORFF_SECOND)


@pytest.mark.parametrize(
    ("level", "published"),
    [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491), ("ratio", 0.7974)],
)
def test_the_first_set_comes_out(level: str, published: float) -> None:
    assert kripp_alpha(FIRST, level) == pytest.approx(published, abs=5e-5)


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.6914), ("interval", 0.8108)]
)
def test_the_second_set_comes_out(level: str, published: float) -> None:
    assert kripp_alpha(SECOND, level) == pytest.approx(published, abs=5e-5)


def test_items_in_another_order_and_empty_values_change_nothing() -> None:
    for level in ("nominal", "ordinal", "interval", "ratio"):
        again = np.hstack([FIRST[::-1], np.zeros((len(FIRST), 2))])
        assert kripp_alpha(again, level) == pytest.approx(kripp_alpha(FIRST, level))


def test_intervals_may_be_shifted_and_ratios_scaled() -> None:
    shifted = kripp_alpha(FIRST, "interval", [40, 50, 60, 70, 80])
    assert shifted == pytest.approx(kripp_alpha(FIRST, "interval"))
    scaled = kripp_alpha(FIRST, "ratio", [10, 20, 30, 40, 50])
    assert scaled == pytest.approx(kripp_alpha(FIRST, "ratio"))


def test_full_agreement_is_one_and_a_zero_may_be_a_ratio() -> None:
    h = [[3, 0], [0, 3]]
    assert kripp_alpha(h, "nominal") == 1.0
    assert kripp_alpha(h, "ratio", [0, 1]) == 1.0


def test_one_value_throughout_has_no_alpha() -> None:
    assert math.isnan(kripp_alpha([[3, 0], [2, 0]], "ordinal"))


@pytest.mark.parametrize(
    ("h", "level", "points", "why"),
    [
        ([[1, 0], [0, 1]], "nominal", None, CannotBeEstimated),
        ([[2, 0], [0, 2]], "cardinal", None, OutOfRange),
        ([[2.5, 0], [0, 2]], "nominal", None, OutOfRange),
        ([[-1, 2], [0, 2]], "nominal", None, OutOfRange),
        ([[2, 0], [0, 2]], "interval", [2, 1], OutOfRange),
        ([[2, 0], [0, 2]], "ratio", [-1, 1], OutOfRange),
        ([[np.nan, 0], [0, 2]], "nominal", None, NotFinite),
    ],
)
def test_what_is_no_count_or_level_is_refused(
    h: list[list[float]], level: str, points: list[float] | None, why: type[Exception]
) -> None:
    with pytest.raises(why):
        kripp_alpha(h, level, points)
