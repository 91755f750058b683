"""A sealed poll in a real box: laid in, cast into, closed, its head signed."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import httpx

from ballotbox.approval import approve_manifest
from ballotbox.board_file import write_lines
from ballotbox.client import Collected, seal_ballot
from ballotbox.closing import cosign_head
from ballotbox.counts import Slips, Turnout, counts_digest
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
    PaperLine,
    SealedLine,
    SlipsLine,
)
from ballotbox.manifest import Manifest
from ballotbox.messages import CastRequest, parse_cast_reply
from ballotbox.paper import paper_digest
from ballotbox.rolls import hash_slips
from ballotbox.sealed import SealedBallot, parse_body, verify_receipt
from ballotbox.verify import Given, verify
from tests.ballotbox.sealed_samples import WEAK_KEYS, Poll, collect, make_poll
from tests.box.fixtures import BoxServer, new_poll_code

CELLS = bytes(12)
"""Six cells: three units under two criteria."""


@dataclass(frozen=True)
class SealedPollInBox:
    """A sealed poll under a key of the box, with every other key at hand."""

    box: BoxServer
    poll: Poll

    @property
    def manifest(self) -> Manifest:
        return self.poll.manifest

    @property
    def code(self) -> str:
        return self.manifest.poll

    @property
    def m(self) -> bytes:
        return self.manifest.digest

    def admin(self, method: str, verb: str = "", **body: Any) -> httpx.Response:
        return self.box.admin(method, f"/{self.code}{verb}", **body)

    def lay_in(self) -> httpx.Response:
        return self.box.admin("POST", poll=self.code, manifest=self.manifest.text)

    def open(self) -> httpx.Response:
        return self.admin("POST", "/cast-open")

    def close(self) -> httpx.Response:
        return self.admin("POST", "/close")

    def send(self, sent: bytes) -> httpx.Response:
        address = f"{self.box.url}/polls/{self.code}/ballots"
        return self.box.client.post(address, content=sent)

    def cast(self, request: CastRequest) -> httpx.Response:
        return self.send(request.text.encode())

    def public(self, verb: str = "") -> httpx.Response:
        return self.box.client.get(f"{self.box.url}/polls/{self.code}{verb}")

    def collected(self, group: int = 1) -> Collected:
        return collect(self.poll, group)

    def request(self, group: int = 1, cells: bytes = CELLS) -> CastRequest:
        return self.sealed(self.collected(group), cells)

    def sealed(self, collected: Collected, cells: bytes = CELLS) -> CastRequest:
        return seal_ballot(self.manifest, collected, cells).request

    def ballot(self, request: CastRequest) -> SealedBallot:
        return parse_body(self.manifest, request.body, request.signature)

    def leaf(self, request: CastRequest) -> bytes:
        return self.ballot(request).leaf(self.m)

    def verify_receipt(self, request: CastRequest, answer: str) -> None:
        """Raise unless the answer is the box's receipt for this ballot."""
        receipt = parse_cast_reply(answer).receipt
        ballot = self.ballot(request)
        verify_receipt(self.manifest, ballot.key, ballot.leaf(self.m), receipt)

    def ballots(self) -> list[CastRequest]:
        """Return all ballots of the closed poll, as the administrator gets them."""
        answer = self.admin("GET", "/ballots")
        assert answer.status_code == 200
        return [_request(line) for line in answer.text.splitlines()]

    def sign_head(self, turnouts: Iterable[Turnout]) -> httpx.Response:
        return self.admin("POST", "/head", **head_request(self.manifest, turnouts))


def prepared(box: BoxServer, keys: Any = WEAK_KEYS, **changes: Any) -> SealedPollInBox:
    """Return a poll for which the box made a key; it is not laid in yet."""
    code = new_poll_code()
    key = bytes.fromhex(box.admin("POST", f"/{code}/key").json()["key"])
    made = make_poll(keys, poll=code, slips_digest=hash_slips({}), **changes)
    seal = replace(made.seal, box_key=key)
    return SealedPollInBox(
        box, replace(made, manifest=replace(made.manifest, seal=seal))
    )


