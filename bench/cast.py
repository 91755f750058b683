"""Measures taking a sealed ballot, against what cannot be saved and a plain way.

    ./run bench cast
    ./run bench cast --ballots 1000 --seconds 2      a quick look

47 units under 4 criteria, three locks, RSA-3072; the real box process, real HTTP, a
real disk; ballots are made before anything is timed. What cannot be saved, measured in
the same run: verifying one token, decoding the ballot's key and verifying its
signature, hashing contents and leaf, one row of a durable insert of 64, signing one
receipt, and an HTTP request of the same size that does nothing. Not counted as such:
reading JSON and hexadecimal, threads, waiting for the disk.
"""

import argparse
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

from ballotbox.hazard import ecdsa
from ballotbox.messages import CastRequest
from ballotbox.sealed import SealedBallot, parse_body, sign_receipt
from ballotbox.tokens import verify_tokens
from bench import _ballots, _machine
from bench._load import Outcome, closed_loop, open_loop, request_bytes
from gongping.box.sealed_poll import KEY, ROW_BYTES
from gongping.box.sealed_store import SCHEMA, page_for
from gongping.box.store import PRAGMAS
from tests.box.fixtures import new_box
from tests.box.sealed import SealedPollInBox, prepared

CONNECTIONS: Final = 64
BATCH: Final = 64
SAMPLE: Final = 500
RATES: Final = (500, 1000)
OVERLOAD: Final = 3
VOTERS: Final = 1_000_000


def main() -> int:
    """Make ballots, cast them in every way, print what came of it."""
    parser = argparse.ArgumentParser(prog="./run bench cast")
    add = parser.add_argument
    add("--ballots", type=int, default=2000, help="of one round at full speed")
    add("--rounds", type=int, default=3, help="at full speed; the median counts")
    add("--seconds", type=int, default=4, help="of each load that does not wait")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongping-bench-") as folder:
        _Run(Path(folder), options.ballots, options.rounds, options.seconds).all()
    return 0


