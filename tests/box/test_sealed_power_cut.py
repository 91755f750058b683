"""The drill of sudden ends in short; at length: `./run drill crash`."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from drills import crash
from drills._voters import Book, Broken
from gongping.box.sealed_store import SealedCasting, SealedIntake
from tests.box.fixtures import BoxServer
from tests.box.sealed import prepared


def test_whatever_was_acknowledged_survives_kills(tmp_path: Path) -> None:
    said = crash.kill_often(tmp_path, times=3, seed=1, each=30)
    assert "none missing, none twice" in said
    assert "90 stand on the board" in said


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    said = crash.fill_the_disk(tmp_path, 90, may_mount=False)
    assert "90 stand on the board" in said


def test_a_store_that_cannot_be_written_promises_nothing(tmp_path: Path) -> None:
    said = crash.make_read_only(tmp_path, 60, may_mount=False)
    assert "none acknowledged" in said
    assert "60 stand on the board" in said


# --- The drill can fail -----------------------------------------------------------


def test_the_book_finds_a_broken_promise(box_server: BoxServer) -> None:
    poll = prepared(box_server)
    poll.lay_in()
    poll.open()
    book, collected = Book(poll), poll.collected()
    first, second = poll.sealed(collected), poll.sealed(collected)
    leaves = [poll.leaf(first), poll.leaf(second)]
    book.sent |= {leaves[0]}
    book.note(first, poll.cast(first))
    book.check(leaves[:1])
    for held, complaint in (
        ([], "1 acknowledged ballots are missing"),
        (leaves[:1] * 2, "twice"),
        (leaves, "1 ballots that nobody sent"),
    ):
        with pytest.raises(Broken, match=complaint):
            book.check(held)
    book.sent |= {leaves[1]}
    book.leaves[poll.ballot(first).key].add(leaves[1])
    with pytest.raises(Broken, match="two ballots of one key"):
        book.check(leaves)


def test_what_could_not_be_committed_is_not_found_later(tmp_path: Path) -> None:
    """A commit that fails may leave its transaction open; then a lie would follow."""
    intake = SealedIntake(tmp_path / "intake.sqlite3")
    casting = SealedCasting(b"leaf", b"key", b"body", b"signature", b"contents")
    connection = intake._connection

    class Failing:
        def execute(self, statement: str, *rows: Any) -> object:
            if statement == "COMMIT":
                raise sqlite3.OperationalError("database or disk is full")
            return connection.execute(statement, *rows)

        @property
        def in_transaction(self) -> bool:
            return connection.in_transaction

    intake._connection = Failing()  # type: ignore[assignment]
    for _ in range(2):
        with pytest.raises(sqlite3.OperationalError, match="full"):
            intake.cast([casting])
    intake._connection = connection
    assert intake.count_ballots() == 0
    assert intake.cast([casting]) == [None]
    intake.close()
