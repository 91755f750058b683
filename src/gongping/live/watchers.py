"""Whoever watches: one open stream, and what it could not yet take."""

import asyncio
from typing import Final

from gongping.live.asgi import Line, Send, body
from gongping.live.topics import Topic

END: Final = {"type": "http.response.body", "body": b"", "more_body": False}
LATE: Final = body(b": late\n\n")


class Watcher:
    """Is sent events without anybody waiting for it.

    For who reads slowly nothing is kept but the names of the topics that moved
    meanwhile: it is sent their last state once it reads again. The door hangs up on
    who takes nothing at all.
    """

    __slots__ = (
        "_catching_up",
        "_line",
        "_missed",
        "_send",
        "_task",
        "topics",
        "until",
    )

    def __init__(
        self, line: Line, send: Send, topics: tuple[Topic, ...], until: float
    ) -> None:
        self.topics, self.until = topics, until
        self._line, self._send = line, send
        self._task = asyncio.current_task()
        self._missed: set[Topic] | None = None
        self._catching_up: asyncio.Task[None] | None = None

    @property
    def is_behind(self) -> bool:
        """Tell whether it has yet to take what was sent before."""
        return self._missed is not None

    def push(self, topic: Topic) -> None:
        """Send the topic's news now, or its last as soon as this watcher reads."""
        if self._missed is not None:
            self._missed.add(topic)
        elif not self._line.is_full:
            self._line.write(topic.piece)
        else:
            self._missed = {topic}
            self._catching_up = asyncio.create_task(self._catch_up(self._missed))

    def breathe(self, piece: bytes) -> None:
        """Send something that only keeps the line open, if nothing else waits."""
        if self._missed is None and not self._line.is_full:
            self._line.write(piece)

    def close(self) -> None:
        """End the stream; the page comes back when it likes."""
        if self._line.is_full:
            self._line.hang_up()
        elif self._task is not None:
            self._task.cancel()
            self._task = None

    def forget(self) -> None:
        """Send nothing more: the stream has ended."""
        if self._catching_up is not None:
            self._catching_up.cancel()

    async def _catch_up(self, missed: set[Topic]) -> None:
        while missed:
            # It waits here until what was written before has been taken.
            await self._send(LATE)
            topics = sorted(missed, key=lambda topic: topic.version)
            missed.clear()
            await self._send(body(b"".join(topic.news for topic in topics)))
        self._missed = self._catching_up = None
