"""By which points and weights a poll is scored: read here, and nowhere else."""

from typing import TYPE_CHECKING, Final

import numpy as np

from fairscore import Scores, evaluate
from gongping.polls.selectors import scoring_rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ballotbox.manifest import Manifest

FORMULA_VERSION: Final = "weighted-mean/1 sheet/2"


def scores_of(manifest: "Manifest", cells: "NDArray[np.int64]") -> Scores:
    """Return the exact scores of counts (G, U, K, C + 1) by the rules of the poll."""
    return evaluate(scoring_rule(manifest), cells)


def points_by_byte(manifest: "Manifest") -> "NDArray[np.float64]":
    """Return the points of each byte that a cell may be; 不了解 has none."""
    table = np.full(256, np.nan)
    for place, grade in enumerate(manifest.grades):
        table[place] = float(grade.points)
    return table


def criterion_weights(manifest: "Manifest") -> "NDArray[np.float64]":
    """Return the weights of the criteria as they stand in the rules."""
    return np.array([float(criterion.weight) for criterion in manifest.criteria])


def group_weights(manifest: "Manifest") -> "Mapping[int, float]":
    """Return by number the weight of each group that counts; they sum to one."""
    shares = scoring_rule(manifest).group_shares
    weights = {
        group.number: float(share)
        for group, share in zip(manifest.groups, shares, strict=True)
    }
    whole = sum(weights.values())
    return {number: weight / whole for number, weight in weights.items() if weight > 0}
