"""Taking a ballot: body, signature and contents in, the box's signature out."""

from typing import Final

import msgspec

from ballotbox.errors import (
    BallotBoxError,
    ContentsDiffer,
    ContentsLength,
    KeyMalformed,
    SignatureInvalid,
    TokenInvalid,
    WrongGroup,
)
from ballotbox.manifest import Manifest
from ballotbox.messages import CastReply, CastRequest, parse_cast_request
from ballotbox.refusals import Refusal
from ballotbox.sealed import SealedBallot, sign_receipt, take_ballot
from gongping.box.phases import KeyGone, PollPhase
from gongping.box.refusing import NotTaken
from gongping.box.sealed_poll import SealedPoll
from gongping.box.sealed_store import SealedCasting
from gongping.box.writer import Writer

REFUSALS: Final[dict[type[BallotBoxError], Refusal]] = {
    WrongGroup: Refusal.WRONG_GROUP,
    TokenInvalid: Refusal.TOKEN,
    KeyMalformed: Refusal.SIGNATURE,
    SignatureInvalid: Refusal.SIGNATURE,
    ContentsLength: Refusal.LENGTH,
    ContentsDiffer: Refusal.CONTENTS,
}


async def cast_sealed(writer: Writer, poll: SealedPoll, sent: bytes) -> msgspec.Raw:
    """Return the receipt once the ballot is on the disk; else raise `NotTaken`."""
    if poll.phase is PollPhase.WAITING:
        raise NotTaken(Refusal.EARLY)
    manifest = poll.manifest
    ballot, request = _understood(manifest, sent, allow_weak=writer.shelf.allow_weak)
    leaf = ballot.leaf(manifest.digest)
    casting = SealedCasting(
        leaf, ballot.key, request.body, request.signature, request.contents
    )
    outcome = await writer.cast(manifest.poll, casting)
    if outcome is not None:
        raise NotTaken(outcome)
    try:
        receipt = sign_receipt(poll.key, manifest.digest, ballot)
    except KeyGone as error:
        raise NotTaken(Refusal.NO_KEY) from error
    return msgspec.Raw(CastReply(receipt).text.encode())


def _understood(
    manifest: Manifest, sent: bytes, *, allow_weak: bool
) -> tuple[SealedBallot, CastRequest]:
    try:
        request = parse_cast_request(sent.decode())
        return take_ballot(manifest, request, allow_weak=allow_weak), request
    except UnicodeDecodeError as error:
        raise NotTaken(Refusal.MALFORMED) from error
    except BallotBoxError as error:
        raise NotTaken(_refusal_for(error)) from error


def _refusal_for(error: BallotBoxError) -> Refusal:
    return next(
        (word for kind, word in REFUSALS.items() if isinstance(error, kind)),
        Refusal.MALFORMED,
    )
