"""A poll of suite `gp1/open`: ballots lie readable, until the browser seals them.

<poll>/intake.sqlite3   while open
<poll>/manifest.json    from close on
<poll>/board.json       from close on; it exists exactly when the poll is closed
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from ballotbox.board import Board, GroupCount, make_board, parse_board
from ballotbox.manifest import Manifest, parse_manifest
from ballotbox.refusals import Refusal
from gongping.box.disk import destroy, overwritten, write_durably
from gongping.box.phases import AlreadyClosed, AlreadyOpen, PollPhase
from gongping.box.store import Casting, Intake, Outcome

INTAKE: Final = "intake.sqlite3"
MANIFEST: Final = "manifest.json"
BOARD: Final = "board.json"


class OpenPoll:
    """One poll with its intake, or with its board once it is closed."""

    def __init__(self, place: Path, manifest: Manifest) -> None:
        self.place = place
        self.manifest = manifest
        self.phase = PollPhase.WAITING
        self.board: Board | None = None
        self._intake: Intake | None = None
        self._leaves: frozenset[bytes] = frozenset()

    @classmethod
    def taken_up(cls, place: Path) -> "OpenPoll | None":
        """Return the poll that lies in this folder, closed or not, if there is one."""
        if (place / BOARD).exists():
            poll = cls(place, parse_manifest((place / MANIFEST).read_text()))
            poll._keep(parse_board((place / BOARD).read_text()))
            destroy(place.glob(f"{INTAKE}*"))
            return poll
        return cls._from_intake(place)

    @classmethod
    def _from_intake(cls, place: Path) -> "OpenPoll | None":
        intake = Intake(place / INTAKE)
        if (text := intake.manifest) is None:
            intake.close()
            return None
        poll = cls(place, parse_manifest(text))
        poll._intake = intake
        if intake.is_casting:
            poll.phase = PollPhase.CASTING
        return poll

    @property
    def intake(self) -> Intake:
        """Return the open file; there is one until the poll is closed."""
        assert self._intake is not None
        return self._intake

    def put(self, manifest: Manifest, tickets: Mapping[int, Iterable[bytes]]) -> None:
        """Lay in rules and ticket hashes; again, as long as casting has not begun."""
        if self.phase is not PollPhase.WAITING:
            raise AlreadyOpen(manifest.poll)
        if self._intake is None:
            self.place.mkdir(exist_ok=True)
            self._intake = Intake(self.place / INTAKE)
        self._intake.fill(manifest.text, tickets)
        self.manifest = manifest

    def open_casting(self) -> None:
        """Take ballots from now on."""
        if self.phase is PollPhase.CLOSED:
            raise AlreadyClosed(self.manifest.poll)
        self.intake.open_casting()
        self.phase = PollPhase.CASTING

    def cast(self, castings: list[Casting]) -> list[Outcome]:
        """Take ballots, durably, and say of each how it went."""
        if self.phase is PollPhase.CASTING:
            return self.intake.cast(castings)
        if self.phase is PollPhase.CLOSED:
            return [None if c.leaf in self._leaves else Refusal.LATE for c in castings]
        return [Refusal.EARLY for _ in castings]

    def close(self) -> Board:
        """Close, once; return the board, as often as asked.

        The board is on the disk before anything of the intake is destroyed.
        """
        if self.board is not None:
            return self.board
        counts = _count_of_each(self.manifest, self.intake.counts())
        ballots = self.intake.ballots()
        board = make_board(self.manifest.poll, self.manifest.digest, counts, ballots)
        write_durably(self.place / MANIFEST, self.manifest.text.encode())
        write_durably(self.place / BOARD, board.text.encode())
        self._keep(board)
        self.close_files()
        destroy(self.place.glob(f"{INTAKE}*"))
        return board

    @property
    def cast_total(self) -> int:
        """Return how many ballots lie in the box."""
        if self.board is not None:
            return len(self.board.ballots)
        return self.intake.count_ballots()

    def close_files(self) -> None:
        """Let go of the open file; nothing is lost, and its journal is overwritten."""
        if self._intake is not None:
            # Its frames lie in the order in which ballots came.
            with overwritten(self.place.glob(f"{INTAKE}-wal")):
                self._intake.close()
            self._intake = None

    def _keep(self, board: Board) -> None:
        self.board = board
        self._leaves = frozenset(board.leaves)
        self.phase = PollPhase.CLOSED


def _count_of_each(
    manifest: Manifest, counts: Iterable[GroupCount]
) -> list[GroupCount]:
    known = {count.group: count for count in counts}
    return [known.get(n, GroupCount(n, 0, 0)) for n in manifest.group_numbers]
