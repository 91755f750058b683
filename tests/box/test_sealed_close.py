"""From the close of a sealed poll to its publication, and what stays on the disk."""

import json
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from ballotbox.head import verify_head_signed
from ballotbox.tree import tree_root
from gongping.box.sealed_store import SCHEMA, SealedCasting, SealedIntake
from gongping.box.shelf import PollPhase, Shelf
from tests.box.sealed import (
    SealedPollInBox,
    head_request,
    prepared,
    read_head,
    turnouts_of,
    verify_whole,
)

Refused = Callable[[httpx.Response], tuple[int, str]]


def _place(poll: SealedPollInBox) -> Path:
    return poll.box.store / poll.code


def _cast(poll: SealedPollInBox, ones: int, twos: int) -> None:
    for group, number in ((1, ones), (2, twos)):
        for _ in range(number):
            assert poll.cast(poll.request(group)).status_code == 201


# --- Close ----------------------------------------------------------------------


def test_closing_names_what_was_received_and_the_root(
    casting: SealedPollInBox,
) -> None:
    _cast(casting, 2, 3)
    sums = casting.close().json()
    leaves = [casting.leaf(request) for request in casting.ballots()]
    assert leaves == sorted(leaves)
    assert sums == {
        "poll": casting.code,
        "manifest_digest": casting.m.hex(),
        "received": [[1, 2], [2, 3]],
        "size": 5,
        "root": tree_root(leaves).hex(),
    }


def test_closing_again_answers_the_same_and_opens_nothing(
    casting: SealedPollInBox, refused: Refused
) -> None:
    _cast(casting, 1, 0)
    assert casting.close().text == casting.close().text
    assert refused(casting.open()) == (409, "already_closed")
    assert refused(casting.lay_in()) == (409, "already_open")


def test_the_journal_is_overwritten_before_it_goes(casting: SealedPollInBox) -> None:
    """Whoever reads the bare disk finds no frames in the order of arrival."""
    _cast(casting, 2, 2)
    with (_place(casting) / "intake.sqlite3-wal").open("rb") as journal:
        assert any(journal.read())
        casting.close()
        journal.seek(0)
        assert not any(journal.read())


def test_a_poll_that_nobody_cast_in_closes_empty(casting: SealedPollInBox) -> None:
    sums = casting.close().json()
    assert (sums["size"], sums["received"]) == (0, [[1, 0], [2, 0]])
    assert casting.ballots() == []


def test_the_intake_is_destroyed_at_close(casting: SealedPollInBox) -> None:
    _cast(casting, 1, 1)
    assert (_place(casting) / "intake.sqlite3").exists()
    casting.close()
    left = sorted(path.name for path in _place(casting).iterdir())
    assert left == ["ballots.jsonl", "box.key", "manifest.json"]


def test_no_file_of_a_poll_is_for_others(casting: SealedPollInBox) -> None:
    _cast(casting, 1, 0)
    casting.close()
    for path in _place(casting).iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_ballots_are_handed_over_only_after_close(
    casting: SealedPollInBox, refused: Refused
) -> None:
    assert refused(casting.admin("GET", "/ballots")) == (409, "not_closed")
    request = casting.request()
    casting.cast(request)
    casting.close()
    assert casting.ballots() == [request]


# --- Head and publication -------------------------------------------------------


def test_the_head_is_signed_once_over_what_the_box_holds(
    casting: SealedPollInBox,
) -> None:
    _cast(casting, 1, 2)
    casting.close()
    turnouts = turnouts_of(casting.manifest, {1: 1, 2: 2})
    first, again = (casting.sign_head(turnouts) for _ in range(2))
    assert first.status_code == 200
    assert first.text == again.text
    head = read_head(casting.manifest, bytes.fromhex(first.json()["head"]))
    assert head.root == tree_root(casting.leaf(sent) for sent in casting.ballots())
    signature = bytes.fromhex(first.json()["signature"])
    verify_head_signed(casting.manifest, head, signature)


def test_no_second_head_is_signed(casting: SealedPollInBox, refused: Refused) -> None:
    casting.close()
    request = head_request(
        casting.manifest, turnouts_of(casting.manifest, {1: 0, 2: 0})
    )
    first = casting.admin("POST", "/head", **request).text
    for part in ("counts", "paper"):
        other = casting.admin("POST", "/head", **(request | {part: "ab" * 32}))
        assert refused(other) == (409, "head_differs")
    assert casting.admin("POST", "/head", **request).text == first


