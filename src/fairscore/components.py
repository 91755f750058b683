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
from scipy.optimize import minimize

from fairscore import inputs
from fairscore.crossed import Crossed, crossed, henderson
from fairscore.inputs import Floats
from fairscore.ratios import share

TOLERANCE = 1e-10
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
        lambda x: _deviance(table, x)[0],
        start,
        method="L-BFGS-B",
        bounds=[(0, None)] * 2,
        options={"ftol": TOLERANCE * 1e-4, "gtol": TOLERANCE**0.5},
    )
    residual = _deviance(table, found.x)[1]
    unit, ballot = np.square(found.x) * residual
    return float(unit), float(ballot), residual


def _deviance(table: Crossed, x: Floats) -> tuple[float, float]:
    """Return −2 log restricted likelihood, σ²_e profiled out, and that σ²_e.

    With the ratios γ = x², ballots are absorbed into the U + 1 equations of mean and
    units; those of units are scaled by √γ_u, which keeps γ_u = 0 regular.
    """
    gamma = np.square(x)
    A, q, squares, log_ballots = table.absorbed(gamma[1])
    scale = np.concatenate(([1.0], np.full(table.units, x[0])))
    A = A * np.outer(scale, scale)
    A[1:, 1:] += np.eye(table.units)
    q = q * scale
    left = squares - q @ np.linalg.solve(A, q)
    residual = float(left) / (table.cells - 1)
    log_units = np.linalg.slogdet(A)[1]
    return (table.cells - 1) * np.log(residual) + log_units + log_ballots, residual
