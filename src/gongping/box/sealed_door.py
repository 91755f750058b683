"""Taking a sealed ballot: its bytes in, the box's signature out.

A request is body ‖ signature ‖ contents; how long each is follows from the rules.
"""

import asyncio
from typing import Final

from ballotbox import (
    BallotBoxError,
    BallotMalformed,
    ContentsDiffer,
    KeyMalformed,
    Manifest,
    Refusal,
    SealedBallot,
    SignatureInvalid,
    TokenInvalid,
    WrongGroup,
    body_bytes,
    parse_body,
    sign_receipt,
    verify_ballot,
    verify_contents,
)
from gongping.box.messages import SealedCastAnswer
from gongping.box.phases import PollPhase
from gongping.box.refusing import NotTaken
from gongping.box.sealed_poll import SealedPoll
from gongping.box.sealed_store import SealedCasting
from gongping.box.writer import Writer

SIGNATURE_BYTES: Final = 64
SEAL_BYTES: Final = 65 + 16
"""What each lock adds: an encapsulated key and an authentication tag."""

REFUSALS: Final[dict[type[BallotBoxError], Refusal]] = {
    BallotMalformed: Refusal.MALFORMED,
    WrongGroup: Refusal.WRONG_GROUP,
    TokenInvalid: Refusal.TOKEN,
    KeyMalformed: Refusal.SIGNATURE,
    SignatureInvalid: Refusal.SIGNATURE,
    ContentsDiffer: Refusal.CONTENTS,
}


async def cast_sealed(
    writer: Writer, poll: SealedPoll, sent: bytes
) -> SealedCastAnswer:
    """Return the receipt once the ballot is on the disk; else raise `NotTaken`."""
    if poll.phase is PollPhase.WAITING:
        raise NotTaken(Refusal.EARLY)
    writer.check_room()
    manifest = poll.manifest
    ballot, casting = _understood(manifest, sent, allow_weak=writer.shelf.allow_weak)
    outcome = await asyncio.wrap_future(writer.cast(manifest.poll, casting))
    if outcome is not None:
        raise NotTaken(outcome)
    receipt = sign_receipt(poll.key, manifest.digest, ballot)
    return SealedCastAnswer(receipt.hex())


def _understood(
    manifest: Manifest, sent: bytes, *, allow_weak: bool
) -> tuple[SealedBallot, SealedCasting]:
    start = body_bytes(manifest)
    end = start + SIGNATURE_BYTES
    if len(sent) != end + _contents_bytes(manifest):
        raise NotTaken(Refusal.LENGTH)
    body, signature, contents = sent[:start], sent[start:end], sent[end:]
    try:
        ballot = parse_body(manifest, body, signature)
        verify_contents(ballot, contents)
        verify_ballot(manifest, ballot, allow_weak=allow_weak)
    except tuple(REFUSALS) as error:
        raise NotTaken(_refusal_for(error)) from error
    leaf = ballot.leaf(manifest.digest)
    return ballot, SealedCasting(leaf, ballot.key, body, signature, contents)


def _contents_bytes(manifest: Manifest) -> int:
    return manifest.cell_bytes + len(manifest.sealed.locks) * SEAL_BYTES


def _refusal_for(error: BallotBoxError) -> Refusal:
    return next(word for kind, word in REFUSALS.items() if isinstance(error, kind))