@pytest.mark.parametrize("received", [[[1, 2], [2, 0]], [[1, 1]], [], [[1, 1], [3, 0]]])
def test_no_head_says_other_numbers_than_the_box_holds(
    casting: SealedPollInBox, refused: Refused, received: list[list[int]]
) -> None:
    _cast(casting, 1, 0)
    casting.close()
    body = {"counts": "00" * 32, "paper": "00" * 32, "received": received}
    answer = casting.admin("POST", "/head", **body)
    assert refused(answer) == (422, "counts_differ")


@pytest.mark.parametrize(
    "change", [{"counts": "00"}, {"paper": 7}, {"received": None}, {"size": 1}]
)
def test_what_is_no_request_for_a_head_is_refused(
    casting: SealedPollInBox, refused: Refused, change: dict[str, object]
) -> None:
    casting.close()
    request = head_request(
        casting.manifest, turnouts_of(casting.manifest, {1: 0, 2: 0})
    )
    answer = casting.admin("POST", "/head", **(request | change))
    assert refused(answer) == (422, "malformed")


def test_there_is_no_head_before_the_close(
    casting: SealedPollInBox, refused: Refused
) -> None:
    answer = casting.sign_head(turnouts_of(casting.manifest, {1: 0, 2: 0}))
    assert refused(answer) == (409, "not_closed")


def test_the_public_board_stands_only_under_a_head_and_without_contents(
    casting: SealedPollInBox, refused: Refused
) -> None:
    _cast(casting, 2, 1)
    assert refused(casting.public("/board")) == (409, "not_closed")
    casting.close()
    assert refused(casting.public("/board")) == (409, "not_closed")
    signed = casting.sign_head(turnouts_of(casting.manifest, {1: 2, 2: 1})).json()
    answer = casting.public("/board")
    assert answer.headers["content-type"] == "application/jsonl"
    head, *ballots = [json.loads(line) for line in answer.text.splitlines()]
    assert head == signed
    assert ballots == [
        {"body": sent.body.hex(), "signature": sent.signature.hex()}
        for sent in casting.ballots()
    ]


def test_the_whole_board_verifies(casting: SealedPollInBox) -> None:
    _cast(casting, 2, 3)
    assert verify_whole(casting) == 5


# --- A new start ----------------------------------------------------------------


def test_the_box_goes_on_where_it_was(tmp_path: Path) -> None:
    from tests.box.fixtures import new_box

    box = new_box(tmp_path)
    box.start()
    waiting, casting, closed = (prepared(box, quorum_percent=0) for _ in range(3))
    for poll in (waiting, casting, closed):
        poll.lay_in()
    casting.open()
    closed.open()
    request, other = casting.request(), closed.request()
    receipts = [casting.cast(request).text, closed.cast(other).text]
    sums = closed.close().text
    head = closed.sign_head(turnouts_of(closed.manifest, {1: 1, 2: 0})).text
    box.stop()
    box.start()
    states = [poll.public().json()["state"] for poll in (waiting, casting, closed)]
    assert states == ["waiting", "casting", "closed"]
    assert [casting.cast(request).text, closed.cast(other).text] == receipts
    assert waiting.admin("POST", "/key").json()["key"] == (
        waiting.poll.seal.box_key.hex()
    )
    assert closed.close().text == sums
    assert closed.sign_head(turnouts_of(closed.manifest, {1: 1, 2: 0})).text == head
    assert closed.public("/board").status_code == 200
    box.stop()
    box.client.close()


