"""From an opened count to the figures that are kept: only what may be shown.

Suppression happens here, before anything is stored, so that no page, export or
administrator can show the figures of a small group by mistake. The whole count
stays in the board, which goes to the auditors.
"""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ballotbox.counts import needed_for_quorum
from fairscore import (
    Disclosure,
    Scores,
    in_public,
    in_report,
    round_half_up,
)
from gongping.results.hiding import groups_shown, unit_shown
from gongping.results.numbers import bands_under, is_numeric, shown_counts
from gongping.results.precision import precision_of
from gongping.results.rule import criterion_scores, scores_of

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from ballotbox.manifest import Manifest
    from ballotbox.tally import GroupTally, Tally
    from gongping.polls.services import Opened

MEAN_PLACES = 4
Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RollCount:
    """How many of a group may vote, and how many have collected a ballot."""

    entitled: int
    collected: int


@dataclass(frozen=True, slots=True)
class _Count:
    """The whole count of a poll, as it is before anything is left out."""

    manifest: "Manifest"
    tally: "Tally"
    cells: "NDArray[np.int64]"
    seen: "NDArray[np.int64]"
    scores: Scores
    shown: tuple[bool, ...]


def figures_of(
    manifest: "Manifest", opened: "Opened", roll: dict[int, RollCount]
) -> Figures:
    """Return what may be kept of a count; scores as text.

    `roll` is keyed by group number. Scores of units nobody of a weighted group
    graded are `None` (缺票). Figures of suppressed groups are absent, how many ballots
    came from them too: of those there is the sum over all groups (`totals`). Below
    the quorum no unit has figures at all.
    """
    whole = _counted(manifest, opened.tally)
    quorum = _quorum(manifest, opened.tally, roll)
    units = [_unit(whole, n) for n in range(len(manifest.units)) if quorum["is_met"]]
    return {
        "k": manifest.disclosure_threshold,
        "groups": [_group(whole, n, roll) for n in range(len(manifest.groups))],
        "totals": _totals(whole, roll),
        "criteria": [
            {"name": c.name, "name_en": c.name_en, "weight": str(c.weight)}
            for c in manifest.criteria
        ],
        **_scale(manifest),
        "units": units,
        "quorum": quorum,
        "precision": _precision(whole, opened, units),
    }


def _scale(manifest: "Manifest") -> Figures:
    """Return the grades; where numbers were given, their bands in place of them."""
    if not is_numeric(manifest):
        return {
            "grades": [
                {"name": g.name, "name_en": g.name_en, "points": str(g.points)}
                for g in manifest.grades
            ]
        }
    ends = [str(grade.points) for grade in (manifest.grades[0], manifest.grades[-1])]
    return {
        "numbers": {"highest": ends[0], "lowest": ends[1]},
        "grades": [
            {"name": f"{band.span} 分", "name_en": band.span, "points": str(band.low)}
            for band in bands_under(manifest)
        ],
    }


def _precision(whole: _Count, opened: "Opened", units: list[Figures]) -> Figures | None:
    shown = {
        group.number: is_shown
        for group, is_shown in zip(whole.manifest.groups, whole.shown, strict=True)
    }
    return precision_of(whole.manifest, opened, units, shown)


def _counted(manifest: "Manifest", tally: "Tally") -> _Count:
    groups = [tally.of_group(row.number) for row in manifest.groups]
    cells = np.array([group.histogram for group in groups], dtype=np.int64)
    scores = scores_of(manifest, cells)
    valid = [group.valid for group in groups]
    shown = groups_shown(manifest, valid)
    seen = shown_counts(manifest, cells)
    return _Count(manifest, tally, cells, seen, scores, shown)


