"""The pages are served by a few threads: none of them waits for a slow caller.

What is asked is read before a thread is given to it. Long bodies, which are uploads,
are read by the thread itself, but only by a few at a time and not for ever.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

SHORT_BYTES: Final = 1 << 16
SHORT_SECONDS: Final = 20.0
UPLOADS: Final = 4
UPLOAD_SECONDS: Final = 120.0


def patient(pages: Application) -> Application:
    """Return the pages behind a door that waits for slow callers in their place."""
    uploads = asyncio.Semaphore(UPLOADS)

    async def served(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await pages(scope, receive, send)
            return
        try:
            async with asyncio.timeout(SHORT_SECONDS):
                first = await _beginning(receive)
        except TimeoutError:
            await _too_slow(send)
            return
        if not first["more_body"]:
            await pages(scope, _then(first, receive), send)
            return
        async with uploads:
            await pages(scope, _then(first, _within(receive)), send)

    return served


async def _beginning(receive: Receive) -> Message:
    body, is_more = bytearray(), True
    while is_more and len(body) < SHORT_BYTES:
        message = await receive()
        body += message.get("body", b"")
        is_more = message.get("more_body", False)
    return {"type": "http.request", "body": bytes(body), "more_body": is_more}


def _then(first: Message, receive: Receive) -> Receive:
    waiting = [first]

    async def one_after_the_other() -> Message:
        return waiting.pop() if waiting else await receive()

    return one_after_the_other


def _within(receive: Receive) -> Receive:
    until = asyncio.get_running_loop().time() + UPLOAD_SECONDS

    async def while_there_is_time() -> Message:
        try:
            async with asyncio.timeout_at(until):
                return await receive()
        except TimeoutError:
            return {"type": "http.disconnect"}

    return while_there_is_time


async def _too_slow(send: Send) -> None:
    headers = [(b"content-length", b"0"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 408, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
