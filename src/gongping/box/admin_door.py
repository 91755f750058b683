"""The administrator's door: lay in a poll, open casting, close, fetch the board.

Whoever holds the secret can do these four things and cannot see a ballot before
the poll is closed. Closing answers with sums and a digest only: the ballots are
fetched at the unsealing, and must then have that digest.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

import msgspec

from ballotbox import BallotBoxError, Board, Manifest, parse_hex, parse_manifest
from gongping.box.asgi import (
    Broken,
    Receive,
    Scope,
    Send,
    TooBig,
    answer,
    header,
    read_body,
)
from gongping.box.messages import HeadAnswer, PollStatus, PutRequest, RefusalAnswer
from gongping.box.secret import is_bearer
from gongping.box.shelf import CODE, AlreadyClosed, AlreadyOpen, Shelf
from gongping.box.writer import Overfull, Writer

BODY_LIMIT: Final = 1 << 27
HASH_BYTES: Final = 32
_decode = msgspec.json.Decoder(PutRequest).decode

Handler = Callable[[Writer, str, Receive, Send], Awaitable[None]]


async def admin_door(
    writer: Writer, secret: str, scope: Scope, receive: Receive, send: Send
) -> None:
    """Let the administrator's program do one thing, if it knows the secret."""
    if not is_bearer(header(scope, b"authorization"), secret):
        await answer(send, 401, RefusalAnswer("unauthorised"))
        return
    poll, handler = _route(scope["method"], scope["path"])
    if handler is None:
        await answer(send, 404, RefusalAnswer("no_such_address"))
        return
    if poll and poll not in writer.shelf.manifests:
        await answer(send, 404, RefusalAnswer("no_poll"))
        return
    await _guarded(handler, writer, poll, receive, send)


async def _guarded(
    handler: Handler, writer: Writer, poll: str, receive: Receive, send: Send
) -> None:
    refusals: dict[type[Exception], tuple[int, str]] = {
        TooBig: (413, "too_big"),
        Broken: (422, "malformed"),
        AlreadyOpen: (409, "already_open"),
        AlreadyClosed: (409, "already_closed"),
        Overfull: (503, "busy"),
    }
    try:
        await handler(writer, poll, receive, send)
    except tuple(refusals) as error:
        status, code = refusals[type(error)]
        await answer(send, status, RefusalAnswer(code))


def _route(method: str, path: str) -> tuple[str, Handler | None]:
    parts = path.removeprefix("/admin/polls").strip("/").split("/")
    if parts == [""]:
        return "", _put if method == "POST" else None
    verb = "/".join(parts[1:])
    handlers: dict[tuple[str, str], Handler] = {
        ("GET", ""): _status,
        ("GET", "board"): _board,
        ("POST", "cast-open"): _open_casting,
        ("POST", "close"): _close,
    }
    return parts[0], handlers.get((method, verb))


async def _put(writer: Writer, _poll: str, receive: Receive, send: Send) -> None:
    body = await read_body(receive, BODY_LIMIT)
    try:
        request = _decode(body)
        manifest = parse_manifest(request.manifest)
        tickets = _tickets(manifest, request)
    except (msgspec.MsgspecError, BallotBoxError, ValueError) as error:
        await answer(send, 422, {"code": "malformed", "place": str(error)})
        return
    await _ask(writer, lambda shelf: shelf.put(manifest.poll, manifest, tickets))
    status = await _ask(writer, lambda shelf: _status_of(shelf, manifest.poll))
    await answer(send, 201, status)


def _tickets(manifest: Manifest, request: PutRequest) -> dict[int, list[bytes]]:
    if request.poll != manifest.poll or CODE.fullmatch(manifest.poll) is None:
        raise ValueError("poll")
    tickets = {
        int(group): [parse_hex(text, HASH_BYTES) for text in texts]
        for group, texts in request.ticket_hashes.items()
    }
    everything = [raw for raws in tickets.values() for raw in raws]
    if set(tickets) != manifest.group_numbers:
        raise ValueError("ticket_hashes: the groups are not those of the manifest")
    if len(set(everything)) != len(everything):
        raise ValueError("ticket_hashes: a ticket twice")
    return tickets


async def _open_casting(
    writer: Writer, poll: str, _receive: Receive, send: Send
) -> None:
    await _ask(writer, lambda shelf: shelf.open_casting(poll))
    await _status(writer, poll, _receive, send)


async def _close(writer: Writer, poll: str, _receive: Receive, send: Send) -> None:
    board: Board = await _ask(writer, lambda shelf: shelf.close(poll))
    head = HeadAnswer(
        poll=board.poll,
        manifest_digest=board.manifest_digest.hex(),
        counts=[(c.group, c.issued, c.spent) for c in board.counts],
        digest=board.digest.hex(),
    )
    await answer(send, 200, head)


async def _status(writer: Writer, poll: str, _receive: Receive, send: Send) -> None:
    status = await _ask(writer, lambda shelf: _status_of(shelf, poll))
    await answer(send, 200, status)


async def _board(writer: Writer, poll: str, _receive: Receive, send: Send) -> None:
    board: Board | None = await _ask(writer, lambda shelf: shelf.board(poll))
    if board is None:
        await answer(send, 409, RefusalAnswer("not_closed"))
        return
    await answer(send, 200, msgspec.Raw(board.text.encode()))


def _status_of(shelf: Shelf, poll: str) -> PollStatus:
    return PollStatus(
        poll=poll,
        state=shelf.phases[poll].value,
        manifest_digest=shelf.manifests[poll].digest.hex(),
        cast_total=shelf.cast_total(poll),
    )


async def _ask(writer: Writer, work: Callable[[Shelf], Any]) -> Any:
    return await asyncio.wrap_future(writer.ask(work))
