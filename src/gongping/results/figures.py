"""From an opened count to the figures that are kept: only what may be shown.

Suppression happens here, before anything is stored, so that no page, export or
administrator can show the figures of a small group by mistake. The whole count
stays in the board, which goes to the auditors.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from fairscore import publishable, round_half_up, score_counts, unanimous

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from ballotbox import Manifest, Tally

PLACES = 2
FORMULA_VERSION = "weighted-mean-1"

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RollCount:
    """How many of a group may vote, and how many have collected a ballot."""

    entitled: int
    collected: int


def figures_of(
    manifest: "Manifest", tally: "Tally", roll: dict[int, RollCount]
) -> Figures:
    """Return what may be kept of a count; scores as text with two decimals.

    `roll` is keyed by group number. Scores of units nobody of a weighted group
    graded are `None` (缺票). Figures of suppressed groups are absent.
    """
    groups = [tally.of_group(row.number) for row in manifest.groups]
    counts = np.array([group.histogram for group in groups], dtype=np.int64)
    scores = score_counts(
        counts,
        [grade.points for grade in manifest.grades],
        [criterion.weight for criterion in manifest.criteria],
        [row.weight for row in manifest.groups],
    )
    shown = publishable(
        [group.valid for group in groups], manifest.disclosure_threshold
    )
    pooled = counts.sum(axis=0)
    return {
        "groups": [
            _group(manifest, n, tally, roll, is_shown=shown[n])
            for n in range(len(groups))
        ],
        "criteria": [
            {"name": c.name, "name_en": c.name_en, "weight": str(c.weight)}
            for c in manifest.criteria
        ],
        "grades": [
            {"name": g.name, "name_en": g.name_en, "points": str(g.points)}
            for g in manifest.grades
        ],
        "units": [
            {
                "key": unit.key,
                "name": unit.name,
                "name_en": unit.name_en,
                "category": unit.category,
                "category_en": unit.category_en,
                "score": _text(scores.composite[n]),
                "by_criterion": [_text(s) for s in scores.by_criterion[n]],
                "counts": pooled[n].tolist(),
                "by_group": [
                    _of_group(counts[g, n], scores.by_group[g][n])
                    if shown[g] and not _is_unanimous(counts[g, n])
                    else None
                    for g in range(len(groups))
                ],
            }
            for n, unit in enumerate(manifest.units)
        ],
        "quorum": _quorum(manifest, tally),
    }


def _group(
    manifest: "Manifest",
    position: int,
    tally: "Tally",
    roll: dict[int, RollCount],
    *,
    is_shown: bool,
) -> Figures:
    row = manifest.groups[position]
    group = tally.of_group(row.number)
    return {
        "number": row.number,
        "name": row.name,
        "name_en": row.name_en,
        "weight": str(row.weight),
        "entitled": roll[row.number].entitled,
        "collected": roll[row.number].collected,
        "received": group.received,
        "valid": group.valid,
        "invalid": group.invalid_total,
        "invalid_reasons": {str(reason): n for reason, n in group.invalid},
        "abstained": group.abstained,
        "is_shown": is_shown,
    }


def _of_group(counts: "NDArray[np.int64]", score: "Fraction | None") -> Figures:
    return {"score": _text(score), "counts": counts.tolist()}


def _is_unanimous(counts: "NDArray[np.int64]") -> bool:
    return any(unanimous(row) for row in counts)


def _quorum(manifest: "Manifest", tally: "Tally") -> Figures:
    entitled = sum(row.size for row in manifest.groups)
    received = sum(group.received for group in tally.groups)
    needed = -(-entitled * manifest.quorum_percent // 100)
    return {
        "entitled": entitled,
        "received": received,
        "needed": needed,
        "percent": manifest.quorum_percent,
        "is_met": received >= needed,
    }


def _text(score: "Fraction | None") -> str | None:
    return None if score is None else str(round_half_up(score, PLACES))
