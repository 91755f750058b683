"""How far voters agree: the six intraclass correlations of complete ballots.

Shrout and Fleiss 1979; McGraw and Wong 1996. Units are the targets, ballots the
judges. With mean squares of units MSu, ballots MSb, within units MSw, residual MSe:

ICC(1,1) = (MSu − MSw) / (MSu + (R − 1) MSw)
ICC(2,1) = (MSu − MSe) / (MSu + (R − 1) MSe + R (MSb − MSe) / U)
ICC(3,1) = (MSu − MSe) / (MSu + (R − 1) MSe)
ICC(1,k) = (MSu − MSw) / MSu
ICC(2,k) = (MSu − MSe) / (MSu + (MSb − MSe) / U)
ICC(3,k) = (MSu − MSe) / MSu
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from fairscore import inputs
from fairscore.errors import CannotBeEstimated, NotFinite
from fairscore.inputs import Floats

NOTHING = 1e-12
"""Relative to the squared scores, a mean square below this is rounding noise."""


@dataclass(frozen=True, slots=True)
class Icc:
    """The six coefficients; `nan` where nothing varies that they divide by.

    The second letter k means the mean of all R ballots. Never put `icc2k` first:
    hundreds of ballots make it about .99 always, and it ignores group weights.
    """

    icc11: float
    icc21: float
    icc31: float
    icc1k: float
    icc2k: float
    icc3k: float


@dataclass(frozen=True, slots=True)
class MeanSquares:
    """Mean squares of a complete table: units, ballots, within units, residual."""

    unit: float
    ballot: float
    within: float
    residual: float


def icc(S: ArrayLike) -> Icc:
    """Return the six coefficients of complete ballots S (R, U).

    Raises `NotFinite` if a score is missing: `varcomp(S).agreement` is ICC(2,1) of
    incomplete ballots, the others have no closed form there. Raises
    `CannotBeEstimated` with fewer than two ballots or units.
    """
    given = inputs.scores(S)
    R, U = given.shape
    ms = mean_squares(given)
    above, within = ms.unit - ms.residual, ms.unit - ms.within
    judges = ms.ballot - ms.residual
    return Icc(
        icc11=_ratio(within, ms.unit + (R - 1) * ms.within),
        icc21=_ratio(above, ms.unit + (R - 1) * ms.residual + R * judges / U),
        icc31=_ratio(above, ms.unit + (R - 1) * ms.residual),
        icc1k=_ratio(within, ms.unit),
        icc2k=_ratio(above, ms.unit + judges / U),
        icc3k=_ratio(above, ms.unit),
    )


def mean_squares(S: Floats) -> MeanSquares:
    """Return the mean squares of a complete table (R, U)."""
    R, U = S.shape
    if min(R, U) < 2:
        raise CannotBeEstimated("agreement needs two ballots and two units")
    if np.isnan(S).any():
        raise NotFinite("a score is missing: agreement by mean squares needs all")
    left = S - S.mean()
    units, ballots = left.mean(axis=0), left.mean(axis=1)
    of_units = R * float(units @ units)
    of_ballots = U * float(ballots @ ballots)
    rest = float(np.square(left - units - ballots[:, None]).sum())
    noise = NOTHING * float(np.square(S).sum())
    of_units, of_ballots, rest = (
        x if x > noise else 0.0 for x in (of_units, of_ballots, rest)
    )
    return MeanSquares(
        unit=of_units / (U - 1),
        ballot=of_ballots / (R - 1),
        within=(of_ballots + rest) / (U * (R - 1)),
        residual=rest / ((U - 1) * (R - 1)),
    )


def _ratio(above: float, below: float) -> float:
    return above / below if below > 0 else math.nan
