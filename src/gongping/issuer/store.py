"""The office's own database: the roll, the letters, and no bridge between the two.

Who was handed a letter is known, without a time; which letter is not. A letter is known
by the hash of its ticket, and its request by what was blinded.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Final

from ballotbox.offices import OfficeCount, RollVoter

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS setting (
    word TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS voter (
    reference TEXT PRIMARY KEY,
    is_handed INTEGER NOT NULL DEFAULT 0 CHECK (is_handed IN (0, 1))
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS letter (
    ticket_hash BLOB PRIMARY KEY,
    ballot_group INTEGER NOT NULL,
    blinded BLOB,
    is_opened INTEGER NOT NULL DEFAULT 0 CHECK (is_opened IN (0, 1))
) WITHOUT ROWID;
"""
# `FULL` waits for the disk at every commit: what was answered is never forgotten. A
# journal that is cut off at every commit keeps no order of who came after whom.
SURE: Final = """
PRAGMA journal_mode = TRUNCATE;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
"""


class Store:
    """One file; every change is a turn that is on the disk when it ends."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False, timeout=30
        )
        self._connection.executescript(SURE + SCHEMA)
        self._turns = RLock()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Let the block write alone, among the threads and programs of the office.

        Raised out of, nothing of it remains.
        """
        with self._turns:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            finally:
                # A full disk may leave the turn open: the next one must neither find
                # what was not promised, nor be kept from beginning.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def get(self, word: str) -> str:
        """Return a setting, empty if it was never set."""
        row = self._one("SELECT value FROM setting WHERE word = ?", word)
        return str(row[0]) if row else ""

    def set(self, word: str, value: str) -> None:
        """Keep a setting."""
        self._do("INSERT OR REPLACE INTO setting (word, value) VALUES (?, ?)",
                 word, value)  # fmt: skip

    def enrol(self, voters: Iterable[RollVoter]) -> None:
        """Put these people on the roll and nobody else; no letter went out yet."""
        self._do("DELETE FROM voter")
        rows = sorted((voter.reference,) for voter in voters)
        self._connection.executemany("INSERT INTO voter (reference) VALUES (?)", rows)

    def is_handed(self, reference: str) -> bool | None:
        """Tell whether a person was handed a letter; nothing if not on the roll."""
        row = self._one("SELECT is_handed FROM voter WHERE reference = ?", reference)
        return bool(row[0]) if row else None

    def handed(self) -> int:
        """Return how many people were handed a letter."""
        row = self._one("SELECT count(*), NULL FROM voter WHERE is_handed")
        return row[0] if row else 0

    def mark_handed(self, reference: str) -> None:
        """Record that this person was handed a letter."""
        self._do("UPDATE voter SET is_handed = 1 WHERE reference = ?", reference)

    def replace_letters(self, letters: Mapping[bytes, int]) -> None:
        """Know these letters and no others, by hash and group, sorted by hash."""
        self._do("DELETE FROM letter")
        self._connection.executemany(
            "INSERT INTO letter (ticket_hash, ballot_group) VALUES (?, ?)",
            sorted(letters.items()),
        )

    @property
    def has_letters(self) -> bool:
        """Tell whether letters were printed."""
        return self._one("SELECT 1, NULL FROM letter LIMIT 1") is not None

    def letter(self, ticket_hash: bytes) -> tuple[int, bytes | None] | None:
        """Return group and request of a letter, if there is one."""
        query = "SELECT ballot_group, blinded FROM letter WHERE ticket_hash = ?"
        return self._one(query, ticket_hash)

    def bind(self, ticket_hash: bytes, blinded: bytes) -> None:
        """Let a letter be redeemed by this one request."""
        self._do("UPDATE letter SET blinded = ? WHERE ticket_hash = ?",
                 blinded, ticket_hash)  # fmt: skip

    def mark_opened(self, ticket_hash: bytes) -> None:
        """Record that this letter was left over, and opened after the close."""
        self._do("UPDATE letter SET is_opened = 1 WHERE ticket_hash = ?", ticket_hash)

    def opened(self) -> dict[int, int]:
        """Return how many letters of each group were left over and opened."""
        rows = self._connection.execute(
            "SELECT ballot_group, sum(is_opened) FROM letter GROUP BY ballot_group"
        )
        return dict(rows.fetchall())

    def counts(self, voters: Iterable[RollVoter]) -> Iterator[OfficeCount]:
        """Yield letters, handed and collected of each group that has letters."""
        groups = {voter.reference: voter.group for voter in voters}
        given = self._connection.execute("SELECT reference FROM voter WHERE is_handed")
        handed = [groups[reference] for (reference,) in given]
        for group, letters, collected in self._connection.execute(
            "SELECT ballot_group, count(*), count(blinded) FROM letter"
            " GROUP BY ballot_group ORDER BY ballot_group"
        ):
            yield OfficeCount(group, letters, handed.count(group), collected)

    def _one(self, query: str, *values: object) -> tuple[int, bytes | None] | None:
        with self._turns:
            row: tuple[int, bytes | None] | None = self._connection.execute(
                query, values
            ).fetchone()
            return row

    def _do(self, statement: str, *values: object) -> None:
        self._connection.execute(statement, values)
