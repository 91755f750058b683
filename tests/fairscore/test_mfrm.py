"""The rating-scale model against a likelihood maximised in another way."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize

from fairscore import (
    CannotBeEstimated,
    Empty,
    Mfrm,
    NotComparable,
    NotFinite,
    OutOfRange,
    ShapeMismatch,
    mfrm,
    rasch,
)
from fairscore.inputs import Floats

Grades = NDArray[np.int64]
STEPS = np.array([-1.0, 0.2, 0.8])


def meeting(seed: int, ballots: int = 40, blank: float = 0.0, size: int = 6) -> Grades:
    chance = np.random.default_rng(seed)
    units, criteria = chance.normal(0, 0.7, size), np.array([-0.2, 0.2])
    leniency = chance.normal(0, 0.8, ballots)
    eta = (units[:, None] - criteria) - leniency[:, None, None]
    powers = eta[..., None] * np.arange(4) - np.concatenate(([0], STEPS.cumsum()))
    chances = np.exp(powers) / np.exp(powers).sum(axis=-1, keepdims=True)
    drawn = chance.random(eta.shape)[..., None] > chances.cumsum(axis=-1)[..., :3]
    Y: Grades = drawn.sum(axis=-1)
    Y[chance.random(Y.shape) < blank] = -1
    return Y


def design(r: Grades, u: Grades, k: Grades, shape: tuple[int, ...]) -> Floats:
    """Dummies of ballots, units, criteria, without those that the sums fix."""
    R, U, K = shape
    X = np.zeros((len(r), R - 1 + U + K - 1))
    for row in range(len(r)):
        X[row, R - 1 + u[row]] = 1
        if r[row] < R - 1:
            X[row, r[row]] = -1
        else:
            X[row, : R - 1] = 1
        if k[row] < K - 1:
            X[row, R - 1 + U + k[row]] = -1
        else:
            X[row, R - 1 + U :] = 1
    return X


def plainly(Y: Grades) -> tuple[Floats, Floats, Floats, Floats]:
    """Maximise the likelihood of answers written out one by one, by BFGS."""
    R, U, _ = Y.shape
    r, u, k = np.nonzero(Y >= 0)
    x, X = Y[r, u, k], design(r, u, k, Y.shape)
    edge = X.shape[1]

    def steps_of(free: Floats) -> Floats:
        return np.concatenate((free, [-free.sum()]))

    def minus_log(parameters: Floats) -> float:
        steps = steps_of(parameters[edge:])
        powers = np.outer(X @ parameters[:edge], np.arange(4))
        powers -= np.concatenate(([0], steps.cumsum()))
        top = powers.max(axis=1)
        whole = top + np.log(np.exp(powers - top[:, None]).sum(axis=1))
        return float((whole - powers[np.arange(len(x)), x]).sum())

    start = np.zeros(edge + 2)
    found = minimize(
        minus_log, start, method="BFGS", options={"gtol": 1e-4, "maxiter": 600}
    ).x
    b, d = found[: R - 1], found[R - 1 + U : edge]
    return (
        found[R - 1 : R - 1 + U],
        np.concatenate((b, [-b.sum()])),
        np.concatenate((d, [-d.sum()])),
        steps_of(found[edge:]),
    )


@pytest.mark.parametrize("blank", [0.0, 0.2])
def test_it_is_the_maximum_that_a_plain_search_finds(blank: float) -> None:
    Y = meeting(4, ballots=14, blank=blank)
    theta, severity, difficulty, tau = plainly(Y)
    fit = mfrm(Y)
    assert fit.theta == pytest.approx(theta, abs=1e-4)
    assert fit.severity == pytest.approx(severity, abs=1e-4)
    assert fit.difficulty == pytest.approx(difficulty, abs=1e-4)
    assert fit.tau == pytest.approx(tau, abs=1e-4)


def expected_of(fit: Mfrm, shape: tuple[int, ...]) -> Floats:
    """The grade expected of each cell, by the formula of the model."""
    found = np.empty(shape)
    for r, u, k in np.ndindex(shape):
        logit = fit.theta[u] - fit.severity[r] - fit.difficulty[k]
        odds = np.exp(np.cumsum(np.concatenate(([0.0], logit - fit.tau))))
        found[r, u, k] = odds @ np.arange(len(odds)) / odds.sum()
    return found


def test_expected_sums_are_those_observed() -> None:
    Y = meeting(1)
    expected = expected_of(mfrm(Y), Y.shape)
    for axes in ((0, 1), (0, 2), (1, 2)):
        assert expected.sum(axis=axes) == pytest.approx(Y.sum(axis=axes))


def test_measures_recover_what_ballots_were_drawn_from() -> None:
    fit = mfrm(meeting(2, ballots=4000))
    assert fit.tau == pytest.approx(STEPS, abs=0.15)
    assert fit.infit == pytest.approx(1, abs=0.1)
    assert fit.outfit == pytest.approx(1, abs=0.1)
    assert np.nanmean(fit.severity) == pytest.approx(0, abs=1e-9)
    assert np.nanmean(fit.severity_infit) == pytest.approx(1, abs=0.1)
    assert np.nanmean(fit.severity_outfit) == pytest.approx(1, abs=0.1)
    assert (np.argsort(fit.fair) == np.argsort(fit.theta)).all()


def test_standard_errors_follow_from_the_information_of_a_unit() -> None:
    few, many = mfrm(meeting(3, ballots=100)), mfrm(meeting(3, ballots=1600))
    assert float((few.se / many.se).mean()) == pytest.approx(4, rel=0.1)


def test_units_and_ballots_may_be_renamed() -> None:
    Y = meeting(5)
    chance = np.random.default_rng(1)
    ballots, units = chance.permutation(40), chance.permutation(6)
    again, fit = mfrm(Y[ballots][:, units]), mfrm(Y)
    assert again.theta == pytest.approx(fit.theta[units], abs=1e-7)
    assert again.severity == pytest.approx(fit.severity[ballots], abs=1e-7, nan_ok=True)


def test_ballots_of_the_same_score_are_equally_severe(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rasch, "AT_ONCE", 100)
    Y = meeting(6)
    fit = mfrm(Y)
    for score in np.unique(Y.sum(axis=(1, 2))):
        same = fit.severity[Y.sum(axis=(1, 2)) == score]
        assert np.ptp(same) == 0 or np.isnan(same).all()


def test_ballots_without_information_drop_out_and_change_nothing() -> None:
    Y = meeting(7)
    extra = [np.full((3, 6, 2), grade) for grade in (3, 0, -1)]
    fit, again = mfrm(Y), mfrm(np.concatenate([Y, *extra]))
    assert again.theta == pytest.approx(fit.theta, abs=1e-8)
    assert np.isnan(again.severity[-9:]).all()
    assert np.isfinite(again.severity[:-9]).all()


def test_a_unit_with_nothing_but_the_best_has_no_finite_measure() -> None:
    Y = meeting(7)
    Y[:, 2] = 3
    fit = mfrm(Y)
    assert np.isnan(fit.theta).tolist() == [False, False, True, False, False, False]
    assert np.isnan(fit.fair[2])
    assert np.isnan(fit.se[2])


def test_grades_that_nobody_gave_at_the_ends_are_left_out() -> None:
    Y = meeting(8)
    fit, again = mfrm(Y), mfrm(np.where(Y < 0, -1, Y + 2))
    assert (fit.lowest, again.lowest) == (0, 2)
    assert again.fair == pytest.approx(fit.fair + 2)


def test_gaps_bytes_and_minus_one_are_the_same_blank() -> None:
    Y = meeting(9, blank=0.1)
    fit = mfrm(Y)
    gaps = mfrm(np.where(Y < 0, np.nan, Y))
    raw = mfrm(np.where(Y < 0, 255, Y).astype(np.uint8), blank=255)
    assert gaps.theta == pytest.approx(fit.theta)
    assert raw.theta == pytest.approx(fit.theta)


def test_it_shows_no_ballot_by_accident() -> None:
    assert "severity" not in repr(mfrm(meeting(1)))


def apart() -> Grades:
    Y = meeting(10)
    Y[:20, :3] = Y[20:, 3:] = -1
    return Y


def separate() -> Grades:
    """Unit 0 is always one grade below unit 1: the maximum lies at infinity."""
    chance = np.random.default_rng(1)
    Y = np.zeros((20, 2, 1), dtype=np.int64)
    Y[:, 0, 0] = chance.integers(0, 2, 20)
    Y[:, 1, 0] = Y[:, 0, 0] + 1
    return Y


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: np.full((5, 4, 2), 3), CannotBeEstimated),
        (lambda: meeting(1)[:1, :1], CannotBeEstimated),
        (lambda: np.where(meeting(1) == 1, 2, meeting(1)), CannotBeEstimated),
        (separate, CannotBeEstimated),
        (apart, NotComparable),
        (lambda: np.full((5, 4, 2), -1), Empty),
        (lambda: np.zeros((0, 4, 2)), Empty),
        (lambda: meeting(1)[0], ShapeMismatch),
        (lambda: meeting(1) + 0.5, OutOfRange),
        (lambda: meeting(1) - 2, OutOfRange),
        (lambda: meeting(1) + 1000, OutOfRange),
        (lambda: meeting(1) + np.inf, NotFinite),
    ],
)
def test_what_has_no_measure_has_a_name(
    make: Callable[[], Grades], why: type[Exception]
) -> None:
    with pytest.raises(why):
        mfrm(make())


def test_no_other_method_is_pretended() -> None:
    with pytest.raises(OutOfRange):
        mfrm(meeting(1), method="mml")


def test_a_search_that_does_not_end_gives_no_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rasch, "MOST_STEPS", 2)
    with pytest.raises(CannotBeEstimated):
        mfrm(meeting(1))
