"""SQLite as an attacker opens it: tables with their row numbers, journals by frame."""

import re
import shutil
import sqlite3
import struct
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from tests.attack.capture import TakenFile

MAGIC: Final = b"SQLite format 3\0"
JOURNALS: Final = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
HEADER: Final = 32
FRAME: Final = 24


def is_database(file: TakenFile) -> bool:
    """Tell whether the file is the main file of a database."""
    with file.path.open("rb") as beginning:
        return beginning.read(len(MAGIC)) == MAGIC


def page_size(data: bytes) -> int:
    """Return how long the pages of a database file are."""
    size: int = struct.unpack(">H", data[16:18])[0]
    return 1 << 16 if size == 1 else size


@contextmanager
def opened(file: TakenFile) -> Iterator[sqlite3.Connection]:
    """Open a copy of the copy, with its journal: opening would change it."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / file.path.name
        for ending in ("", "-wal"):
            beside = Path(f"{file.path}{ending}")
            if beside.exists():
                shutil.copy(beside, f"{place}{ending}")
        with closing(sqlite3.connect(place)) as connection:
            yield connection


def rows_of(connection: sqlite3.Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every row of every table, with its row number where it has one."""
    tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
    for (table,) in connection.execute(tables).fetchall():
        try:
            cursor = connection.execute(f'SELECT rowid AS "row", * FROM "{table}"')  # noqa: S608
        except sqlite3.OperationalError:
            cursor = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            yield table, dict(zip(names, row, strict=True))


def frames_of(data: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Yield the pages of a write-ahead log in the order of writing, stale ones too.

    The first salt goes up by one whenever the log begins anew, so that remnants of
    the round before still tell when they were written.
    """
    if data[:4] not in JOURNALS:
        return
    size = struct.unpack(">I", data[8:12])[0]
    found = []
    for number, at in enumerate(range(HEADER, len(data) - size, FRAME + size)):
        salt = struct.unpack(">I", data[at + 8 : at + 12])[0]
        found.append(((salt, number), data[at + FRAME : at + FRAME + size]))
    yield from sorted(found, key=lambda frame: frame[0])


def readable_session(text: str) -> re.Match[str] | None:
    """Return the parts of a value that Django signed, if it is one."""
    return re.fullmatch(r"(\.?)([\w-]+):(\w+):([\w-]+)", text)
