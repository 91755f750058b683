"""Whatever is asked in whatever order: one ticket, one ballot, no ballot lost."""

import secrets
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from ballotbox.ballots import Ballot
from ballotbox.refusals import Refusal
from ballotbox.tally import tally_board
from gongping.box.shelf import PollPhase, Shelf
from gongping.box.store import Casting
from tests.ballotbox.samples import MANIFEST

RULES = replace(MANIFEST, poll="machine")
TICKETS = {group: [secrets.token_bytes(32) for _ in range(3)] for group in (1, 2)}
CELLS = bytes(RULES.cell_bytes)
tickets = st.tuples(st.sampled_from([1, 2]), st.integers(0, 2))


class BoxMachine(RuleBasedStateMachine):
    """A box that is used, stopped and started, beside a simple model of it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.shelf = Shelf(Path(self.folder.name))
        self.cast_with: dict[tuple[int, int], Casting] = {}
        self.phase: PollPhase | None = None

    @initialize()
    def lay_in(self) -> None:
        self.shelf.put("machine", RULES, TICKETS)
        self.phase = PollPhase.WAITING

    @precondition(lambda self: self.phase is PollPhase.WAITING)
    @rule()
    def lay_in_again(self) -> None:
        self.shelf.put("machine", RULES, TICKETS)

    @precondition(lambda self: self.phase is not PollPhase.CLOSED)
    @rule()
    def open_casting(self) -> None:
        self.shelf.open_casting("machine")
        self.phase = PollPhase.CASTING

    @rule()
    def stop_and_start(self) -> None:
        self.shelf.close_files()
        self.shelf = Shelf(Path(self.folder.name))

    @rule(ticket=tickets)
    def cast_new(self, ticket: tuple[int, int]) -> None:
        casting = _casting(ticket, secrets.token_bytes(16))
        expected = self._expected(ticket)
        assert self._cast(casting) is expected
        if expected is None:
            self.cast_with[ticket] = casting

    @rule(ticket=tickets)
    def cast_the_same_again(self, ticket: tuple[int, int]) -> None:
        if ticket in self.cast_with:
            assert self._cast(self.cast_with[ticket]) is None

    @rule(ticket=tickets)
    def cast_as_another_group(self, ticket: tuple[int, int]) -> None:
        group, number = ticket
        casting = _casting((3 - group, number), secrets.token_bytes(16))
        wrong = replace(casting, ticket_hash=TICKETS[group][number])
        refused = {
            PollPhase.WAITING: Refusal.EARLY,
            PollPhase.CASTING: Refusal.WRONG_GROUP,
            PollPhase.CLOSED: Refusal.LATE,
        }
        assert self.phase is not None
        assert self._cast(wrong) is refused[self.phase]

    @rule()
    def close(self) -> None:
        board = self.shelf.close("machine")
        self.phase = PollPhase.CLOSED
        wanted = {casting.leaf for casting in self.cast_with.values()}
        assert set(board.leaves) == wanted
        tally = tally_board(RULES, board)
        assert sum(group.received for group in tally.groups) == len(wanted)

    @invariant()
    def the_total_is_right(self) -> None:
        if self.phase is not None:
            assert self.shelf.phases["machine"] is self.phase
            assert self.shelf.cast_total("machine") == len(self.cast_with)

    def teardown(self) -> None:
        self.shelf.close_files()
        self.folder.cleanup()

    def _cast(self, casting: Casting) -> Refusal | None:
        (outcome,) = self.shelf.cast("machine", [casting])
        return outcome

    def _expected(self, ticket: tuple[int, int]) -> Refusal | None:
        if self.phase is PollPhase.WAITING:
            return Refusal.EARLY
        if self.phase is PollPhase.CLOSED:
            return Refusal.LATE
        return Refusal.SPENT if ticket in self.cast_with else None


def _casting(ticket: tuple[int, int], key: bytes) -> Casting:
    group, number = ticket
    ballot = Ballot(group, key, CELLS)
    return Casting(TICKETS[group][number], ballot.leaf(RULES.digest), ballot)


TestBoxMachine: Any = BoxMachine.TestCase
TestBoxMachine.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None
)
