"""The board of a sealed poll: its head, its two files, and the count they give.

The site counts with the verifier that everybody else uses, over the file that it
then keeps: what it publishes and what a recount finds cannot differ.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ballotbox import (
    BallotBoxError,
    BallotLine,
    BoardLine,
    ContentsLine,
    CosignaturesLine,
    CountsLine,
    Given,
    Head,
    HeadLine,
    Line,
    ManifestLine,
    PaperLine,
    SealedLine,
    Slips,
    SlipsLine,
    Turnout,
    counts_digest,
    decode_line,
    encode_line,
    paper_digest,
    parse_body,
    verify,
    verify_head_signed,
    write_lines,
)
from gongping.audit.services import record
from gongping.foundation.actors import Actor
from gongping.polls import box_client
from gongping.polls.exceptions import BoardNotAsClosed
from gongping.polls.models import Poll
from gongping.polls.policies import check_can_manage, check_can_sign_head
from gongping.polls.selectors import manifest_of, signatures_of

if TYPE_CHECKING:
    from ballotbox import Tally


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened poll: which board it was, how many ballots of each group, the count."""

    digest: str
    received: Mapping[int, int]
    tally: "Tally"


@transaction.atomic
def sign_head(
    poll: Poll, turnouts: Sequence[Turnout], slips: Slips, *, by: Actor
) -> Poll:
    """Let the box sign the head over ballots, counts and slips of the closed poll."""
    poll = Poll.objects.select_for_update().get(pk=poll.pk)
    check_can_manage(by)
    check_can_sign_head(poll)
    counts = CountsLine(tuple(turnouts))
    listed = SlipsLine(slips.printed, slips.redeemed, slips.undrawn)
    poll.counts = {
        "counts": encode_line(counts).decode(),
        "slips": encode_line(listed).decode(),
    }
    head = _head_of(poll)
    received = {turnout.group: turnout.received for turnout in turnouts}
    signed = box_client.sign_head(poll.code, head.counts, head.paper, received)
    _check_signed(poll, head, *signed)
    poll.head, poll.head_signature = (part.hex() for part in signed)
    poll.board_digest = head.digest.hex()
    poll.save()
    record(
        "polls:head:signed",
        by=by,
        subject=poll.title,
        subject_key=poll.code,
        detail={"head": poll.board_digest},
    )
    return poll


def opened_sealed(poll: Poll) -> Opened:
    """Write the whole board, verify it as anybody would, and return its count."""
    path = board_path(poll)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(".new")
    try:
        with beside.open("wb") as file:
            file.writelines(write_lines(_whole(poll)))
        tally = _verified(poll, beside)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    beside.rename(path)
    received = {int(n): count["spent"] for n, count in poll.box_counts.items()}
    return Opened(digest=poll.board_digest, received=received, tally=tally)


def public_board(poll: Poll) -> Iterator[bytes]:
    """Yield the public part of the board, line by line, as the box holds it."""
    return write_lines(line for line, _contents in _public(poll))


def board_path(poll: Poll) -> Path:
    """Return where the whole board of an unsealed poll lies."""
    return Path(settings.BOARDS_DIR) / f"{poll.code}.jsonl"


def _verified(poll: Poll, path: Path) -> "Tally":
    rules, head = bytes.fromhex(poll.manifest_digest), bytes.fromhex(poll.board_digest)
    try:
        with path.open("rb") as lines:
            given = Given(lines, rules=rules, head=head)
            report = verify(given, allow_weak=settings.ALLOW_WEAK_BALLOTS)
    except BallotBoxError as error:
        raise BoardNotAsClosed(
            _("票箱交来的板没有通过核对（%(why)s），没有启封。请找监票人。")
            % {"why": error}
        ) from error
    assert report.tally is not None
    return report.tally


def _whole(poll: Poll) -> Iterator[Line]:
    manifest = manifest_of(poll)
    sealed: list[SealedLine] = []
    for line, contents in _public(poll):
        if isinstance(line, BallotLine):
            ballot = parse_body(manifest, line.body, line.signature)
            sealed.append(SealedLine(ballot.leaf(manifest.digest), contents))
        yield line
    locks = tuple(bytes.fromhex(lock.released_key) for lock in poll.locks.all())
    yield ContentsLine(bytes.fromhex(poll.board_digest), locks)
    yield from sealed


def _public(poll: Poll) -> Iterator[tuple[Line, bytes]]:
    """Yield the lines of the public part, a ballot's with its sealed contents."""
    manifest = bytes.fromhex(poll.manifest_digest)
    yield BoardLine(manifest, poll.code), b""
    yield ManifestLine(poll.manifest, signatures_of(poll, "rules_signature")), b""
    for ballot in box_client.fetch_ballots(poll.code):
        yield BallotLine(ballot.body, ballot.signature), ballot.contents
    for line in _after_ballots(poll):
        yield line, b""


def _after_ballots(poll: Poll) -> Iterable[Line]:
    head, signature = _head_of(poll), bytes.fromhex(poll.head_signature)
    return (
        *_counted(poll),
        PaperLine((), ()),
        HeadLine(head.size, head.root, head.counts, head.paper, signature),
        CosignaturesLine(signatures_of(poll, "head_signature")),
    )


def _head_of(poll: Poll) -> Head:
    """Return the head as this site reckons it; the box must sign the very same."""
    counts, slips = _counted(poll)
    manifest = bytes.fromhex(poll.manifest_digest)
    return Head(
        manifest_digest=manifest,
        size=sum(turnout.received for turnout in counts.groups),
        root=bytes.fromhex(poll.board_root),
        counts=counts_digest(counts.groups, slips.slips),
        paper=paper_digest(manifest, ()),
    )


def _counted(poll: Poll) -> tuple[CountsLine, SlipsLine]:
    counts = decode_line(poll.counts["counts"].encode(), 1)
    slips = decode_line(poll.counts["slips"].encode(), 2)
    assert isinstance(counts, CountsLine)
    assert isinstance(slips, SlipsLine)
    return counts, slips


def _check_signed(poll: Poll, head: Head, encoded: bytes, signature: bytes) -> None:
    try:
        verify_head_signed(manifest_of(poll), head, signature)
    except BallotBoxError as error:
        raise BoardNotAsClosed(
            _("票箱签出的板首与这里的不同（%(why)s），没有记下。请找监票人核对。")
            % {"why": error}
        ) from error
    assert encoded == head.encoded
