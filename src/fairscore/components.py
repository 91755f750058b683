"""How the spread of scores divides: units, leniency of ballots, and the rest.

S[r, u] = μ + u_u + b_r + e_ru with variances σ²_u, σ²_b and σ²_e. Complete ballots:
mean squares of the two-way table. Otherwise restricted maximum likelihood (REML),
begun at Henderson's third method; where mean squares are not negative, the two agree
on complete ballots to the last digit (measurement §4.6; Searle, Casella and
McCulloch 1992).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize, root

from fairscore import inputs
from fairscore.crossed import Crossed, crossed, henderson
from fairscore.inputs import Floats
from fairscore.ratios import share

TOLERANCE = 1e-10
NEAR = 1e-2
"""So near to where the search ended the slope must be nought, or the search stands."""
SAME = 1e-12
"""Relative to the squared scores, a variance below this is rounding noise."""


@dataclass(frozen=True, slots=True)
class VarComp:
    """Variances of units, of ballots (leniency) and of what is left; none negative."""

    unit: float
    ballot: float
    residual: float

    @property
    def agreement(self) -> float:
        """σ²_u / (σ²_u + σ²_b + σ²_e): agreement of two single voters.

        It is ICC(2,1), and exists for incomplete ballots, too. `nan` if nothing
        varies.
        """
        return share(self.unit, self.ballot + self.residual)


def varcomp(S: ArrayLike) -> VarComp:
    """Return σ²_u, σ²_b and σ²_e of S (R, U), `nan` = not answered.

    Ballots without any answer are left out. Raises `CannotBeEstimated` with fewer
    than two ballots or units, or where no ballots share enough units to leave a
    residual; `UnitUnseen`, `NotComparable`, and what `inputs.scores` raises.
    """
    table = crossed(inputs.scores(S))
    first = henderson(table)
    noise = SAME * table.level
    if table.is_complete and min(first) >= -noise:
        return _components(first, noise)
    return _components(_reml(table, first), noise)


def _components(found: tuple[float, float, float], noise: float) -> VarComp:
    unit, ballot, residual = (v if v > noise else 0.0 for v in found)
    return VarComp(unit, ballot, residual)


def _reml(
    table: Crossed, first: tuple[float, float, float]
) -> tuple[float, float, float]:
    """Return the variances that maximise the restricted likelihood.

    It is searched over the two standard deviations relative to that of the residual,
    so that a variance of zero is a point like others.
    """
    if not first[2] > SAME * table.level:
        return first[0], first[1], max(first[2], 0.0)
    start = np.sqrt(np.clip(np.array(first[:2]) / first[2], 1e-4, None))
    found = minimize(
        lambda x: _deviance(table, x)[:2],
        start,
        method="L-BFGS-B",
        jac=True,
        bounds=[(0, None)] * 2,
        options={"ftol": TOLERANCE, "gtol": TOLERANCE},
    )
    x = _at_rest(table, found.x)
    residual = _deviance(table, x)[2]
    unit, ballot = np.square(x) * residual
    return float(unit), float(ballot), residual


def _at_rest(table: Crossed, x: Floats) -> Floats:
    """Return where the slope is nought, near `x`, to the last digits that can be told.

    A search ends somewhere near the maximum, and elsewhere on another machine.
    """
    free = x > 0

    def slope(moved: Floats) -> Floats:
        place = np.zeros(2)
        place[free] = moved
        return _deviance(table, place)[1][free]

    found = (
        root(slope, x[free], options={"xtol": TOLERANCE * 1e-3}) if any(free) else None
    )
    rested = x.copy()
    if found is not None and np.allclose(found.x, x[free], rtol=NEAR, atol=NEAR):
        rested[free] = np.abs(found.x)
    return rested


def _deviance(table: Crossed, x: Floats) -> tuple[float, Floats, float]:
    """Return −2 log restricted likelihood, its slope (2,), and σ²_e, profiled out.

    With the ratios γ = x², ballots are absorbed into the U + 1 equations of mean and
    units; those of units are scaled by √γ_u, which keeps γ_u = 0 regular.
    """
    n, free = table.sizes, table.cells - 1
    gamma = x[1] ** 2
    A, q, squares = table.absorbed(gamma / (1 + gamma * n))
    dA, dq, dsquares = table.absorbed(1 / np.square(1 + gamma * n), whole=0.0)
    scale = np.concatenate(([1.0], np.full(table.units, x[0])))
    is_unit = np.concatenate(([0.0], np.ones(table.units)))
    whole = A * np.outer(scale, scale) + np.diag(is_unit)
    inverse = np.linalg.inv(whole)
    solved = inverse @ (q * scale)
    left = squares - float((q * scale) @ solved)
    by_unit = A * np.outer(is_unit, scale)
    by_unit += by_unit.T
    by_ballot = dA * np.outer(scale, scale)
    moved = np.array(
        [
            -2 * (q * is_unit) @ solved + solved @ by_unit @ solved,
            dsquares - 2 * (dq * scale) @ solved + solved @ by_ballot @ solved,
        ]
    )
    traces = np.array([np.sum(inverse * by_unit), np.sum(inverse * by_ballot)])
    traces[1] += float(table.ballots @ (n / (1 + gamma * n)))
    slope = (free * moved / left + traces) * np.array([1.0, 2 * x[1]])
    logs = np.linalg.slogdet(whole)[1] + float(table.ballots @ np.log1p(gamma * n))
    return free * np.log(left / free) + logs, slope, left / free