def _group(whole: _Count, position: int, roll: dict[int, RollCount]) -> Figures:
    """Return the counts of a group; of one that is not shown, the roll's alone."""
    row, is_shown = whole.manifest.groups[position], whole.shown[position]
    group = whole.tally.of_group(row.number)
    counts = _counts(group)
    return {
        "number": row.number,
        "name": row.name,
        "name_en": row.name_en,
        "weight": str(row.weight),
        "entitled": roll[row.number].entitled,
        "is_shown": is_shown,
        "is_silent": not group.valid,
        "is_few": group.valid < whole.manifest.disclosure_threshold,
        "adds_up": group.received == group.valid + group.invalid_total,
        **(counts if is_shown else dict.fromkeys(counts)),
    }


def _counts(group: "GroupTally") -> Figures:
    return {
        "collected": group.issued,
        "issued": group.issued,
        "received": group.received,
        "valid": group.valid,
        "invalid": group.invalid_total,
        "invalid_reasons": {str(reason): n for reason, n in group.invalid},
        "abstained": group.abstained,
    }


def _totals(whole: _Count, roll: dict[int, RollCount]) -> Figures:
    """Return the counts of all groups together, those not shown among them."""
    each = [_counts(group) for group in whole.tally.groups]
    reasons = [counts.pop("invalid_reasons") for counts in each]
    return {
        "entitled": sum(count.entitled for count in roll.values()),
        **{key: sum(counts[key] for counts in each) for key in each[0]},
        "invalid_reasons": dict(sum(map(Counter, reasons), Counter[str]())),
    }


def _unit(whole: _Count, place: int) -> Figures:
    unit, scores = whole.manifest.units[place], whole.scores
    cells = whole.seen[:, place]
    may = unit_shown(whole.manifest, whole.cells[:, place], cells, whole.shown)
    by_criterion = scores.by_criterion[place] if may.overall else ()
    return {
        "key": unit.key,
        "name": unit.name,
        "name_en": unit.name_en,
        "category": unit.category,
        "category_en": unit.category_en,
        "is_shown": may.overall,
        "score": _published(scores.composite[place]) if may.overall else None,
        "score_fine": _fine(scores.composite[place]) if all(may.groups) else None,
        "by_criterion": [_published(score) for score in by_criterion],
        "counts": _pooled(cells, may),
        "by_group": [
            _of_group(whole, g, place) if may.groups[g] else None
            for g in range(len(cells))
        ],
    }


def _pooled(cells: "NDArray[np.int64]", may: Disclosure) -> list[list[int]] | None:
    """Return the counts of the groups shown, together.

    With the counts of a hidden group among them, they and the weighted score
    would be two equations for what the hidden groups gave.
    """
    if not any(may.groups):
        return None
    pooled: list[list[int]] = cells[np.array(may.groups)].sum(axis=0).tolist()
    return pooled


def _of_group(whole: _Count, group: int, place: int) -> Figures:
    found: Figures = {
        "score": _fine(whole.scores.by_group[group][place]),
        "counts": whole.seen[group, place].tolist(),
    }
    if is_numeric(whole.manifest):
        means = criterion_scores(whole.manifest, whole.cells[group, place])
        found["means"] = [_mean(mean) for mean in means]
    return found


def _quorum(
    manifest: "Manifest", tally: "Tally", roll: dict[int, RollCount]
) -> Figures:
    # By the roll and not by the rules: late voters count, too.
    entitled = sum(count.entitled for count in roll.values())
    received = sum(group.received for group in tally.groups)
    needed = needed_for_quorum(entitled, manifest.quorum)
    return {
        "entitled": entitled,
        "received": received,
        "needed": needed,
        "percent": manifest.quorum_percent,
        "is_met": received >= needed,
    }


def _fine(score: "Fraction | None") -> str | None:
    return None if score is None else str(in_report(score))


def _mean(score: "Fraction | None") -> str | None:
    return None if score is None else str(round_half_up(score, MEAN_PLACES))


def _published(score: "Fraction | None") -> str | None:
    """Finer decimals would let the sum of a small hidden group be worked out."""
    return None if score is None else str(in_public(score))
