"""The voter's steps, from the manifest to the receipt."""

import json
from dataclasses import replace

import pytest

from ballotbox.blinding import blind_sign
from ballotbox.canonical import canonical_json
from ballotbox.cells import encode_cells
from ballotbox.client import (
    Collected,
    State,
    finish_casting,
    finish_collecting,
    join,
    restore,
    seal_ballot,
    show_uncast,
    start_collecting,
)
from ballotbox.errors import (
    BallotBoxError,
    BallotMalformed,
    ManifestDiffers,
    MessageMalformed,
    ReceiptInvalid,
    StateMalformed,
    TicketMalformed,
    TokenInvalid,
    UncastInvalid,
    WeakSuite,
    WrongGroup,
)
from ballotbox.messages import (
    CastReply,
    IssueReply,
    parse_cast_reply,
    parse_cast_request,
    parse_issue_reply,
    parse_issue_request,
)
from ballotbox.sealed import check_receipt, sign_receipt, take_ballot
from ballotbox.sealing import open_contents
from ballotbox.tickets import new_ticket
from ballotbox.uncast import Uncast, parse_uncast, verify_uncast
from tests.ballotbox.sealed_samples import POLL, WEAK_KEYS, collect, make_poll

M = POLL.manifest.digest
OTHER_POLL = make_poll(WEAK_KEYS)
CELLS = encode_cells([0, 1, 2, 3, 0xFFFF, 0])
TICKETS = (new_ticket(), new_ticket())
COLLECTING = start_collecting(POLL.manifest, 2, *TICKETS)
REPLIES = [
    IssueReply(blind_sign(keys[2], request.blinded))
    for keys, request in zip(WEAK_KEYS, COLLECTING.requests, strict=True)
]
COLLECTED = finish_collecting(POLL.manifest, COLLECTING, REPLIES)
CASTING = seal_ballot(POLL.manifest, COLLECTED, CELLS)
REPLY = CastReply(
    sign_receipt(
        POLL.box_key, M, take_ballot(POLL.manifest, CASTING.request, allow_weak=True)
    )
)
STATES: list[State] = [COLLECTING, COLLECTED, CASTING]
UNCAST = show_uncast(POLL.manifest, COLLECTED)


def test_a_ballot_goes_from_manifest_to_receipt_and_opens() -> None:
    manifest = join(POLL.manifest.text, M, allow_weak=True)
    casting = seal_ballot(manifest, collect(POLL, 2), CELLS)
    ballot = take_ballot(manifest, casting.request, allow_weak=True)
    reply = CastReply(sign_receipt(POLL.box_key, M, ballot))
    receipt = finish_casting(manifest, casting, reply)
    assert receipt.leaf == ballot.leaf(M)
    check_receipt(manifest, receipt)
    opened = open_contents(manifest, ballot.header(M), casting.contents, POLL.lock_keys)
    assert opened == CELLS


def test_only_the_manifest_that_was_named_is_joined() -> None:
    with pytest.raises(ManifestDiffers):
        join(OTHER_POLL.manifest.text, M, allow_weak=True)
    with pytest.raises(WeakSuite):
        join(POLL.manifest.text, M)


def test_a_request_names_poll_office_group_and_ticket_but_no_ballot_key() -> None:
    first, second = COLLECTING.requests
    assert (first.manifest, first.group) == (second.manifest, second.group) == (M, 2)
    assert (first.issuer, second.issuer) == (1, 2)
    public = COLLECTED.tokens[0].prefix.hex()
    assert public not in first.text
    assert UNCAST.key.hex() not in first.text + second.text


def test_no_office_sees_the_ticket_of_another() -> None:
    first, second = COLLECTING.requests
    assert (first.ticket, second.ticket) == TICKETS
    assert TICKETS[1] not in first.text
    assert TICKETS[0] not in second.text


@pytest.mark.parametrize("ticket", TICKETS, ids=["first", "second"])
def test_the_tickets_are_forgotten_once_the_ballot_is_collected(ticket: str) -> None:
    assert ticket in COLLECTING.text
    assert ticket not in COLLECTED.text
    assert ticket not in CASTING.text + CASTING.request.text


@pytest.mark.parametrize("state", STATES)
def test_a_kept_state_comes_back_and_says_the_same(state: State) -> None:
    assert restore(POLL.manifest, state.text) == state


def test_a_request_from_a_kept_state_is_the_same_request() -> None:
    again = restore(POLL.manifest, COLLECTING.text)
    assert isinstance(again, type(COLLECTING))
    assert again.requests == COLLECTING.requests


@pytest.mark.parametrize("state", STATES)
def test_a_state_belongs_to_one_poll(state: State) -> None:
    with pytest.raises(StateMalformed, match="another poll"):
        restore(OTHER_POLL.manifest, state.text)


def _changed(state: State | Uncast, **changes: object) -> str:
    return canonical_json(json.loads(state.text) | changes)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"step":"dreaming"}',
        _changed(CASTING, step="collected"),
        _changed(CASTING, step=None),
        _changed(CASTING, key="00" * 32),
        _changed(CASTING, more=1),
        _changed(COLLECTED, tokens=[{"prefix": "00", "signature": ""}]),
        _changed(COLLECTED, tokens=7),
        _changed(COLLECTING, blindings=[{}]),
        _changed(COLLECTING, tickets=list(TICKETS[:1])),
        _changed(COLLECTING, tickets="no"),
    ],
)
def test_what_is_no_state_is_refused(text: str) -> None:
    with pytest.raises(StateMalformed):
        restore(POLL.manifest, text)


