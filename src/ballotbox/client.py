"""The voter's steps, as pure functions between requests and replies.

    manifest = join(text, m)
    collecting = start_collecting(manifest, group, ticket)   # keep it, then send
    collected = finish_collecting(manifest, collecting, replies)
    casting = seal_ballot(manifest, collected, cells)        # keep it, then send
    receipt = finish_casting(manifest, casting, reply)

Keep `state.text` before anything is sent: a request sent again from the kept state is
the same request, and gets the same answer. `restore` makes the state again.
"""

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ballotbox.blinding import Blinding, blind_token, finalize_token
from ballotbox.canonical import parse_canonical
from ballotbox.errors import (
    BallotBoxError,
    BallotMalformed,
    ManifestDiffers,
    MessageMalformed,
    StateMalformed,
    TicketMalformed,
)
from ballotbox.keys import decode_signing_key, new_signing_key
from ballotbox.manifest import Manifest, parse_manifest
from ballotbox.messages import CastReply, CastRequest, IssueReply, IssueRequest
from ballotbox.sealed import (
    Receipt,
    ballot_header,
    make_ballot,
    parse_body,
    verify_receipt,
)
from ballotbox.sealing import seal_cells
from ballotbox.shapes import parts, rows, write_text
from ballotbox.tickets import TICKET_BYTES, parse_hex
from ballotbox.tokens import Token
from ballotbox.uncast import Uncast, sign_uncast
from ballotbox.validity import shape_failure

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Collecting:
    """A ballot key is made and its tokens are asked for."""

    manifest: bytes
    group: int
    tickets: tuple[bytes, ...]
    key: bytes
    blindings: tuple[Blinding, ...]
    step: str = "collecting"

    @property
    def text(self) -> str:
        """Return the one text of the state; it holds the ballot key."""
        return write_text(self)

    @property
    def requests(self) -> tuple[IssueRequest, ...]:
        """Return the request to each issuer, in manifest order."""
        asked = zip(self.tickets, self.blindings, strict=True)
        return tuple(
            IssueRequest(
                self.manifest, issuer, self.group, ticket.hex(), blinding.blinded
            )
            for issuer, (ticket, blinding) in enumerate(asked, 1)
        )


@dataclass(frozen=True, slots=True)
class Collected:
    """Every issuer has signed: the voter has a ballot, and no ticket is left."""

    manifest: bytes
    group: int
    key: bytes
    tokens: tuple[Token, ...]
    step: str = "collected"

    @property
    def text(self) -> str:
        """Return the one text of the state; it holds the ballot key."""
        return write_text(self)


@dataclass(frozen=True, slots=True)
class Casting:
    """The ballot is sealed and signed; no grade is left in it that could be read."""

    manifest: bytes
    key: bytes
    body: bytes
    signature: bytes
    contents: bytes
    step: str = "casting"

    @property
    def text(self) -> str:
        """Return the one text of the state; it holds the ballot key."""
        return write_text(self)

    @property
    def request(self) -> CastRequest:
        """Return what goes to the box, as often as need be."""
        return CastRequest(self.body, self.signature, self.contents)


def join(text: str, m: bytes, *, allow_weak: bool = False) -> Manifest:
    """Return the manifest if it is the one that was named; else `ManifestDiffers`."""
    manifest = parse_manifest(text, allow_weak=allow_weak)
    if not hmac.compare_digest(manifest.digest, m):
        raise ManifestDiffers("the manifest is not the one that was named")
    return manifest


def start_collecting(manifest: Manifest, group: int, *tickets: str) -> Collecting:
    """Return a state with a fresh ballot key and the requests for its tokens.

    Each issuer hands out tickets of its own, and no other issuer sees them: give one
    of each, in manifest order.
    """
    read = tuple(parse_hex(ticket, TICKET_BYTES) for ticket in tickets)
    if len(read) != len(manifest.seal.issuers):
        raise TicketMalformed("not one ticket of each issuer")
    key = new_signing_key()
    return Collecting(
        manifest=manifest.digest,
        group=group,
        tickets=read,
        key=key.encode(),
        blindings=tuple(
            blind_token(manifest, issuer, group, key.public)
            for issuer in range(1, len(manifest.seal.issuers) + 1)
        ),
    )


