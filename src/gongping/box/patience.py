"""How long and how much a caller may talk before it is known what is wanted.

One caller that opens connections and never finishes asking, or whose headers never
end, would otherwise hold the program until nobody else gets through.
"""

from asyncio import Transport
from typing import TYPE_CHECKING, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    from asyncio import TimerHandle

HEAD_BYTES: Final = 1 << 16
HEAD_SECONDS: Final = 10.0


class PatientProtocol(HttpToolsProtocol):
    """Hangs up on who has not said, soon and briefly, what it wants."""

    _head = 0
    _in_head = True
    _is_heard = False
    _timer: "TimerHandle | None" = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._unwait()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless the head has become too long."""
        is_head, self._is_heard = self._in_head, False
        super().data_received(data)
        if is_head and not self._is_heard:
            self._head += len(data)
            if self._head > HEAD_BYTES:
                self._hang_up()

    def on_message_begin(self) -> None:
        """Begin to wait for the end of this head."""
        super().on_message_begin()
        self._unwait()
        self._wait()

    def on_headers_complete(self) -> None:
        """The head is whole: what follows is for the application to bound."""
        self._unwait()
        self._in_head, self._head, self._is_heard = False, 0, True
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Expect the next head; uvicorn itself ends a connection that stays idle."""
        super().on_message_complete()
        self._in_head = True

    def _wait(self) -> None:
        self._timer = self.loop.call_later(HEAD_SECONDS, self._hang_up)

    def _unwait(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _hang_up(self) -> None:
        self._unwait()
        if not self.transport.is_closing():
            self.transport.abort()
