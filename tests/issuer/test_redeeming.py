"""The door: a letter is redeemed once, durably, and by whoever holds it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest

from ballotbox import client
from ballotbox.labels import short_code
from ballotbox.messages import IssueRequest, parse_issue_reply
from ballotbox.offices import parse_counts_file
from ballotbox.tickets import new_ticket
from ballotbox.tokens import verify_token
from tests.issuer.offices import Operator


@dataclass
class Open:
    """An office that collects, its letters, and the address of its door."""

    operator: Operator
    piles: dict[int, list[str]]
    address: str

    def asked(self, ticket: str, group: int = 1) -> tuple[Any, IssueRequest]:
        """Return a voter's state and the request to this office."""
        rules = self.operator.office.rules
        state = client.start_collecting(rules, group, new_ticket(), ticket)
        return state, state.requests[1]

    def send(self, request: IssueRequest | bytes, **options: Any) -> httpx.Response:
        content = request if isinstance(request, bytes) else request.text.encode()
        door = f"{self.address}/polls/2026-h1/issue"
        return httpx.post(door, content=content, trust_env=False, **options)

    def redeem(self, ticket: str, group: int = 1) -> int:
        return self.send(self.asked(ticket, group)[1]).status_code


@pytest.fixture
def door(bound: Operator) -> Iterator[Open]:
    """An office whose door is open."""
    piles = bound.prints()
    bound.done("open")
    with bound.serving() as address:
        yield Open(bound, piles, address)


def test_a_letter_gets_a_token_of_this_office(door: Open) -> None:
    state, request = door.asked(door.piles[2][0], 2)
    answer = door.send(request)
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer.headers["access-control-allow-origin"] == "*"
    signed = parse_issue_reply(answer.text).blind_signature
    from ballotbox.blinding import finalize_token
    from ballotbox.keys import decode_signing_key

    rules = door.operator.office.rules
    public = decode_signing_key(state.key).public
    token = finalize_token(rules, 2, 2, public, state.blindings[1], signed)
    verify_token(rules, 2, 2, public, token)


def test_the_same_request_gets_the_same_answer_and_another_none(door: Open) -> None:
    ticket = door.piles[1][0]
    _, first = door.asked(ticket)
    _, other = door.asked(ticket)
    assert door.send(first).content == door.send(first).content
    refused = door.send(other)
    assert refused.status_code == 409
    assert refused.json() == {
        "code": "already_collected",
        "message": "这封信已经领过票。每封信只能领一次。",
    }
    english = door.send(other, headers={"Accept-Language": "en"})
    assert "has been used" in english.json()["message"]


def test_of_many_requests_at_once_with_one_letter_one_is_answered(door: Open) -> None:
    requests = [door.asked(door.piles[1][0])[1] for _ in range(12)]
    with ThreadPoolExecutor(12) as pool:
        answers = [answer.status_code for answer in pool.map(door.send, requests)]
    assert sorted(answers) == [200, *[409] * 11]


def test_what_was_bound_before_a_restart_is_bound_after_it(door: Open) -> None:
    ticket = door.piles[1][0]
    _, first = door.asked(ticket)
    answered = door.send(first).content
    with door.operator.serving() as address:
        again = Open(door.operator, door.piles, address)
        assert again.send(first).content == answered
        assert again.redeem(ticket) == 409


def test_a_ticket_of_another_group_of_nobody_or_of_the_first_office_is_unknown(
    door: Open,
) -> None:
    assert door.redeem(door.piles[2][0], group=1) == 404
    assert door.redeem(new_ticket()) == 404
    _, request = door.asked(door.piles[1][0])
    assert door.send(replace(request, ticket="no")).status_code == 404


def test_a_request_for_another_poll_or_office_is_refused(door: Open) -> None:
    _, request = door.asked(door.piles[1][0])
    for odd in (replace(request, issuer=1), replace(request, manifest=bytes(32))):
        answer = door.send(odd)
        assert (answer.status_code, answer.json()["code"]) == (422, "wrong_poll")


