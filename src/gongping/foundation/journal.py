"""Making the database forget on the disk what it has forgotten in its tables."""

from functools import partial

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

QUICK_MS = 200
THOROUGH_MS = 5_000


def forget_after_commit(patience_ms: int = QUICK_MS) -> None:
    """Once this transaction holds, let no journal go on telling how rows were."""
    transaction.on_commit(partial(empty_journal, connection, patience_ms))


def empty_journal(database: BaseDatabaseWrapper, patience_ms: int) -> None:
    """Empty SQLite's journal, in which overwritten rows still stand.

    Readers may be in the way: then the next one to ask empties it.
    """
    if database.vendor != "sqlite":
        return
    with database.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {patience_ms:d}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute(f"PRAGMA busy_timeout = {usual:d}")
