"""A counted poll without a box: ballots written by hand, counted as the box's are."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ballotbox.ballots import Ballot
from ballotbox.board import Board, GroupCount, make_board
from ballotbox.cells import encode_cells
from ballotbox.manifest import CriterionColumn, GradeStep, GroupRow, Manifest, UnitRow
from ballotbox.tally import tally_board
from gongping.foundation import clock
from gongping.meetings.models import Half, ReviewRound
from gongping.polls.models import Poll, Scrutineer
from gongping.polls.selectors import manifest_of
from gongping.polls.services import Opened
from gongping.polls.states import PollState
from gongping.results import services
from gongping.results.models import Result
from tests.world import World

GRADES = (
    ("优秀", "Excellent", 100),
    ("良好", "Good", 80),
    ("一般", "Fair", 60),
    ("较差", "Poor", 40),
)
CRITERIA = (("思路清晰", "Clear thinking", 60), ("措施可行", "Feasible measures", 40))
CODE = "res1"
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
        title="2026年上半年民主测评",
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
    )


def board_for(manifest: Manifest, groups: Sequence[Group]) -> Board:
    """Return the board on which these ballots lie."""
    ballots = [
        Ballot(n, (1000 * n + m).to_bytes(16, "big"), encode_cells(grades))
        for n, group in enumerate(groups, 1)
        for m, grades in enumerate(group.ballots)
    ]
    counts = [
        GroupCount(n, group.entitled, len(group.ballots))
        for n, group in enumerate(groups, 1)
    ]
    return make_board(manifest.poll, manifest.digest, counts, ballots)


def counted(
    world: World,
    groups: Sequence[Group],
    criteria: Sequence[tuple[str, str, int]] = CRITERIA,
    quorum: int = 50,
    k: int = 10,
) -> Result:
    """Return the result of a poll in which these groups cast these ballots."""
    units = [
        UnitRow(u.pk, u.name, f"Unit {u.position}", u.category.name, u.category.name_en)
        for u in world.units
    ]
    manifest = manifest_for(units, groups, criteria, quorum, k)
    board = board_for(manifest, groups)
    poll = poll_for(world, manifest, board)
    roll = {
        n: services.RollCount(group.entitled, len(group.ballots))
        for n, group in enumerate(groups, 1)
    }
    return services.count(poll, opened(poll, board), roll, by=world.actor("scrutineer"))


def opened(poll: Poll, board: Board) -> Opened:
    """Return the board as the unsealing hands it on."""
    return Opened(
        digest=board.digest.hex(),
        received={count.group: count.spent for count in board.counts},
        tally=tally_board(manifest_of(poll), board),
    )


def poll_for(world: World, manifest: Manifest, board: Board) -> Poll:
    """Return the unsealed poll to which rules and board belong."""
    round_ = ReviewRound.objects.create(
        year=2026, half=Half.FIRST, title="2026年上半年"
    )
    poll = Poll.objects.create(
        code=manifest.poll,
        round=round_,
        title=manifest.title,
        layout=manifest.layout,
        state=PollState.UNSEALED,
        disclosure_threshold=manifest.disclosure_threshold,
        manifest=manifest.text,
        manifest_digest=manifest.digest.hex(),
        board_digest=board.digest.hex(),
    )
    for name in ("scrutineer", "scrutineer2"):
        Scrutineer.objects.create(
            poll=poll, user=world.users[name], is_present=True, present_at=clock.now()
        )
    return poll


def cycled(number: int, cells: int, shift: int = 0) -> list[tuple[int, ...]]:
    """Return ballots that differ from each other, so that none is unanimous."""
    return [
        tuple((voter + cell + shift) % 3 for cell in range(cells))
        for voter in range(number)
    ]
