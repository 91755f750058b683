"""The intake of one sealed poll: a row per ballot, keyed by its hash.

Nothing in it tells who, when, from where or in which order. What the file system and
the journal still remember ends with the file: at close the ballots move, sorted by
hash, to a fresh file and this one is destroyed.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from ballotbox.refusals import Refusal
from gongping.box.store import PRAGMAS, Outcome, Transaction

PAGES: Final = (8192, 16384, 32768, 65536)
SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS setting (
    word TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ballot (
    leaf BLOB PRIMARY KEY,
    ballot_key BLOB NOT NULL UNIQUE,
    body BLOB NOT NULL,
    signature BLOB NOT NULL,
    contents BLOB NOT NULL
) WITHOUT ROWID;
"""


class SealedCasting(NamedTuple):
    """One verified ballot on its way in: a row of the table."""

    leaf: bytes
    key: bytes
    body: bytes
    signature: bytes
    contents: bytes


def page_for(row_bytes: int) -> int:
    """Return the smallest page in which a row of this length stays whole.

    In a smaller one the ends of rows would lie in pages that are handed out in the
    order of arrival; a larger one costs time, because whole pages are written.
    """
    # The longest row of a table without row numbers, as SQLite's file format has it.
    fitting = (page for page in PAGES if (page - 12) * 64 // 255 - 23 >= row_bytes)
    return next(fitting, PAGES[-1])


class SealedIntake:
    """The open file of one sealed poll. Used by the writer's thread only."""

    def __init__(self, path: Path, row_bytes: int = 0) -> None:
        self._connection = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False
        )
        pages = f"PRAGMA page_size = {page_for(row_bytes)};"
        self._connection.executescript(pages + PRAGMAS + SCHEMA)

    def holds_whole(self, row_bytes: int) -> bool:
        """Tell whether a row of this length stays whole in a page of this file."""
        (page,) = self._connection.execute("PRAGMA page_size").fetchone()
        return bool(page >= page_for(row_bytes))

    def close(self) -> None:
        """Leave the file as it is, to be opened again."""
        self._connection.close()

    def fill(self, manifest: str) -> None:
        """Begin anew: these rules, no ballots, casting not open."""
        with Transaction(self._connection):
            self._connection.execute("DELETE FROM setting")
            self._connection.execute("DELETE FROM ballot")
            self._set("manifest", manifest)

    @property
    def manifest(self) -> str | None:
        """Return the text of the rules, if the intake was filled."""
        return self._get("manifest")

    @property
    def is_casting(self) -> bool:
        """Tell whether ballots are taken."""
        return self._get("casting") is not None

    def open_casting(self) -> None:
        """Take ballots from now on."""
        with Transaction(self._connection):
            self._set("casting", "open")

    def cast(self, castings: Sequence[SealedCasting]) -> list[Outcome]:
        """Take all that may be taken, durably, and say of each how it went.

        Many ballots share one transaction, so that only one wait for the disk is
        paid; and one statement, because Python's threads change hands at each. One
        ballot per key is a constraint of the table, not a lock of ours.
        """
        rows = ",".join(["(?, ?, ?, ?, ?)"] * len(castings))
        with Transaction(self._connection):
            added = self._connection.execute(
                "INSERT OR IGNORE INTO ballot"  # noqa: S608 (placeholders only)
                f" (leaf, ballot_key, body, signature, contents) VALUES {rows}",
                list(chain.from_iterable(castings)),
            ).rowcount
            if added == len(castings):
                return [None] * added
            return [self._outcome(casting.leaf) for casting in castings]

    def count_ballots(self) -> int:
        """Return how many ballots lie here."""
        row = self._connection.execute("SELECT count(*) FROM ballot").fetchone()
        return int(row[0])

    def ballots(self) -> Iterator[tuple[bytes, bytes, bytes]]:
        """Yield body, signature and contents of every ballot, in order of leaves."""
        return iter(
            self._connection.execute(
                "SELECT body, signature, contents FROM ballot ORDER BY leaf"
            )
        )

    def _outcome(self, leaf: bytes) -> Outcome:
        return None if self._holds(leaf) else Refusal.ALREADY_CAST

    def _holds(self, leaf: bytes) -> bool:
        row = self._connection.execute("SELECT 1 FROM ballot WHERE leaf = ?", (leaf,))
        return row.fetchone() is not None

    def _get(self, word: str) -> str | None:
        row = self._connection.execute(
            "SELECT value FROM setting WHERE word = ?", (word,)
        ).fetchone()
        return row[0] if row else None

    def _set(self, word: str, value: str) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO setting (word, value) VALUES (?, ?)", (word, value)
        )
