"""Kills the box under load, fills its disk, makes its store read-only.

    ./run drill crash
    ./run drill crash --times 20 --seed 7

Real box process, real clients, real keys. Every tenth voter sends two different ballots
at once. After every kill the store is read past the box: each acknowledged ballot must
lie there, once. In the end the board is closed, under kills too, and verified to the
last cell. Exit status 0 only if every promise was kept.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from resource import RLIM_INFINITY, RLIMIT_FSIZE, prlimit
from typing import Final

import httpx
import numpy as np

from ballotbox.messages import CastRequest
from bench import _ballots
from drills._voters import Book, Broken, leaves_in_store, send_all, sending
from tests.box.fixtures import BoxServer, new_box
from tests.box.sealed import SealedPollInBox, prepared, verify_whole

VOTERS: Final = 8
EACH_TIME: Final = 60
RIVALS: Final = 10
LONGEST: Final = 0.3
CLOSING_KILLS: Final = 5
HASTE: Final = 0.03
SPARE: Final = 200_000


def main() -> int:
    """Run the three drills; say what was done and what was found."""
    parser = argparse.ArgumentParser(prog="./run drill crash")
    parser.add_argument("--times", type=int, default=200, help="how often to kill")
    parser.add_argument("--seed", type=int, default=2012, help="of the moments")
    options = parser.parse_args()
    drills = (
        lambda place: kill_often(place, options.times, options.seed),
        fill_the_disk,
        make_read_only,
    )
    for drill in drills:
        with tempfile.TemporaryDirectory(prefix="gongping-drill-") as folder:
            try:
                print(drill(Path(folder)), flush=True)
            except Broken as found:
                print(f"BROKEN: {found}")
                return 1
    return 0


def kill_often(folder: Path, times: int, seed: int, each: int = EACH_TIME) -> str:
    """Kill the box at random moments under load; nothing promised may be lost."""
    chance = np.random.default_rng(seed)
    with _poll_in(folder) as (poll, keys):
        book, open_ballots = Book(poll), _ballots_of(poll, keys, times * each)
        pending: list[CastRequest] = []
        under_way = 0
        for number in range(times):
            pending += open_ballots[number::times]
            before = len(book.receipts)
            with sending(book, pending, VOTERS) as left:
                _wait_for_first(book, before)
                time.sleep(chance.uniform(0, LONGEST))
                poll.box.kill()
            under_way += bool(left)
            pending = left
            poll.box.start()
            book.check(leaves_in_store(poll))
        acknowledged = len(book.receipts)
        _finish(book, pending)
        closing = _close_under_kills(poll, chance, min(CLOSING_KILLS, times // 2))
        return (
            f"killed {times} times, {under_way} of them with ballots under way, and "
            f"{closing} times while closing: {acknowledged} ballots were acknowledged "
            f"under fire, {_verified(book)} stand on the board, none missing, "
            "none twice; receipts and board verify"
        )


def fill_the_disk(folder: Path, ballots: int = 600, *, may_mount: bool = True) -> str:
    """Fill the disk under load, make room, go on; then pull the plug."""
    disks = _small_disk(folder, may_mount=may_mount)
    with disks as disk, _poll_in(folder) as (poll, keys):
        book, requests = Book(poll), _ballots_of(poll, keys, ballots)
        left = send_all(book, requests[: ballots // 6], VOTERS)
        disk.fill(poll.box)
        left += send_all(book, requests[ballots // 6 :], VOTERS)
        refused, kept = book.refused, len(book.receipts)
        if not refused:
            raise Broken("the disk never filled: the drill says nothing")
        book.check(leaves_in_store(poll))
        disk.clear(poll.box)
        left = send_all(book, left, VOTERS)
        poll.box.kill()
        poll.box.start()
        book.check(leaves_in_store(poll))
        _finish(book, left)
        return (
            f"disk full ({disk.kind}): {kept} ballots acknowledged, {refused} sent "
            f"away; with room again {_verified(book)} stand on the board"
        )


def make_read_only(folder: Path, ballots: int = 200, *, may_mount: bool = True) -> str:
    """Let no file be written while the box runs, nor when it starts; then again."""
    disks = _small_disk(folder, may_mount=may_mount)
    with disks as disk, _poll_in(folder) as (poll, keys):
        book, requests = Book(poll), _ballots_of(poll, keys, ballots)
        left = send_all(book, requests[: ballots // 2], VOTERS)
        _limit(poll.box, 0)
        kept = len(book.receipts)
        left += send_all(book, requests[ballots // 2 :], VOTERS)
        if len(book.receipts) > kept:
            raise Broken("a ballot was acknowledged that could not be written")
        book.check(leaves_in_store(poll))
        poll.box.kill()
        disk.check_start_while_read_only(poll.box)
        poll.box.start()
        book.check(leaves_in_store(poll))
        _finish(book, left)
        started = "the box refused to start; " if disk.is_mounted else ""
        return (
            f"store not writable: {book.refused} ballots sent away, none acknowledged; "
            f"{started}writable again {_verified(book)} stand on the board"
        )


@contextmanager
def _poll_in(folder: Path) -> Iterator[tuple[SealedPollInBox, _ballots.Keys]]:
    box = new_box(folder)
    box.start()
    keys = _ballots.new_keys()
    try:
        poll = prepared(box, keys, **_ballots.rules(100_000))
        poll.lay_in()
        poll.open()
        yield poll, keys
    finally:
        box.kill()
        box.client.close()


def _ballots_of(
    poll: SealedPollInBox, keys: _ballots.Keys, number: int
) -> list[CastRequest]:
    """Return one ballot of most voters, and two of every tenth, side by side."""
    pairs = _ballots.make_versions(poll.manifest, keys[0], number, 2)
    return [
        version
        for place, pair in enumerate(pairs)
        for version in pair[: 1 + (place % RIVALS == 0)]
    ]


def _wait_for_first(book: Book, before: int) -> None:
    until = time.monotonic() + 2
    while len(book.receipts) == before and time.monotonic() < until:
        time.sleep(0.001)


def _finish(book: Book, left: list[CastRequest]) -> None:
    """Let everybody send again who has no answer, as pages do."""
    for _ in range(3):
        left = send_all(book, left, VOTERS)
    if left:
        raise Broken(f"{len(left)} ballots could not be cast in the end")
    book.check(leaves_in_store(book.poll))


def _close_under_kills(
    poll: SealedPollInBox, chance: np.random.Generator, most: int
) -> int:
    """Kill the box while it closes, until it has closed; return how often."""
    for number in range(most):
        address = f"{poll.box.url}/admin/polls/{poll.code}/close"
        secret = {"Authorization": f"Bearer {poll.box.secret}"}
        with httpx.Client(
            timeout=chance.uniform(0.001, HASTE), trust_env=False
        ) as hasty:
            try:
                hasty.post(address, headers=secret)
            except httpx.TransportError:
                poll.box.kill()
                poll.box.start()
            else:
                return number
    return most


def _verified(book: Book) -> int:
    """Close, verify the whole board and every receipt; return its ballots."""
    poll = book.poll
    number = verify_whole(poll)
    book.check(poll.leaf(request) for request in poll.ballots())
    if number != len(book.leaves) or number != len(book.receipts):
        raise Broken(f"{number} on the board, {len(book.receipts)} acknowledged")
    for request in poll.ballots()[:: max(1, number // 100)]:
        if poll.cast(request).text != book.receipts[poll.leaf(request)]:
            raise Broken("another receipt after the close")
    return number


@dataclass
class _Disk:
    """A disk that can be full: a small file system of its own, if we may mount one."""

    folder: Path
    is_mounted: bool

    @property
    def kind(self) -> str:
        return "a small file system" if self.is_mounted else "a limit on file sizes"

    def fill(self, box: BoxServer) -> None:
        if not self.is_mounted:
            largest = max(path.stat().st_size for path in box.store.rglob("*"))
            _limit(box, largest + SPARE)
            return
        free = shutil.disk_usage(self.folder).free
        with (self.folder / "filler").open("wb") as file:
            file.write(bytes(max(0, free - SPARE)))

    def clear(self, box: BoxServer) -> None:
        _limit(box, RLIM_INFINITY)
        (self.folder / "filler").unlink(missing_ok=True)

    def check_start_while_read_only(self, box: BoxServer) -> None:
        """Raise unless the box says that it cannot start where it cannot write."""
        if not self.is_mounted:
            return
        _mount("-o", "remount,ro", str(self.folder))
        places = [f"--store={box.store}", f"--secret={box.secret_path}"]
        started = subprocess.run(
            [
                *(sys.executable, "-m", "gongping.box", "--lang=en"),
                *(f"--port={box.port}", *places),
            ],
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )
        _mount("-o", "remount,rw", str(self.folder))
        if not started.returncode or "The box cannot start" not in started.stderr:
            raise Broken(f"on a read-only disk the box said: {started.stderr}")


@contextmanager
def _small_disk(folder: Path, *, may_mount: bool) -> Iterator[_Disk]:
    words = ("-t", "tmpfs", "-o", "size=64m", "gongping-drill", str(folder))
    if not (may_mount and _mount(*words)):
        yield _Disk(folder, is_mounted=False)
        return
    try:
        yield _Disk(folder, is_mounted=True)
    finally:
        subprocess.run([shutil.which("umount") or "", str(folder)], check=True)


def _mount(*words: str) -> bool:
    program = shutil.which("mount")
    if program is None:
        return False
    done = subprocess.run([program, *words], check=False, capture_output=True)
    return done.returncode == 0


def _limit(box: BoxServer, size: int) -> None:
    assert box.process is not None
    prlimit(box.process.pid, RLIMIT_FSIZE, (size, RLIM_INFINITY))


if __name__ == "__main__":
    sys.exit(main())
