"""The rating-scale model with three facets, and its joint maximum likelihood.

log P(x) / P(x − 1) = θ_u − b_r − d_k − τ_x for grades x = 1 … m (Andrich 1978; Linacre
1989). Every ballot of a class answered the same cells with the same raw score, hence
has the same severity: complete ballots need as many classes as there are raw scores.
Severities are absorbed into the few other equations, as in the additive fit.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fairscore.errors import CannotBeEstimated, NotComparable
from fairscore.inputs import Flags, Floats, Ints

MOST_STEPS = 60
TOLERANCE = 1e-9
LONGEST_STEP = 1.0
FLAT = 1e-10
FARTHEST = 25.0
"""Logits: nobody is so certain; the search is running off."""
OPEN = 3
AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class Classes:
    """Ballots gathered: `of` (R,) their class; of each class `many` ballots, the cells
    `answered` (C, U, K) and the raw score `total` of one; sums over all ballots by
    unit, criterion and of answers at or above each grade.
    """

    of: Ints
    many: Floats
    answered: Flags
    total: Floats
    by_unit: Floats
    by_criterion: Floats
    at_least: Floats


@dataclass(frozen=True, slots=True)
class Measures:
    """Values of the facets in logits; `severity` (C,) is that of classes."""

    theta: Floats
    severity: Floats
    difficulty: Floats
    tau: Floats


@dataclass(frozen=True, slots=True)
class Expected:
    """Of each cell: expected grade, its variance, and both again by grade (…, m)."""

    mean: Floats
    variance: Floats
    above: Floats
    shared: Floats


@dataclass(frozen=True, slots=True)
class _Slopes:
    gradient: Floats
    of_severity: Floats
    info: Floats
    own: Floats
    cross: Floats


def expected(logit: Floats, tau: Floats) -> Expected:
    """Return what the model expects of cells with θ − b − d = `logit` (…)."""
    grades = np.arange(len(tau) + 1.0)
    powers = logit[..., None] * grades - np.concatenate(([0.0], np.cumsum(tau)))
    chances = np.exp(powers - powers.max(axis=-1, keepdims=True))
    chances /= chances.sum(axis=-1, keepdims=True)
    mean = chances @ grades
    above = _from_top(chances)
    shared = _from_top(chances * grades) - mean[..., None] * above
    return Expected(mean, chances @ np.square(grades) - mean**2, above, shared)


def classes_of(x: NDArray[np.int16], grades: int) -> Classes:
    """Return the classes of answers x (R, U, K) from 0, −1 "not answered"."""
    answered = x >= 0
    total = np.where(answered, x, 0).sum(axis=(1, 2), dtype=np.int64)
    cells = np.packbits(answered.reshape(len(x), -1), axis=1)
    keys = np.hstack([cells, total.astype(">u4").view(np.uint8).reshape(-1, 4)])
    rows = np.ascontiguousarray(keys).view(np.dtype((np.void, keys.shape[1]))).ravel()
    _, first, of, many = np.unique(
        rows, return_index=True, return_inverse=True, return_counts=True
    )
    counts = [(x >= grade) for grade in range(1, grades)]
    return Classes(
        of=of.astype(np.int64),
        many=many.astype(np.float64),
        answered=answered[first],
        total=total[first].astype(np.float64),
        by_unit=sum((c.sum(axis=(0, 2)) for c in counts), np.zeros(x.shape[1])),
        by_criterion=sum((c.sum(axis=(0, 1)) for c in counts), np.zeros(x.shape[2])),
        at_least=np.array([float(c.sum()) for c in counts]),
    )


def estimate(classes: Classes) -> Measures:
    """Return the measures that maximise the joint likelihood, by Newton's method.

    Severities of ballots and difficulties have mean zero, thresholds sum to zero.
    Raises `NotComparable` if the design leaves a facet loose, `CannotBeEstimated` if
    the maximum is not reached: then it lies at infinity.
    """
    U, K = classes.answered.shape[1:]
    m = len(classes.at_least)
    at = Measures(np.zeros(U), np.zeros(len(classes.many)), np.zeros(K), np.zeros(m))
    _check_joined(_slopes(classes, at))
    for _ in range(MOST_STEPS):
        others, severity = _step(_slopes(classes, at), (U, K))
        largest = max(float(np.abs(others).max()), float(np.abs(severity).max()))
        at = _moved(
            at, others, severity, min(1.0, LONGEST_STEP / max(largest, TOLERANCE))
        )
        if largest < TOLERANCE:
            return _centred(at, classes.many)
        if max(np.abs(at.theta).max(), np.abs(at.severity).max()) > FARTHEST:
            break
    raise CannotBeEstimated("the likelihood has its maximum at infinity")


def pieces(rows: int, cells: int) -> Iterator[slice]:
    """Divide rows of so many cells so that memory stays small."""
    step = max(1, AT_ONCE // cells)
    return (slice(start, start + step) for start in range(0, rows, step))


def logits(at: Measures, severity: Floats) -> Floats:
    """Return θ − b − d (N, U, K) of ballots with these severities (N,)."""
    units = at.theta[:, None] - at.difficulty
    return units - severity[:, None, None]


def _slopes(classes: Classes, at: Measures) -> _Slopes:
    """Return gradient and information of all, severities apart."""
    U, K, m = len(at.theta), len(at.difficulty), len(at.tau)
    observed = np.concatenate(
        [classes.by_unit, -classes.by_criterion, -classes.at_least]
    )
    info = np.zeros((U + K + m, U + K + m))
    own, gradient = np.empty(len(classes.many)), np.empty(len(classes.many))
    cross = np.empty((len(classes.many), U + K + m))
    predicted = np.zeros(U + K + m)
    for piece in pieces(len(own), U * K):
        many = classes.many[piece]
        weight = classes.answered[piece] * many[:, None, None]
        found = expected(logits(at, at.severity[piece]), at.tau)
        mean = weight * found.mean
        variance = weight * found.variance
        shared = weight[..., None] * found.shared
        above = weight[..., None] * found.above
        own[piece] = variance.sum(axis=(1, 2))
        gradient[piece] = mean.sum(axis=(1, 2)) - many * classes.total[piece]
        cross[piece] = np.hstack(
            [-variance.sum(axis=2), variance.sum(axis=1), shared.sum(axis=(1, 2))]
        )
        predicted += np.concatenate(
            [mean.sum(axis=(0, 2)), -mean.sum(axis=(0, 1)), -above.sum(axis=(0, 1, 2))]
        )
        info += _information(variance.sum(axis=0), shared.sum(axis=0), above, found)
    return _Slopes(observed - predicted, gradient, info, own, cross)


def _information(
    variance: Floats, shared: Floats, above: Floats, found: Expected
) -> Floats:
    """Return the information of units, criteria and thresholds in that order."""
    (U, K), m = variance.shape, shared.shape[-1]
    info = np.zeros((U + K + m, U + K + m))
    info[:U, :U] = np.diag(variance.sum(axis=1))
    info[U : U + K, U : U + K] = np.diag(variance.sum(axis=0))
    info[:U, U : U + K] = -variance
    info[:U, U + K :] = -shared.sum(axis=1)
    info[U : U + K, U + K :] = shared.sum(axis=0)
    later = np.maximum.outer(np.arange(m), np.arange(m))
    both = above.reshape(-1, m).T @ found.above.reshape(-1, m)
    info[U + K :, U + K :] = above.sum(axis=(0, 1, 2))[later] - both
    upper = np.triu_indices(len(info), 1)
    info.T[upper] = info[upper]
    return info


def _step(at: _Slopes, shape: tuple[int, int]) -> tuple[Floats, Floats]:
    """Return Newton's step of the others, and of severities."""
    share = at.cross / at.own[:, None]
    reduced = at.info - at.cross.T @ share
    fixed = reduced + _anchor(shape, len(reduced)) * np.trace(reduced)
    others: Floats = np.linalg.solve(fixed, at.gradient - share.T @ at.of_severity)
    return others, (at.of_severity - at.cross @ others) / at.own


