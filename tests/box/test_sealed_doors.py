"""The doors of a poll: what is taken, what is refused, and with which word."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import pytest

from ballotbox.keys import new_signing_key
from ballotbox.messages import CastRequest
from tests.box.fixtures import BoxServer
from tests.box.sealed import SealedPollInBox, prepared

Refused = Callable[[httpx.Response], tuple[int, str]]
Change = Callable[[SealedPollInBox, CastRequest], CastRequest]


def _flipped(raw: bytes, at: int) -> bytes:
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


def _group(manifest_digest_ends: int, body: bytes, group: int) -> bytes:
    at = manifest_digest_ends
    return body[:at] + group.to_bytes(2, "big") + body[at + 2 :]


# --- The box's key and its rules ----------------------------------------------


def test_the_key_of_a_poll_is_made_once(box_server: BoxServer) -> None:
    poll = prepared(box_server)
    first, again = (poll.admin("POST", "/key").json()["key"] for _ in range(2))
    assert first == again == poll.poll.seal.box_key.hex()
    assert prepared(box_server).poll.seal.box_key.hex() != first


def test_a_code_that_leads_out_of_the_folder_gets_no_key(
    box_server: BoxServer, refused: Refused
) -> None:
    assert refused(box_server.admin("POST", "/.x/key")) == (422, "malformed")


def test_rules_under_a_key_that_is_not_the_box_s_are_refused(
    box_server: BoxServer, refused: Refused
) -> None:
    poll = prepared(box_server)
    seal = replace(poll.poll.seal, box_key=new_signing_key().public)
    foreign = replace(poll.manifest, seal=seal)
    answer = box_server.admin("POST", poll=poll.code, manifest=foreign.text)
    assert refused(answer) == (422, "not_own_key")
    assert poll.lay_in().status_code == 201


def test_rules_are_replaced_until_casting_opens(
    waiting: SealedPollInBox, refused: Refused
) -> None:
    other = replace(waiting.manifest, title="另一份规则")
    answer = waiting.box.admin("POST", poll=waiting.code, manifest=other.text)
    assert answer.json()["manifest_digest"] == other.digest.hex()
    assert waiting.lay_in().json()["manifest_digest"] == waiting.m.hex()
    waiting.open()
    assert refused(waiting.lay_in()) == (409, "already_open")


def test_anybody_may_know_the_suite_and_the_phase(casting: SealedPollInBox) -> None:
    assert casting.public().json() == {
        "poll": casting.code,
        "state": "casting",
        "suite": "gp1/weak",
        "manifest_digest": casting.m.hex(),
    }


# --- A ballot -------------------------------------------------------------------


def test_a_ballot_gets_a_receipt_that_verifies(casting: SealedPollInBox) -> None:
    for group in (1, 2):
        request = casting.request(group)
        answer = casting.cast(request)
        assert answer.status_code == 201
        casting.verify_receipt(request, answer.text)
    assert casting.admin("GET").json()["cast_total"] == 2


def test_the_same_ballot_gets_the_same_receipt_before_and_after_close(
    casting: SealedPollInBox,
) -> None:
    request = casting.request()
    texts = [casting.cast(request).text for _ in range(2)]
    assert casting.close().json()["size"] == 1
    texts.append(casting.cast(request).text)
    assert len(set(texts)) == 1
    casting.verify_receipt(request, texts[0])


def test_another_ballot_under_the_same_key_is_refused(
    casting: SealedPollInBox, refused: Refused
) -> None:
    collected = casting.collected()
    first, second = (casting.sealed(collected) for _ in range(2))
    receipt = casting.cast(first).text
    assert refused(casting.cast(second)) == (409, "already_cast")
    assert casting.cast(first).text == receipt


def test_of_many_ballots_of_one_key_at_once_one_is_taken(
    casting: SealedPollInBox,
) -> None:
    collected = casting.collected()
    requests = [casting.sealed(collected) for _ in range(12)]
    with ThreadPoolExecutor(6) as pool:
        statuses = [a.status_code for a in pool.map(casting.cast, requests)]
    assert sorted(statuses) == [201, *[409] * 11]
    assert casting.close().json()["size"] == 1


def test_a_ballot_is_refused_before_casting_and_after_close(
    waiting: SealedPollInBox, refused: Refused
) -> None:
    request = waiting.request()
    assert refused(waiting.cast(request)) == (409, "early")
    waiting.open()
    waiting.close()
    assert refused(waiting.cast(request)) == (410, "late")


def test_a_ballot_of_another_poll_is_refused(
    casting: SealedPollInBox, refused: Refused
) -> None:
    foreign = prepared(casting.box).request()
    assert refused(casting.cast(foreign)) == (422, "malformed")


def test_a_ballot_of_a_poll_that_is_not_there_is_refused(
    casting: SealedPollInBox, refused: Refused
) -> None:
    address = f"{casting.box.url}/polls/nowhere/ballots"
    sent = casting.request().text.encode()
    answer = casting.box.client.post(address, content=sent)
    assert refused(answer) == (404, "no_poll")


GROUP_AT = len(b"gp1/ballot\0") + 32
TOKEN_AT = GROUP_AT + 2 + 65


def _of_no_group(poll: SealedPollInBox, sent: CastRequest) -> CastRequest:
    return replace(sent, body=_group(GROUP_AT, sent.body, 9))


def _of_the_other_group(poll: SealedPollInBox, sent: CastRequest) -> CastRequest:
    return replace(sent, body=_group(GROUP_AT, sent.body, 2))


def _with_a_forged_token(poll: SealedPollInBox, sent: CastRequest) -> CastRequest:
    return replace(sent, body=_flipped(sent.body, TOKEN_AT + 40))


def _with_another_prefix(poll: SealedPollInBox, sent: CastRequest) -> CastRequest:
    return replace(sent, body=_flipped(sent.body, TOKEN_AT))


def _with_a_forged_signature(poll: SealedPollInBox, sent: CastRequest) -> CastRequest:
    return replace(sent, signature=_flipped(sent.signature, 9))


def _with_other_contents(poll: SealedPollInBox, sent: CastRequest) -> CastRequest:
    return replace(sent, contents=_flipped(sent.contents, 70))


def _with_longer_contents(poll: SealedPollInBox, sent: CastRequest) -> CastRequest:
    return replace(sent, contents=sent.contents + b"\0")


def _without_a_key(poll: SealedPollInBox, sent: CastRequest) -> CastRequest:
    return replace(sent, body=_flipped(sent.body, GROUP_AT + 2))


def _with_a_shorter_body(poll: SealedPollInBox, sent: CastRequest) -> CastRequest:
    return replace(sent, body=sent.body[:-1])


def _with_a_shorter_signature(poll: SealedPollInBox, sent: CastRequest) -> CastRequest:
    return replace(sent, signature=sent.signature[:-1])


@pytest.mark.parametrize(
    ("change", "status", "word"),
    [
        (_of_no_group, 403, "wrong_group"),
        (_of_the_other_group, 403, "token"),
        (_with_a_forged_token, 403, "token"),
        (_with_another_prefix, 403, "token"),
        # The token was signed for the key as it was: it fails before the key does.
        (_without_a_key, 403, "token"),
        (_with_a_forged_signature, 422, "signature"),
        (_with_other_contents, 422, "contents"),
        (_with_longer_contents, 422, "length"),
        (_with_a_shorter_body, 422, "malformed"),
        (_with_a_shorter_signature, 422, "malformed"),
    ],
)
def test_a_ballot_with_a_fault_is_refused_by_name_and_costs_nothing(
    casting: SealedPollInBox, refused: Refused, change: Change, status: int, word: str
) -> None:
    request = casting.request()
    assert refused(casting.cast(change(casting, request))) == (status, word)
    assert casting.cast(request).status_code == 201


def test_a_token_for_no_point_of_the_curve_opens_nothing(
    casting: SealedPollInBox, refused: Refused
) -> None:
    """An issuer signs blindly: also for what is no key."""
    from ballotbox.blinding import blind_sign, blind_token, finalize_token
    from ballotbox.sealed import SealedBallot

    manifest, key = casting.manifest, b"\4" + b"\1" * 64
    tokens = []
    for issuer, keys in enumerate(casting.poll.issuer_keys, 1):
        blinding = blind_token(manifest, issuer, 1, key)
        signed = blind_sign(keys[1], blinding.blinded)
        tokens.append(finalize_token(manifest, issuer, 1, key, blinding, signed))
    sent = casting.request()
    digest = sent.body[-32:]
    ballot = SealedBallot(1, key, tuple(tokens), digest, sent.signature)
    forged = replace(sent, body=ballot.body(casting.m))
    assert refused(casting.cast(forged)) == (422, "signature")


@pytest.mark.parametrize(
    "sent", [b"", b"{", b"[]", b"\xff\xfe", b"null", b'{"body":1}']
)
def test_what_is_no_ballot_is_refused(
    casting: SealedPollInBox, refused: Refused, sent: bytes
) -> None:
    assert refused(casting.send(sent)) == (422, "malformed")


def test_a_ballot_has_only_one_text(casting: SealedPollInBox, refused: Refused) -> None:
    text = casting.request().text
    for other in (text.replace(",", ", "), text.upper(), text + "\n", f"[{text}]"):
        assert refused(casting.send(other.encode())) == (422, "malformed")


def test_too_long_a_body_is_refused(casting: SealedPollInBox, refused: Refused) -> None:
    assert refused(casting.send(b" " * 70_000)) == (413, "too_big")


def test_the_answers_set_no_cookie_and_tell_no_time(casting: SealedPollInBox) -> None:
    request = casting.request()
    for answer in (casting.cast(request), casting.send(b"?"), casting.public()):
        assert {"set-cookie", "date", "server"}.isdisjoint(answer.headers)
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["access-control-allow-origin"] == "*"


def test_the_doors_of_the_administrator_are_shut_without_the_secret(
    casting: SealedPollInBox,
) -> None:
    box = casting.box
    verbs = [("POST", "key"), ("POST", "cast-open"), ("POST", "close")]
    for method, verb in [*verbs, ("POST", "head"), ("GET", "ballots")]:
        address = f"{box.url}/admin/polls/{casting.code}/{verb}"
        assert box.client.request(method, address).status_code == 401
