"""Whatever is asked in whatever order: one ballot per key, none lost, one head."""

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from ballotbox.client import seal_ballot
from ballotbox.refusals import Refusal
from ballotbox.sealed import parse_body
from gongping.box.phases import (
    AlreadyClosed,
    AlreadyOpen,
    CountsDiffer,
    HeadDiffers,
    NotClosed,
    NotOwnKey,
    PollPhase,
)
from gongping.box.sealed_poll import KEY, SealedPoll
from gongping.box.sealed_store import SealedCasting
from gongping.box.shelf import Shelf
from tests.ballotbox.sealed_samples import POLL, WEAK_KEYS, collect, make_poll

CODE = POLL.manifest.poll
VOTERS, VERSIONS = 4, 2
voters, versions = st.integers(0, VOTERS - 1), st.integers(0, VERSIONS - 1)
DIGEST, OTHER = b"\1" * 32, b"\2" * 32


@cache
def casting_of(voter: int, version: int) -> SealedCasting:
    """Return a version of a voter's ballot; all versions are under one key."""
    manifest = POLL.manifest
    cells = bytes(manifest.cell_bytes)
    sent = seal_ballot(manifest, _collected(voter), cells).request
    ballot = parse_body(manifest, sent.body, sent.signature)
    leaf = ballot.leaf(manifest.digest)
    del version  # Sealing is random: every version is another ballot.
    return SealedCasting(leaf, ballot.key, sent.body, sent.signature, sent.contents)


@cache
def _collected(voter: int) -> Any:
    return collect(POLL, voter % 2 + 1)


class SealedMachine(RuleBasedStateMachine):
    """A sealed poll that is used, stopped and started, beside a model of it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        place = Path(self.folder.name) / CODE
        place.mkdir()
        (place / KEY).write_bytes(POLL.box_key.encode())
        self.shelf = self._started()
        self.kept: dict[int, int] = {}
        self.phase: PollPhase | None = None
        self.has_head = False
        self.counts = b""

    def _started(self) -> Shelf:
        return Shelf(Path(self.folder.name), allow_weak=True)

    @property
    def poll(self) -> SealedPoll:
        poll = self.shelf.polls[CODE]
        assert isinstance(poll, SealedPoll)
        return poll

    @initialize()
    def lay_in(self) -> None:
        self.shelf.put(POLL.manifest)
        self.phase = PollPhase.WAITING

    @rule()
    def lay_in_again(self) -> None:
        if self.phase is PollPhase.WAITING:
            self.shelf.put(POLL.manifest)
        else:
            with pytest.raises(AlreadyOpen):
                self.shelf.put(POLL.manifest)

    @precondition(lambda self: self.phase is PollPhase.WAITING)
    @rule()
    def lay_in_under_a_foreign_key(self) -> None:
        with pytest.raises(NotOwnKey):
            self.shelf.put(FOREIGN)

    @rule()
    def open_casting(self) -> None:
        if self.phase is PollPhase.CLOSED:
            with pytest.raises(AlreadyClosed):
                self.shelf.open_casting(CODE)
        else:
            self.shelf.open_casting(CODE)
            self.phase = PollPhase.CASTING

    @rule()
    def stop_and_start(self) -> None:
        self.shelf.close_files()
        self.shelf = self._started()

    @rule(batch=st.lists(st.tuples(voters, versions), min_size=1, max_size=6))
    def cast(self, batch: list[tuple[int, int]]) -> None:
        expected = [self._expected(*one) for one in batch]
        castings = [casting_of(*one) for one in batch]
        assert self.shelf.cast(CODE, castings) == expected

    @rule()
    def close(self) -> None:
        sums = self.poll.close()
        self.phase = PollPhase.CLOSED
        assert dict(sums.received) == self._received()

    @rule(counts=st.sampled_from([DIGEST, OTHER]))
    def sign_head(self, counts: bytes) -> None:
        if self.phase is not PollPhase.CLOSED:
            with pytest.raises(NotClosed):
                self.poll.sign_head(counts, DIGEST, self._received())
        elif self.has_head and counts != self.counts:
            with pytest.raises(HeadDiffers):
                self.poll.sign_head(counts, DIGEST, self._received())
        else:
            signed = self.poll.sign_head(counts, DIGEST, self._received())
            assert signed == self.poll.signed_head
            self.has_head, self.counts = True, counts

    @precondition(lambda self: self.phase is PollPhase.CLOSED)
    @rule()
    def sign_wrong_numbers(self) -> None:
        wrong = self._received() | {1: VOTERS + 1}
        with pytest.raises(CountsDiffer):
            self.poll.sign_head(DIGEST, DIGEST, wrong)

    @invariant()
    def the_total_is_right(self) -> None:
        if self.phase is not None:
            assert self.shelf.phases[CODE] is self.phase
            assert self.shelf.cast_total(CODE) == len(self.kept)
            assert (self.poll.signed_head is not None) is self.has_head

    @invariant()
    def the_ballots_are_those_that_were_taken(self) -> None:
        if self.phase is PollPhase.CLOSED:
            wanted = {casting_of(*one).body.hex() for one in self.kept.items()}
            assert {line.body for line in self.poll.ballots()} == wanted

    def teardown(self) -> None:
        self.shelf.close_files()
        self.folder.cleanup()

    def _expected(self, voter: int, version: int) -> Refusal | None:
        if self.phase is PollPhase.WAITING:
            return Refusal.EARLY
        if self.phase is PollPhase.CLOSED:
            return None if self.kept.get(voter) == version else Refusal.LATE
        if self.kept.setdefault(voter, version) == version:
            return None
        return Refusal.ALREADY_CAST

    def _received(self) -> dict[int, int]:
        numbers = [voter % 2 + 1 for voter in self.kept]
        return {1: numbers.count(1), 2: numbers.count(2)}


FOREIGN = replace(make_poll(WEAK_KEYS).manifest, poll=CODE)

TestSealedMachine: Any = SealedMachine.TestCase
TestSealedMachine.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None
)
