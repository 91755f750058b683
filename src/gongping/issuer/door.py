"""The office's one door: a ticket and a blinded request in, a blind signature out.

No cookie, no session, no name, no log: whoever holds a letter has its right.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

from ballotbox.errors import BallotBoxError
from ballotbox.messages import IssueReply, parse_issue_request
from gongping.issuer.office import POLL, Office
from gongping.issuer.sentences import NotDone, Says

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

LONGEST_REQUEST: Final = 1 << 14
PATIENCE_SECONDS: Final = 10.0
AT_ONCE: Final = 128
# No credential ever comes along, so the ballot page may ask from its own origin.
HEADERS: Final[Headers] = [
    (b"content-type", b"application/json; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-headers", b"content-type"),
    (b"access-control-allow-methods", b"POST"),
]
STATUS: Final = {
    Says.UNKNOWN_TICKET: 404,
    Says.NO_SUCH_ADDRESS: 404,
    Says.ALREADY_COLLECTED: 409,
    Says.NOT_OPENED: 409,
    Says.ENDED: 410,
    Says.WRONG_POLL: 422,
    Says.MALFORMED: 422,
    Says.BUSY: 503,
    Says.BROKEN: 500,
}


class Door:
    """The office as one ASGI application."""

    def __init__(self, office: Office, at_once: int = AT_ONCE) -> None:
        self._office = office
        self._address = f"/polls/{office.store.get(POLL)}/issue"
        self._free = at_once

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._meet(scope, receive, send)

    async def _meet(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await _answer(send, 200, await self._served(scope, receive))
        except NotDone as error:
            headers = [(b"retry-after", b"2")] if error.says is Says.BUSY else []
            await _answer(
                send, STATUS[error.says], _refusal(error, _language(scope)), headers
            )

    async def _served(self, scope: Scope, receive: Receive) -> str:
        is_known = scope["method"] in {"POST", "OPTIONS"}
        if scope["path"] != self._address or not is_known:
            raise NotDone(Says.NO_SUCH_ADDRESS)
        if scope["method"] == "OPTIONS":
            return ""
        # Read before a place is taken: who never ends a request must keep nobody out.
        try:
            body = await asyncio.wait_for(_read(receive), PATIENCE_SECONDS)
        except TimeoutError as error:
            raise NotDone(Says.MALFORMED) from error
        if self._free <= 0:
            raise NotDone(Says.BUSY)
        self._free -= 1
        try:
            return await asyncio.to_thread(self._redeem, body)
        finally:
            self._free += 1

    def _redeem(self, body: bytes) -> str:
        try:
            asked = parse_issue_request(body.decode())
        except (BallotBoxError, UnicodeDecodeError) as error:
            raise NotDone(Says.MALFORMED) from error
        try:
            return IssueReply(self._office.redeem(asked)).text
        except NotDone:
            raise
        except Exception as error:
            # No trace: it could name a ticket.
            raise NotDone(Says.BROKEN) from error

    async def _live(self, receive: Receive, send: Send) -> None:
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        self._office.store.close()
        await send({"type": "lifespan.shutdown.complete"})


async def _read(receive: Receive) -> bytes:
    body = b""
    is_more = True
    while is_more:
        message = await receive()
        body += message.get("body", b"")
        if message["type"] == "http.disconnect" or len(body) > LONGEST_REQUEST:
            raise NotDone(Says.MALFORMED)
        is_more = message.get("more_body", False)
    return body


async def _answer(
    send: Send, status: int, text: str, headers: Headers | None = None
) -> None:
    body = text.encode()
    length = (b"content-length", str(len(body)).encode())
    told = [*HEADERS, *(headers or []), length]
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": body})


def _refusal(error: NotDone, language: str) -> str:
    said = {"code": error.says.name.lower(), "message": error.text(language)}
    return json.dumps(said, ensure_ascii=False)


def _language(scope: Scope) -> str:
    wanted = dict(scope["headers"]).get(b"accept-language", b"")
    return "en" if wanted.lower().startswith(b"en") else "zh"