@dataclass
class _Run:
    folder: Path
    ballots: int
    rounds: int
    seconds: int

    def all(self) -> None:
        print(f"{_machine.load()}\n")
        with self._box() as poll:
            least = self._show_least(poll)
            rate, cost = self._show_capacity(poll, least)
            self._show_plain(poll, cost)
            for wanted in RATES:
                self._show_open(poll, wanted, "")
            self._show_open(poll, rate * OVERLOAD, f" = {OVERLOAD} x capacity")
        print(f"\n{_machine.load()}")

    @contextmanager
    def _box(self) -> Iterator[SealedPollInBox]:
        box = new_box(self.folder)
        box.start()
        self.keys = _ballots.new_keys()
        try:
            poll = prepared(box, self.keys, **_ballots.rules(VOTERS))
            poll.lay_in()
            poll.open()
            yield poll
        finally:
            box.stop()
            box.client.close()

    def _made(self, poll: SealedPollInBox, number: int) -> list[CastRequest]:
        return _ballots.make_ballots(poll.manifest, self.keys[0], number)

    def _show_least(self, poll: SealedPollInBox) -> float:
        self.sent = self._made(poll, self.ballots)
        parts = _parts(poll, self.sent[:SAMPLE], self.folder)
        with _machine.serving("bench._floor") as (port, pid):
            raw = _raw("/", self.sent)
            parts["an HTTP request"] = _closed(port, pid, raw, self.rounds)[1]
        for name, cost in parts.items():
            print(f"  {name:36}{cost:8.1f} us")
        least = sum(parts.values())
        _show("what cannot be saved", least, "")
        return least

    def _show_capacity(
        self, poll: SealedPollInBox, least: float
    ) -> tuple[float, float]:
        assert poll.box.process is not None
        found = []
        for _ in range(self.rounds):
            raw = _raw(f"/polls/{poll.code}/ballots", self._made(poll, self.ballots))
            found.append(_closed(poll.box.port, poll.box.process.pid, raw, 1))
        rate, cost = sorted(found)[len(found) // 2]
        _show("the box", cost, f"{least / cost:.2f} of that; {rate:.0f} a second")
        return rate, cost

    def _show_plain(self, poll: SealedPollInBox, box_cost: float) -> None:
        place = self.folder / "plain"
        place.mkdir()
        (place / KEY).write_bytes((poll.box.store / poll.code / KEY).read_bytes())
        (place / "manifest.json").write_text(poll.manifest.text)
        with _machine.serving("bench._orm", str(place)) as (port, pid):
            rate, cost = _closed(port, pid, _raw("/cast", self.sent), 1)
        times = f"the box does {cost / box_cost:.1f} times as many; {rate:.0f} a second"
        _show("Django ORM, the same checks", cost, times)

    def _show_open(self, poll: SealedPollInBox, rate: float, note: str) -> None:
        sent = self._made(poll, int(rate * self.seconds))
        raw = _raw(f"/polls/{poll.code}/ballots", sent)
        assert poll.box.process is not None
        before = _machine.cpu_seconds(poll.box.process.pid)
        came = open_loop(poll.box.port, raw, rate)
        spent = _machine.cpu_seconds(poll.box.process.pid) - before
        for number, body in islice(came.bodies.items(), SAMPLE):
            poll.verify_receipt(sent[number], body.decode())
        statuses = ", ".join(f"{n} x {s}" for s, n in sorted(came.statuses.items()))
        print(
            f"{rate:.0f} a second{note}:"
            f" {came.in_time / came.sending:.0f} taken a second while they came"
            f" ({came.taken / spent:.0f} a CPU-second),"
            f" p50 {came.percentile(0.5):.0f} ms, p99 {came.percentile(0.99):.0f} ms"
            f" ({statuses})"
        )


def _raw(path: str, sent: Sequence[CastRequest]) -> list[bytes]:
    return [request_bytes(path, one.text.encode()) for one in sent]


def _closed(
    port: int, pid: int, raw: Sequence[bytes], rounds: int
) -> tuple[float, float]:
    """Return how many were taken a second, and processor time of each in us."""
    before = _machine.cpu_seconds(pid)
    outcomes = [closed_loop(port, raw, CONNECTIONS) for _ in range(rounds)]
    spent = _machine.cpu_seconds(pid) - before
    taken = sum(outcome.taken for outcome in outcomes)
    _check(outcomes, len(raw) * rounds)
    return taken / sum(outcome.seconds for outcome in outcomes), spent / taken * 1e6


def _check(outcomes: Sequence[Outcome], wanted: int) -> None:
    if sum(outcome.taken for outcome in outcomes) != wanted:
        raise SystemExit(f"not all were taken: {[o.statuses for o in outcomes]}")


def _parts(
    poll: SealedPollInBox, sent: Sequence[CastRequest], folder: Path
) -> dict[str, float]:
    """Return the processor time of each thing that must be done, in us."""
    manifest, m, box_key = poll.manifest, poll.m, poll.poll.box_key
    ballots = [parse_body(manifest, one.body, one.signature) for one in sent]
    each = _machine.cpu_each
    return {
        "verifying a token": each(
            lambda one: verify_tokens(manifest, one.group, one.key, one.tokens), ballots
        ),
        "verifying the ballot's signature": each(
            lambda pair: ecdsa.verify(pair[0].key, pair[1].body, pair[1].signature),
            list(zip(ballots, sent, strict=True)),
        ),
        "hashing contents and leaf": each(
            lambda one: (sha256(one.contents), sha256(b"\0" + one.body)), sent
        ),
        f"a row of a durable insert of {BATCH}": _insert(ballots, sent, m, folder),
        "signing the receipt": each(lambda one: sign_receipt(box_key, m, one), ballots),
    }


def _insert(
    ballots: Sequence[SealedBallot],
    sent: Sequence[CastRequest],
    m: bytes,
    folder: Path,
) -> float:
    """Return the processor time of one row, into the table of the box."""
    connection = sqlite3.connect(folder / "least.sqlite3", isolation_level=None)
    row_bytes = len(sent[0].body) + len(sent[0].contents) + ROW_BYTES
    pages = f"PRAGMA page_size = {page_for(row_bytes)};"
    connection.executescript(pages + PRAGMAS + SCHEMA)
    rows = [
        (ballot.leaf(m), ballot.key, one.body, one.signature, one.contents)
        for ballot, one in zip(ballots, sent, strict=True)
    ]
    began = time.process_time()
    for start in range(0, len(rows), BATCH):
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO ballot VALUES (?, ?, ?, ?, ?)", rows[start : start + BATCH]
        )
        connection.execute("COMMIT")
    spent = time.process_time() - began
    connection.close()
    return spent / len(rows) * 1e6


def _show(what: str, cost: float, note: str) -> None:
    print(f"{what:38}{cost:8.1f} us {1e6 / cost:7.0f} a CPU-second  {note}")


if __name__ == "__main__":
    sys.exit(main())
