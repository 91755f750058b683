"""How the box writes: durably, all or nothing, and wiping what it deletes."""

import sqlite3
from typing import Final

from ballotbox.refusals import Refusal

PRAGMAS: Final = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
"""

Outcome = Refusal | None
"""Why a ballot was refused, or nothing if it lies in the box."""


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
