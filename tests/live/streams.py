"""Watching as a page does: over HTTP, event by event."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from gongping.foundation import passes

SECRET = "a secret for tests"
KEY = passes.key_from(SECRET)
PATIENCE = 10.0


def pass_for(*topics: str, age: float = 60, life: float = 1800) -> str:
    """Return a pass given `age` seconds ago."""
    issued = int(passes.moment() - age)
    return passes.sign(KEY, passes.Pass(topics, issued, issued + int(life)))


@dataclass
class Event:
    """One event as the page receives it."""

    name: str = "message"
    data: Any = None
    identity: str = ""


@dataclass
class Stream:
    """An open stream; `last` is the event that it would resume behind."""

    response: httpx.Response
    last: str = ""
    retry: int = 0
    _lines: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        self._lines = self.response.iter_lines()

    def next(self) -> Event:
        """Wait for the next event and return it."""
        event = Event()
        for line in self._lines:
            word, _, value = line.partition(": ")
            if word == "id":
                self.last = event.identity = value
            elif word == "event":
                event.name = value
            elif word == "data":
                event.data = json.loads(value)
            elif word == "retry":
                self.retry = int(value)
            elif not line and event.data is not None:
                return event
        raise EOFError

    def greeting(self) -> list[Event]:
        """Return what came before the end of the greeting."""
        return [*iter(self._before_hello, None)]

    def _before_hello(self) -> Event | None:
        event = self.next()
        return None if event.name == "hello" else event

    def state(self) -> dict[str, Any]:
        """Wait for the next event, which must be a state, and return it."""
        event = self.next()
        assert event.name == "state", event
        state: dict[str, Any] = event.data["state"]
        return state

    def is_silent(self) -> bool:
        """Tell whether nothing comes for a while; nothing can be read afterwards."""
        try:
            self.next()
        except httpx.ReadTimeout:
            return True
        return False

    def rest(self) -> list[Event]:
        """Return everything until the stream ends."""
        events = []
        try:
            while True:
                events.append(self.next())
        except (EOFError, httpx.TransportError):
            return events


@contextmanager
def watching(
    url: str,
    *given: str,
    last: str = "",
    wait: float = PATIENCE,
    headers: dict[str, str] | None = None,
) -> Iterator[Stream]:
    """Open a stream with these passes."""
    words: dict[str, str | list[str]] = {"pass": [*given]}
    if last:
        words["last"] = last
    client = httpx.Client(trust_env=False, timeout=httpx.Timeout(PATIENCE, read=wait))
    with client, client.stream("GET", url, params=words, headers=headers) as response:
        assert response.status_code == 200, response.read()
        yield Stream(response)


def until(condition: Any, seconds: float = PATIENCE) -> None:
    """Wait until it is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not become so"
        time.sleep(0.01)
