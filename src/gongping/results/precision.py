"""How far a result can be trusted: kept with its figures, suppressed before it is kept.

Nothing here changes a score: the rule people voted under gives those exactly. This says
what the scores can tell apart, where their uncertainty comes from, and how the ballots
look as a whole. Everything about a group that may not be shown is left out or pooled.
"""

from typing import TYPE_CHECKING, Any, Final

import numpy as np

import fairscore
from fairscore import score_margin
from gongping.results.checks import Bare, checks_of
from gongping.results.comparing import compared, tenths
from gongping.results.matrix import matrix_of
from gongping.results.reliability import doubt_of, reliability_of
from gongping.results.rule import ends_of, is_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ballotbox.manifest import Manifest
    from gongping.polls.services import Opened
    from gongping.results.matrix import Matrix

Figures = dict[str, Any]
SEED_DIGITS: Final = 12


def seed_of(board_digest: str) -> int:
    """Return the seed of all draws: part of the board's hash, so nobody chose it."""
    return int(board_digest[:SEED_DIGITS], 16)


def precision_of(
    manifest: "Manifest",
    opened: "Opened",
    units_shown: "Sequence[Figures]",
    shown_groups: "Mapping[int, bool]",
) -> Figures | None:
    """Return what may be said of a result's precision; nothing without ballots.

    Nothing either where scores are no means (bands, trimmed): no error that was
    measured to hold is known for those.
    `units_shown` are the figures of the units, from which what may not be shown of
    their scores is already gone.
    """
    if not is_mean(manifest):
        return None
    matrix = matrix_of(manifest, opened.ballots)
    units = [n for n, unit in enumerate(units_shown) if unit["score"] is not None]
    if not len(matrix.scores) or not units:
        return None
    seed = seed_of(opened.digest)
    part = matrix.of(np.array(units))
    across = _set(matrix, units, seed, "")
    within = _within(manifest, matrix, units, seed)
    return {
        "fairscore": fairscore.__version__,
        "seed": seed,
        "blank": {"cells": matrix.blank, "of": matrix.cells},
        "is_adjusted": any(map(_is_adjusted, (across, *within))),
        **doubt_of(part, shown_groups),
        "reliability": reliability_of(part),
        "checks": checks_of(part, units, _bare(manifest, units, units_shown)),
        "across": across,
        "within": within,
        "margins": _margins(matrix, units),
    }


def _bare(manifest: "Manifest", units: list[int], shown: "Sequence[Figures]") -> Bare:
    whole = [all(part is not None for part in shown[n]["by_group"]) for n in units]
    return Bare(whole, ends_of(manifest, scaled=True), manifest.disclosure_threshold)


def _within(
    manifest: "Manifest", matrix: "Matrix", units: list[int], seed: int
) -> list[Figures]:
    names = list(dict.fromkeys(unit.category for unit in manifest.units))
    return [
        _set(
            matrix,
            [n for n in units if manifest.units[n].category == name],
            seed,
            name,
        )
        for name in names
    ]


def _set(matrix: "Matrix", units: list[int], seed: int, name: str) -> Figures:
    found = compared(matrix, units, seed)
    return {
        "category": name,
        "compared": len(units),
        "tiers": found.tiers,
        "why": found.why,
        "units": {str(place): row for place, row in found.units.items()},
    }


def _is_adjusted(found: Figures) -> bool:
    """Tell whether blanks made leniency be taken out before these were compared."""
    return any(row["adjusted"] is not None for row in found["units"].values())


def _margins(matrix: "Matrix", units: list[int]) -> Figures:
    """Return ± of each score itself, voters' leniency included: for other years."""
    margins = score_margin(matrix.scores[:, units], matrix.g, matrix.weights)
    return {
        str(place): tenths(margin)
        for place, margin in zip(units, margins, strict=True)
        if np.isfinite(margin)
    }
