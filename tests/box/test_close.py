"""What is left on the disk, before and after close."""

import sqlite3
from pathlib import Path

import pytest

from ballotbox.tickets import hash_ticket
from gongping.box.disk import StoreInUse
from gongping.box.shelf import PollPhase, Shelf
from gongping.box.store import SCHEMA
from tests.box.conftest import OpenPoll


def _place(poll: OpenPoll) -> Path:
    return poll.box.store / poll.code


def _everything(place: Path) -> bytes:
    return b"".join(path.read_bytes() for path in place.iterdir())


def test_the_intake_is_destroyed_at_close(casting: OpenPoll) -> None:
    casting.cast(casting.ballot())
    assert (_place(casting) / "intake.sqlite3").exists()
    casting.close()
    left = sorted(path.name for path in _place(casting).iterdir())
    assert left == ["board.json", "manifest.json"]


def test_the_journal_is_overwritten_before_it_goes(casting: OpenPoll) -> None:
    """Whoever reads the bare disk finds no frames in the order of arrival."""
    casting.cast(casting.ballot())
    with (_place(casting) / "intake.sqlite3-wal").open("rb") as journal:
        assert any(journal.read())
        casting.close()
        journal.seek(0)
        assert not any(journal.read())


def test_no_trace_of_a_ticket_is_left_after_close(casting: OpenPoll) -> None:
    ballot = casting.ballot()
    casting.cast(ballot)
    hashed = hash_ticket(ballot["ticket"])
    assert bytes.fromhex(hashed) in _everything(_place(casting))
    casting.close()
    left = _everything(_place(casting))
    assert bytes.fromhex(hashed) not in left
    assert hashed.encode() not in left
    assert ballot["ticket"].encode() not in left


def test_the_ticket_itself_is_never_written(casting: OpenPoll) -> None:
    ballot = casting.ballot()
    casting.cast(ballot)
    stored = _everything(_place(casting))
    assert ballot["ticket"].encode() not in stored
    assert bytes.fromhex(ballot["ticket"]) not in stored


def test_ticket_and_ballot_share_no_value(casting: OpenPoll) -> None:
    ballots = [casting.ballot(group, n) for group in (1, 2) for n in range(3)]
    for ballot in ballots:
        casting.cast(ballot)
    path = _place(casting) / "intake.sqlite3"
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    tickets = set(connection.execute("SELECT hash FROM ticket"))
    leaves = set(connection.execute("SELECT leaf FROM ballot"))
    keys = set(connection.execute("SELECT ballot_key FROM ballot"))
    connection.close()
    assert len(tickets) == len(leaves) == len(keys) == 6
    assert tickets.isdisjoint(leaves | keys)


def test_every_table_is_without_a_row_number() -> None:
    tables = SCHEMA.count("CREATE TABLE")
    assert SCHEMA.count("WITHOUT ROWID") == tables == 3


def test_a_close_that_was_cut_short_is_finished_at_the_next_start(
    tmp_path: Path, casting: OpenPoll
) -> None:
    casting.cast(casting.ballot())
    intake = (_place(casting) / "intake.sqlite3").read_bytes()
    casting.close()
    place = tmp_path / casting.code
    place.mkdir()
    for name in ("board.json", "manifest.json"):
        (place / name).write_bytes((_place(casting) / name).read_bytes())
    (place / "intake.sqlite3").write_bytes(intake)
    (place / "intake.sqlite3-wal").write_bytes(b"remains")
    shelf = Shelf(tmp_path)
    assert shelf.phases[casting.code] is PollPhase.CLOSED
    assert sorted(path.name for path in place.iterdir()) == [
        "board.json",
        "manifest.json",
    ]


def test_an_intake_that_was_never_filled_is_as_if_it_were_not(tmp_path: Path) -> None:
    (tmp_path / "begun").mkdir()
    (tmp_path / "a-file").touch()
    for _ in range(2):
        shelf = Shelf(tmp_path)
        assert shelf.phases == {}
        shelf.close_files()


def test_two_boxes_do_not_share_a_folder(tmp_path: Path) -> None:
    first = Shelf(tmp_path)
    with pytest.raises(StoreInUse, match="another box"):
        Shelf(tmp_path)
    first.close_files()
    Shelf(tmp_path).close_files()
