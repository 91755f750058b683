"""When a ballot counts: an ordered list of reasons, the first that applies."""

from enum import StrEnum

from ballotbox.cells import NO_OPINION, decode_cells
from ballotbox.manifest import Manifest, Rule, RuleName


class Reason(StrEnum):
    """Why a ballot is invalid; the order here is the order of checking."""

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


def first_failure(manifest: Manifest, cells: bytes) -> Reason | None:
    """Return the first reason for which the ballot is invalid, or nothing."""
    if (shape := shape_failure(manifest, cells)) is not None:
        return shape
    grades = decode_cells(cells)
    for rule in manifest.rules:
        if _breaks(rule, grades, len(manifest.criteria)):
            return Reason(rule.name)
    return None


def is_abstention(grades: tuple[int, ...]) -> bool:
    """Tell whether the ballot gives no grade at all (弃权)."""
    return all(grade == NO_OPINION for grade in grades)


def _breaks(rule: Rule, grades: tuple[int, ...], columns: int) -> bool:
    if rule.name is RuleName.ALL_IDENTICAL:
        return len(set(grades)) == 1 < len(grades) and not is_abstention(grades)
    return any(
        grades[column::columns].count(0) > rule.limit for column in range(columns)
    )
