"""The box as one ASGI application, alone or mounted beside the rooms.

It shares nothing with them: no session, no cookie, no user table, no access log,
a store and a secret of its own. It never looks at the sender's address.
"""

from errno import EACCES, EDQUOT, EFBIG, EIO, ENOSPC, EROFS
from pathlib import Path
from sqlite3 import OperationalError
from typing import Final

from ballotbox.refusals import Refusal
from gongping.box.admin_door import admin_door
from gongping.box.asgi import OPEN_TO_PAGES, Application, Receive, Scope, Send, answer
from gongping.box.messages import RefusalAnswer
from gongping.box.public_door import receive_ballot, refuse, show_board, show_phase
from gongping.box.shelf import Shelf
from gongping.box.writer import Writer

IN_FLIGHT: Final = 4096
# What a full disk says, and one that cannot be written.
NOT_WRITTEN: Final = {ENOSPC, EDQUOT, EFBIG, EROFS, EIO, EACCES}


def create_app(
    store_path: Path, admin_secret: str, *, allow_weak: bool = False
) -> Application:
    """Return the box over the folder `store_path`.

    `allow_weak` lets tests lay in polls with short keys; no real box allows it.
    """
    shelf = Shelf(Path(store_path), allow_weak=allow_weak)
    return Box(Writer(shelf), admin_secret)


class Box:
    """Sends each request to its door, and not more at once than it can hold."""

    def __init__(self, writer: Writer, admin_secret: str) -> None:
        self.writer = writer
        self._secret = admin_secret
        self._in_flight = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._bounded(scope, receive, send)

    async def _bounded(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._in_flight >= IN_FLIGHT:
            await refuse(send, Refusal.BUSY)
            return
        self._in_flight += 1
        try:
            await self._route(scope, receive, send)
        except (OperationalError, OSError) as error:
            await refuse(send, _word_for(error))
        except Exception:  # noqa: BLE001 - no trace: it could name a ballot
            await refuse(send, Refusal.BROKEN)
        finally:
            self._in_flight -= 1

    async def _route(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["method"], scope["path"].split("/")[1:]:
            case _, ["admin", "polls", *_rest]:
                await admin_door(self.writer, self._secret, scope, receive, send)
            case "POST", ["polls", poll, "ballots"]:
                await receive_ballot(self.writer, poll, receive, send)
            case "GET", ["polls", poll]:
                await show_phase(self.writer, poll, send)
            case "GET", ["polls", poll, "board"]:
                await show_board(self.writer, poll, send)
            case "OPTIONS", ["polls", *_rest]:
                await answer(send, 204, headers=OPEN_TO_PAGES)
            case _, ["polls", _] | ["polls", _, "ballots" | "board"]:
                await answer(send, 405, RefusalAnswer("wrong_method"))
            case _:
                await answer(send, 404, RefusalAnswer("no_such_address"))

    async def _live(self, receive: Receive, send: Send) -> None:
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        self.writer.stop()
        await send({"type": "lifespan.shutdown.complete"})


def _word_for(error: OperationalError | OSError) -> Refusal:
    """Tell a disk that cannot be written, for which one may wait, from a fault."""
    if isinstance(error, OperationalError) or error.errno in NOT_WRITTEN:
        return Refusal.UNWRITABLE
    return Refusal.BROKEN
