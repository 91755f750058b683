"""The hub's one door: `GET /?pass=…` is answered with a stream of events.

It reads the pass and nothing else: no cookie, no address. Nothing is written down.
"""

import asyncio
import secrets
from typing import Final
from urllib.parse import parse_qs

from gongping.foundation.passes import MOST_TOPICS, NoPass, Pass, moment, read
from gongping.live.asgi import (
    LINE,
    SILENT,
    Line,
    Receive,
    Scope,
    Send,
    body,
    header,
    refuse,
)
from gongping.live.hub import Hub
from gongping.live.watchers import END, Watcher

MOST_WATCHERS: Final = 6000
MOST_PASSES: Final = 8
MOST_QUERY: Final = 4096
RETRY_MS: Final = (1000, 4000)
"""When a page comes back whose line broke: each at its own moment within this."""
HEADERS: Final = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    *SILENT,
    # Proxies that gather answers would keep events back.
    (b"x-accel-buffering", b"no"),
]
START: Final = {"type": "http.response.start", "status": 200, "headers": HEADERS}


class LiveApp:
    """Lets in who has a pass, as many as this process can hold."""

    def __init__(self, hub: Hub, key: bytes, most: int = MOST_WATCHERS) -> None:
        self.hub = hub
        self._key = key
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one caller."""
        if scope["type"] != "http":
            return
        if scope["path"] != "/":
            await refuse(send, 404, "no_such_address")
        elif scope["method"] != "GET":
            await refuse(send, 405, "wrong_method", (b"allow", b"GET"))
        elif len(self.hub.watchers) >= self._most:
            wait = str(5 + secrets.randbelow(11)).encode()
            await refuse(send, 503, "full", (b"retry-after", wait))
        else:
            await self._show(scope, receive, send)

    async def _show(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            watched, last = self._asked(scope)
        except NoPass:
            await refuse(send, 403, "no_pass")
            return
        self.hub.begin()
        seen = header(scope, b"last-event-id").decode("latin-1") or last
        topics = self.hub.topics(watched.topics)
        line: Line = scope["extensions"].pop(LINE)
        watcher = Watcher(line, send, topics, watched.until)
        # A stream lasts long: nothing of the request is kept for as long.
        scope["headers"].clear()
        scope["query_string"] = b""
        await send(START)
        greeting = self.hub.greeting(topics, watched.issued, seen)
        await self._stream(watcher, _retry() + greeting, receive, send)

    def _asked(self, scope: Scope) -> tuple[Pass, str]:
        """Return one pass for all that is asked, and the last event seen before."""
        query = scope["query_string"]
        if len(query) > MOST_QUERY:
            raise NoPass
        words = parse_qs(query.decode("latin-1"))
        now = moment()
        passes = [read(self._key, text, now) for text in words.get("pass", [])]
        topics = tuple(dict.fromkeys(name for one in passes for name in one.topics))
        if not 1 <= len(passes) <= MOST_PASSES or len(topics) > 2 * MOST_TOPICS:
            raise NoPass
        issued, until = min(p.issued for p in passes), min(p.until for p in passes)
        return Pass(topics, issued, until), words.get("last", [""])[0]

    async def _stream(
        self, watcher: Watcher, greeting: bytes, receive: Receive, send: Send
    ) -> None:
        self.hub.admit(watcher)
        try:
            await send(body(greeting))
            while (await receive())["type"] != "http.disconnect":
                pass
        except asyncio.CancelledError:
            # The hub ended it: said properly, the page comes back for more.
            if (task := asyncio.current_task()) is not None:
                task.uncancel()
            await send(END)
        finally:
            self.hub.dismiss(watcher)


def _retry() -> bytes:
    low, high = RETRY_MS
    return b"retry: %d\n\n" % (low + secrets.randbelow(high - low))
