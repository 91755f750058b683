"""A small manifest, under keys that nobody holds."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ballotbox.keys import new_lock_key, new_signing_key
from ballotbox.labels import WEAK
from ballotbox.locks import holders_of_locks
from ballotbox.manifest import CriterionColumn, GradeStep, GroupRow, Manifest, UnitRow
from ballotbox.seal import GroupKey, IssuerRow, Publication, PublicationRow, Seal

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


def weak_seal(groups: Sequence[int], threshold: int, scrutineers: int) -> Seal:
    """Return a seal for rules that are read and counted by: its moduli are no keys."""
    moduli = ((1 << 1023) + 2 * place + 1 for place in range(len(groups)))
    keys = tuple(
        GroupKey(group, modulus.to_bytes(128, "big"))
        for group, modulus in zip(groups, moduli, strict=True)
    )
    locks = range(len(holders_of_locks(threshold, scrutineers)))
    return Seal(
        roll_hash=b"\1" * 32,
        slips_digest=b"\2" * 32,
        client_hash=b"\3" * 32,
        box_key=new_signing_key().public,
        scrutineer_keys=tuple(new_signing_key().public for _ in range(scrutineers)),
        locks=tuple(new_lock_key().public for _ in locks),
        issuers=(IssuerRow("秘书处", "Secretariat", keys),),
        publication=tuple(
            PublicationRow(group, Publication.AUDITORS) for group in groups
        ),
    )


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
    suite=WEAK,
    seal=weak_seal((1, 2), 2, 3),
)
