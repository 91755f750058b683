"""Sends prepared requests over many kept connections and notes how each went.

Closed loop: every connection sends its next request when the last is answered, which
finds the capacity. Open loop: requests leave when they are due whether or not the
others are answered, as voters do; latency counts from when a request was due.
"""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import uvloop

MOST_CONNECTIONS: Final = 2000
AT_ONCE: Final = 50
TICK: Final = 0.002
PATIENCE: Final = 30.0
HEAD_END: Final = b"\r\n\r\n"
LENGTH: Final = b"content-length: "


@dataclass
class Outcome:
    """What came of a load: seconds, how many of each status, latencies of the 201s.

    `in_time` were taken while requests still came, in `sending` seconds: the rest is
    a tail, in which nothing new arrives.
    """

    seconds: float = 0.0
    sending: float = 0.0
    in_time: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    latencies: list[float] = field(default_factory=list)
    bodies: dict[int, bytes] = field(default_factory=dict)

    @property
    def taken(self) -> int:
        """Return how many were answered with 201."""
        return self.statuses[201]

    def percentile(self, share: float) -> float:
        """Return the latency, in ms, that this share of the 201s did not exceed."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


def request_bytes(path: str, body: bytes) -> bytes:
    """Return a whole HTTP request."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: box\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def closed_loop(port: int, requests: Sequence[bytes], connections: int) -> Outcome:
    """Send everything as fast as it is answered."""
    return uvloop.run(_Load(port, requests).closed(connections))


def open_loop(port: int, requests: Sequence[bytes], rate: float) -> Outcome:
    """Send `rate` requests a second, come what may."""
    return uvloop.run(_Load(port, requests).open(rate))


class _Connection(asyncio.Protocol):
    """One kept connection with at most one request under way."""

    def __init__(self, load: "_Load") -> None:
        self._load = load
        self._answer = bytearray()
        self.number = -1
        self.due = 0.0

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def send(self, number: int, due: float) -> None:
        self.number, self.due = number, due
        self.transport.write(self._load.requests[number])

    def data_received(self, data: bytes) -> None:
        self._answer += data
        end = self._answer.find(HEAD_END)
        if end < 0:
            return
        at = self._answer.find(LENGTH) + len(LENGTH)
        size = int(self._answer[at : self._answer.index(b"\r", at)])
        if len(self._answer) >= end + len(HEAD_END) + size:
            status = int(self._answer[9:12])
            body = bytes(self._answer[end + len(HEAD_END) :])
            self._answer.clear()
            number, self.number = self.number, -1
            self._load.answered(self, number, status, body)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self._load.lost(self)


class _Load:
    def __init__(self, port: int, requests: Sequence[bytes]) -> None:
        self.requests = requests
        self._port = port
        self._free: deque[_Connection] = deque()
        self._waiting: deque[tuple[int, float]] = deque()
        self._connections = 0
        self._opening: set[asyncio.Task[None]] = set()
        self._outcome = Outcome()
        self._left = len(requests)
        self._done = asyncio.Event()

    async def closed(self, connections: int) -> Outcome:
        await asyncio.gather(*(self._connect() for _ in range(connections)))
        started = time.perf_counter()
        self._waiting.extend((n, started) for n in range(len(self.requests)))
        for connection in list(self._free):
            self._next(connection)
        self._free.clear()
        await self._finish(started)
        return self._outcome

    async def open(self, rate: float) -> Outcome:
        for _ in range(0, min(MOST_CONNECTIONS, int(rate / 4)), AT_ONCE):
            await asyncio.gather(*(self._connect() for _ in range(AT_ONCE)))
        started, sent = time.perf_counter(), 0
        while sent < len(self.requests):
            due_by_now = int((time.perf_counter() - started) * rate) + 1
            while sent < min(due_by_now, len(self.requests)):
                self._offer(sent, started + sent / rate)
                sent += 1
            await asyncio.sleep(TICK)
        self._outcome.sending = time.perf_counter() - started
        self._outcome.in_time = self._outcome.taken
        await self._finish(started)
        return self._outcome

    async def _finish(self, started: float) -> None:
        try:
            await asyncio.wait_for(self._done.wait(), PATIENCE)
        except TimeoutError:
            self._outcome.statuses[0] += self._left
        self._outcome.seconds = time.perf_counter() - started
        for connection in self._free:
            connection.transport.abort()

    def _offer(self, number: int, due: float) -> None:
        if self._free:
            self._free.popleft().send(number, due)
            return
        self._waiting.append((number, due))
        if self._connections + len(self._opening) < MOST_CONNECTIONS:
            task = asyncio.get_running_loop().create_task(self._connect())
            self._opening.add(task)
            task.add_done_callback(self._opening.discard)

    async def _connect(self) -> None:
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(
            lambda: _Connection(self), "127.0.0.1", self._port
        )
        self._connections += 1
        self._next(connection)

    def _next(self, connection: _Connection) -> None:
        if self._waiting:
            connection.send(*self._waiting.popleft())
        else:
            self._free.append(connection)

    def answered(
        self, connection: _Connection, number: int, status: int, body: bytes
    ) -> None:
        self._note(status)
        if status == 201:
            self._outcome.latencies.append(time.perf_counter() - connection.due)
            self._outcome.bodies[number] = body
        self._next(connection)

    def lost(self, connection: _Connection) -> None:
        self._connections -= 1
        if connection.number >= 0:
            self._note(0)
        elif connection in self._free:
            self._free.remove(connection)

    def _note(self, status: int) -> None:
        self._outcome.statuses[status] += 1
        self._left -= 1
        if self._left == 0:
            self._done.set()
