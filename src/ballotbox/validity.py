"""When a ballot counts: an ordered list of reasons, the first that applies."""

from enum import StrEnum
from typing import Final

from ballotbox.cells import CELL_BYTES, NO_OPINION, decode_cells
from ballotbox.manifest import Manifest, Rule, RuleName
from ballotbox.scheme import Quota

ABSTAINED: Final = b"\xff"
"""Every byte of a ballot that gives no grade."""


class Reason(StrEnum):
    """Why a ballot is invalid; the order here is the order of checking."""

    UNOPENABLE = "unopenable"
    LENGTH = "length"
    RANGE = "range"
    ALL_IDENTICAL = "all_identical"
    EXCELLENT_QUOTA = "excellent_quota"
    ALL_BEST = "all_best"
    UNFINISHED = "unfinished"
    QUOTA = "quota"


def shape_failure(manifest: Manifest, cells: bytes) -> Reason | None:
    """Return what keeps the cells from being a ballot at all, or nothing."""
    if len(cells) != manifest.cell_bytes:
        return Reason.LENGTH
    allowed = {*range(len(manifest.grades)), NO_OPINION}
    return None if allowed.issuperset(decode_cells(cells)) else Reason.RANGE


def first_failure(manifest: Manifest, cells: bytes | None) -> Reason | None:
    """Return the first reason for which the ballot is invalid, or nothing.

    No cells at all means that the locks did not open the ballot.
    """
    if cells is None:
        return Reason.UNOPENABLE
    if (shape := shape_failure(manifest, cells)) is not None:
        return shape
    return rule_failure(manifest, cells)


def rule_failure(manifest: Manifest, cells: bytes) -> Reason | None:
    """Return the first rule that a ballot of sound shape breaks, or nothing.

    The quotas of a scheme come after the rules.
    """
    columns = len(manifest.criteria)
    for rule in manifest.rules:
        if _breaks(rule, cells, columns):
            return Reason(rule.name)
    if any(_breaks_quota(quota, cells, columns) for quota in manifest.quotas):
        return Reason.QUOTA
    return None


def mended(manifest: Manifest, cells: bytes | None) -> bytes | None:
    """Return the ballot with 不了解 in each row that holds a cell off the scale.

    A ballot that is none at all, or has no sound row, stays as it is.
    """
    if cells is None or len(cells) != manifest.cell_bytes:
        return cells
    width = len(manifest.criteria) * CELL_BYTES
    allowed = {*range(len(manifest.grades)), NO_OPINION}
    kept = [cells[at : at + width] for at in range(0, len(cells), width)]
    sound = [allowed.issuperset(decode_cells(row)) for row in kept]
    if not any(sound):
        return cells
    blank = ABSTAINED * width
    return b"".join(
        row if is_sound else blank for row, is_sound in zip(kept, sound, strict=True)
    )


def is_abstention(cells: bytes) -> bool:
    """Tell whether the ballot gives no grade at all (弃权)."""
    return not cells.strip(ABSTAINED)


def _breaks(rule: Rule, cells: bytes, columns: int) -> bool:
    low = _low(cells)
    if rule.name is RuleName.EXCELLENT_QUOTA:
        best = (low[column::columns].count(0) for column in range(columns))
        return any(number > rule.limit for number in best)
    if rule.name is RuleName.UNFINISHED:
        return low.count(ABSTAINED) > rule.limit
    if rule.name is RuleName.ALL_BEST:
        return len(low) > 1 and not any(low)
    same = cells[:CELL_BYTES] * len(low)
    return len(low) > 1 and cells == same and not is_abstention(cells)


def _breaks_quota(quota: Quota, cells: bytes, columns: int) -> bool:
    low = _low(cells)
    steps = range(quota.first, quota.last + 1)
    found = (sum(map(low[column::columns].count, steps)) for column in range(columns))
    return any(not quota.least <= number <= quota.most for number in found)


def _low(cells: bytes) -> bytes:
    """Return the steps of a sound ballot: 0 is the best one, 0xFF 不了解."""
    return cells[1::CELL_BYTES]
