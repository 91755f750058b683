"""How long and how much a caller may talk before it is known what is wanted.

One caller that opens connections and never finishes asking, or whose headers never
end, would otherwise hold the program until nobody else gets through. The same holds
for who asks and then takes nothing of the answer.
"""

from asyncio import Transport
from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    from asyncio import TimerHandle

HEAD_BYTES: Final = 1 << 16
HEAD_SECONDS: Final = 10.0
TAKING_SECONDS: Final = 60.0
LINE: Final = "gongping.line"
"""Where an application finds this connection, to write to it without waiting."""


class PatientProtocol(HttpToolsProtocol):
    """Hangs up on who does not soon say what it wants, or takes nothing of it."""

    _head = 0
    _in_head = True
    _is_heard = False
    _timer: "TimerHandle | None" = None
    _taking: "TimerHandle | None" = None
    is_full = False
    """Whether this caller has yet to take what was written before."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._unwait()
        self._is_taken()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """More waits than this caller has taken: begin to watch it."""
        super().pause_writing()
        self.is_full = True
        self._watch()

    def resume_writing(self) -> None:
        """It has taken what there was."""
        self._is_taken()
        self.is_full = False
        super().resume_writing()

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
        extensions: dict[str, Any] = {LINE: self}
        self.scope["extensions"] = extensions
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

    def write(self, data: bytes) -> None:
        """Write these bytes as they are, unless the caller has gone."""
        if not self.transport.is_closing():
            self.transport.write(data)

    def hang_up(self) -> None:
        """Let the caller go at once; what it has not taken is dropped."""
        self._hang_up()

    def _wait(self) -> None:
        self._timer = self.loop.call_later(HEAD_SECONDS, self._hang_up)

    def _unwait(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _watch(self) -> None:
        left = self.transport.get_write_buffer_size()
        self._taking = self.loop.call_later(TAKING_SECONDS, self._look, left)

    def _look(self, before: int) -> None:
        if self.transport.get_write_buffer_size() < before:
            self._watch()
        else:
            self._hang_up()

    def _is_taken(self) -> None:
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None

    def _hang_up(self) -> None:
        self._unwait()
        if not self.transport.is_closing():
            self.transport.abort()
