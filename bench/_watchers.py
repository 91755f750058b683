"""`python -m bench._watchers PORT PASS NUMBER`: thousands who watch, in one process.

Does what a line of its standard input says and answers with a line of JSON:
`open`, `events N`, `storm SECONDS`.
"""

import asyncio
import json
import secrets
import sys
import time
from typing import Any, Final

import uvloop

AT_ONCE: Final = 100
PATIENCE: Final = 20.0
BETWEEN: Final = 0.3
"""Seconds between two events: nothing is gathered into one."""
STORM_BETWEEN: Final = 0.25
HELLO: Final = b"event: hello"
NUMBER: Final = b'"n":'
MOMENT: Final = b'"at":'
IDENTITY: Final = b"id: "
HEADERS: Final = (
    "Host: gongping.example\r\nAccept: text/event-stream\r\nCache-Control: no-cache\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like"
    " Gecko) Chrome/126.0.0.0 Safari/537.36\r\nAccept-Language: zh-CN,zh;q=0.9\r\n"
    "Accept-Encoding: gzip, deflate, br\r\nReferer: http://gongping.example/hall/1\r\n"
    f"Cookie: sessionid={'s' * 32}; csrftoken={'c' * 32}\r\n"
)


class Watcher(asyncio.Protocol):
    """One stream: whether it was greeted, the last number and event it was sent."""

    __slots__ = ("crowd", "is_greeted", "last", "number", "tail", "transport")

    def __init__(self, crowd: "Crowd") -> None:
        self.crowd = crowd
        self.number, self.last = -1, b""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.tail, self.is_greeted = b"", False
        seen = b"Last-Event-ID: %b\r\n" % self.last if self.last else b""
        transport.write(self.crowd.request + seen + b"\r\n")

    def data_received(self, data: bytes) -> None:
        text = self.tail + data
        whole = text.rfind(b"\n\n") + 2
        self.tail, text = text[whole:], text[:whole]
        if not self.is_greeted and HELLO in text:
            self.is_greeted = True
            self.crowd.greeted += 1
        if (at := text.rfind(IDENTITY)) >= 0:
            self.last = text[at + len(IDENTITY) : text.index(b"\n", at)]
        if (at := text.rfind(NUMBER)) >= 0:
            self.number = _whole(text, at + len(NUMBER))
            self.crowd.arrived(self.number, text)


def _whole(text: bytes, start: int) -> int:
    return int(text[start : text.index(b",", start)])


class Crowd:
    """All watchers of one server, and what they were told."""

    def __init__(self, port: int, given: str, size: int) -> None:
        self.port, self.size = port, size
        self.request = f"GET /live/?pass={given} HTTP/1.1\r\n{HEADERS}".encode()
        self.watchers = [Watcher(self) for _ in range(size)]
        self.greeted = 0
        self.number = 0
        self._left = 0
        self._sent_at = 0
        self._delay = 0.0
        self._all = asyncio.Event()

    async def open(self) -> dict[str, Any]:
        """Open all streams."""
        began = time.monotonic()
        for start in range(0, self.size, AT_ONCE):
            these = self.watchers[start : start + AT_ONCE]
            await asyncio.gather(*(self._connect(one) for one in these))
        await self._until(lambda: self.greeted == self.size)
        return {"seconds": time.monotonic() - began, "greeted": self.greeted}

    async def events(self, count: int) -> dict[str, Any]:
        """Announce so many times; return each time's delay of the last, in ms."""
        delays, lost = [], 0
        for _ in range(count):
            self._left, self._all = self.size, asyncio.Event()
            await self._announce()
            try:
                await asyncio.wait_for(self._all.wait(), PATIENCE)
                delays.append(self._delay)
            except TimeoutError:
                lost += self._left
            await asyncio.sleep(BETWEEN)
        return {"delays": delays, "lost": lost}

    async def storm(self, seconds: float) -> dict[str, Any]:
        """Cut all lines; let each come back within these seconds, amid events."""
        for one in self.watchers:
            one.transport.abort()
        self.greeted, began = 0, time.monotonic()
        talking = asyncio.create_task(self._talk(seconds))
        await asyncio.gather(*(self._come_back(one, seconds) for one in self.watchers))
        came = time.monotonic() - began
        await talking
        await self._until(lambda: self._right() == self.size)
        return {
            "came": came,
            "seconds": time.monotonic() - began,
            "greeted": self.greeted,
            "right": self._right(),
        }

    def arrived(self, number: int, text: bytes) -> None:
        """Count who has this number; the last one's delay is what counts."""
        if number != self.number or self._left == 0:
            return
        self._left -= 1
        if self._left == 0:
            at = text.rfind(MOMENT) + len(MOMENT)
            self._delay = (time.monotonic_ns() - _whole(text, at)) / 1e6
            self._all.set()

    def _right(self) -> int:
        return sum(one.number == self.number for one in self.watchers)

    async def _talk(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            await self._announce()
            await asyncio.sleep(STORM_BETWEEN)

    async def _come_back(self, one: Watcher, seconds: float) -> None:
        await asyncio.sleep(seconds * secrets.randbelow(1 << 16) / (1 << 16))
        await self._connect(one)

    async def _connect(self, one: Watcher) -> None:
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: one, "127.0.0.1", self.port)

    async def _announce(self) -> None:
        self.number += 1
        body = str(self.number)
        head = f"POST /announce HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}"
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"{head}\r\n\r\n{body}".encode())
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    async def _until(self, condition: Any) -> None:
        end = time.monotonic() + PATIENCE
        while not condition() and time.monotonic() < end:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def main(port: int, given: str, size: int) -> None:
    """Do what is asked, line by line."""
    crowd, loop = Crowd(port, given, size), asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        name, *words = line.split()
        answer = await getattr(crowd, name)(*map(int, words))
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
