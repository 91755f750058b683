"""The same mistake has the same name everywhere."""

import numpy as np
import pytest

from fairscore import (
    Empty,
    FairscoreError,
    NotFinite,
    OutOfRange,
    ShapeMismatch,
    UnitUnseen,
    WeightsMalformed,
    composite,
    fit_additive,
    fit_robust,
    group_mean,
    headline,
    inputs,
    is_connected,
)
from tests.fairscore.drawn import NAN

FITS = [group_mean, headline, fit_robust]
SCORES = np.array([[80.0, 90.0], [70.0, 60.0], [85.0, 75.0]])
GROUPS = np.array([0, 0, 1])


@pytest.mark.parametrize("fit", FITS)
@pytest.mark.parametrize(
    ("weights", "error"),
    [
        ([0.5, 0.6], WeightsMalformed),
        ([1.5, -0.5], WeightsMalformed),
        ([NAN, 1.0], WeightsMalformed),
        ([0.0, 0.0], WeightsMalformed),
        ([1.0], OutOfRange),
        ([[0.5, 0.5]], ShapeMismatch),
        ([], Empty),
    ],
)
def test_weights_of_groups_that_are_none_are_refused(
    fit: object, weights: object, error: type[FairscoreError]
) -> None:
    assert callable(fit)
    with pytest.raises(error):
        fit(SCORES, GROUPS, weights)


@pytest.mark.parametrize("fit", FITS)
@pytest.mark.parametrize(
    ("scores", "error"),
    [
        (np.full((3, 2), NAN), Empty),
        (np.zeros((3, 0)), Empty),
        (np.zeros((0, 2)), Empty),
        (np.zeros(3), ShapeMismatch),
        (np.full((3, 2), np.inf), NotFinite),
        (np.array([[1.0, NAN], [2.0, NAN], [3.0, NAN]]), UnitUnseen),
        (np.array([[1.0, 1.0], [2.0, 2.0], [3.0, NAN]]), UnitUnseen),
        (np.zeros((4, 2)), ShapeMismatch),
    ],
)
def test_scores_that_are_none_are_refused(
    fit: object, scores: object, error: type[FairscoreError]
) -> None:
    assert callable(fit)
    with pytest.raises(error):
        fit(scores, GROUPS, [0.5, 0.5])


def test_the_unseen_unit_is_named() -> None:
    with pytest.raises(UnitUnseen, match="nobody of group 1 scored unit 1") as caught:
        group_mean([[1.0, 1.0], [2.0, 2.0], [3.0, NAN]], GROUPS, [0.5, 0.5])
    assert (caught.value.group, caught.value.unit) == (1, 1)


@pytest.mark.parametrize("groups", [[0, 0, 2], [0, 0, -1], [0.0, 0.0, 1.0]])
def test_groups_that_are_none_are_refused(groups: list[float]) -> None:
    with pytest.raises(OutOfRange):
        group_mean(SCORES, np.array(groups), [0.5, 0.5])


@pytest.mark.parametrize("level", [0.0, 1.0, -1.0, NAN])
def test_a_level_lies_between_none_and_all(level: float) -> None:
    with pytest.raises(OutOfRange):
        inputs.level(level)
    assert inputs.level(0.9) == 0.9


def test_nothing_answered_is_not_connected_but_empty() -> None:
    with pytest.raises(Empty):
        is_connected(np.full((2, 2), NAN))


def test_a_number_that_must_be_there_is_missed() -> None:
    with pytest.raises(NotFinite):
        inputs.finite([1.0, NAN], None)


def test_weights_of_criteria_and_cells_are_checked() -> None:
    with pytest.raises(ShapeMismatch):
        composite(np.zeros((2, 2, 3)), [1, 1])
    with pytest.raises(WeightsMalformed):
        composite(np.zeros((2, 2, 3)), [0, 0, 0])
    with pytest.raises(WeightsMalformed):
        fit_additive(SCORES, weights=-np.ones((3, 2)))


@pytest.mark.parametrize("lam", [-1.0, NAN, np.inf])
def test_a_ratio_of_variances_is_finite_and_not_negative(lam: float) -> None:
    with pytest.raises(OutOfRange):
        fit_additive(SCORES, lam)


@pytest.mark.parametrize(("kind", "bound"), [("mean", 1.0), ("huber", 0.0)])
def test_a_robust_fit_has_a_name_and_a_bound(kind: str, bound: float) -> None:
    with pytest.raises(OutOfRange):
        fit_robust(SCORES, GROUPS, [0.5, 0.5], kind, bound)  # type: ignore[arg-type]
