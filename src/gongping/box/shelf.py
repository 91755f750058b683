"""All polls of the box, each in a folder of its own.

<poll>/intake.sqlite3   while open
<poll>/manifest.json    from close on
<poll>/board.json       from close on; it exists exactly when the poll is closed
"""

import os
import re
import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final

from ballotbox import (
    Board,
    GroupCount,
    Manifest,
    Refusal,
    make_board,
    parse_board,
    parse_manifest,
)
from gongping.box.store import Casting, Intake, Outcome

CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
INTAKE: Final = "intake.sqlite3"
MANIFEST: Final = "manifest.json"
BOARD: Final = "board.json"
BLOCK: Final = 1 << 16
LOCK: Final = ".lock"

if sys.platform != "win32":
    import fcntl


class PollPhase(StrEnum):
    """How far a poll is, as the box sees it."""

    WAITING = "waiting"
    CASTING = "casting"
    CLOSED = "closed"


class AlreadyOpen(Exception):
    """Rules and tickets cannot be laid in once casting has begun."""


class StoreInUse(Exception):
    """Another box writes to this folder; two writers would not see each other."""


class AlreadyClosed(Exception):
    """A closed poll is not opened again."""


class Shelf:
    """The polls of one folder. Changed by the writer's thread only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifests: dict[str, Manifest] = {}
        self.phases: dict[str, PollPhase] = {}
        self._intakes: dict[str, Intake] = {}
        self._boards: dict[str, Board] = {}
        self._leaves: dict[str, frozenset[bytes]] = {}
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(folder)
        for place in sorted(folder.iterdir()):
            if place.is_dir():
                self._take_up(place)

    def close_files(self) -> None:
        """Let go of every open file; nothing is lost."""
        for intake in self._intakes.values():
            intake.close()
        self._intakes.clear()
        os.close(self._lock)

    def put(
        self, poll: str, manifest: Manifest, tickets: Mapping[int, Iterable[bytes]]
    ) -> None:
        """Lay in rules and ticket hashes; again, as long as casting has not begun."""
        if self.phases.get(poll, PollPhase.WAITING) is not PollPhase.WAITING:
            raise AlreadyOpen(poll)
        if poll not in self._intakes:
            (self.folder / poll).mkdir(exist_ok=True)
            self._intakes[poll] = Intake(self.folder / poll / INTAKE)
        self._intakes[poll].fill(manifest.text, tickets)
        self.manifests[poll] = manifest
        self.phases[poll] = PollPhase.WAITING

    def open_casting(self, poll: str) -> None:
        """Take ballots for this poll from now on."""
        if self.phases[poll] is PollPhase.CLOSED:
            raise AlreadyClosed(poll)
        self._intakes[poll].open_casting()
        self.phases[poll] = PollPhase.CASTING

    def cast(self, poll: str, castings: list[Casting]) -> list[Outcome]:
        """Take ballots, durably, and say of each how it went."""
        phase = self.phases.get(poll)
        if phase is PollPhase.CASTING:
            return self._intakes[poll].cast(castings)
        if phase is PollPhase.CLOSED:
            leaves = self._leaves[poll]
            return [None if c.leaf in leaves else Refusal.LATE for c in castings]
        refusal = Refusal.NO_POLL if phase is None else Refusal.EARLY
        return [refusal for _ in castings]

    def close(self, poll: str) -> Board:
        """Close the poll, once; return its board, as often as asked.

        The board is on the disk before anything of the intake is destroyed.
        """
        if self.phases[poll] is not PollPhase.CLOSED:
            intake = self._intakes[poll]
            manifest = self.manifests[poll]
            counts = _count_of_each(manifest, intake.counts())
            board = make_board(poll, manifest.digest, counts, intake.ballots())
            place = self.folder / poll
            _write_durably(place / MANIFEST, manifest.text)
            _write_durably(place / BOARD, board.text)
            self._keep(poll, board)
            self._intakes.pop(poll).close()
            _destroy_intake(place)
        return self._boards[poll]

    def board(self, poll: str) -> Board | None:
        """Return the board of a closed poll."""
        return self._boards.get(poll)

    def cast_total(self, poll: str) -> int:
        """Return how many ballots lie in the box."""
        if (board := self._boards.get(poll)) is not None:
            return len(board.ballots)
        return self._intakes[poll].count_ballots()

    def _take_up(self, place: Path) -> None:
        poll = place.name
        if (place / BOARD).exists():
            self.manifests[poll] = parse_manifest((place / MANIFEST).read_text())
            self._keep(poll, parse_board((place / BOARD).read_text()))
            _destroy_intake(place)
            return
        intake = Intake(place / INTAKE)
        if (text := intake.manifest) is None:
            intake.close()
            return
        self._intakes[poll] = intake
        self.manifests[poll] = parse_manifest(text)
        self.phases[poll] = (
            PollPhase.CASTING if intake.is_casting else PollPhase.WAITING
        )

    def _keep(self, poll: str, board: Board) -> None:
        self._boards[poll] = board
        self._leaves[poll] = frozenset(board.leaves)
        self.phases[poll] = PollPhase.CLOSED


def _lock(folder: Path) -> int:
    descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    if sys.platform != "win32":
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            raise StoreInUse(f"another box already uses {folder}") from error
    return descriptor


def _count_of_each(
    manifest: Manifest, counts: Iterable[GroupCount]
) -> list[GroupCount]:
    known = {count.group: count for count in counts}
    return [known.get(n, GroupCount(n, 0, 0)) for n in manifest.group_numbers]


def _write_durably(path: Path, text: str) -> None:
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _destroy_intake(place: Path) -> None:
    """Overwrite and remove the intake with its journals.

    We claim deletion, never proof of erasure: disks keep copies of their own.
    """
    for path in sorted(place.glob(f"{INTAKE}*")):
        with path.open("r+b") as file:
            for _ in range(0, path.stat().st_size, BLOCK):
                file.write(bytes(BLOCK))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    _sync_folder(place)
