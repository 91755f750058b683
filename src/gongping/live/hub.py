"""The hub: topics, who watches them, and what goes to whom, when.

Everything happens in one loop; `announce` alone may be called from any thread.
Whatever is announced is sent at once, and then not again for `QUIET_SECONDS`: what
comes meanwhile goes together at their end. A change is thus never later than that,
and a crowd that votes costs its watchers a few events a second.

An event is `<boot>-<version>`. Versions are given in the order of sending, so that
who has seen one has seen all before it. A new boot means that something may have
gone unheard: then pages are told to look for themselves.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

from gongping.foundation.passes import moment
from gongping.live.asgi import chunk
from gongping.live.topics import Topic, Value, event
from gongping.live.watchers import Watcher

QUIET_SECONDS: Final = 0.15
KEEP_ALIVE_SECONDS: Final = 20.0
DOUBT_SECONDS: Final = 5.0
"""How far clocks may differ, and how long a page may take from reading to its pass."""
SLICE: Final = 500
"""So many are sent to before anybody else in this process has a turn."""
KEEP_ALIVE: Final = chunk(event("here", b"1"))

Work = Callable[["Hub"], Coroutine[Any, Any, None]]


class Hub:
    """Begins with its first watcher; until then there is nothing to do.

    `listen` brings what other processes announce, for as long as the hub lives.
    """

    def __init__(self, listen: Work | None = None) -> None:
        self._listen = listen
        self._loop: asyncio.AbstractEventLoop | None = None
        self._work: set[asyncio.Task[None]] = set()
        self._topics: dict[str, Topic] = {}
        self._due: dict[Topic, None] = {}
        self._is_flushing = False
        self._version = 0
        self._boot = ""
        self._since = 0.0
        self.watchers: set[Watcher] = set()

    @property
    def is_listening(self) -> bool:
        """Tell whether it hears elsewhere what this process announces too."""
        return self._listen is not None

    # --- from any thread -----------------------------------------------------

    def announce(self, topic: str, values: Mapping[str, Value]) -> None:
        """Let the watchers of this topic know what is so now."""
        loop = self._loop
        if loop is not None:
            # A loop that ends just now has nobody left to tell.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self.take, topic, values)

    # --- in the loop ---------------------------------------------------------

    def begin(self) -> None:
        """Be there for watchers, if that is not so yet."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop = loop
            self._start_anew()
            self._run(self._keep_alive())
            if self._listen is not None:
                self._run(self._listen(self))

    def take(self, name: str, values: Mapping[str, Value]) -> None:
        """Let this be so, and send it now or when the topic has been quiet."""
        topic = self._topic(name)
        topic.take(values, moment())
        self._send_soon(topic)

    def look_again(self) -> None:
        """Forget everything, which may be old, and let every page ask for itself."""
        self._start_anew()
        for topic in self._topics.values():
            topic.forget()
            self._send_soon(topic)

    def admit(self, watcher: Watcher) -> None:
        """Let this watcher be sent what comes."""
        self.watchers.add(watcher)
        for topic in watcher.topics:
            topic.watchers.add(watcher)

    def dismiss(self, watcher: Watcher) -> None:
        """Forget this watcher; what nobody watches or knows goes with it."""
        watcher.forget()
        self.watchers.discard(watcher)
        for topic in watcher.topics:
            topic.watchers.discard(watcher)
            if not topic.watchers and not topic.is_taken:
                self._topics.pop(topic.name, None)

    def topics(self, names: Iterable[str]) -> tuple[Topic, ...]:
        """Return the topics of these names."""
        return tuple(self._topic(name) for name in names)

    def greeting(self, topics: Iterable[Topic], issued: float, seen: str) -> bytes:
        """Return what somebody must be told who has seen everything up to `seen`.

        Without `seen` it is a page that was made when its pass was. What it already
        shows is `known`: it need not ask for it.
        """
        boot, _, version = seen.partition("-")
        if boot == self._boot and version.isdigit():
            news = [topic for topic in topics if topic.version > int(version)]
            events = [topic.news for topic in news]
        elif seen or issued < self._since + DOUBT_SECONDS:
            events = [part for topic in topics for part in _known_and_look(topic)]
        else:
            events = [_known_or_new(topic, issued) for topic in topics]
        return b"".join([*events, event("hello", b"{}", self._identity())])

    def close(self) -> None:
        """End all streams and everything that was begun here."""
        for task in self._work:
            task.cancel()
        for watcher in [*self.watchers]:
            watcher.close()
        self._loop = None

    # --- inside --------------------------------------------------------------

    def _topic(self, name: str) -> Topic:
        return self._topics.setdefault(name, Topic(name))

    def _start_anew(self) -> None:
        self._boot, self._since = secrets.token_hex(4), moment()

    def _identity(self) -> str:
        return f"{self._boot}-{self._version}"

    def _next(self) -> tuple[int, str]:
        self._version += 1
        return self._version, self._identity()

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    def _send_soon(self, topic: Topic) -> None:
        if topic.timer is not None or topic in self._due:
            return
        assert self._loop is not None
        rest = topic.sent_at + QUIET_SECONDS - self._loop.time()
        if rest <= 0:
            self._now_due(topic)
        else:
            topic.timer = self._loop.call_later(rest, self._now_due, topic)

    def _now_due(self, topic: Topic) -> None:
        topic.timer = None
        self._due[topic] = None
        if not self._is_flushing:
            self._is_flushing = True
            self._run(self._flush())

    async def _flush(self) -> None:
        """Send what is due, one topic after the other: versions stay in order."""
        assert self._loop is not None
        try:
            while self._due:
                topic = next(iter(self._due))
                del self._due[topic]
                topic.sent_at = self._loop.time()
                topic.write(*self._next())
                async for watchers in _in_turns(topic.watchers):
                    for watcher in watchers:
                        watcher.push(topic)
        finally:
            self._is_flushing = False

    async def _keep_alive(self) -> None:
        """Keep lines open that are quiet; end those whose pass has run out."""
        while True:
            await asyncio.sleep(KEEP_ALIVE_SECONDS)
            now = moment()
            async for watchers in _in_turns(self.watchers):
                for watcher in watchers:
                    if watcher.until <= now:
                        watcher.close()
                    else:
                        watcher.breathe(KEEP_ALIVE)


async def _in_turns(watchers: set[Watcher]) -> AsyncIterator[set[Watcher]]:
    """Yield those who watch now, some at a time; others have their turn between."""
    everybody = [*watchers]
    for start in range(0, len(everybody), SLICE):
        yield watchers.intersection(everybody[start : start + SLICE])
        await asyncio.sleep(0)


def _known_and_look(topic: Topic) -> list[bytes]:
    known = [event("known", topic.data)] if topic.data else []
    return [*known, topic.look()]


def _known_or_new(topic: Topic, issued: float) -> bytes:
    if not topic.data:
        return b""
    is_new = topic.announced > issued - DOUBT_SECONDS
    return event("state" if is_new else "known", topic.data)