def no_slips(manifest: Manifest) -> Slips:
    """Return the slips of a poll in which every ticket was named."""
    return Slips((), ((),) * len(manifest.seal.issuers), ())


def head_request(manifest: Manifest, turnouts: Iterable[Turnout]) -> dict[str, Any]:
    """Return what is asked of the box when it is to sign."""
    listed = list(turnouts)
    return {
        "counts": counts_digest(listed, no_slips(manifest)).hex(),
        "paper": paper_digest(manifest.digest, ()).hex(),
        "received": [[row.group, row.received] for row in listed],
    }


def turnouts_of(manifest: Manifest, received: Mapping[int, int]) -> tuple[Turnout, ...]:
    """Return counts in which everybody who collected a ballot also cast it."""
    issuers = len(manifest.seal.issuers)
    return tuple(
        Turnout(
            group=group.number,
            roll=group.size,
            late=0,
            collected=(received[group.number],) * issuers,
            paper=0,
            paper_received=0,
            printed=0,
            drawn=0,
            undrawn=0,
            received=received[group.number],
        )
        for group in manifest.groups
    )


def verify_whole(closed: SealedPollInBox) -> int:
    """Verify the board of a closed poll to the last cell; return its ballots."""
    sums = closed.close().json()
    turnouts = turnouts_of(closed.manifest, dict(sums["received"]))
    signed = closed.sign_head(turnouts).json()
    head = read_head(closed.manifest, bytes.fromhex(signed["head"]))
    signature = bytes.fromhex(signed["signature"])
    line = HeadLine(head.size, head.root, head.counts, head.paper, signature)
    lines = board_lines(closed.poll, closed.ballots(), turnouts, line)
    report = verify(Given(write_lines(lines)), allow_weak=True)
    assert report.tally is not None
    return sum(group.received for group in report.tally.groups)


def board_lines(
    poll: Poll,
    requests: Sequence[CastRequest],
    turnouts: tuple[Turnout, ...],
    head_line: HeadLine,
) -> Iterator[Line]:
    """Yield the whole board of a closed poll; the ballots are sorted by leaf."""
    manifest, slips = poll.manifest, no_slips(poll.manifest)
    digest = head_line.head(manifest.digest).digest
    signers = list(enumerate(poll.scrutineer_keys, 1))
    approvals = tuple((n, approve_manifest(key, manifest)) for n, key in signers)
    yield BoardLine(manifest.digest, manifest.poll)
    yield ManifestLine(manifest.text, approvals)
    yield from (BallotLine(sent.body, sent.signature) for sent in requests)
    yield CountsLine(turnouts)
    yield SlipsLine(slips.printed, slips.redeemed, slips.undrawn)
    yield PaperLine((), ())
    yield head_line
    yield CosignaturesLine(tuple((n, cosign_head(key, digest)) for n, key in signers))
    yield ContentsLine(digest, tuple(key.encode() for key in poll.lock_keys))
    yield from (SealedLine(leaf_of(sent), sent.contents) for sent in requests)


def leaf_of(request: CastRequest) -> bytes:
    """Return the leaf of a ballot."""
    return sha256(b"\0" + request.body).digest()


def read_head(manifest: Manifest, encoded: bytes) -> Head:
    """Return the head of its bytes, or fail if it is not one of this poll."""
    size = int.from_bytes(encoded[-104:-96], "big")
    parts = (encoded[-96:-64], encoded[-64:-32], encoded[-32:])
    head = Head(manifest.digest, size, *parts)
    assert head.encoded == encoded
    return head


def _request(line: str) -> CastRequest:
    row = json.loads(line)
    return CastRequest(
        *(bytes.fromhex(row[name]) for name in ("body", "signature", "contents"))
    )
