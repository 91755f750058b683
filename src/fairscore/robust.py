"""Scores that a few odd ballots or cells hardly move (measurement §4.2).

Residuals, not raw scores, decide: severity is fitted with the scores, group by group,
and cells far from their group's fit lose weight. Huber's weights, which have one
solution, are taken to convergence; Tukey's, which give wild cells none at all, start
only from there.
"""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fairscore import additive
from fairscore.additive import Additive
from fairscore.adjustment import each_group_joins
from fairscore.design import Design, designed
from fairscore.errors import NotComparable, OutOfRange, UnitUnseen
from fairscore.inputs import Flags, Floats

Kind: TypeAlias = Literal["huber", "tukey"]
Indices: TypeAlias = NDArray[np.intp]

HUBER = 1.345
"""Huber's bound, in deviations, for an efficiency of 95 % on Gaussian data."""
NORMAL = 1.4826
"""A Gaussian standard deviation per median absolute deviation."""
CLOSE = 1e-4
"""Passes end when no score moves further than this share of the deviation."""
PASSES = 50
LEAST_PULL = 0.25
"""Below this mean of ψ′ of a unit's cells Tukey's weights may have two solutions."""
PUSH = 0.25
"""So many deviations a start is pushed off to see whether it comes back."""
SAME = 0.01
"""Solutions less far apart than this share of the deviation are one."""
ROUNDING = 1e-9
"""Residuals of this size, in points, are rounding noise."""


@dataclass(frozen=True, slots=True)
class RobustFit:
    """Robust scores: `theta` (U,), `b` (R,), and the weights (R, U) cells ended with.

    `cell_w` is between 0 and 1; 0 for blank cells and ballots that do not count, of
    which `b` is `nan`.
    """

    theta: Floats
    b: Floats
    cell_w: Floats


def fit_robust(
    S: ArrayLike, g: ArrayLike, W: ArrayLike, kind: Kind = "tukey", c: float = 4.685
) -> RobustFit:
    """Return θ_u = Σ_g W_g θ_ug, each group fitted by reweighted least squares.

    Arguments as for `group_mean`; `kind` and its bound `c`, in deviations of a group's
    residuals. For `huber` alone give its own bound, 1.345. Where one group's ballots
    do not join all units, severities and weights come from all groups together, and
    group means are taken of what is left. Raises `UnitUnseen`, `NotComparable`,
    `OutOfRange`, and what `inputs` raises.
    """
    if kind not in {"huber", "tukey"} or not 0 < c < np.inf:
        raise OutOfRange(f"no robust fit called {kind} with bound {c}")
    design = designed(S, g, W)
    if each_group_joins(design):
        return _by_group(design, kind, c)
    return _pooled(design, kind, c)


def _by_group(design: Design, kind: Kind, c: float) -> RobustFit:
    theta, b, cell_w = _nothing(design)
    for k, rows in design.groups():
        fit = _reweighted(design.S[rows], design.m[rows].astype(float), kind, c)
        theta += design.W[k] * fit.theta
        b[rows], cell_w[rows] = fit.b, fit.w
    return RobustFit(theta, b, cell_w)


def _pooled(design: Design, kind: Kind, c: float) -> RobustFit:
    theta, b, cell_w = _nothing(design)
    rows = np.flatnonzero(design.counts)
    fit = _reweighted(design.S[rows], design.m[rows].astype(float), kind, c)
    b[rows], cell_w[rows] = fit.b, fit.w
    b -= sum(design.W[k] * b[mine].mean() for k, mine in design.groups())
    for k, mine in design.groups():
        w = _with_every_unit(cell_w[mine], design.m[mine])
        cell_w[mine] = w
        left = np.where(w > 0, design.S[mine] - b[mine, None], 0.0)
        theta += design.W[k] * (w * left).sum(axis=0) / w.sum(axis=0)
    return RobustFit(theta, b, cell_w)


def _nothing(design: Design) -> tuple[Floats, Floats, Floats]:
    R, U = design.S.shape
    return np.zeros(U), np.full(R, np.nan), np.zeros((R, U))


def _reweighted(S: Floats, m: Floats, kind: Kind, c: float) -> Additive:
    """Return the fit of one group: Huber to convergence, then Tukey from there.

    The deviation is that of Huber's last pass while Tukey's weights settle. Where
    these have two solutions after all, rounding would choose between them: ballots
    and units stand in an order of their own for it, whatever their labels.
    """
    rows, units = _ordered(S, m)
    S, m = S[np.ix_(rows, units)], m[np.ix_(rows, units)]
    start = additive.solve(S, m)
    fit, scale = _settled(S, m, start, HUBER if kind == "tukey" else c)
    if kind == "tukey" and scale:
        fit = _one_solution(S, m, fit, c, scale)
    fit = _at_the_level_of_all(S, m, fit)
    row, unit = np.argsort(rows), np.argsort(units)
    A, w = fit.A[np.ix_(unit, unit)], fit.w[np.ix_(row, unit)]
    return Additive(fit.theta[unit], fit.b[row], A, w)


