"""How far a result can be trusted: kept with its figures, suppressed before it is kept.

Nothing here changes a score: the rule people voted under gives those exactly. This says
what the scores can tell apart, where their uncertainty comes from, and how the ballots
look as a whole. Everything about a group that may not be shown is left out or pooled.
"""

from typing import TYPE_CHECKING, Any, Final

import numpy as np

import fairscore
from fairscore import GroupFit, score_interval
from gongping.results.checks import checks_of
from gongping.results.comparing import compared, tenths
from gongping.results.matrix import matrix_of
from gongping.results.reliability import doubt_of, reliability_of
from gongping.results.rule import is_mean

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
    open_units: "Sequence[bool]",
    shown_groups: "Mapping[int, bool]",
) -> Figures | None:
    """Return what may be said of a result's precision; nothing without ballots.

    Nothing either where scores are no means (bands, trimmed): no error that was
    measured to hold is known for those.
    `open_units` tells for each unit whether it has a score that may be shown.
    """
    if not is_mean(manifest):
        return None
    matrix = matrix_of(manifest, opened.ballots)
    if not len(matrix.scores) or not any(open_units):
        return None
    seed = seed_of(opened.digest)
    units = [n for n, is_open in enumerate(open_units) if is_open]
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
        "checks": checks_of(part, units, manifest.disclosure_threshold),
        "across": across,
        "within": within,
        "margins": _margins(matrix, units),
    }


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


def _of_mean(rows: Any) -> Any:
    """Return the variance of each column's mean; `nan` below two answers."""
    n = (~np.isnan(rows)).sum(axis=0)
    centred = rows - np.nansum(rows, axis=0) / np.maximum(n, 1)
    squares = np.nansum(np.square(centred), axis=0)
    enough = np.where(n > 1, n, np.nan)
    return squares / (enough - 1) / enough


def _margins(matrix: "Matrix", units: list[int]) -> Figures:
    """Return ± of each score itself, voters' leniency included: for other years.

    Interval and tiers compare units of one poll, where leniency cancels; against
    another poll it does not.
    """
    sizes = [matrix.g == k for k in range(len(matrix.weights))]
    parts = np.stack([_of_mean(matrix.scores[of][:, units]) for of in sizes])
    parts *= np.square(matrix.weights)[:, None]
    n = np.stack([(~np.isnan(matrix.scores[of][:, units])).sum(axis=0) for of in sizes])
    total = parts.sum(axis=0)
    spread = (np.square(parts) / np.maximum(n - 1, 1)).sum(axis=0)
    unknown = np.full(len(units), np.nan)
    freedom = np.divide(np.square(total), spread, out=unknown, where=spread > 0)
    fit = GroupFit(np.zeros(len(units)), np.diag(total), freedom, n)
    _low, high = score_interval(fit)
    return {
        str(place): tenths(margin)
        for place, margin in zip(units, high, strict=True)
        if np.isfinite(margin)
    }
