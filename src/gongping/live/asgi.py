"""Bare ASGI: the shapes of a caller, and short answers in JSON."""

from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol

import msgspec

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

LINE: Final = "gongping.line"
"""The door's own extension of ASGI: see `Line`."""
SILENT: Final = [
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]
_json: Final = (b"content-type", b"application/json")


class Line(Protocol):
    """The connection itself: thousands of `send` in turn cost twice what this does."""

    is_full: bool
    """Whether the caller has yet to take what was written before."""

    def write(self, data: bytes) -> None:
        """Write these bytes as they are, unless the caller has gone."""

    def hang_up(self) -> None:
        """Let the caller go at once."""


def body(content: bytes) -> dict[str, Any]:
    """Return the message that sends `content` and goes on."""
    return {"type": "http.response.body", "body": content, "more_body": True}


def chunk(content: bytes) -> bytes:
    """Return `content` as a piece of an answer whose end is open."""
    return b"%x\r\n%b\r\n" % (len(content), content)


async def refuse(
    send: Send, status: int, code: str, *headers: tuple[bytes, bytes]
) -> None:
    """Answer with a word that says why nothing is to be watched."""
    content = msgspec.json.encode({"code": code})
    length = (b"content-length", str(len(content)).encode())
    start = {"type": "http.response.start", "status": status}
    await send({**start, "headers": [_json, *SILENT, *headers, length]})
    await send({"type": "http.response.body", "body": content})


def header(scope: Scope, name: bytes) -> bytes:
    """Return one header of the request, empty if it is not there."""
    found = (value for key, value in scope["headers"] if key == name)
    return bytes(next(found, b""))
