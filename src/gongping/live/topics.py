"""A topic: what is so now, said in bytes that all its watchers share."""

from asyncio import TimerHandle
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from gongping.live.asgi import chunk

if TYPE_CHECKING:
    from gongping.live.watchers import Watcher

Value = str | int | None
_encode = msgspec.json.Encoder().encode


def event(name: str, data: bytes, identity: str = "") -> bytes:
    """Return one server-sent event; JSON has no line of its own to break it."""
    first = f"id: {identity}\n".encode() if identity else b""
    return b"%bevent: %b\ndata: %b\n\n" % (first, name.encode(), data)


@dataclass(slots=True, eq=False)
class Topic:
    """The last value of each name, and who watches.

    `data` is what was said last of what is so, empty while nothing is known; `news` is
    what was sent last, `piece` the same as it goes over every line.
    """

    name: str
    values: dict[str, Value] = field(default_factory=dict)
    is_taken: bool = False
    must_look: bool = False
    announced: float = 0.0
    version: int = 0
    data: bytes = b""
    news: bytes = b""
    piece: bytes = b""
    sent_at: float = float("-inf")
    timer: TimerHandle | None = None
    watchers: "set[Watcher]" = field(default_factory=set)

    def take(self, values: Mapping[str, Value], moment: float) -> None:
        """Let these values be so; those not named stay."""
        self.values.update(values)
        self.announced, self.is_taken = moment, True

    def forget(self) -> None:
        """Know nothing any more: pages are to look for themselves."""
        self.values, self.data = {}, b""
        self.is_taken, self.must_look = False, True

    def write(self, version: int, identity: str) -> None:
        """Put into one piece what every watcher is to be sent now."""
        self.version = version
        events = [self.look(identity)] if self.must_look else []
        if self.is_taken:
            self.data = _encode({"topic": self.name, "state": self.values})
            events.append(event("state", self.data, identity))
        self.must_look = False
        self.news = b"".join(events)
        self.piece = chunk(self.news)

    def look(self, identity: str = "") -> bytes:
        """Return the event that sends the page to ask again."""
        return event("look", _encode({"topic": self.name}), identity)
