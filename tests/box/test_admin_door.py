from typing import Any

import pytest

from ballotbox.board import verify_board
from ballotbox.tally import tally_board
from ballotbox.tickets import hash_ticket, new_ticket
from tests.box.conftest import OpenPoll, make_poll
from tests.box.fixtures import BoxServer


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer wrong", "Basic x"])
def test_the_door_stays_shut_without_the_secret(
    casting: OpenPoll, header: str | None
) -> None:
    headers = {} if header is None else {"Authorization": header}
    for verb, path in (("POST", ""), ("GET", f"/{casting.code}"), ("POST", "/x/close")):
        url = f"{casting.box.url}/admin/polls{path}"
        answer = casting.box.client.request(verb, url, headers=headers)
        assert (answer.status_code, answer.json()) == (401, {"code": "unauthorised"})


def test_the_secret_is_for_its_owner_only(box_server: BoxServer) -> None:
    assert len(box_server.secret) > 40
    assert box_server.secret_path.stat().st_mode & 0o777 == 0o600


def test_a_poll_may_be_laid_in_again_until_casting_opens(laid_in: OpenPoll) -> None:
    laid_in.tickets = {n: [new_ticket()] for n in (1, 2)}
    assert laid_in.put().status_code == 201
    laid_in.open()
    assert laid_in.cast(laid_in.ballot()).status_code == 201
    answer = laid_in.put()
    assert (answer.status_code, answer.json()["code"]) == (409, "already_open")


def test_opening_and_closing_twice_changes_nothing(casting: OpenPoll) -> None:
    assert casting.open().json()["state"] == "casting"
    casting.cast(casting.ballot())
    first, again = casting.close(), casting.close()
    assert first.text == again.text
    answer = casting.open()
    assert (answer.status_code, answer.json()["code"]) == (409, "already_closed")


def test_the_board_fits_its_rules_and_counts(casting: OpenPoll) -> None:
    for number in range(2):
        casting.cast(casting.ballot(1, number))
    casting.cast(casting.ballot(2))
    head = casting.close().json()
    board = casting.board()
    verify_board(board, casting.manifest)
    assert head == {
        "poll": casting.code,
        "manifest_digest": casting.manifest.digest.hex(),
        "counts": [[1, 3, 2], [2, 3, 1]],
        "digest": board.digest.hex(),
    }
    tally = tally_board(casting.manifest, board)
    counts = [(g.group, g.issued, g.received) for g in tally.groups]
    assert counts == [(1, 3, 2), (2, 3, 1)]


def test_the_board_is_shown_only_after_close(casting: OpenPoll) -> None:
    path = f"/{casting.code}/board"
    answer = casting.box.admin("GET", path)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_closed")
    casting.close()
    assert casting.box.admin("GET", path).text == casting.board().text


def test_a_poll_that_never_opened_closes_empty(laid_in: OpenPoll) -> None:
    laid_in.close()
    board = laid_in.board()
    verify_board(board, laid_in.manifest)
    assert board.ballots == ()


def test_a_group_without_tickets_stands_on_the_board(box_server: BoxServer) -> None:
    poll = make_poll(box_server)
    poll.tickets[2] = []
    poll.put()
    poll.close()
    verify_board(poll.board(), poll.manifest)


def test_unknown_polls_and_addresses_are_named(casting: OpenPoll) -> None:
    box = casting.box
    codes = [
        box.admin("GET", "/nowhere").json()["code"],
        box.admin("GET").json()["code"],
        box.admin("POST", f"/{casting.code}/reopen").json()["code"],
    ]
    assert codes == ["no_poll", "no_such_address", "no_such_address"]


@pytest.mark.parametrize(
    "change",
    [
        {"poll": "another"},
        {"manifest": "{}"},
        {"ticket_hashes": {}},
        {"ticket_hashes": {"1": [], "2": ["xyz"]}},
        {"ticket_hashes": {"1": [], "two": []}},
        {"ticket_hashes": {"1": [hash_ticket("00" * 16)] * 2, "2": []}},
        {"names": ["somebody"]},
    ],
)
def test_what_is_no_poll_is_refused(
    box_server: BoxServer, change: dict[str, Any]
) -> None:
    poll = make_poll(box_server)
    hashes: dict[str, list[str]] = {"1": [], "2": []}
    body = {"poll": poll.code, "manifest": poll.manifest.text, "ticket_hashes": hashes}
    answer = box_server.admin("POST", **(body | change))
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")


def test_a_code_cannot_lead_out_of_the_folder(box_server: BoxServer) -> None:
    from dataclasses import replace

    poll = make_poll(box_server)
    poll.manifest = replace(poll.manifest, poll="../outside")
    assert poll.put().status_code == 422