def test_what_is_no_request_is_refused_and_uses_up_no_letter(door: Open) -> None:
    for odd in (b"", b"{}", b"\xff", b"x" * (1 << 15)):
        assert door.send(odd).status_code == 422
    _, request = door.asked(door.piles[1][0])
    for blinded in (b"", b"\xff" * 128, bytes(7)):
        assert door.send(replace(request, blinded=blinded)).status_code == 422
    assert door.send(request).status_code == 200


def test_other_addresses_and_methods_lead_nowhere(door: Open) -> None:
    for path in ("/", "/polls/other/issue", "/admin/polls"):
        answer = httpx.post(door.address + path, trust_env=False)
        assert answer.status_code == 404
    here = f"{door.address}/polls/2026-h1/issue"
    assert httpx.get(here, trust_env=False).status_code == 404
    assert httpx.options(here, trust_env=False).status_code == 200


def test_nothing_is_signed_before_the_opening_and_after_the_close(
    bound: Operator,
) -> None:
    piles = bound.prints()
    with bound.serving() as address:
        door = Open(bound, piles, address)
        assert door.redeem(piles[1][0]) == 409
        assert "还没有开始领票" in bound.does("close").err
        bound.done("open")
        assert door.redeem(piles[1][0]) == 200
        assert "密钥已经销毁" in bound.done("close")
        assert door.redeem(piles[1][1]) == 410
    assert list((bound.folder / "keys").iterdir()) == []
    assert "不能重开" in bound.does("open").err
    assert "不能重开" in bound.does("keys", "--out", bound.path("k")).err
    bound.done("close")


def test_the_counts_say_printed_handed_and_collected(door: Open) -> None:
    door.operator.hands("1-000", "1-001", "2-000")
    assert [door.redeem(door.piles[1][0]), door.redeem(door.piles[2][4], 2)] == [
        200
    ] * 2
    assert "还没有结束" in _counts(door).err
    door.operator.done("close")
    assert "剩下拆开核对的 0 封" in _counts(door).err
    left = [*door.piles[1][1:5], *door.piles[2][:4], *door.piles[2][5:]]
    assert door.operator.opens(*left).status == 0
    said = _counts(door).out
    assert "第 1 票种：印 6 封，发出 2 封，领票 1 张" in said
    counts = parse_counts_file(door.operator.path("counts.json").read_text())
    assert short_code(counts.digest) in said
    assert counts.manifest == door.operator.office.rules.digest
    assert counts.issuer == 2
    rows = [(r.group, r.letters, r.handed, r.collected) for r in counts.groups]
    assert rows == [(1, 6, 2, 1), (2, 9, 1, 1)]


def test_a_letter_that_was_used_and_never_handed_out_is_found(door: Open) -> None:
    assert door.redeem(door.piles[1][0]) == 200
    door.operator.done("close")
    told = _counts(door)
    assert (told.status, told.out) == (1, "")
    assert "领票 1 张，登记发出的信只有 0 封" in told.err
    assert not door.operator.path("counts.json").exists()
    door.operator.hands("1-005")
    assert "补登漏记的" in _counts(door).err


def test_a_letter_that_nobody_drew_and_that_was_used_stops_everything(
    door: Open,
) -> None:
    stolen, left = door.piles[1][0], door.piles[1][1]
    door.operator.hands("1-000")
    assert door.redeem(stolen) == 200
    assert "先不要拆" in door.operator.opens(left).err
    door.operator.done("close")
    spaced = " ".join(left[at : at + 4] for at in range(0, 32, 4))
    scanned = f"https://site.example/ballot/x#t={door.piles[1][2]}&g=1&i=2"
    told = door.operator.opens(spaced, scanned, new_ticket(), "no", stolen)
    assert told.out.count("没有用过") == 2
    assert told.out.count("本处没有这张票证") == 2
    assert (told.status, f"{stolen[:8]} 开头" in told.err) == (1, True)


def _counts(door: Open) -> Any:
    return door.operator.does("counts", "--out", door.operator.path("counts.json"))
