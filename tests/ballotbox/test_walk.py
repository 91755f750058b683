"""A walk written down once: the bytes of `gp1` stay what they are."""

import json
from pathlib import Path

from ballotbox import client
from ballotbox.blinding import blind_sign
from ballotbox.keys import decode_issuer_key, decode_lock_key, decode_signing_key
from ballotbox.locks import gather_lock_keys
from ballotbox.messages import (
    CastReply,
    parse_cast_reply,
    parse_cast_request,
    parse_issue_reply,
    parse_issue_request,
)
from ballotbox.parameters import WEAK
from ballotbox.sealed import (
    check_receipt,
    parse_receipt,
    sign_receipt,
    take_ballot,
)
from ballotbox.sealing import open_contents
from ballotbox.uncast import parse_uncast, verify_uncast

WALK = json.loads(
    (Path(__file__).parent / "vectors" / "gp1_walk.json").read_text(encoding="utf-8")
)
M = bytes.fromhex(WALK["m"])
MANIFEST = client.join(WALK["manifest"], M, allow_weak=True)


def test_the_issuers_answer_as_written() -> None:
    for request, reply, key in zip(
        WALK["requests"], WALK["replies"], WALK["issuer_keys"], strict=True
    ):
        blinded = parse_issue_request(request).blinded
        signed = blind_sign(decode_issuer_key(bytes.fromhex(key), WEAK), blinded)
        assert parse_issue_reply(reply).blind_signature == signed


def test_the_voter_collects_as_written() -> None:
    state = client.restore(MANIFEST, WALK["collecting"])
    assert isinstance(state, client.Collecting)
    assert [request.text for request in state.requests] == WALK["requests"]
    replies = [parse_issue_reply(text) for text in WALK["replies"]]
    collected = client.finish_collecting(MANIFEST, state, replies)
    assert collected.text == WALK["collected"]


def test_the_box_takes_and_signs_as_written() -> None:
    request = parse_cast_request(WALK["cast_request"])
    ballot = take_ballot(MANIFEST, request, allow_weak=True)
    box_key = decode_signing_key(bytes.fromhex(WALK["box_key"]))
    assert CastReply(sign_receipt(box_key, M, ballot)).text == WALK["cast_reply"]


def test_the_voter_casts_as_written() -> None:
    state = client.restore(MANIFEST, WALK["casting"])
    assert isinstance(state, client.Casting)
    assert state.request.text == WALK["cast_request"]
    reply = parse_cast_reply(WALK["cast_reply"])
    receipt = client.finish_casting(MANIFEST, state, reply)
    assert receipt == parse_receipt(WALK["receipt"])
    check_receipt(MANIFEST, receipt)


def test_the_contents_open_as_written() -> None:
    request = parse_cast_request(WALK["cast_request"])
    ballot = take_ballot(MANIFEST, request, allow_weak=True)
    released = [decode_lock_key(bytes.fromhex(text)) for text in WALK["lock_keys"]]
    keys = gather_lock_keys(MANIFEST, dict(enumerate(released, 1)))
    cells = open_contents(MANIFEST, ballot.header(M), request.contents, keys)
    assert cells.hex() == WALK["cells"]


def test_the_tokens_show_as_written() -> None:
    uncast = parse_uncast(WALK["uncast"])
    verify_uncast(MANIFEST, uncast, allow_weak=True)
    state = client.restore(MANIFEST, WALK["collected"])
    assert isinstance(state, client.Collected)
    assert client.show_uncast(MANIFEST, state) == uncast
