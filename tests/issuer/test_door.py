"""The door from inside: full, broken, slow, and how it begins and ends."""

import asyncio
import socket
from typing import Any

import pytest

from ballotbox import client
from ballotbox.tickets import new_ticket
from gongping.issuer import door as doors
from gongping.issuer.door import Door
from gongping.issuer.office import Office
from tests import asynchronous
from tests.issuer.offices import Operator

HERE = {"type": "http", "method": "POST", "path": "/polls/2026-h1/issue", "headers": []}
Message = dict[str, Any]


@pytest.fixture
def office(bound: Operator) -> Office:
    """An office that collects."""
    bound.prints()
    bound.done("open")
    return bound.office


def _request(office: Office, ticket: str = "") -> bytes:
    asking = client.start_collecting(
        office.rules, 1, new_ticket(), ticket or new_ticket()
    )
    return asking.requests[1].text.encode()


async def _meet(door: Door, *parts: Message) -> tuple[Message, bytes]:
    coming = iter(parts)
    sent: list[Message] = []

    async def receive() -> Message:
        part = next(coming, None)
        if part is None:
            await asyncio.sleep(60)
        return part or {}

    async def send(message: Message) -> None:
        sent.append(message)

    await door(HERE, receive, send)
    start, body = sent
    return start, body["body"]


def _run(door: Door, *parts: Message) -> tuple[int, bytes]:
    start, body = asynchronous.run(_meet(door, *parts))
    return start["status"], body


def _body(content: bytes, *, is_more: bool = False) -> Message:
    return {"type": "http.request", "body": content, "more_body": is_more}


def test_a_request_in_pieces_is_one_request(bound: Operator) -> None:
    tickets = bound.prints()
    bound.done("open")
    office = bound.office
    text = _request(office, tickets[1][0])
    door = Door(office)
    halves = _body(text[:50], is_more=True), _body(text[50:])
    first, again = _run(door, *halves), _run(door, _body(text))
    assert first[0] == 200
    assert first == again


def test_who_never_ends_a_request_keeps_nobody_out(office: Office) -> None:
    door = Door(office, at_once=1)

    async def meet() -> tuple[Message, bytes]:
        slow = asyncio.create_task(_meet(door, _body(b"{", is_more=True)))
        await asyncio.sleep(0)
        served = await _meet(door, _body(_request(office)))
        slow.cancel()
        return served

    start, _body_of_it = asynchronous.run(meet())
    assert start["status"] == 404


def test_more_than_the_door_can_hold_are_asked_to_come_again(office: Office) -> None:
    start, body = asynchronous.run(_meet(Door(office, at_once=0), _body(b"")))
    assert start["status"] == 503
    assert (b"retry-after", b"2") in start["headers"]
    assert "票证没有用掉" in body.decode()


def test_who_goes_away_or_takes_too_long_is_let_go(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _run(Door(office), {"type": "http.disconnect"})[0] == 422
    monkeypatch.setattr(doors, "PATIENCE_SECONDS", 0.05)
    door = Door(office, at_once=1)
    assert _run(door)[0] == 422
    assert _run(door, _body(_request(office)))[0] == 404


def test_a_fault_is_answered_without_a_trace_of_the_ticket(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = new_ticket()

    def fail(_asked: object) -> bytes:
        raise RuntimeError(ticket)

    monkeypatch.setattr(office, "redeem", fail)
    status, body = _run(Door(office), _body(_request(office, ticket)))
    assert status == 500
    assert ticket not in body.decode()


def test_keys_that_are_gone_end_the_collecting(bound: Operator) -> None:
    tickets = bound.prints()
    bound.done("open")
    for path in (bound.folder / "keys").iterdir():
        path.unlink()
    office = bound.office
    status, _ = _run(Door(office), _body(_request(office, tickets[1][0])))
    assert status == 410
    assert [row.collected for row in office.store.counts(())] == [0, 0]


def test_a_port_that_is_taken_is_said(bound: Operator) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = bound.does("serve", "--port", port)
    assert (told.status, told.out) == (1, "")
    assert f"端口 {port} 被占用" in told.err


def test_the_door_begins_and_ends_with_its_server(office: Office) -> None:
    said: list[str] = []
    coming = iter(["lifespan.startup", "lifespan.shutdown"])

    async def receive() -> Message:
        return {"type": next(coming)}

    async def send(message: Message) -> None:
        said.append(message["type"])

    async def live() -> None:
        await Door(office)({"type": "lifespan"}, receive, send)

    asynchronous.run(live())
    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
