"""The board of a poll: its head, its two files, and the count they give.

The site counts with the verifier that everybody else uses, over the file that it
then keeps: what it publishes and what a recount finds cannot differ.
"""

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ballotbox.board_file import write_lines
from ballotbox.counts import Slips, Turnout, verify_counts, verify_slips
from ballotbox.errors import BallotBoxError
from ballotbox.head import Head, verify_head_signed
from ballotbox.lines import CountsLine, SlipsLine, encode_line
from ballotbox.verify import Given, verify
from gongping.foundation.actors import Actor
from gongping.polls import box_client
from gongping.polls.exceptions import (
    BoardNotAsClosed,
    CountsNotRight,
    PaperWanting,
)
from gongping.polls.models import Poll
from gongping.polls.policies import check_can_manage, check_can_sign_head
from gongping.polls.selectors import (
    board_path,
    head_of,
    manifest_of,
    paper_digests,
    whole_board,
)
from gongping.polls.services.acts import held, note

if TYPE_CHECKING:
    from ballotbox.tally import Tally


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened poll: which board it was, how many ballots of each group, the count.

    `ballots` are the valid ones by group, one byte for each of their cells, 0xFF for
    不了解. They are for the statistics of the count, in memory, and kept nowhere.
    """

    digest: str
    received: Mapping[int, int]
    tally: "Tally"
    ballots: Mapping[int, bytes] = field(default_factory=dict, repr=False)


@transaction.atomic
def sign_head(
    poll: Poll, turnouts: Sequence[Turnout], slips: Slips, *, by: Actor
) -> Poll:
    """Let the box sign the head over ballots, counts and slips of the closed poll.

    The box signs one head and never another. So what can still be mended, such as a
    slip that nobody has opened yet, is looked for before: `CountsNotRight`.
    """
    poll = held(poll)
    check_can_manage(by)
    check_can_sign_head(poll)
    _check_paper(poll, turnouts)
    _check_counts(poll, tuple(turnouts), slips)
    counts = CountsLine(tuple(turnouts))
    listed = SlipsLine(slips.printed, slips.redeemed, slips.undrawn)
    poll.counts = {
        "counts": encode_line(counts).decode(),
        "slips": encode_line(listed).decode(),
    }
    head = head_of(poll)
    received = {turnout.group: turnout.received for turnout in turnouts}
    signed = box_client.sign_head(poll.code, head.counts, head.paper, received)
    _check_signed(poll, head, *signed)
    poll.head, poll.head_signature = (part.hex() for part in signed)
    poll.board_digest = head.digest.hex()
    poll.save()
    note("polls:head:signed", poll, by=by, head=poll.board_digest)
    return poll


def opened(poll: Poll) -> Opened:
    """Write the whole board, verify it as anybody would, and return its count."""
    path = board_path(poll)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(".new")
    try:
        with beside.open("wb") as file:
            file.writelines(write_lines(whole_board(poll)))
            file.flush()
            os.fsync(file.fileno())
        opened = _verified(poll, beside)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    beside.rename(path)
    return opened


def opened_again(poll: Poll) -> Opened:
    """Verify the kept board of an unsealed poll once more and return its count."""
    path = board_path(poll)
    if not path.is_file():
        raise BoardNotAsClosed(
            _("启封时留下的公示板文件不在服务器上，不能重新计算。请找系统管理员。")
        )
    return _verified(poll, path)


def _check_paper(poll: Poll, turnouts: Sequence[Turnout]) -> None:
    people = sum(turnout.paper for turnout in turnouts)
    if people and not poll.paper_digest:
        raise PaperWanting(
            _(
                "有 %(n)d 人用纸质票，纸质票还没有录入、封存，板首没有签。"
                "一张没有交回也要封存。"
            )
            % {"n": people}
        )
    signed = sum(bool(s.paper_signature) for s in poll.scrutineers.all())
    if paper_digests(poll) and signed < poll.threshold:
        raise PaperWanting(
            _("纸质票要 %(needed)d 名监票人签名，现在签了 %(n)d 名，板首没有签。")
            % {"needed": poll.threshold, "n": signed}
        )


def _check_counts(poll: Poll, turnouts: tuple[Turnout, ...], slips: Slips) -> None:
    manifest = manifest_of(poll)
    received = {int(n): count["spent"] for n, count in poll.box_counts.items()}
    try:
        verify_counts(manifest, turnouts, received)
        verify_slips(manifest, turnouts, slips)
    except BallotBoxError as error:
        raise CountsNotRight(
            _(
                "票数或票条对不上（%(why)s），板首没有签。请把没有抽走的票条都打开，"
                "给漏记的人补登抽票条；还对不上，请监票人当场记录，不要启封。"
            )
            % {"why": error}
        ) from error


def _verified(poll: Poll, path: Path) -> Opened:
    rules, head = bytes.fromhex(poll.manifest_digest), bytes.fromhex(poll.board_digest)
    heard: dict[int, bytearray] = defaultdict(bytearray)
    try:
        with path.open("rb") as lines:
            report = verify(
                Given(lines, rules=rules, head=head),
                allow_weak=settings.ALLOW_WEAK_BALLOTS,
                hear=lambda group, cells: heard[group].extend(cells),
            )
    except BallotBoxError as error:
        raise BoardNotAsClosed(
            _("票箱交来的板没有通过核对（%(why)s），没有启封。请找监票人。")
            % {"why": error}
        ) from error
    assert report.tally is not None
    return Opened(
        digest=poll.board_digest,
        received={group.group: group.received for group in report.tally.groups},
        tally=report.tally,
        ballots={group: bytes(cells) for group, cells in heard.items()},
    )


def _check_signed(poll: Poll, head: Head, encoded: bytes, signature: bytes) -> None:
    try:
        verify_head_signed(manifest_of(poll), head, signature)
    except BallotBoxError as error:
        raise BoardNotAsClosed(
            _("票箱签出的板首与这里的不同（%(why)s），没有记下。请找监票人核对。")
            % {"why": error}
        ) from error
    assert encoded == head.encoded
