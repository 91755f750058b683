"""How far voters agree, and how much of the spread of scores is more than chance."""

from typing import TYPE_CHECKING, Any

import numpy as np

from fairscore import FairscoreError, g_coef, icc, varcomp

if TYPE_CHECKING:
    from gongping.results.matrix import Matrix


def reliability_of(matrix: "Matrix", units: list[int]) -> dict[str, str] | None:
    """Return agreement of two single voters and the G coefficients; else nothing.

    The agreement of hundreds of voters together is near one always and ignores the
    weights, so it is never shown (measurement §4.6).
    """
    part = matrix.of(np.array(units))
    sizes = [int((part.g == k).sum()) for k in range(len(part.weights))]
    if min(sizes) < 2:
        return None
    effective = 1 / sum(w * w / n for w, n in zip(part.weights, sizes, strict=True))
    try:
        agreement = icc(part.scores)
        g = g_coef(varcomp(part.scores), effective)
    except FairscoreError:
        return None
    return {
        "single": hundredths(agreement.icc21),
        "relative": hundredths(g.relative),
        "absolute": hundredths(g.absolute),
    }


def hundredths(share: Any) -> str:
    """Write a coefficient with two decimals."""
    return f"{round(float(share), 2) + 0.0:.2f}"
