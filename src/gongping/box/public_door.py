"""The voter's door: a ballot in, a receipt out. It asks nobody who they are."""

import asyncio
from typing import Final

import msgspec

from ballotbox.refusals import STATUS, Refusal
from gongping.box.asgi import (
    OPEN_TO_PAGES,
    Broken,
    Receive,
    Send,
    TooBig,
    answer,
    read_body,
    stream,
)
from gongping.box.messages import PublicLine, PublicPhase, RefusalAnswer
from gongping.box.refusing import NotTaken
from gongping.box.sealed_door import cast_sealed
from gongping.box.writer import Overfull, Writer

BODY_LIMIT: Final = 1 << 16
LATER: Final = 503
RETRY: Final = [(b"retry-after", b"2")]


async def receive_ballot(
    writer: Writer, poll: str, receive: Receive, send: Send
) -> None:
    """Answer with a receipt once the ballot is on the disk, or say why not."""
    try:
        content = await _cast(writer, poll, await read_body(receive, BODY_LIMIT))
    except NotTaken as error:
        await refuse(send, error.refusal)
    except TooBig:
        await refuse(send, Refusal.TOO_BIG)
    except Overfull:
        await refuse(send, Refusal.BUSY)
    except Broken:
        await refuse(send, Refusal.MALFORMED)
    else:
        await answer(send, 201, content, OPEN_TO_PAGES)


async def _cast(writer: Writer, poll: str, body: bytes) -> msgspec.Raw:
    with writer.room():
        # Whoever has come meanwhile is let in or sent away before anything dear is
        # done for those who are in: else nobody would ever be sent away.
        await asyncio.sleep(0)
        if (known := writer.shelf.polls.get(poll)) is None:
            raise NotTaken(Refusal.NO_POLL)
        return await cast_sealed(writer, known, body)


async def show_phase(writer: Writer, poll: str, send: Send) -> None:
    """Say whether ballots are taken, and under which rules."""
    known = writer.shelf.polls.get(poll)
    if known is None:
        await refuse(send, Refusal.NO_POLL)
        return
    content = PublicPhase(
        poll, known.phase.value, known.manifest.suite, known.manifest.digest.hex()
    )
    await answer(send, 200, content, OPEN_TO_PAGES)


async def show_board(writer: Writer, poll: str, send: Send) -> None:
    """Publish the ballots of a poll, without contents, once its head stands."""
    known = writer.shelf.polls.get(poll)
    if known is None:
        await refuse(send, Refusal.NO_POLL)
        return
    if (head := known.signed_head) is None:
        await answer(send, 409, RefusalAnswer("not_closed"), OPEN_TO_PAGES)
        return
    lines = (PublicLine(line.body, line.signature) for line in known.ballots())
    await stream(send, head, lines)


async def refuse(send: Send, refusal: Refusal) -> None:
    """Send the word and the status of a refusal."""
    status = STATUS[refusal]
    headers = [*OPEN_TO_PAGES, *(RETRY if status == LATER else [])]
    await answer(send, status, RefusalAnswer(refusal.value), headers)
