"""A small manifest, and ballots for it."""

import secrets
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ballotbox.ballots import Ballot
from ballotbox.board import Board, GroupCount, make_board
from ballotbox.cells import encode_cells
from ballotbox.manifest import CriterionColumn, GradeStep, GroupRow, Manifest, UnitRow

UNITS = tuple(
    UnitRow(key, f"单位{key}", f"Unit {key}", "司局", "Bureaus") for key in (11, 12, 13)
)
GRADES = tuple(
    GradeStep(name, english, Decimal(points))
    for name, english, points in (
        ("优秀", "Excellent", 100),
        ("良好", "Good", 80),
        ("一般", "Fair", 60),
        ("较差", "Poor", 40),
    )
)


def manifest_with(**changes: Any) -> Manifest:
    """Return a manifest of three units, two criteria and two groups."""
    return replace(MANIFEST, **changes)


def ballot_of(*grades: int, group: int = 1) -> Ballot:
    """Return a ballot with a fresh key."""
    return Ballot(group, secrets.token_bytes(16), encode_cells(grades))


def board_of(manifest: Manifest, *ballots: Ballot, issued: int = 10) -> Board:
    """Return the board on which these ballots lie."""
    counts = [
        GroupCount(n, issued, sum(b.group == n for b in ballots))
        for n in manifest.group_numbers
    ]
    return make_board(manifest.poll, manifest.digest, counts, ballots)


MANIFEST = Manifest(
    poll="2026-h1",
    title="测评",
    is_rehearsal=False,
    layout="overall",
    formula="weighted-mean/1",
    threshold=2,
    scrutineers=3,
    quorum_percent=50,
    disclosure_threshold=10,
    rules=(),
    units=UNITS,
    criteria=(
        CriterionColumn("思路", "Ideas", Decimal("1.5")),
        CriterionColumn("总体", "Overall", Decimal(1)),
    ),
    grades=GRADES,
    groups=(
        GroupRow(1, "部领导", "Leaders", Decimal(40), 12),
        GroupRow(2, "处级以上干部", "Cadres", Decimal(60), 541),
    ),
)
