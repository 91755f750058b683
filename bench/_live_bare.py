"""`python -m bench._live_bare PORT`: the least that telling thousands costs.

Sockets in a set, the same bytes written to each; no passes, topics or slow readers.
"""

import asyncio
import sys
from typing import Any

import msgspec
import uvloop

from bench._live_state import state

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
HELLO = b"event: hello\ndata: 1\n\n"
DONE = b"HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n"


class Bare(asyncio.Protocol):
    """Whoever asks watches; whoever posts announces."""

    __slots__ = ("transport",)
    everybody: "set[Bare]" = set()

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        if data.startswith(b"GET / "):
            self.transport.write(DONE)
            return
        if data.startswith(b"GET"):
            self.transport.write(HEAD + HELLO)
            self.everybody.add(self)
            return
        number = int(data.rpartition(b"\r\n\r\n")[2])
        values = {"topic": "hall.1", "state": state(number)}
        said = msgspec.json.encode(values)
        event = b"id: 0badcafe-%d\nevent: state\ndata: %b\n\n" % (number, said)
        self.transport.write(DONE)
        for one in self.everybody:
            one.transport.write(event)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self.everybody.discard(self)


async def main(port: int) -> None:
    """Serve until killed."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Bare, "127.0.0.1", port, backlog=2048)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
