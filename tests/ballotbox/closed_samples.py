"""A closed poll with short keys, line by line, and a way to close any other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ballotbox.approval import approve_manifest
from ballotbox.board_file import write_lines
from ballotbox.cells import encode_cells
from ballotbox.checks import Report
from ballotbox.client import show_uncast
from ballotbox.closing import cosign_head, make_head, sign_head, sign_paper
from ballotbox.counts import Slips, Turnout
from ballotbox.head import Head
from ballotbox.lines import (
    BallotLine,
    BoardLine,
    ContentsLine,
    CosignaturesLine,
    CountsLine,
    Line,
    ManifestLine,
    PaperCellsLine,
    PaperLine,
    SealedLine,
    SlipsLine,
    UncastLine,
)
from ballotbox.messages import CastRequest
from ballotbox.paper import PaperBatch
from ballotbox.rolls import hash_slips
from ballotbox.sealed import SealedBallot, parse_body
from ballotbox.tickets import hash_ticket
from ballotbox.tree import StreamingRoot
from ballotbox.uncast import Uncast
from ballotbox.verify import Given, examine, verify
from tests.ballotbox.sealed_samples import WEAK_KEYS, Poll, cast, collect, make_poll

GRADES = ((0, 1, 2, 3, 0, 1), (0, 0, 0, 0, 0, 0), (1, 2, 1, 2, 1, 2))
PAPER = ((3, 3, 3, 3, 3, 3), (2, 2, 2, 2, 2, 2))
TICKETS = tuple(f"{number:032x}" for number in range(5))
HASHES = tuple(sorted(bytes.fromhex(hash_ticket(ticket)) for ticket in TICKETS))
BY_HASH = {bytes.fromhex(hash_ticket(ticket)): ticket for ticket in TICKETS}


@dataclass(frozen=True)
class Closing:
    """All that a closed poll is made of; `lines` signs and writes it."""

    poll: Poll
    casts: tuple[CastRequest, ...]
    turnouts: tuple[Turnout, ...]
    slips: Slips
    batches: tuple[PaperBatch, ...] = ()
    uncast: tuple[Uncast, ...] = ()
    cosigners: Sequence[int] = (1, 2)

    def ballot(self, request: CastRequest) -> SealedBallot:
        return parse_body(self.poll.manifest, request.body, request.signature)

    @property
    def sorted_casts(self) -> list[CastRequest]:
        return sorted(self.casts, key=self.leaf)

    def leaf(self, request: CastRequest) -> bytes:
        return self.ballot(request).leaf(self.poll.manifest.digest)

    @property
    def head(self) -> Head:
        tree = StreamingRoot()
        for request in self.sorted_casts:
            tree.add(self.leaf(request))
        return make_head(
            self.poll.manifest, tree, self.turnouts, self.slips, self.digests
        )

    @property
    def digests(self) -> tuple[tuple[int, bytes], ...]:
        m = self.poll.manifest.digest
        return tuple((batch.group, batch.digest(m)) for batch in self.batches)

    @property
    def public(self) -> list[Line]:
        poll, manifest, head = self.poll, self.poll.manifest, self.head
        scrutineers = [(number, poll.scrutineer_keys[number - 1]) for number in (1, 2)]
        return [
            BoardLine(manifest.digest, manifest.poll),
            ManifestLine(
                manifest.text,
                tuple(
                    (number, approve_manifest(key, manifest))
                    for number, key in enumerate(poll.scrutineer_keys, 1)
                ),
            ),
            *(BallotLine(c.body, c.signature) for c in self.sorted_casts),
            CountsLine(self.turnouts),
            SlipsLine(self.slips.printed, self.slips.redeemed, self.slips.undrawn),
            PaperLine(
                self.digests,
                tuple(
                    (number, sign_paper(key, manifest.digest, self.digests))
                    for number, key in scrutineers
                    if self.digests
                ),
            ),
            sign_head(poll.box_key, head),
            CosignaturesLine(
                tuple(
                    (n, cosign_head(poll.scrutineer_keys[n - 1], head.digest))
                    for n in self.cosigners
                )
            ),
            *(
                UncastLine(u.group, u.key, u.tokens, u.signature)
                for u in sorted(self.uncast, key=lambda u: u.key)
            ),
        ]

    @property
    def contents(self) -> list[Line]:
        keys = tuple(key.encode() for key in self.poll.lock_keys)
        return [
            ContentsLine(self.head.digest, keys),
            *(SealedLine(self.leaf(c), c.contents) for c in self.sorted_casts),
            *(PaperCellsLine(b.group, b.salt, b.ballots) for b in self.batches),
        ]

    @property
    def lines(self) -> list[Line]:
        return [*self.public, *self.contents]

    @property
    def raw(self) -> list[bytes]:
        return list(write_lines(self.lines))


def turnout(group: int, **changes: object) -> Turnout:
    """Return the turnout of a group of the sample."""
    row = {
        1: Turnout(1, 12, 0, (4, 4), 0, 0, 0, 0, 0, 3),
        2: Turnout(2, 542, 1, (5, 5), 3, 2, 5, 3, 2, 3),
    }[group]
    return replace(row, **changes)  # type: ignore[arg-type]


@cache
def sample() -> Closing:
    """Return a poll of six ballots, two on paper, one shown as uncast."""
    poll = make_poll(
        WEAK_KEYS,
        slips_digest=hash_slips({2: [ticket.hex() for ticket in HASHES]}),
        quorum_percent=1,
    )
    casts = [cast(poll, encode_cells(grades), 1) for grades in GRADES]
    casts += [cast(poll, encode_cells(grades), 2) for grades in GRADES]
    manifest = poll.manifest
    return Closing(
        poll=poll,
        casts=tuple(casts),
        turnouts=(turnout(1), turnout(2)),
        slips=slips_with(),
        batches=(PaperBatch(2, b"\7" * 32, tuple(map(encode_cells, PAPER))),),
        uncast=(show_uncast(manifest, collect(poll, 1)),),
    )


def slips_with(
    redeemed: Sequence[int] = (0, 1), undrawn: Sequence[int] = (3, 4)
) -> Slips:
    """Return five slips of group 2; numbers are places in the sorted list."""
    return Slips(
        printed=tuple((2, ticket) for ticket in HASHES),
        redeemed=(tuple((2, HASHES[place]) for place in redeemed),) * 2,
        undrawn=tuple(
            sorted((2, bytes.fromhex(BY_HASH[HASHES[place]])) for place in undrawn)
        ),
    )


def rewritten() -> Closing:
    """One ballot left out; everything that the box signs is signed anew."""
    closing = sample()
    return replace(
        closing,
        casts=closing.casts[1:],
        turnouts=(turnout(1, received=2), turnout(2)),
    )


def check(raw: Iterable[bytes], **given: object) -> Report:
    """Verify a board with short keys, or raise."""
    return verify(Given(raw, **given), allow_weak=True)  # type: ignore[arg-type]


def report(raw: Iterable[bytes], **given: object) -> Report:
    """Examine a board with short keys."""
    return examine(Given(raw, **given), allow_weak=True)  # type: ignore[arg-type]
