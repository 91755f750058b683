"""The voter's door: a ballot in, a receipt out. It asks nobody who they are."""

import asyncio
from typing import Final

import msgspec

from ballotbox import (
    KEY_BYTES,
    STATUS,
    Ballot,
    BallotBoxError,
    Manifest,
    Refusal,
    hash_ticket,
    parse_hex,
    shape_failure,
    short_code,
)
from gongping.box.asgi import (
    OPEN_TO_PAGES,
    Broken,
    Receive,
    Send,
    TooBig,
    answer,
    read_body,
)
from gongping.box.messages import CastAnswer, CastRequest, PublicPhase, RefusalAnswer
from gongping.box.store import Casting
from gongping.box.writer import Overfull, Writer

BODY_LIMIT: Final = 1 << 16
RETRY: Final = [(b"retry-after", b"2")]
_decode = msgspec.json.Decoder(CastRequest).decode


class NotTaken(Exception):
    """The ballot was refused before or in the box."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


async def receive_ballot(
    writer: Writer, poll: str, receive: Receive, send: Send
) -> None:
    """Answer with a receipt once the ballot is on the disk, or say why not."""
    try:
        body = await read_body(receive, BODY_LIMIT)
        leaf = await _cast(writer, poll, body)
    except NotTaken as error:
        await refuse(send, error.refusal)
    except TooBig:
        await refuse(send, Refusal.TOO_BIG)
    except Overfull:
        await refuse(send, Refusal.BUSY)
    except Broken:
        await refuse(send, Refusal.MALFORMED)
    else:
        receipt = CastAnswer(leaf.hex(), short_code(leaf))
        await answer(send, 201, receipt, OPEN_TO_PAGES)


async def show_phase(writer: Writer, poll: str, send: Send) -> None:
    """Say whether ballots are taken, and under which rules."""
    manifest = writer.shelf.manifests.get(poll)
    if manifest is None:
        await refuse(send, Refusal.NO_POLL)
        return
    state = writer.shelf.phases[poll].value
    content = PublicPhase(poll, state, manifest.digest.hex())
    await answer(send, 200, content, OPEN_TO_PAGES)


async def refuse(send: Send, refusal: Refusal) -> None:
    """Send the word and the status of a refusal."""
    headers = [*OPEN_TO_PAGES, *(RETRY if refusal is Refusal.BUSY else [])]
    await answer(send, STATUS[refusal], RefusalAnswer(refusal.value), headers)


async def _cast(writer: Writer, poll: str, body: bytes) -> bytes:
    manifest = writer.shelf.manifests.get(poll)
    if manifest is None:
        raise NotTaken(Refusal.NO_POLL)
    casting = _understand(manifest, body)
    outcome = await asyncio.wrap_future(writer.cast(poll, casting))
    if outcome is not None:
        raise NotTaken(outcome)
    return casting.leaf


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
