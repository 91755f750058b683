"""A board with full keys that was written once; later versions must still read it."""

from pathlib import Path

import ballotbox.__main__  # noqa: F401 -- importing it runs nothing
from ballotbox.board_file import public_part
from ballotbox.checks import Check, State
from ballotbox.paper import UNREADABLE, PaperBatch, make_paper_batch
from ballotbox.validity import Reason, first_failure
from ballotbox.verify import Given, verify
from tests.ballotbox.samples import MANIFEST

BOARD = Path(__file__).parent / "vectors" / "board-gp1.jsonl"
NOT_GIVEN = (
    *(Check.RULES_EXPECTED, Check.HEAD_EXPECTED, Check.ONE_VIEW, Check.UNCAST),
    *(Check.RECEIPTS, Check.TOTALS_FIT, Check.TOTALS),
)


def lines() -> list[bytes]:
    return BOARD.read_bytes().splitlines(keepends=True)


def test_the_kept_board_holds() -> None:
    report = verify(Given(lines()))
    assert report.in_state(State.NOT_GIVEN) == NOT_GIVEN
    assert report.tally is not None
    assert [group.valid for group in report.tally.groups] == [1, 1]


def test_its_public_part_is_all_that_there_is() -> None:
    public = list(public_part(lines()))
    assert list(public_part(public)) == public
    assert verify(Given(public)).tally is None


def test_a_paper_batch_keeps_no_order_and_no_salt_twice() -> None:
    ballots = [b"\2" * 12, b"\1" * 12]
    batch, again = (make_paper_batch(1, ballots) for _ in range(2))
    assert batch.ballots == (b"\1" * 12, b"\2" * 12)
    assert batch.digest(b"\0" * 32) != again.digest(b"\0" * 32)
    same = PaperBatch(1, batch.salt, batch.ballots)
    assert same.digest(b"\0" * 32) == batch.digest(b"\0" * 32)


def test_an_unreadable_cell_makes_a_paper_ballot_invalid() -> None:
    cells = UNREADABLE.to_bytes(2, "big") + b"\0" * 10
    assert first_failure(MANIFEST, cells) is Reason.RANGE
