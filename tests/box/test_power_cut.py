"""Whatever was acknowledged survives a sudden end; nothing counts twice."""

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest

from tests.box.conftest import OpenPoll, make_poll
from tests.box.fixtures import PATIENCE, BoxServer, new_box

VOTERS = 120


@pytest.fixture
def own_box(tmp_path: Path) -> Iterator[BoxServer]:
    """A box that this test may kill."""
    server = new_box(tmp_path)
    server.start()
    yield server
    server.kill()
    server.client.close()


def _cast_until_it_breaks(
    poll: OpenPoll, ballots: list[dict[str, Any]], acknowledged: dict[str, str]
) -> None:
    with httpx.Client(timeout=5, trust_env=False) as client:
        for ballot in ballots:
            url = f"{poll.box.url}/polls/{poll.code}/ballots"
            try:
                answer = client.post(url, json=ballot)
            except httpx.TransportError:
                return
            acknowledged[ballot["key"]] = answer.json()["receipt"]


def _with_a_power_cut(poll: OpenPoll, ballots: list[dict[str, Any]]) -> dict[str, str]:
    acknowledged: dict[str, str] = {}
    shares = [ballots[n::4] for n in range(4)]
    threads = [
        Thread(target=_cast_until_it_breaks, args=(poll, share, acknowledged))
        for share in shares
    ]
    for thread in threads:
        thread.start()
    until = time.monotonic() + PATIENCE
    while len(acknowledged) < VOTERS // 4 and time.monotonic() < until:
        time.sleep(0.005)
    poll.box.kill()
    for thread in threads:
        thread.join()
    return acknowledged


def test_no_acknowledged_ballot_is_lost_and_none_counts_twice(
    own_box: BoxServer,
) -> None:
    poll = make_poll(own_box, tickets=VOTERS)
    poll.put()
    poll.open()
    ballots = [poll.ballot(number=number) for number in range(VOTERS)]
    acknowledged = _with_a_power_cut(poll, ballots)
    assert 0 < len(acknowledged) < VOTERS
    own_box.start()
    receipts = [poll.cast(ballot).json()["receipt"] for ballot in ballots]
    assert receipts == [poll.leaf(ballot) for ballot in ballots]
    assert set(acknowledged.values()) <= set(receipts)
    poll.close()
    board = poll.board()
    assert {leaf.hex() for leaf in board.leaves} == set(receipts)
    assert len(board.ballots) == VOTERS


def test_a_stopped_box_goes_on_where_it_was(own_box: BoxServer) -> None:
    waiting, casting, closed = (make_poll(own_box) for _ in range(3))
    for poll in (waiting, casting, closed):
        poll.put()
    casting.open()
    closed.open()
    ballot = closed.ballot()
    receipt = closed.cast(ballot).json()
    board = closed.close().text
    own_box.stop()
    own_box.start()
    states = [poll.status()["state"] for poll in (waiting, casting, closed)]
    assert states == ["waiting", "casting", "closed"]
    assert closed.close().text == board
    assert closed.cast(ballot).json() == receipt
    assert closed.status()["cast_total"] == 1
