"""The administrator's door: lay in a poll, open casting, close, sign, fetch.

Whoever holds the secret can do these things and cannot see a ballot before the poll
is closed. Closing answers with sums only: the ballots are fetched at the unsealing,
and must then be those of the head that was signed.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

import msgspec

from ballotbox.errors import BallotBoxError
from ballotbox.manifest import Manifest, parse_manifest
from ballotbox.tickets import parse_hex
from gongping.box.asgi import (
    Broken,
    Receive,
    Scope,
    Send,
    TooBig,
    answer,
    header,
    read_body,
    stream,
)
from gongping.box.messages import (
    HeadRequest,
    KeyAnswer,
    PollStatus,
    PutRequest,
    RefusalAnswer,
)
from gongping.box.phases import (
    AlreadyClosed,
    AlreadyOpen,
    CountsDiffer,
    HeadDiffers,
    KeyGone,
    NotClosed,
    NotOwnKey,
    PollPhase,
)
from gongping.box.secret import is_bearer
from gongping.box.shelf import CODE, Shelf
from gongping.box.writer import Writer

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
    if poll and handler is not _key and poll not in writer.shelf.polls:
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
        NotClosed: (409, "not_closed"),
        NotOwnKey: (422, "not_own_key"),
        CountsDiffer: (422, "counts_differ"),
        HeadDiffers: (409, "head_differs"),
        KeyGone: (409, "no_key"),
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
        ("GET", "ballots"): _ballots,
        ("POST", "key"): _key,
        ("POST", "cast-open"): _open_casting,
        ("POST", "close"): _close,
        ("POST", "head"): _head,
    }
    return parts[0], handlers.get((method, verb))


async def _put(writer: Writer, _poll: str, receive: Receive, send: Send) -> None:
    body = await read_body(receive, BODY_LIMIT)
    try:
        request = _decode(body)
        manifest = parse_manifest(request.manifest, allow_weak=writer.shelf.allow_weak)
        _check_code(manifest, request)
    except (msgspec.MsgspecError, BallotBoxError, ValueError) as error:
        await answer(send, 422, {"code": "malformed", "place": str(error)})
        return
    await _ask(writer, lambda shelf: shelf.put(manifest))
    status = await _ask(writer, lambda shelf: _status_of(shelf, manifest.poll))
    await answer(send, 201, status)


def _check_code(manifest: Manifest, request: PutRequest) -> None:
    # The code becomes the name of a folder.
    if request.poll != manifest.poll or CODE.fullmatch(manifest.poll) is None:
        raise ValueError("poll")


async def _open_casting(
    writer: Writer, poll: str, _receive: Receive, send: Send
) -> None:
    await _ask(writer, lambda shelf: shelf.open_casting(poll))
    await _status(writer, poll, _receive, send)


async def _key(writer: Writer, poll: str, _receive: Receive, send: Send) -> None:
    if CODE.fullmatch(poll) is None:
        await answer(send, 422, RefusalAnswer("malformed"))
        return
    key: bytes = await _ask(writer, lambda shelf: shelf.key(poll))
    await answer(send, 200, KeyAnswer(key.hex()))


async def _close(writer: Writer, poll: str, _receive: Receive, send: Send) -> None:
    closed = await _ask(writer, lambda shelf: shelf.polls[poll].close())
    await answer(send, 200, closed)


async def _head(writer: Writer, poll: str, receive: Receive, send: Send) -> None:
    body = await read_body(receive, BODY_LIMIT)
    known = writer.shelf.polls[poll]
    try:
        request = msgspec.json.decode(body, type=HeadRequest)
        counts = parse_hex(request.counts, HASH_BYTES)
        paper = parse_hex(request.paper, HASH_BYTES)
    except (msgspec.MsgspecError, BallotBoxError) as error:
        await answer(send, 422, {"code": "malformed", "place": str(error)})
        return
    received = dict(request.received)
    signed = await _ask(writer, lambda _: known.sign_head(counts, paper, received))
    await answer(send, 200, signed)


async def _status(writer: Writer, poll: str, _receive: Receive, send: Send) -> None:
    status = await _ask(writer, lambda shelf: _status_of(shelf, poll))
    await answer(send, 200, status)


async def _ballots(writer: Writer, poll: str, _receive: Receive, send: Send) -> None:
    known = writer.shelf.polls[poll]
    if known.phase is not PollPhase.CLOSED:
        raise NotClosed(poll)
    await stream(send, known.ballots())


def _status_of(shelf: Shelf, poll: str) -> PollStatus:
    known = shelf.polls[poll]
    return PollStatus(
        poll=poll,
        state=known.phase.value,
        manifest_digest=known.manifest.digest.hex(),
        cast_total=known.cast_total,
    )


async def _ask(writer: Writer, work: Callable[[Shelf], Any]) -> Any:
    return await asyncio.wrap_future(writer.ask(work))
