"""What planned sizes mean, against the numbers of the specification."""

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from fairscore import (
    CannotBeEstimated,
    NotFinite,
    OutOfRange,
    ShapeMismatch,
    WeightsMalformed,
    advice,
)

DEMO = ([12, 47, 541], [40, 20, 40])


def test_twelve_leaders_at_40_percent_carry_92_percent_of_the_uncertainty() -> None:
    found = advice(*DEMO)
    assert round(found.n_eff) == 69
    assert round(float(found.shares[0]) * 100) == 92
    assert found.shares.sum() == pytest.approx(1)


def test_equal_voters_are_worth_their_number() -> None:
    found = advice([60, 540], [10, 90])
    assert found.n_eff == pytest.approx(600)
    assert found.shares == pytest.approx([0.1, 0.9])


def test_weights_count_by_their_proportions() -> None:
    assert advice([12, 47, 541], [2, 1, 2]).n_eff == pytest.approx(advice(*DEMO).n_eff)


def test_a_group_without_weight_has_no_part() -> None:
    found = advice([0, 50], [0, 1])
    assert found.n_eff == pytest.approx(50)
    assert found.shares.tolist() == [0, 1]


def test_small_groups_are_told_and_who_is_hidden_with_them() -> None:
    found = advice([4, 9, 47, 541], [1, 1, 1, 1], k=10)
    assert found.too_small.tolist() == [True, False, False, False]
    assert found.below_k.tolist() == [True, True, False, False]
    assert found.hidden_with_them.tolist() == [False] * 4
    alone = advice([9, 47, 541], [1, 1, 1])
    assert alone.hidden_with_them.tolist() == [False, True, False]
    assert not advice(*DEMO).hidden_with_them.any()


def test_weights_say_who_is_hidden_and_whether_any_score_is_left() -> None:
    assert advice([7, 12, 59], [40, 1, 59]).hidden_with_them.tolist() == [0, 0, 1]
    assert not advice([7, 12, 59], [40, 1, 59]).withholds_all
    assert advice([7, 200], [97, 3]).withholds_all
    assert not advice([7, 200], [90, 10]).withholds_all
    assert not advice(*DEMO).withholds_all


def test_two_named_units_are_compared_by_the_normal_law() -> None:
    found = advice([100], [1])
    assert found.of_two == pytest.approx(
        stats.norm.ppf(0.975) * math.sqrt(2 / 100), rel=1e-3
    )
    assert found.of_all == pytest.approx(found.of_two)


def test_any_two_of_47_must_lie_further_apart() -> None:
    found = advice(*DEMO, units=47)
    wanted = stats.studentized_range.ppf(0.95, 47, 1e6) / math.sqrt(found.n_eff)
    assert found.of_all == pytest.approx(wanted, rel=1e-3)
    assert found.of_all > found.of_two


@pytest.mark.parametrize(
    ("n", "W", "error"),
    [
        ([12], [1, 2], ShapeMismatch),
        ([[12]], [[1]], ShapeMismatch),
        ([12], [0], WeightsMalformed),
        ([12, 13], [2, -1], WeightsMalformed),
        ([12], [np.nan], WeightsMalformed),
        ([0, 13], [1, 1], CannotBeEstimated),
        ([-1, 13], [0, 1], OutOfRange),
        ([np.inf], [1], NotFinite),
    ],
)
def test_what_cannot_be_advised_on_is_refused(
    n: Any, W: Any, error: type[Exception]
) -> None:
    with pytest.raises(error):
        advice(n, W)


def test_one_unit_is_compared_with_nothing() -> None:
    with pytest.raises(OutOfRange):
        advice([12], [1], units=1)