def _anchor(shape: tuple[int, int], size: int) -> Floats:
    """Return weights (P, P) that hold the means of units, criteria and thresholds.

    A constant may move between units and severities, units and criteria, criteria and
    thresholds without changing any chance; the equations leave these three open.
    """
    U, K = shape
    anchor = np.zeros((size, size))
    for part in (slice(U), slice(U, U + K), slice(U + K, size)):
        anchor[part, part] = 1 / size
    return anchor


def _check_joined(at: _Slopes) -> None:
    """Raise `NotComparable` if anything but these three is left open."""
    reduced = at.info - at.cross.T @ (at.cross / at.own[:, None])
    values = np.linalg.eigvalsh(reduced)
    loose = int((values < FLAT * values[-1]).sum()) - OPEN
    if loose > 0:
        raise NotComparable(f"the design leaves {loose} comparisons open")


def _moved(at: Measures, others: Floats, severity: Floats, share: float) -> Measures:
    U, K = len(at.theta), len(at.difficulty)
    theta, difficulty, tau = np.split(others * share, [U, U + K])
    return Measures(
        at.theta + theta,
        at.severity + severity * share,
        at.difficulty + difficulty,
        at.tau + tau,
    )


def _centred(at: Measures, many: Floats) -> Measures:
    severity = float(at.severity @ many / many.sum())
    difficulty, tau = float(at.difficulty.mean()), float(at.tau.mean())
    return Measures(
        at.theta - severity - difficulty - tau,
        at.severity - severity,
        at.difficulty - difficulty,
        at.tau - tau,
    )


def _from_top(values: Floats) -> Floats:
    """Return sums over grades from j to the highest, for j = 1 … m."""
    return np.cumsum(values[..., ::-1], axis=-1)[..., -2::-1]
