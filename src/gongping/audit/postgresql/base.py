"""PostgreSQL as this product uses it: whoever writes waits for a turn.

Nearly every act ends on the record, and the record is one chain: its end is held by
one transaction at a time. Were it taken in the middle of each act, one act would hold
the end and wait for an item while another held the item and waited for the end. So
the turn is taken first, as SQLite does with `BEGIN IMMEDIATE`: two acts can never
wait for each other, and both databases keep one rule.
"""

from django.db.backends.postgresql import base

# Any number will do; it is the same in every process of a site.
TURN = 0x676F6E67


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the turn when a transaction begins; the end of it gives the turn back."""

    def set_autocommit(
        self,
        autocommit: bool,  # noqa: FBT001  (Django's own)
        force_begin_transaction_with_broken_autocommit: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """Begin a transaction with the turn, or not at all."""
        super().set_autocommit(
            autocommit, force_begin_transaction_with_broken_autocommit
        )
        if not autocommit:
            self._wait_for_turn()

    def _wait_for_turn(self) -> None:
        try:
            with self.wrap_database_errors, self.connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
        except BaseException:
            # Nobody stands in a block yet who would close the connection.
            self.close()
            raise
