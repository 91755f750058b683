"""Bodies, tokens and receipts: each byte that is touched is named."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballotbox.canonical import canonical_json
from ballotbox.cells import encode_cells
from ballotbox.errors import (
    BallotBoxError,
    BallotMalformed,
    ContentsDiffer,
    ContentsLength,
    LockDiffers,
    PointMalformed,
    ReceiptInvalid,
    SignatureInvalid,
    TokenInvalid,
    Unopenable,
    WeakSuite,
    WrongGroup,
)
from ballotbox.hazard import blind_rsa
from ballotbox.keys import decode_signing_key
from ballotbox.messages import CastRequest
from ballotbox.sealed import (
    Receipt,
    SealedBallot,
    ballot_header,
    body_bytes,
    make_ballot,
    parse_body,
    parse_receipt,
    sign_receipt,
    take_ballot,
    verify_ballot,
    verify_contents,
    verify_receipt,
)
from ballotbox.sealing import contents_bytes, open_contents, seal_cells
from ballotbox.tokens import Token
from tests.ballotbox.sealed_samples import POLL, WEAK_KEYS, cast, collect, make_poll

M = POLL.manifest.digest
CELLS = encode_cells([0, 1, 2, 3, 0xFFFF, 0])
REQUEST = cast(POLL, CELLS)
OTHER = cast(POLL, CELLS)
BALLOT = parse_body(POLL.manifest, REQUEST.body, REQUEST.signature)
SECOND = parse_body(POLL.manifest, OTHER.body, OTHER.signature)
RECEIPT = Receipt(M, BALLOT.key, BALLOT.leaf(M), sign_receipt(POLL.box_key, M, BALLOT))


def _verify(ballot: SealedBallot) -> None:
    verify_ballot(POLL.manifest, ballot, allow_weak=True)


def test_a_body_is_written_byte_by_byte() -> None:
    header = M + b"\0\1" + BALLOT.key
    tokens = b"".join(token.prefix + token.signature for token in BALLOT.tokens)
    digest = hashlib.sha256(REQUEST.contents).digest()
    assert BALLOT.header(M) == header
    assert REQUEST.body == b"gp1/ballot\0" + header + tokens + digest
    assert len(REQUEST.body) == body_bytes(POLL.manifest)
    assert BALLOT.leaf(M) == hashlib.sha256(b"\0" + REQUEST.body).digest()


def test_a_ballot_of_the_poll_verifies() -> None:
    _verify(BALLOT)
    assert take_ballot(POLL.manifest, REQUEST, allow_weak=True) == BALLOT


def test_short_keys_are_refused_unless_asked_for() -> None:
    with pytest.raises(WeakSuite):
        verify_ballot(POLL.manifest, BALLOT)
    with pytest.raises(WeakSuite):
        take_ballot(POLL.manifest, REQUEST)


WIDTHS = st.tuples(*(st.binary(min_size=n, max_size=n) for n in (65, 32, 32, 64)))
TOKENS = st.tuples(
    *(
        st.builds(
            Token,
            st.binary(min_size=32, max_size=32),
            st.binary(min_size=128, max_size=128),
        )
        for _ in range(2)
    )
)


@settings(max_examples=25)
@given(st.integers(1, 0xFFFE), WIDTHS, TOKENS)
def test_a_ballot_comes_back_from_its_body(
    group: int, parts: tuple[bytes, ...], tokens: tuple[Token, ...]
) -> None:
    key, digest, _m, signature = parts
    ballot = SealedBallot(group, key, tokens, digest, signature)
    assert parse_body(POLL.manifest, ballot.body(M), signature) == ballot


@settings(max_examples=60)
@given(st.integers(0, len(REQUEST.body) - 1), st.integers(1, 255))
def test_no_byte_of_a_body_can_be_changed(at: int, by: int) -> None:
    body = bytearray(REQUEST.body)
    body[at] ^= by
    with pytest.raises(BallotBoxError):
        _verify(parse_body(POLL.manifest, bytes(body), REQUEST.signature))


@settings(max_examples=30)
@given(st.integers(0, 63), st.integers(1, 255))
def test_no_byte_of_a_signature_can_be_changed(at: int, by: int) -> None:
    signature = bytearray(REQUEST.signature)
    signature[at] ^= by
    with pytest.raises(SignatureInvalid):
        _verify(replace(BALLOT, signature=bytes(signature)))


@settings(max_examples=60)
@given(st.integers(0, len(REQUEST.contents) - 1), st.integers(1, 255))
def test_no_byte_of_the_contents_can_be_changed(at: int, by: int) -> None:
    contents = bytearray(REQUEST.contents)
    contents[at] ^= by
    with pytest.raises(ContentsDiffer):
        verify_contents(BALLOT, bytes(contents))
    with pytest.raises(Unopenable):
        open_contents(POLL.manifest, BALLOT.header(M), bytes(contents), POLL.lock_keys)


def _without_a_token() -> SealedBallot:
    return replace(BALLOT, tokens=BALLOT.tokens[:1])


@pytest.mark.parametrize(
    ("error", "changed"),
    [
        (WrongGroup, lambda: replace(BALLOT, group=3)),
        (TokenInvalid, lambda: replace(BALLOT, group=2)),
        (TokenInvalid, lambda: replace(BALLOT, key=SECOND.key)),
        (TokenInvalid, lambda: replace(BALLOT, key=b"\4" + bytes(64))),
        (TokenInvalid, lambda: replace(BALLOT, tokens=BALLOT.tokens[::-1])),
        (TokenInvalid, lambda: replace(BALLOT, tokens=BALLOT.tokens[:1] * 2)),
        (TokenInvalid, lambda: replace(BALLOT, tokens=SECOND.tokens)),
        (BallotMalformed, _without_a_token),
        (BallotMalformed, lambda: replace(BALLOT, tokens=BALLOT.tokens * 2)),
        (SignatureInvalid, lambda: replace(BALLOT, signature=SECOND.signature)),
        (SignatureInvalid, lambda: replace(BALLOT, contents_digest=bytes(32))),
        (BallotMalformed, lambda: replace(BALLOT, signature=b"")),
        (BallotMalformed, lambda: replace(BALLOT, key=BALLOT.key[:-1])),
        (BallotMalformed, lambda: replace(BALLOT, contents_digest=b"")),
        (BallotMalformed, lambda: replace(BALLOT, group=0)),
        (BallotMalformed, lambda: replace(BALLOT, group=0xFFFF)),
        (BallotMalformed, lambda: replace(BALLOT.tokens[0], prefix=b"")),
    ],
)
def test_each_part_that_is_swapped_is_named(
    error: type[BallotBoxError], changed: Callable[[], Any]
) -> None:
    with pytest.raises(error):
        _verify(changed())


def test_a_key_that_is_no_point_is_named_even_under_good_tokens() -> None:
    poll = make_poll(WEAK_KEYS)
    odd = b"\4" + bytes(64)
    tokens = _tokens_for(poll.manifest.digest, odd)
    ballot = SealedBallot(1, odd, tokens, bytes(32), bytes(64))
    with pytest.raises(PointMalformed):
        verify_ballot(poll.manifest, ballot, allow_weak=True)


def _tokens_for(m: bytes, key: bytes) -> tuple[Token, ...]:
    # A voter can have any bytes signed: the issuer does not see them.
    tokens = []
    for issuer, keys in enumerate(WEAK_KEYS, 1):
        message = bytes(32) + b"gp1/token\0" + m + bytes([issuer]) + b"\0\1" + key
        blinded, inverse = blind_rsa.blind(keys[1].modulus, message)
        signed = blind_rsa.sign_blinded(keys[1].modulus, keys[1].numbers, blinded)
        tokens.append(
            Token(bytes(32), blind_rsa.unblind(keys[1].modulus, signed, inverse))
        )
    return tuple(tokens)


def test_a_ballot_of_another_poll_is_refused() -> None:
    other = make_poll(WEAK_KEYS)
    with pytest.raises(BallotMalformed, match="rules"):
        parse_body(other.manifest, REQUEST.body, REQUEST.signature)
    with pytest.raises(TokenInvalid):
        verify_ballot(other.manifest, BALLOT, allow_weak=True)


@pytest.mark.parametrize("body", [b"", REQUEST.body[:-1], REQUEST.body + b"\0"])
def test_a_body_of_another_length_is_refused(body: bytes) -> None:
    with pytest.raises(BallotMalformed, match="body"):
        parse_body(POLL.manifest, body, REQUEST.signature)


def test_the_header_names_one_poll() -> None:
    with pytest.raises(BallotMalformed, match="digest"):
        ballot_header(b"short", 1, BALLOT.key)


@pytest.mark.parametrize("more", [-1, 1])
def test_the_box_takes_no_contents_of_another_length(more: int) -> None:
    contents = bytes(contents_bytes(POLL.manifest) + more)
    odd = CastRequest(REQUEST.body, REQUEST.signature, contents)
    with pytest.raises(ContentsLength, match="contents"):
        take_ballot(POLL.manifest, odd, allow_weak=True)


def test_the_box_takes_no_contents_of_another_ballot() -> None:
    odd = replace(REQUEST, contents=OTHER.contents)
    with pytest.raises(ContentsDiffer):
        take_ballot(POLL.manifest, odd, allow_weak=True)


def test_contents_open_for_their_own_ballot_only() -> None:
    opened = open_contents(
        POLL.manifest, BALLOT.header(M), REQUEST.contents, POLL.lock_keys
    )
    assert opened == CELLS
    with pytest.raises(Unopenable, match="lock 1"):
        open_contents(POLL.manifest, SECOND.header(M), REQUEST.contents, POLL.lock_keys)


def test_the_lock_that_stays_shut_is_named() -> None:
    keys = (*POLL.lock_keys[:2], POLL.lock_keys[0])
    with pytest.raises(Unopenable, match="lock 3"):
        open_contents(POLL.manifest, BALLOT.header(M), REQUEST.contents, keys)


def test_all_keys_are_needed() -> None:
    with pytest.raises(LockDiffers):
        open_contents(
            POLL.manifest, BALLOT.header(M), REQUEST.contents, POLL.lock_keys[:2]
        )


@settings(max_examples=20)
@given(st.binary(max_size=60), st.binary(max_size=99))
def test_what_is_sealed_opens(cells: bytes, header: bytes) -> None:
    contents = seal_cells(POLL.manifest, header, cells)
    assert len(contents) == len(cells) + 3 * 81
    assert open_contents(POLL.manifest, header, contents, POLL.lock_keys) == cells


def test_even_an_empty_ballot_can_be_made_for_the_count_to_refuse() -> None:
    state = collect(POLL)
    key = decode_signing_key(state.key)
    _verify(make_ballot(M, key, 1, state.tokens, b""))


def test_a_receipt_is_signed_by_the_box_and_always_the_same() -> None:
    verify_receipt(POLL.manifest, BALLOT.key, BALLOT.leaf(M), RECEIPT.signature)
    assert sign_receipt(POLL.box_key, M, BALLOT) == RECEIPT.signature


@pytest.mark.parametrize(
    "changed",
    [
        replace(RECEIPT, key=SECOND.key),
        replace(RECEIPT, leaf=SECOND.leaf(M)),
        replace(RECEIPT, signature=bytes(64)),
        replace(RECEIPT, signature=sign_receipt(POLL.scrutineer_keys[0], M, BALLOT)),
    ],
)
def test_a_receipt_that_was_touched_proves_nothing(changed: Receipt) -> None:
    with pytest.raises(ReceiptInvalid):
        verify_receipt(POLL.manifest, changed.key, changed.leaf, changed.signature)


def test_a_receipt_comes_back_from_its_text() -> None:
    assert parse_receipt(RECEIPT.text) == RECEIPT


@pytest.mark.parametrize(
    "changes",
    [{"key": "00"}, {"leaf": 7}, {"receipt": ""}, {"manifest": None}, {"more": 1}],
)
def test_what_is_no_receipt_is_refused(changes: dict[str, object]) -> None:
    text = canonical_json(json.loads(RECEIPT.text) | changes)
    with pytest.raises(ReceiptInvalid):
        parse_receipt(text)


@pytest.mark.parametrize("text", ["", "[]", "{}", "{ }"])
def test_another_text_is_no_receipt(text: str) -> None:
    with pytest.raises(ReceiptInvalid):
        parse_receipt(text)
