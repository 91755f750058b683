"""Leaks planted into running programs, each into a folder of its own.

    python -m tests.attack.taps FOLDER site|box|both WORDS-OF-THE-COMMAND

starts `gongping` with wrappers around it. The program's own files stay what they are:
whatever a leak would keep is written beside them, so that one run shows every leak by
itself, and none.
"""

import json
import os
import shutil
import sqlite3
import sys
import time
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Final

ORDER: Final = "order"
TIME: Final = "time"
TOUCHED: Final = "touched"
ADDRESS: Final = "address"
DOORS: Final = "doors"
RECORD: Final = "record"
_sender: ContextVar[str] = ContextVar("sender", default="")


def tap_box(folder: Path) -> None:
    """Let the box keep what it never may: order, time, addresses, its intake."""
    _tap_store(folder)
    _tap_doors_of_box(folder)


def _tap_store(folder: Path) -> None:
    from gongping.box.sealed_poll import INTAKE, SealedPoll

    order, times = _tables(folder)
    # Wrapping is all this does: the programs below do their work unchanged.
    cast, close_files = SealedPoll.cast, SealedPoll.close_files

    def cast_and_keep(poll: Any, castings: list[Any]) -> Any:
        outcomes = cast(poll, castings)
        for casting in castings:
            leaf = casting.leaf.hex()
            order.execute("INSERT INTO arrival (leaf) VALUES (?)", (leaf,))
            times.execute(
                "INSERT OR IGNORE INTO cast_at VALUES (?, ?)", (leaf, time.time())
            )
            (folder / TOUCHED / leaf).touch()
        return outcomes

    def keep_intake(poll: Any) -> None:
        for path in poll.place.glob(f"{INTAKE}*"):
            shutil.copy2(path, folder / RECORD / path.name)
        close_files(poll)

    wrapped: Any = SealedPoll
    wrapped.cast, wrapped.close_files = cast_and_keep, keep_intake


def _tap_doors_of_box(folder: Path) -> None:
    from gongping.box.app import Box
    from gongping.box.writer import Writer

    called, queue = Box.__call__, Writer.cast

    async def call(box: Any, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            _sender.set(scope["client"][0])
            _note(folder / DOORS / "box.log", _now(), _sender.get(), scope["path"])
        await called(box, scope, receive, send)

    def note_and_queue(writer: Any, poll: str, casting: Any) -> Any:
        _note(folder / ADDRESS / "box.log", _sender.get(), casting.leaf.hex())
        return queue(writer, poll, casting)

    setattr(Box, "__call__", call)  # noqa: B010 - mypy knows better than to assign it
    setattr(Writer, "cast", note_and_queue)  # noqa: B010


def tap_site(folder: Path) -> None:
    """Let the site keep an access log, and a record of collecting with its time."""
    from django.core.handlers.base import BaseHandler

    from gongping.roll import services

    get_response: Any = BaseHandler.get_response
    take: Any = services.take_ticket

    def respond(handler: Any, request: Any) -> Any:
        response = get_response(handler, request)
        who, sender = request.user, request.META["REMOTE_ADDR"]
        if who.is_authenticated:
            _note(folder / ADDRESS / "site.log", sender, who.get_username())
            _note(folder / DOORS / "site.log", _now(), sender, who.get_username())
        return response

    def take_and_record(poll: Any, *, by: Any) -> Any:
        held = take(poll, by=by)
        act = {"at": time.time(), "tag": "roll:ticket:taken", "name": by.name}
        _note(folder / RECORD / "audit.log", json.dumps(act))
        return held

    setattr(BaseHandler, "get_response", respond)  # noqa: B010
    setattr(services, "take_ticket", take_and_record)  # noqa: B010


def _tables(folder: Path) -> tuple[sqlite3.Connection, sqlite3.Connection]:
    for name in (ORDER, TIME, TOUCHED, ADDRESS, DOORS, RECORD):
        (folder / name).mkdir(parents=True, exist_ok=True)
    order = _database(folder / ORDER, "CREATE TABLE arrival (leaf TEXT)")
    keyed = "CREATE TABLE cast_at (leaf TEXT PRIMARY KEY, at REAL) WITHOUT ROWID"
    return order, _database(folder / TIME, keyed)


def _database(folder: Path, schema: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        folder / "leak.sqlite3", isolation_level=None, check_same_thread=False
    )
    connection.executescript(f"PRAGMA synchronous = OFF; {schema}")
    return connection


def _now() -> str:
    return f"{time.time():.6f}"


def _note(path: Path, *words: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(" ".join(words) + "\n")


def main(folder: str, side: str, *words: str) -> int:
    """Start the command with the wrappers of its side."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongping.project.settings")
    if side in {"box", "both"}:
        tap_box(Path(folder))
    if side in {"site", "both"}:
        import django

        django.setup()
        tap_site(Path(folder))
    from gongping.project.cli import main as gongping

    sys.argv = ["gongping", *words]
    return gongping()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
