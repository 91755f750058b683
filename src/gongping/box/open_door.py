"""Taking a ballot of the open suite: JSON in, the leaf as receipt."""

import msgspec

from ballotbox.ballots import KEY_BYTES, Ballot
from ballotbox.errors import BallotBoxError
from ballotbox.labels import short_code
from ballotbox.manifest import Manifest
from ballotbox.refusals import Refusal
from ballotbox.tickets import hash_ticket, parse_hex
from ballotbox.validity import shape_failure
from gongping.box.messages import CastAnswer, CastRequest
from gongping.box.open_poll import OpenPoll
from gongping.box.refusing import NotTaken
from gongping.box.store import Casting
from gongping.box.writer import Writer

_decode = msgspec.json.Decoder(CastRequest).decode


async def cast_open(writer: Writer, poll: OpenPoll, body: bytes) -> CastAnswer:
    """Return the receipt once the ballot is on the disk; else raise `NotTaken`."""
    casting = _understand(poll.manifest, body)
    outcome = await writer.cast(poll.manifest.poll, casting)
    if outcome is not None:
        raise NotTaken(outcome)
    return CastAnswer(casting.leaf.hex(), short_code(casting.leaf))


def _understand(manifest: Manifest, body: bytes) -> Casting:
    try:
        request = _decode(body)
        ticket_hash = bytes.fromhex(hash_ticket(request.ticket))
        ballot = Ballot(
            group=request.group,
            key=parse_hex(request.key, KEY_BYTES),
            cells=bytes.fromhex(request.cells),
        )
    except (msgspec.MsgspecError, BallotBoxError, ValueError) as error:
        raise NotTaken(Refusal.MALFORMED) from error
    _check(manifest, ballot)
    return Casting(ticket_hash, ballot.leaf(manifest.digest), ballot)


def _check(manifest: Manifest, ballot: Ballot) -> None:
    if not ballot.cells:
        raise NotTaken(Refusal.EMPTY)
    if ballot.group not in manifest.group_numbers:
        raise NotTaken(Refusal.WRONG_GROUP)
    if (failure := shape_failure(manifest, ballot.cells)) is not None:
        raise NotTaken(Refusal(failure.value))