def finish_collecting(
    manifest: Manifest, state: Collecting, replies: "Sequence[IssueReply]"
) -> Collected:
    """Return the state with all tokens; raise `TokenInvalid` if one is not good."""
    if len(replies) != len(state.blindings):
        raise MessageMalformed("not one reply of each issuer")
    public = decode_signing_key(state.key).public
    tokens = tuple(
        finalize_token(
            manifest, issuer, state.group, public, blinding, reply.blind_signature
        )
        for issuer, (blinding, reply) in enumerate(
            zip(state.blindings, replies, strict=True), 1
        )
    )
    return Collected(state.manifest, state.group, state.key, tokens)


def seal_ballot(manifest: Manifest, state: Collected, cells: bytes) -> Casting:
    """Return the sealed and signed ballot; raise `BallotMalformed` on odd cells.

    Cells that break only a rule of the manifest may be cast: whether they count is
    said by the count, after the review page has warned.
    """
    if (reason := shape_failure(manifest, cells)) is not None:
        raise BallotMalformed(f"cells: {reason}")
    key = decode_signing_key(state.key)
    header = ballot_header(manifest.digest, state.group, key.public)
    contents = seal_cells(manifest, header, cells)
    ballot = make_ballot(manifest.digest, key, state.group, state.tokens, contents)
    return Casting(
        manifest=state.manifest,
        key=state.key,
        body=ballot.body(manifest.digest),
        signature=ballot.signature,
        contents=contents,
    )


def finish_casting(manifest: Manifest, state: Casting, reply: CastReply) -> Receipt:
    """Return the receipt to keep; raise `ReceiptInvalid` if the box did not sign.

    Until this returns, the ballot is not cast and the state must be kept.
    """
    ballot = parse_body(manifest, state.body, state.signature)
    leaf = ballot.leaf(manifest.digest)
    verify_receipt(manifest, ballot.key, leaf, reply.receipt)
    return Receipt(manifest.digest, ballot.key, leaf, reply.receipt)


def show_uncast(manifest: Manifest, state: Collected | Casting) -> Uncast:
    """Return, for after the close, the tokens of a ballot that was never cast."""
    key = decode_signing_key(state.key)
    if isinstance(state, Casting):
        ballot = parse_body(manifest, state.body, state.signature)
        return sign_uncast(manifest, key, ballot.group, ballot.tokens)
    return sign_uncast(manifest, key, state.group, state.tokens)


State = Collecting | Collected | Casting


def restore(manifest: Manifest, text: str) -> State:
    """Return the state that was kept; raise `StateMalformed` if it is not one."""
    try:
        state = _read(parse_canonical(text))
        decode_signing_key(state.key)
    except (BallotBoxError, AttributeError, KeyError, TypeError) as error:
        raise StateMalformed(f"{type(error).__name__}: {error}") from error
    if state.manifest != manifest.digest:
        raise StateMalformed("it belongs to another poll")
    return state


def _read(value: dict[str, object]) -> State:
    match value["step"]:
        case "collecting":
            found = parts(value, Collecting, "state")
            found["blindings"] = rows(found["blindings"], Blinding, "state.blindings")
            if len(found["blindings"]) != len(found["tickets"]):
                raise StateMalformed("not one ticket for each request")
            return Collecting(**found)
        case "collected":
            found = parts(value, Collected, "state")
            found["tokens"] = rows(found["tokens"], Token, "state.tokens")
            return Collected(**found)
        case "casting":
            return Casting(**parts(value, Casting, "state"))
        case step:
            raise StateMalformed(f"no step {step!r}")
