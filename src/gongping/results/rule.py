"""By which rule a poll is scored: read here, and nowhere else in this room."""

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from fairscore import Method, Scores, evaluate
from fairscore.scheme import WHOLE
from gongping.polls.selectors import scoring_rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ballotbox.manifest import Manifest
    from fairscore import Scheme

ONE: Final = (Fraction(1),)
FORMULA_VERSION: Final = "scheme/1 sheet/4"


def scores_of(manifest: "Manifest", cells: "NDArray[np.int64]") -> Scores:
    """Return the exact scores of counts (G, U, K, C + 1) by the rules of the poll."""
    return evaluate(scoring_rule(manifest), cells)


def criterion_scores(
    manifest: "Manifest", cells: "NDArray[np.int64]"
) -> "list[Fraction | None]":
    """Return what one group gave one unit on each criterion; `cells` (K, C + 1)."""
    rule = scoring_rule(manifest)
    alone = replace(
        rule, criteria=ONE, groups=ONE, pool_of=(WHOLE,), pools=(), worth=None
    )
    return [evaluate(alone, row[None, None, None]).composite[0] for row in cells]


def ends_of(manifest: "Manifest", *, scaled: bool = False) -> tuple[float, float]:
    """Return the lowest and the highest score that a group can give a unit.

    `scaled`: where full marks are worth something else in the end, in those points.
    """
    rule = scoring_rule(manifest)
    low, high = (float(end * (_scale(rule) if scaled else 1)) for end in rule.ends)
    return low, high


def _scale(rule: "Scheme") -> "Fraction | int":
    return 1 if rule.worth is None else rule.worth / rule.full_points


def is_mean(manifest: "Manifest") -> bool:
    """Tell whether a score is a mean of ballots, so that ballots tell its error."""
    rule = scoring_rule(manifest)
    return rule.method is Method.MEAN and not rule.trim.each


def points_by_byte(manifest: "Manifest") -> "NDArray[np.float64]":
    """Return the points of each byte that a cell may be; 不了解 has none."""
    rule = scoring_rule(manifest)
    scale = _scale(rule)
    table = np.full(256, np.nan)
    table[: len(rule.points)] = [float(point * scale) for point in rule.points]
    return table


def criterion_weights(manifest: "Manifest") -> "NDArray[np.float64]":
    """Return the weights of the criteria as they stand in the rules."""
    return np.array([float(weight) for weight in scoring_rule(manifest).criteria])


def group_weights(manifest: "Manifest") -> "Mapping[int, float]":
    """Return by number the share of each group that counts; they sum to one."""
    shares = scoring_rule(manifest).group_shares
    whole = sum(shares)
    return {
        group.number: float(share / whole)
        for group, share in zip(manifest.groups, shares, strict=True)
        if share > 0
    }
