"""A voter's steps in the browser; issuers, box and count in Python."""

import json
from typing import Any

import pytest

from ballotbox import client as python
from ballotbox.cells import encode_cells
from ballotbox.keys import decode_issuer_key, decode_signing_key
from ballotbox.messages import CastReply
from ballotbox.parameters import GP1
from ballotbox.sealed import (
    check_receipt,
    parse_body,
    parse_receipt,
    sign_receipt,
)
from ballotbox.uncast import parse_uncast, verify_uncast
from tests.ballotbox.sealed_samples import POLL, WEAK_KEYS, cast, collect, make_poll
from tests.ballotbox.test_hazard import VECTORS
from tests.interop.pages import Module
from tests.interop.voting import Voter

pytestmark = pytest.mark.journey
M = POLL.manifest.digest.hex()
CELLS = [0, 1, 2, 3, 0xFFFF, 0]
OTHER = make_poll(WEAK_KEYS)


@pytest.fixture(scope="module")
def at(voter: Module) -> Voter:
    return Voter(voter, POLL, group=2)


@pytest.fixture(scope="module")
def begun(at: Voter) -> dict[str, Any]:
    return at.begin()


@pytest.fixture(scope="module")
def casting(at: Voter) -> dict[str, Any]:
    return at.sealed(CELLS)


def test_the_box_takes_the_ballot_and_the_count_finds_its_cells(
    at: Voter, casting: dict[str, Any]
) -> None:
    assert at.take(casting).group == 2
    assert at.opened(casting) == encode_cells(CELLS)


def test_a_ballot_under_keys_of_full_length_is_taken(voter: Module) -> None:
    listed = json.loads((VECTORS / "test_issuer_keys_3072.json").read_text())["keys"]
    keys = [decode_issuer_key(bytes.fromhex(key)) for key in listed]
    poll = make_poll([dict(enumerate(keys, 1))], suite=GP1.suite)
    at = Voter(voter, poll)
    assert at.opened(at.sealed(CELLS)) == encode_cells(CELLS)


def test_both_clients_give_a_ballot_the_same_leaf(
    at: Voter, voter: Module, casting: dict[str, Any]
) -> None:
    assert voter("leafOf", casting) == at.take(casting).leaf(bytes.fromhex(M)).hex()


def test_the_same_state_asks_and_casts_with_the_same_bytes(
    at: Voter, voter: Module, begun: dict[str, Any], casting: dict[str, Any]
) -> None:
    for step, words in (
        ("tokenRequests", (at.rules, begun)),
        ("castBytes", (casting,)),
    ):
        assert voter(step, *words) == voter(step, *words)


def test_a_receipt_of_the_box_is_one_to_python_and_browser(
    at: Voter, voter: Module, casting: dict[str, Any]
) -> None:
    receipt = voter("takeReceipt", at.rules, casting, at.receipt_reply(casting))
    text = voter("receiptText", receipt)
    check_receipt(POLL.manifest, parse_receipt(text))
    assert voter("checkReceipt", at.rules, text) == receipt
    as_object = json.loads(at.receipt_reply(casting))
    assert voter("takeReceipt", at.rules, casting, as_object) == receipt


def test_a_receipt_that_python_kept_is_one_in_the_browser(
    at: Voter, voter: Module
) -> None:
    manifest = POLL.manifest
    state = python.seal_ballot(manifest, collect(POLL, 2), encode_cells(CELLS))
    ballot = parse_body(manifest, state.body, state.signature)
    signed = sign_receipt(POLL.box_key, manifest.digest, ballot)
    kept = python.finish_casting(manifest, state, CastReply(signed))
    assert voter("checkReceipt", at.rules, kept.text)["leaf"] == kept.leaf.hex()


@pytest.mark.parametrize("step", ["collected", "casting"])
def test_tokens_that_were_not_cast_can_be_shown(
    at: Voter, voter: Module, casting: dict[str, Any], step: str
) -> None:
    state = casting if step == "casting" else at.collected()
    shown = parse_uncast(voter("showUncast", at.rules, state))
    verify_uncast(POLL.manifest, shown, allow_weak=True)
    assert shown.key == decode_signing_key(bytes.fromhex(state["key"])).public


def test_no_state_after_collecting_holds_a_ticket_or_a_grade(
    at: Voter, begun: dict[str, Any]
) -> None:
    collected = at.client("finish", at.rules, begun, at.replies(begun))
    for ticket in begun["tickets"]:
        assert ticket not in json.dumps(collected)
    sealed = at.client("seal", at.rules, collected, CELLS)
    assert set(sealed) == {
        "step", "manifest", "key", "public", "body", "signature", "contents",
    }  # fmt: skip


