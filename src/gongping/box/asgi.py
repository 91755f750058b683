"""Bare ASGI: read a bounded body, send JSON, keep nothing of either."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Final

import msgspec

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_SECONDS: Final = 10.0
LINES_AT_ONCE: Final = 64
HEADERS: Final = [
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]
# The box may stand on an origin of its own. No cookie or other credential ever
# comes along, so every origin may speak to the public door.
OPEN_TO_PAGES: Final = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-headers", b"content-type"),
    (b"access-control-allow-methods", b"GET, POST"),
    (b"access-control-max-age", b"86400"),
]
_encode = msgspec.json.Encoder().encode


class TooBig(Exception):
    """The body is longer than the door allows."""


class Broken(Exception):
    """The sender went away, or took too long."""


async def read_body(receive: Receive, limit: int) -> bytes:
    """Return the whole body, at most `limit` bytes of it, within a few seconds."""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _read(receive, limit)
    except TimeoutError as error:
        raise Broken from error


async def _read(receive: Receive, limit: int) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Broken
        body += message.get("body", b"")
        if len(body) > limit:
            raise TooBig
        if not message.get("more_body", False):
            return bytes(body)


async def answer(
    send: Send,
    status: int,
    content: Any = None,
    headers: list[tuple[bytes, bytes]] | None = None,
) -> None:
    """Send `content` as JSON."""
    body = b"" if content is None else _encode(content)
    length = (b"content-length", str(len(body)).encode())
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [*HEADERS, *(headers or []), length],
        }
    )
    await send({"type": "http.response.body", "body": body})


async def stream(send: Send, *parts: Any) -> None:
    """Send objects and iterables of objects as JSON Lines, a few at a time."""
    kind = (b"content-type", b"application/jsonl")
    headers = [kind, *HEADERS[1:], *OPEN_TO_PAGES]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    for lines in _in_batches(_flat(parts)):
        body = b"".join(_encode(line) + b"\n" for line in lines)
        await send({"type": "http.response.body", "body": body, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def _flat(parts: Iterable[Any]) -> Iterator[Any]:
    for part in parts:
        if isinstance(part, Iterator):
            yield from part
        else:
            yield part


def _in_batches(lines: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(lines, LINES_AT_ONCE)):
        yield batch


def header(scope: Scope, name: bytes) -> bytes:
    """Return one header of the request, empty if it is not there."""
    for key, value in scope["headers"]:
        if key == name:
            return bytes(value)
    return b""
