"""The pages are served by a few threads: none of them waits for a slow caller.

What is asked is read before a thread is given to it. Long bodies, which are uploads,
are read by the thread itself, but only by a few at a time and not for ever. What is
answered waits in the queue of its caller; who has not taken it by then gets no more.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

SHORT_BYTES: Final = 1 << 16
SHORT_SECONDS: Final = 20.0
UPLOADS: Final = 4
UPLOAD_SECONDS: Final = 120.0
ANSWER_SECONDS: Final = 120.0


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
            await pages(scope, _then(first, receive), _taken_in_time(send))
            return
        async with uploads:
            reading = _then(first, _within(receive))
            await pages(scope, reading, _taken_in_time(send))

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


def _taken_in_time(send: Send) -> Send:
    # Dropped and not raised: the thread must be let to its end.
    until: list[float] = []

    async def while_somebody_takes_it(message: Message) -> None:
        now = asyncio.get_running_loop().time()
        if not until:
            until.append(now + ANSWER_SECONDS)
        if now < until[0]:
            with suppress(TimeoutError):
                async with asyncio.timeout_at(until[0]):
                    await send(message)

    return while_somebody_takes_it


async def _too_slow(send: Send) -> None:
    headers = [(b"content-length", b"0"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 408, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
