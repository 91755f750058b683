"""The office's database when the disk is full: no promise, and no turn left open."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from gongping.issuer.store import Store


class FullDisk:
    """A connection whose commits fail, and leave the transaction as it is."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def execute(self, statement: str, *values: Any) -> object:
        if statement == "COMMIT":
            raise sqlite3.OperationalError("database or disk is full")
        return self._connection.execute(statement, *values)

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction


def test_what_could_not_be_committed_is_not_bound_and_can_be_tried_again(
    tmp_path: Path,
) -> None:
    store = Store(tmp_path / "office.sqlite3")
    with store.turn():
        store.replace_letters({b"letter": 1})
    connection = store._connection
    store._connection = FullDisk(connection)  # type: ignore[assignment]
    for _ in range(2):
        with pytest.raises(sqlite3.OperationalError, match="full"), store.turn():
            store.bind(b"letter", b"request")
    store._connection = connection
    assert store.letter(b"letter") == (1, None)
    with store.turn():
        store.bind(b"letter", b"request")
    assert store.letter(b"letter") == (1, b"request")
    store.close()


def _set_and_fail(store: Store) -> None:
    with store.turn():
        store.set("word", "value")
        raise LookupError


def test_a_turn_that_is_raised_out_of_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "office.sqlite3")
    with pytest.raises(LookupError):
        _set_and_fail(store)
    assert store.get("word") == ""
    store.close()
