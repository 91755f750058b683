"""A counted poll without a box: ballots written by hand, counted as the box's are."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ballotbox.cells import encode_cells
from ballotbox.counts import Turnout
from ballotbox.labels import WEAK
from ballotbox.lines import CountsLine, SlipsLine, encode_line
from ballotbox.manifest import CriterionColumn, GradeStep, GroupRow, Manifest, UnitRow
from ballotbox.tally import tally_cells
from gongping.foundation import clock
from gongping.meetings.models import Half, ReviewRound
from gongping.polls.models import Poll, Scrutineer
from gongping.polls.services import Opened
from gongping.polls.states import PollState
from gongping.results import services
from gongping.results.models import Result
from tests.ballotbox.samples import weak_seal
from tests.world import World

GRADES = (
    ("优秀", "Excellent", 100),
    ("良好", "Good", 80),
    ("一般", "Fair", 60),
    ("较差", "Poor", 40),
)
CRITERIA = (("思路清晰", "Clear thinking", 60), ("措施可行", "Feasible measures", 40))
CODE = "res1"
HALF = "2026年上半年"
Ballots = Sequence[tuple[int, ...]]
"""Grades of one ballot, unit by unit and in it criterion by criterion."""


@dataclass(frozen=True)
class Group:
    """A voter group and the ballots that came from it."""

    name: str
    weight: int
    ballots: Ballots
    size: int = 0
    name_en: str = ""

    @property
    def entitled(self) -> int:
        return self.size or len(self.ballots)


def manifest_for(
    units: Sequence[UnitRow],
    groups: Sequence[Group],
    criteria: Sequence[tuple[str, str, int]] = CRITERIA,
    quorum: int = 50,
    k: int = 10,
) -> Manifest:
    """Return rules over these units and groups."""
    return Manifest(
        poll=CODE,
        title=f"{HALF}民主测评",
        is_rehearsal=False,
        layout="criteria",
        formula="weighted-mean/1",
        threshold=2,
        scrutineers=2,
        quorum_percent=quorum,
        disclosure_threshold=k,
        rules=(),
        units=tuple(units),
        criteria=tuple(CriterionColumn(n, e, Decimal(w)) for n, e, w in criteria),
        grades=tuple(GradeStep(n, e, Decimal(p)) for n, e, p in GRADES),
        groups=tuple(
            GroupRow(n, g.name, g.name_en, Decimal(g.weight), g.entitled)
            for n, g in enumerate(groups, 1)
        ),
        suite=WEAK,
        seal=weak_seal(range(1, len(groups) + 1), 2, 2),
    )


def opened_for(manifest: Manifest, groups: Sequence[Group]) -> Opened:
    """Return these ballots as the unsealing hands them on."""
    heard: dict[int, bytearray] = defaultdict(bytearray)
    cells = {n: [encode_cells(b) for b in g.ballots] for n, g in enumerate(groups, 1)}
    issued = {n: len(ballots) for n, ballots in cells.items()}
    tally = tally_cells(
        manifest, issued, cells, lambda group, low: heard[group].extend(low)
    )
    written = b"".join(sorted(ballot for group in cells.values() for ballot in group))
    return Opened(
        digest=hashlib.sha256(manifest.digest + written).hexdigest(),
        received=issued,
        tally=tally,
        ballots={group: bytes(low) for group, low in heard.items()},
    )


def rules_for(
    world: World,
    groups: Sequence[Group],
    criteria: Sequence[tuple[str, str, int]] = CRITERIA,
    quorum: int = 50,
    k: int = 10,
) -> Manifest:
    """Return rules over the units of the world."""
    units = [
        UnitRow(u.pk, u.name, f"Unit {u.position}", u.category.name, u.category.name_en)
        for u in world.units
    ]
    return manifest_for(units, groups, criteria, quorum, k)


def counted(
    world: World,
    groups: Sequence[Group],
    criteria: Sequence[tuple[str, str, int]] = CRITERIA,
    quorum: int = 50,
    k: int = 10,
) -> Result:
    """Return the result of a poll in which these groups cast these ballots."""
    manifest = rules_for(world, groups, criteria, quorum, k)
    return counted_by(world, manifest, groups)


def counted_by(world: World, manifest: Manifest, groups: Sequence[Group]) -> Result:
    """Return the result of a poll under these rules."""
    opened = opened_for(manifest, groups)
    poll = poll_for(world, manifest, groups, opened.digest)
    roll = {
        n: services.RollCount(group.entitled, len(group.ballots))
        for n, group in enumerate(groups, 1)
    }
    return services.count(poll, opened, roll, by=world.actor("scrutineer"))


def poll_for(
    world: World, manifest: Manifest, groups: Sequence[Group], digest: str
) -> Poll:
    """Return the unsealed poll to which rules and head belong."""
    round_, _is_new = ReviewRound.objects.get_or_create(
        year=int(manifest.title[:4]),
        half=Half.FIRST,
        defaults={"title": manifest.title[:8]},
    )
    poll = Poll.objects.create(
        code=manifest.poll,
        round=round_,
        title=manifest.title,
        layout=manifest.layout,
        state=PollState.UNSEALED,
        is_rehearsal=manifest.is_rehearsal,
        disclosure_threshold=manifest.disclosure_threshold,
        suite=manifest.suite,
        manifest=manifest.text,
        manifest_digest=manifest.digest.hex(),
        board_digest=digest,
        head_signature="ab" * 64,
        counts=_under_head(groups),
    )
    for name in ("scrutineer", "scrutineer2"):
        Scrutineer.objects.create(
            poll=poll, user=world.users[name], is_present=True, present_at=clock.now()
        )
    return poll


def _under_head(groups: Sequence[Group]) -> dict[str, str]:
    turnouts = tuple(
        Turnout(
            group=n,
            roll=group.entitled,
            late=0,
            collected=(len(group.ballots),),
            paper=0,
            paper_received=0,
            printed=0,
            drawn=0,
            undrawn=0,
            received=len(group.ballots),
        )
        for n, group in enumerate(groups, 1)
    )
    return {
        "counts": encode_line(CountsLine(turnouts)).decode(),
        "slips": encode_line(SlipsLine((), ((),), ())).decode(),
    }


def cycled(number: int, cells: int, shift: int = 0) -> list[tuple[int, ...]]:
    """Return ballots that differ from each other, so that none is unanimous."""
    return [
        tuple((voter + cell + shift) % 3 for cell in range(cells))
        for voter in range(number)
    ]
