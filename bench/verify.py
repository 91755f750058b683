"""Measures the full verification of a board against its signature checks alone.

    ./run bench verify
    ./run bench verify --ballots 20000        a smaller board, said so in what it prints

47 units under 4 criteria, three locks, RSA-3072, on all processors. The board is made
first, at some two milliseconds of the processor a ballot. Then, of the same board:
its public part, by the command that everybody uses, against nothing but its token and
ballot signatures; and the whole board, opened and counted, against these signatures
and the opening of every lock. Processor time counts; the clock stands beside it.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ballotbox.board_file import public_part, write_lines
from ballotbox.closing import make_head, sign_head
from ballotbox.hazard import ecdsa
from ballotbox.messages import CastRequest
from ballotbox.rolls import hash_slips
from ballotbox.sealed import SealedBallot, parse_body
from ballotbox.sealing import open_contents
from ballotbox.tokens import verify_tokens
from ballotbox.tree import StreamingRoot
from bench import _ballots, _machine
from tests.ballotbox.sealed_samples import Poll, make_poll
from tests.box.sealed import board_lines, leaf_of, no_slips, turnouts_of

if TYPE_CHECKING:
    from ballotbox.manifest import Manifest

JOBS: Final = os.cpu_count() or 1
Spent = tuple[float, float]
"""Processor seconds of all processes, and seconds by the clock."""


def main() -> int:
    """Make a board, verify it in full and in part, print the ratios."""
    parser = argparse.ArgumentParser(prog="./run bench verify")
    parser.add_argument("--ballots", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    keys = _ballots.new_keys()
    rules = _ballots.rules(options.ballots)
    poll = make_poll(keys, slips_digest=hash_slips({}), **rules)
    sent = _ballots.make_ballots(poll.manifest, keys[0], options.ballots)
    sent.sort(key=leaf_of)
    print(f"{len(sent)} ballots, {JOBS} processes, {_machine.load()}")
    with tempfile.TemporaryDirectory(prefix="gongping-bench-") as folder:
        whole, public = _written(poll, sent, Path(folder))
        for _ in range(options.rounds):
            signatures = _alone(_Alone(poll, sent).signatures, len(sent))
            openings = _alone(_Alone(poll, sent).openings, len(sent))
            _show("signatures alone", signatures, signatures)
            _show("public part, in full", _verified(public), signatures)
            both = (signatures[0] + openings[0], signatures[1] + openings[1])
            _show("signatures and locks alone", both, both)
            _show("whole board, in full", _verified(whole), both)
    print(_machine.load())
    return 0


def _written(poll: Poll, sent: list[CastRequest], folder: Path) -> tuple[Path, Path]:
    whole, public = folder / "board.jsonl", folder / "board-public.jsonl"
    manifest, tree = poll.manifest, StreamingRoot()
    received = dict.fromkeys(sorted(manifest.group_numbers), 0)
    for one in sent:
        tree.add(leaf_of(one))
        received[parse_body(manifest, one.body, one.signature).group] += 1
    turnouts = turnouts_of(manifest, received)
    head = make_head(manifest, tree, turnouts, no_slips(manifest), ())
    lines = board_lines(poll, sent, turnouts, sign_head(poll.box_key, head))
    with whole.open("wb") as file:
        file.writelines(write_lines(lines))
    with whole.open("rb") as file, public.open("wb") as part:
        part.writelines(public_part(file))
    return whole, public


def _verified(path: Path) -> Spent:
    """Return what the command takes; it must say that everything holds."""
    words = [sys.executable, "-m", "ballotbox", "verify", str(path)]
    return _timed(lambda: subprocess.run(words, check=True, stdout=subprocess.DEVNULL))


class _Alone:
    """The dear checks of a board and nothing else, in processes that share it."""

    def __init__(self, poll: Poll, sent: list[CastRequest]) -> None:
        self.manifest: Manifest = poll.manifest
        self.locks = poll.lock_keys
        self.sent = sent
        self.ballots: list[SealedBallot] = [
            parse_body(self.manifest, one.body, one.signature) for one in sent
        ]

    def signatures(self, start: int) -> None:
        """Check the tokens and the signature of every ballot of one process."""
        manifest = self.manifest
        for place in range(start, len(self.sent), JOBS):
            one = self.ballots[place]
            verify_tokens(manifest, one.group, one.key, one.tokens)
            ecdsa.verify(one.key, self.sent[place].body, one.signature)

    def openings(self, start: int) -> None:
        """Open the locks of every ballot of one process."""
        manifest, m = self.manifest, self.manifest.digest
        for place in range(start, len(self.sent), JOBS):
            header = self.ballots[place].header(m)
            open_contents(manifest, header, self.sent[place].contents, self.locks)


def _alone(work: Callable[[int], None], number: int) -> Spent:
    def run() -> None:
        started = get_context("fork")
        processes = [started.Process(target=work, args=(n,)) for n in range(JOBS)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        if any(process.exitcode for process in processes):
            raise SystemExit(f"not all of {number} held")

    return _timed(run)


def _timed(work: Callable[[], object]) -> Spent:
    began, before = time.perf_counter(), _children()
    work()
    return _children() - before, time.perf_counter() - began


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _show(what: str, spent: Spent, least: Spent) -> None:
    print(
        f"{what:28}{spent[0]:8.1f} CPU-s {spent[0] / least[0]:5.2f} times"
        f"{spent[1]:9.1f} s by the clock {spent[1] / least[1]:5.2f} times",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