def _flip(text: str) -> str:
    return text[:-1] + ("0" if text[-1] != "0" else "1")


def _with(reply: str, name: str, value: Any) -> str:
    changed = {**json.loads(reply), name: value}
    return json.dumps(changed, separators=(",", ":"), sort_keys=True)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (lambda r: _with(r, "blind_signature", _flip(json.loads(r)["blind_signature"])),
         "token_wrong"),
        (lambda r: _with(r, "blind_signature", "00"), "token_wrong"),
        (lambda r: _with(r, "blind_signature", "0g"), "reply_malformed"),
        (lambda r: _with(r, "other", 1), "reply_malformed"),
        (lambda r: r + " ", "reply_malformed"),
        (lambda _: "<html>", "reply_malformed"),
        (lambda _: None, "reply_malformed"),
    ],
)  # fmt: skip
def test_a_wrong_reply_of_an_issuer_is_named(
    at: Voter, begun: dict[str, Any], reply: Any, code: str
) -> None:
    good, last = at.replies(begun)
    found = at.client.refusal("finish", at.rules, begun, [good, reply(last)])
    assert found == code


def test_replies_in_another_order_are_wrong(at: Voter, begun: dict[str, Any]) -> None:
    replies = at.replies(begun)[::-1]
    assert at.client.refusal("finish", at.rules, begun, replies) == "token_wrong"
    assert at.client.refusal("finish", at.rules, begun, replies[:1]) == "malformed"


def test_a_receipt_of_another_box_ballot_or_poll_is_wrong(
    at: Voter, voter: Module, casting: dict[str, Any]
) -> None:
    manifest = POLL.manifest
    other = cast(POLL, encode_cells(CELLS), 2)
    ballot = parse_body(manifest, other.body, other.signature)
    others = CastReply(sign_receipt(POLL.box_key, manifest.digest, ballot)).text
    signed = sign_receipt(OTHER.box_key, manifest.digest, at.take(casting))
    for reply in (others, CastReply(signed).text):
        found = voter.refusal("takeReceipt", at.rules, casting, reply)
        assert found == "receipt_wrong"
    kept = voter("takeReceipt", at.rules, casting, at.receipt_reply(casting))
    elsewhere = Voter(voter, OTHER).rules
    assert voter.refusal("checkReceipt", elsewhere, kept) == "receipt_wrong"
    assert voter.refusal("checkReceipt", at.rules, {**kept, "a": 1}) == "receipt_wrong"
    assert voter.refusal("takeReceipt", at.rules, casting, "{}") == "reply_malformed"


@pytest.mark.parametrize(
    "cells", [CELLS[1:], [*CELLS, 0], [4, *CELLS[1:]], [-1, *CELLS[1:]],
              [0.5, *CELLS[1:]], ["0", *CELLS[1:]], [None, *CELLS[1:]], "000000"]
)  # fmt: skip
def test_cells_off_the_ballot_are_not_sealed(at: Voter, cells: Any) -> None:
    assert at.client.refusal("checkCells", at.rules, cells) == "malformed"


@pytest.mark.parametrize("place", ["key", "public", "tokens", "step", "manifest"])
def test_a_state_with_anything_missing_is_refused(at: Voter, place: str) -> None:
    state = at.collected()
    lacking = {name: value for name, value in state.items() if name != place}
    assert at.client.refusal("seal", at.rules, lacking, CELLS) == "malformed"


def test_a_state_is_refused_under_other_rules_and_at_another_step(
    at: Voter, voter: Module, begun: dict[str, Any], casting: dict[str, Any]
) -> None:
    elsewhere = Voter(voter, OTHER).rules
    assert voter.refusal("tokenRequests", elsewhere, begun) == "malformed"
    assert voter.refusal("seal", at.rules, casting, CELLS) == "malformed"
    assert voter.refusal("castBytes", begun) == "malformed"
    assert voter.refusal("castBytes", None) == "malformed"


@pytest.mark.parametrize(
    ("group", "tickets"),
    [(3, ["00" * 16] * 2), (1, ["00" * 16]), (1, ["00" * 15] * 2), (1, "00")],
)
def test_a_group_or_ticket_that_is_none_is_refused(
    at: Voter, group: int, tickets: Any
) -> None:
    assert at.client.refusal("begin", at.rules, group, tickets) == "malformed"


def test_a_page_that_can_do_the_work_says_so(voter: Module) -> None:
    assert voter("isPossible") == {"secure": True, "crypto": True, "bigint": True}
