"""When a ballot counts: an ordered list of reasons, the first that applies."""

from enum import StrEnum
from typing import Final

from ballotbox.cells import CELL_BYTES, NO_OPINION, decode_cells
from ballotbox.manifest import Manifest, Rule, RuleName

ABSTAINED: Final = b"\xff"
"""Every byte of a ballot that gives no grade."""


class Reason(StrEnum):
    """Why a ballot is invalid; the order here is the order of checking."""

    UNOPENABLE = "unopenable"
    LENGTH = "length"
    RANGE = "range"
    ALL_IDENTICAL = "all_identical"
    EXCELLENT_QUOTA = "excellent_quota"


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
    """Return the first rule that a ballot of sound shape breaks, or nothing."""
    for rule in manifest.rules:
        if _breaks(rule, cells, len(manifest.criteria)):
            return Reason(rule.name)
    return None


def is_abstention(cells: bytes) -> bool:
    """Tell whether the ballot gives no grade at all (弃权)."""
    return not cells.strip(ABSTAINED)


def _breaks(rule: Rule, cells: bytes, columns: int) -> bool:
    if rule.name is RuleName.ALL_IDENTICAL:
        number = len(cells) // CELL_BYTES
        same = cells[:CELL_BYTES] * number
        return number > 1 and cells == same and not is_abstention(cells)
    low = cells[1::CELL_BYTES]  # of a sound ballot: 0 is the best grade, 0xFF none
    return any(low[column::columns].count(0) > rule.limit for column in range(columns))
