"""Voters who cast over real HTTP, and the book of what the box promised them."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final

import httpx

from ballotbox.messages import CastRequest
from gongping.box.sealed_poll import INTAKE
from tests.box.sealed import SealedPollInBox

PATIENCE: Final = 10.0
TAKEN, ALREADY_CAST = 201, 409


class Broken(Exception):
    """The box broke a promise."""


@dataclass
class Book:
    """Every promise of the box: which leaf it acknowledged for which key."""

    poll: SealedPollInBox
    receipts: dict[bytes, str] = field(default_factory=dict)
    leaves: dict[bytes, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    sent: set[bytes] = field(default_factory=set)
    refused: int = 0

    def note(self, request: CastRequest, answer: httpx.Response) -> None:
        """Write down what the box said to a ballot; its receipt must verify."""
        if answer.status_code == TAKEN:
            self.poll.verify_receipt(request, answer.text)
            leaf = self.poll.leaf(request)
            self.leaves[self.poll.ballot(request).key].add(leaf)
            before = self.receipts.setdefault(leaf, answer.text)
            if before != answer.text:
                raise Broken("two receipts for one ballot")
        elif answer.status_code != ALREADY_CAST:
            self.refused += 1

    def check(self, held: Iterable[bytes]) -> None:
        """Raise unless the leaves that the box holds are those that it must hold."""
        found = list(held)
        if len(set(found)) < len(found):
            raise Broken("a ballot lies there twice")
        if missing := self.receipts.keys() - set(found):
            raise Broken(f"{len(missing)} acknowledged ballots are missing")
        if strange := set(found) - self.sent:
            raise Broken(f"{len(strange)} ballots that nobody sent")
        for leaves in self.leaves.values():
            if len(leaves) > 1:
                raise Broken("two ballots of one key were acknowledged")


def send_all(
    book: Book, requests: Sequence[CastRequest], voters: int
) -> list[CastRequest]:
    """Send everything; return what got no answer, or one that helps nobody."""
    with sending(book, requests, voters) as left:
        pass
    return left


@contextmanager
def sending(
    book: Book, requests: Sequence[CastRequest], voters: int
) -> Iterator[list[CastRequest]]:
    """Send from many threads while the block runs; the list fills with what failed."""
    waiting: SimpleQueue[CastRequest] = SimpleQueue()
    for request in requests:
        book.sent.add(book.poll.leaf(request))
        waiting.put(request)
    left: list[CastRequest] = []
    faults: list[BaseException] = []
    threads = [
        Thread(target=_voter, args=(book, waiting, left, faults)) for _ in range(voters)
    ]
    for thread in threads:
        thread.start()
    try:
        yield left
    finally:
        for thread in threads:
            thread.join()
    if faults:
        raise faults[0]
    while not waiting.empty():
        left.append(waiting.get())


def _voter(
    book: Book,
    waiting: "SimpleQueue[CastRequest]",
    left: list[CastRequest],
    faults: list[BaseException],
) -> None:
    address = f"{book.poll.box.url}/polls/{book.poll.code}/ballots"
    with httpx.Client(timeout=PATIENCE, trust_env=False) as client:
        while (request := _next(waiting)) is not None:
            try:
                answer = client.post(address, content=request.text)
                book.note(request, answer)
            except httpx.TransportError:
                left.append(request)
                return
            except Exception as fault:  # noqa: BLE001 - it is raised by the drill
                faults.append(fault)
                return
            if answer.status_code not in {TAKEN, ALREADY_CAST}:
                left.append(request)


def _next(waiting: "SimpleQueue[CastRequest]") -> CastRequest | None:
    try:
        return waiting.get_nowait()
    except Empty:
        return None


def leaves_in_store(poll: SealedPollInBox) -> list[bytes]:
    """Return the leaves that lie in the intake, read past the box."""
    path = poll.box.store / poll.code / INTAKE
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return [row[0] for row in connection.execute("SELECT leaf FROM ballot")]
    finally:
        connection.close()