@pytest.mark.parametrize("has_head", [False, True])
def test_a_close_that_was_cut_short_is_finished_at_the_next_start(
    tmp_path: Path, casting: SealedPollInBox, has_head: bool
) -> None:
    _cast(casting, 2, 1)
    place = tmp_path / casting.code
    place.mkdir()
    before = {p.name: p.read_bytes() for p in _place(casting).glob("intake.sqlite3*")}
    sums = casting.close().json()
    if has_head:
        casting.sign_head(turnouts_of(casting.manifest, {1: 2, 2: 1}))
    after = {path.name: path.read_bytes() for path in _place(casting).iterdir()}
    for name, content in (before | after).items():
        (place / name).write_bytes(content)
    shelf = Shelf(tmp_path, allow_weak=True)
    assert shelf.phases[casting.code] is PollPhase.CLOSED
    assert sorted(path.name for path in place.iterdir()) == sorted(after)
    assert shelf.cast_total(casting.code) == sums["size"] == 3
    shelf.close_files()


def test_a_close_that_was_cut_before_the_ballots_were_written_never_was(
    tmp_path: Path, casting: SealedPollInBox
) -> None:
    _cast(casting, 1, 1)
    place = tmp_path / casting.code
    place.mkdir()
    for path in _place(casting).iterdir():
        (place / path.name).write_bytes(path.read_bytes())
    (place / "manifest.json").write_text(casting.manifest.text)
    (place / "ballots.new").write_bytes(b'{"body":"half a li')
    shelf = Shelf(tmp_path, allow_weak=True)
    assert shelf.phases[casting.code] is PollPhase.CASTING
    assert shelf.cast_total(casting.code) == 2
    shelf.close_files()


def test_a_key_without_rules_is_no_poll_yet(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    key = shelf.key("begun")
    shelf.close_files()
    shelf = Shelf(tmp_path)
    assert shelf.phases == {}
    assert shelf.key("begun") == key
    shelf.close_files()


def test_a_poll_with_short_keys_is_taken_up_only_where_tests_allow_it(
    tmp_path: Path, casting: SealedPollInBox
) -> None:
    from ballotbox.errors import WeakSuite

    casting.close()
    place = tmp_path / casting.code
    place.mkdir()
    for path in _place(casting).iterdir():
        (place / path.name).write_bytes(path.read_bytes())
    with pytest.raises(WeakSuite):
        Shelf(tmp_path)


# --- What lies on the disk ------------------------------------------------------


def test_the_intake_keeps_no_time_no_address_and_no_order(
    casting: SealedPollInBox,
) -> None:
    _cast(casting, 3, 3)
    path = _place(casting) / "intake.sqlite3"
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(ballot)")]
    tables = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql"))
    leaves = [row[0] for row in connection.execute("SELECT leaf FROM ballot")]
    connection.close()
    assert columns == ["leaf", "ballot_key", "body", "signature", "contents"]
    assert all("WITHOUT ROWID" in sql for sql in tables.values())
    assert leaves == sorted(leaves)
    assert SCHEMA.count("CREATE TABLE") == SCHEMA.count("WITHOUT ROWID") == 2


@pytest.mark.parametrize("cells", [6, 47 * 4, 200 * 5, 400 * 10])
def test_rows_lie_whole_in_the_order_of_their_leaves(
    tmp_path: Path, cells: int
) -> None:
    """No part of a row may lie in a page of its own, handed out in turn."""
    lengths = (32, 65, 11 + 99 + 416 + 32, 64, cells * 2 + 3 * 81)
    intake = SealedIntake(tmp_path / "intake.sqlite3", sum(lengths) + 31)
    castings = [
        SealedCasting(*(secrets.token_bytes(length) for length in lengths))
        for _ in range(100)
    ]
    for casting in castings:
        assert intake.cast([casting]) == [None]
    intake.close()
    written = (tmp_path / "intake.sqlite3").read_bytes()
    for casting in castings:
        assert casting.contents in written, "a row is cut: its end lies elsewhere"


def test_rules_with_longer_ballots_get_larger_pages(casting: SealedPollInBox) -> None:
    poll = prepared(casting.box)
    poll.lay_in()
    names = replace(poll.manifest.units[0], key=0)
    many = tuple(replace(names, key=key) for key in range(2000))
    longer = replace(poll.manifest, units=many)
    for manifest, page in ((poll.manifest, 8192), (longer, 65536)):
        answer = casting.box.admin("POST", poll=poll.code, manifest=manifest.text)
        assert answer.json()["manifest_digest"] == manifest.digest.hex()
        raw = (_place(poll) / "intake.sqlite3").read_bytes()
        assert int.from_bytes(raw[16:18], "big") in (page, page >> 16)
