"""The intake of one poll: tickets that may be spent, ballots that were cast.

Nothing in it tells who, when, from where or in which order; no key is shared between
a ticket and a ballot. What the file system and the journal still remember ends with
the file: at close the ballots move, sorted, to a fresh file and this one is destroyed.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ballotbox.ballots import Ballot
from ballotbox.board import GroupCount
from ballotbox.refusals import Refusal

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS setting (
    word TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ticket (
    hash BLOB PRIMARY KEY,
    ballot_group INTEGER NOT NULL,
    is_spent INTEGER NOT NULL DEFAULT 0 CHECK (is_spent IN (0, 1))
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ballot (
    leaf BLOB PRIMARY KEY,
    ballot_group INTEGER NOT NULL,
    ballot_key BLOB NOT NULL UNIQUE,
    cells BLOB NOT NULL
) WITHOUT ROWID;
"""
PRAGMAS: Final = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
"""


@dataclass(frozen=True, slots=True)
class Casting:
    """One ballot on its way in, with the ticket that pays for it."""

    ticket_hash: bytes
    leaf: bytes
    ballot: Ballot


Outcome = Refusal | None
"""Why a ballot was refused, or nothing if it lies in the box."""


class Intake:
    """The open file of one poll. Used by the writer's thread only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False
        )
        self._connection.executescript(PRAGMAS + SCHEMA)

    def close(self) -> None:
        """Leave the file as it is, to be opened again."""
        self._connection.close()

    def fill(self, manifest: str, tickets: Mapping[int, Iterable[bytes]]) -> None:
        """Begin anew: these rules, these tickets, no ballots, casting not open."""
        rows = [(raw, group) for group, raws in tickets.items() for raw in raws]
        with self._transaction():
            for table in ("setting", "ticket", "ballot"):
                self._connection.execute(f"DELETE FROM {table}")  # noqa: S608
            self._set("manifest", manifest)
            self._connection.executemany(
                "INSERT INTO ticket (hash, ballot_group) VALUES (?, ?)", rows
            )

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
        with self._transaction():
            self._set("casting", "open")

    def cast(self, castings: Iterable[Casting]) -> list[Outcome]:
        """Take all that may be taken, durably, and say of each how it went.

        Ticket and ballot change in one transaction, so neither is ever seen
        without the other; many ballots share one transaction, so that only one
        wait for the disk is paid.
        """
        with self._transaction():
            return [self._cast(casting) for casting in castings]

    def count_ballots(self) -> int:
        """Return how many ballots lie here."""
        row = self._connection.execute("SELECT count(*) FROM ballot").fetchone()
        return int(row[0])

    def counts(self) -> list[GroupCount]:
        """Return the tickets given and spent, group by group."""
        rows = self._connection.execute(
            "SELECT ballot_group, count(*), sum(is_spent) FROM ticket"
            " GROUP BY ballot_group"
        )
        return [GroupCount(*row) for row in rows]

    def ballots(self) -> list[Ballot]:
        """Return all ballots, in the order of their leaves."""
        rows = self._connection.execute(
            "SELECT ballot_group, ballot_key, cells FROM ballot ORDER BY leaf"
        )
        return [Ballot(*row) for row in rows]

    def _cast(self, casting: Casting) -> Outcome:
        ballot = casting.ballot
        ticket = self._connection.execute(
            "SELECT ballot_group, is_spent FROM ticket WHERE hash = ?",
            (casting.ticket_hash,),
        ).fetchone()
        if ticket is None:
            return Refusal.UNKNOWN_TICKET
        if ticket[0] != ballot.group:
            return Refusal.WRONG_GROUP
        if self._holds(casting.leaf):
            return None
        if ticket[1] or self._knows_key(ballot.key):
            return Refusal.SPENT
        self._connection.execute(
            "UPDATE ticket SET is_spent = 1 WHERE hash = ?", (casting.ticket_hash,)
        )
        self._connection.execute(
            "INSERT INTO ballot (leaf, ballot_group, ballot_key, cells)"
            " VALUES (?, ?, ?, ?)",
            (casting.leaf, ballot.group, ballot.key, ballot.cells),
        )
        return None

    def _holds(self, leaf: bytes) -> bool:
        row = self._connection.execute("SELECT 1 FROM ballot WHERE leaf = ?", (leaf,))
        return row.fetchone() is not None

    def _knows_key(self, key: bytes) -> bool:
        row = self._connection.execute(
            "SELECT 1 FROM ballot WHERE ballot_key = ?", (key,)
        )
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

    def _transaction(self) -> "Transaction":
        return Transaction(self._connection)


class Transaction:
    """All or nothing; leaving it without an error means it is on the disk."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, *_rest: object) -> None:
        try:
            if kind is None:
                self._connection.execute("COMMIT")
        finally:
            # A full disk may leave the transaction open: what was not promised must
            # not be found by the next one.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