def _ordered(S: Floats, m: Floats) -> tuple[Indices, Indices]:
    """Return an order of ballots and one of units that their labels have no part in."""
    filled = np.where(m > 0, S, np.inf)
    units = np.lexsort(np.sort(filled, axis=0)[::-1])
    return np.lexsort(filled[:, units].T[::-1]), units


def _at_the_level_of_all(S: Floats, m: Floats, fit: Additive) -> Additive:
    """Return the fit whose mean residuals of ballots, weights aside, average to nought.

    Whether a ballot at the bound counts at all must not move every score.
    """
    n = m.sum(axis=1)
    left = np.where(m > 0, S - fit.theta, 0.0).sum(axis=1)
    shift = float((left[n > 0] / n[n > 0]).mean())
    return Additive(fit.theta + shift, fit.b - shift, fit.A, fit.w)


def _one_solution(
    S: Floats, m: Floats, huber: Additive, c: float, scale: float
) -> Additive:
    """Return Tukey's fit, or Huber's where a small push would lead to another one.

    Answers on a unit may fall apart: then the start is pushed to either side of it.
    If all ways end at one solution, as where a bloc stands against more who disagree
    with it, that is the fit; if two leaders stand apart, neither has it.
    """
    found, loose = _settled_by_tukey(S, m, huber, c, scale)
    for push in (PUSH, -PUSH) if loose.any() else ():
        start = replace(huber, theta=huber.theta + push * scale * loose)
        other = _settled_by_tukey(S, m, start, c, scale)[0]
        if np.abs(other.theta - found.theta).max() > SAME * scale:
            return huber
    return found


def _settled_by_tukey(
    S: Floats, m: Floats, fit: Additive, c: float, scale: float
) -> tuple[Additive, Flags]:
    """Return Tukey's fit from this start, and the units (U,) that fell apart before."""
    loose = np.zeros(S.shape[1], dtype=np.bool_)
    for _ in range(PASSES):
        u = _left(S, m, fit) / (c * scale)
        loose |= ~_held_together(u, m)
        before, fit = fit, _refitted(S, m, _tukey(u), fit)
        if _rests(fit, before, scale):
            break
    return fit, loose


def _settled(S: Floats, m: Floats, fit: Additive, c: float) -> tuple[Additive, float]:
    """Return Huber's fit, and the deviation that it used, taken anew in every pass.

    Where nobody deviates at all the fit before stands.
    """
    used = 0.0
    for _ in range(PASSES):
        left = _left(S, m, fit)
        used = _deviation(left[m > 0])
        if used == 0:
            break
        before, fit = fit, _refitted(S, m, _huber(left / (c * used)), fit)
        if _rests(fit, before, used):
            break
    return fit, used


def _left(S: Floats, m: Floats, fit: Additive) -> Floats:
    return np.where(m > 0, S - fit.theta - fit.b[:, None], 0.0)


def _rests(fit: Additive, before: Additive, scale: float) -> bool:
    return bool(np.abs(fit.theta - before.theta).max() <= CLOSE * scale)


def _refitted(S: Floats, m: Floats, weight: Floats, before: Additive) -> Additive:
    """Return the fit with new weights, or the one before if they join no longer.

    A ballot left without any weight keeps a severity, its mean residual, by which it
    may come back.
    """
    try:
        fit = additive.solve(S, m * weight)
    except (UnitUnseen, NotComparable):
        return before
    lost = np.isnan(fit.b)
    left = np.where(m[lost] > 0, S[lost] - fit.theta, 0.0)
    fit.b[lost] = left.sum(axis=1) / m[lost].sum(axis=1)
    return fit


def _huber(u: Floats) -> Floats:
    weight: Floats = 1 / np.maximum(np.abs(u), 1.0)
    return weight


def _tukey(u: Floats) -> Floats:
    weight: Floats = np.square(np.maximum(1 - np.square(u), 0.0))
    return weight


def _held_together(u: Floats, m: Floats) -> Flags:
    """Tell of which units (U,) the answers pull to one score and not to two.

    Tukey's ψ′ is (1 − u²)(1 − 5u²): negative where a cell pushes the score away from
    itself. Two leaders far apart push it to one of them, and rounding says to which.
    On Gaussian answers the mean of ψ′ is about three quarters.
    """
    inside = np.square(np.minimum(np.abs(u), 1.0))
    pull = ((1 - inside) * (1 - 5 * inside) * m).sum(axis=0)
    return np.asarray(pull >= LEAST_PULL * m.sum(axis=0))


def _deviation(left: Floats) -> float:
    """Return the deviation of residuals: 1.4826 MAD, or else their mean size.

    Where more than half of all cells lie on the fit exactly, the median says nothing
    and the mean absolute residual takes its place, on the same Gaussian scale. What is
    left of rounding counts as nothing.
    """
    size = np.abs(left)
    found = NORMAL * float(np.median(size))
    if found <= ROUNDING:
        found = float(size.mean()) * np.sqrt(np.pi / 2)
    return found if found > ROUNDING else 0.0


def _with_every_unit(w: Floats, m: Flags) -> Floats:
    """Return the weights, with a unit's own cells at one where none was left."""
    kept: Floats = np.where(w.any(axis=0), w, m)
    return kept
