"""The board of a poll, as lines: what everybody sees, and what auditors see."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from ballotbox.board_file import public_part, write_lines
from ballotbox.counts import counts_digest
from ballotbox.head import Head
from ballotbox.lines import (
    BallotLine,
    BoardLine,
    ContentsLine,
    CosignaturesLine,
    CountsLine,
    HeadLine,
    Line,
    ManifestLine,
    PaperCellsLine,
    PaperLine,
    SealedLine,
    SlipsLine,
    decode_line,
)
from ballotbox.paper import paper_digest
from ballotbox.sealed import leaf_of
from gongping.foundation.actors import Actor
from gongping.polls import box_client
from gongping.polls.models import Poll
from gongping.polls.policies import (
    check_can_see_public_board,
    check_can_see_whole_board,
)
from gongping.polls.selectors.paper import paper_batches, paper_digests
from gongping.polls.selectors.seals import signatures_of

if TYPE_CHECKING:
    from ballotbox.counts import Slips, Turnout


def public_board(poll: Poll) -> Iterator[bytes]:
    """Yield the public part of the board, line by line, as the box holds it."""
    return write_lines(_public(poll))


def board_path(poll: Poll) -> Path:
    """Return where the whole board of an unsealed poll lies."""
    return Path(settings.BOARDS_DIR) / f"{poll.code}.jsonl"


def whole_board(poll: Poll) -> Iterator[Line]:
    """Yield the lines of the whole board, contents and released locks included.

    The box is asked for its ballots twice, so that nothing of them is held meanwhile.
    """
    yield from _public(poll)
    locks = tuple(bytes.fromhex(lock.released_key) for lock in poll.locks.all())
    yield ContentsLine(bytes.fromhex(poll.board_digest), locks)
    for ballot in box_client.fetch_ballots(poll.code):
        yield SealedLine(leaf_of(ballot.body), ballot.contents)
    for batch in paper_batches(poll):
        yield PaperCellsLine(batch.group, batch.salt, batch.ballots)


def _public(poll: Poll) -> Iterator[Line]:
    yield BoardLine(bytes.fromhex(poll.manifest_digest), poll.code)
    yield ManifestLine(poll.manifest, signatures_of(poll, "rules_signature"))
    for ballot in box_client.fetch_ballots(poll.code):
        yield BallotLine(ballot.body, ballot.signature)
    yield from _after_ballots(poll)


def _after_ballots(poll: Poll) -> Iterable[Line]:
    head, signature = head_of(poll), bytes.fromhex(poll.head_signature)
    digests = paper_digests(poll)
    # Where no sheet came back there is nothing to sign, and one signature too few.
    signed = signatures_of(poll, "paper_signature") if digests else ()
    return (
        *_counted(poll),
        PaperLine(digests, signed),
        HeadLine(head.size, head.root, head.counts, head.paper, signature),
        CosignaturesLine(signatures_of(poll, "head_signature")),
    )


def head_of(poll: Poll) -> Head:
    """Return the head as this site reckons it; the box must sign the very same."""
    counts, slips = _counted(poll)
    manifest = bytes.fromhex(poll.manifest_digest)
    return Head(
        manifest_digest=manifest,
        size=sum(turnout.received for turnout in counts.groups),
        root=bytes.fromhex(poll.board_root),
        counts=counts_digest(counts.groups, slips.slips),
        paper=paper_digest(manifest, paper_digests(poll)),
    )


def turnouts_of(poll: Poll) -> "tuple[Turnout, ...]":
    """Return the counts under the head of a poll. No query."""
    return _counted(poll)[0].groups


def counts_under_head(poll: Poll) -> "tuple[tuple[Turnout, ...], Slips]":
    """Return counts and slips as the head of a poll covers them. No query."""
    counts, slips = _counted(poll)
    return counts.groups, slips.slips


def _counted(poll: Poll) -> tuple[CountsLine, SlipsLine]:
    counts = decode_line(poll.counts["counts"].encode(), 1)
    slips = decode_line(poll.counts["slips"].encode(), 2)
    assert isinstance(counts, CountsLine)
    assert isinstance(slips, SlipsLine)
    return counts, slips


def public_lines(poll: Poll) -> Iterator[bytes]:
    """Yield the public part for anybody, once t scrutineers have co-signed the head."""
    check_can_see_public_board(poll)
    path = board_path(poll)
    if not path.exists():
        return public_board(poll)
    return public_part(_lines_in(path))


def whole_lines(poll: Poll, actor: Actor) -> Iterator[bytes]:
    """Yield the whole board, opened contents included, to this poll's auditors."""
    check_can_see_whole_board(poll, actor)
    path = board_path(poll)
    if not path.exists():
        # Lost, or not in an old backup: box and database give the same bytes again.
        return write_lines(whole_board(poll))
    return _lines_in(path)


def _lines_in(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file