@pytest.mark.parametrize(
    "message", [*COLLECTING.requests, *REPLIES, CASTING.request, REPLY]
)
def test_messages_come_back_from_their_text(message: object) -> None:
    readers = {
        "IssueRequest": parse_issue_request,
        "IssueReply": parse_issue_reply,
        "CastRequest": parse_cast_request,
        "CastReply": parse_cast_reply,
    }
    read = readers[type(message).__name__]
    text = message.text  # type: ignore[attr-defined]
    assert read(text) == message
    for odd in ("", "{}", text + " ", canonical_json(json.loads(text) | {"more": 1})):
        with pytest.raises(MessageMalformed):
            read(odd)


def test_collecting_needs_a_ticket_of_each_office_and_a_group() -> None:
    with pytest.raises(TicketMalformed, match="hexadecimal"):
        start_collecting(POLL.manifest, 1, TICKETS[0], "no")
    for odd in ((), TICKETS[:1], (*TICKETS, new_ticket())):
        with pytest.raises(TicketMalformed, match="each issuer"):
            start_collecting(POLL.manifest, 1, *odd)
    with pytest.raises(WrongGroup):
        start_collecting(POLL.manifest, 3, *TICKETS)


def test_every_office_must_answer() -> None:
    with pytest.raises(MessageMalformed):
        finish_collecting(POLL.manifest, COLLECTING, REPLIES[:1])


@pytest.mark.parametrize("odd", [b"", bytes(128), b"\xff" * 128, b"\xff" * 500])
def test_a_bad_answer_of_an_office_is_found_at_once(odd: bytes) -> None:
    with pytest.raises(TokenInvalid):
        finish_collecting(POLL.manifest, COLLECTING, [REPLIES[0], IssueReply(odd)])


def test_the_answers_of_two_offices_are_not_exchanged() -> None:
    with pytest.raises(TokenInvalid):
        finish_collecting(POLL.manifest, COLLECTING, REPLIES[::-1])


def test_an_office_cannot_sign_with_the_key_of_another_group() -> None:
    replies = [
        IssueReply(blind_sign(keys[1], bytes(128 - 16) + request.blinded[:16]))
        for keys, request in zip(WEAK_KEYS, COLLECTING.requests, strict=True)
    ]
    with pytest.raises(TokenInvalid):
        finish_collecting(POLL.manifest, COLLECTING, replies)


@pytest.mark.parametrize(
    "cells", [b"", CELLS[:-1], CELLS + b"\0\0", encode_cells([9] * 6)]
)
def test_cells_that_are_no_ballot_are_not_sealed(cells: bytes) -> None:
    with pytest.raises(BallotMalformed, match="cells"):
        seal_ballot(POLL.manifest, COLLECTED, cells)


def test_sealing_hides_the_cells() -> None:
    again = seal_ballot(POLL.manifest, COLLECTED, CELLS)
    assert again.contents != CASTING.contents
    assert CELLS.hex() not in CASTING.text


def test_a_ballot_is_not_cast_before_the_receipt_verifies() -> None:
    with pytest.raises(ReceiptInvalid):
        finish_casting(POLL.manifest, CASTING, CastReply(bytes(64)))


def test_a_kept_receipt_is_checked_against_its_poll() -> None:
    receipt = finish_casting(POLL.manifest, CASTING, REPLY)
    check_receipt(POLL.manifest, receipt)
    with pytest.raises(ReceiptInvalid, match="another poll"):
        check_receipt(OTHER_POLL.manifest, receipt)
    with pytest.raises(ReceiptInvalid):
        check_receipt(POLL.manifest, replace(receipt, leaf=bytes(32)))


@pytest.mark.parametrize("state", [COLLECTED, CASTING])
def test_an_uncast_ballot_is_shown_by_its_owner(state: Collected) -> None:
    shown = parse_uncast(show_uncast(POLL.manifest, state).text)
    verify_uncast(POLL.manifest, shown, allow_weak=True)
    assert shown == UNCAST


@pytest.mark.parametrize(
    ("error", "changed"),
    [
        (UncastInvalid, replace(UNCAST, manifest=OTHER_POLL.manifest.digest)),
        (UncastInvalid, replace(UNCAST, signature=bytes(64))),
        (UncastInvalid, replace(UNCAST, signature=CASTING.signature)),
        (WrongGroup, replace(UNCAST, group=3)),
        (TokenInvalid, replace(UNCAST, group=1)),
        (TokenInvalid, replace(UNCAST, tokens=UNCAST.tokens[::-1])),
        (TokenInvalid, replace(UNCAST, key=bytes(65))),
        (BallotMalformed, replace(UNCAST, tokens=UNCAST.tokens[:1])),
    ],
)
def test_uncast_tokens_that_were_touched_are_named(
    error: type[BallotBoxError], changed: Uncast
) -> None:
    with pytest.raises(error):
        verify_uncast(POLL.manifest, changed, allow_weak=True)


def test_uncast_tokens_of_short_keys_are_refused_unless_asked_for() -> None:
    with pytest.raises(WeakSuite):
        verify_uncast(POLL.manifest, UNCAST)


@pytest.mark.parametrize(
    "text",
    ["", "{}", _changed(UNCAST, tokens=[{}]), _changed(UNCAST, group="1"), "[]"],
)
def test_what_shows_no_tokens_is_refused(text: str) -> None:
    with pytest.raises(UncastInvalid):
        parse_uncast(text)
