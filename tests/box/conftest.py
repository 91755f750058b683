"""Doors of the box, knocked at over real HTTP."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest

from ballotbox.ballots import Ballot
from ballotbox.board import Board, parse_board
from ballotbox.cells import encode_cells
from ballotbox.manifest import Manifest
from ballotbox.tickets import hash_ticket, new_ticket
from tests.ballotbox.samples import MANIFEST
from tests.box.fixtures import BoxServer, box_server, new_poll_code

__all__ = ["box_server"]

CELLS = encode_cells([0, 1, 2, 3, 0, 0xFFFF]).hex()


@dataclass
class OpenPoll:
    """A poll laid into the box with three tickets a group."""

    box: BoxServer
    manifest: Manifest
    tickets: dict[int, list[str]]

    @property
    def code(self) -> str:
        return self.manifest.poll

    def put(self) -> httpx.Response:
        hashes = {
            str(group): [hash_ticket(ticket) for ticket in tickets]
            for group, tickets in self.tickets.items()
        }
        return self.box.admin(
            "POST", poll=self.code, manifest=self.manifest.text, ticket_hashes=hashes
        )

    def open(self) -> httpx.Response:
        return self.box.admin("POST", f"/{self.code}/cast-open")

    def close(self) -> httpx.Response:
        return self.box.admin("POST", f"/{self.code}/close")

    def board(self) -> Board:
        return parse_board(self.box.admin("GET", f"/{self.code}/board").text)

    def status(self) -> dict[str, Any]:
        content: dict[str, Any] = self.box.admin("GET", f"/{self.code}").json()
        return content

    def ballot(self, group: int = 1, number: int = 0, **changes: Any) -> dict[str, Any]:
        """Return what a voter's page sends, with a fresh key."""
        return {
            "ticket": self.tickets[group][number],
            "group": group,
            "key": secrets.token_hex(16),
            "cells": CELLS,
        } | changes

    def cast(self, ballot: dict[str, Any]) -> httpx.Response:
        return self.box.cast(self.code, **ballot)

    def leaf(self, ballot: dict[str, Any]) -> str:
        cells = bytes.fromhex(ballot["cells"])
        made = Ballot(ballot["group"], bytes.fromhex(ballot["key"]), cells)
        return made.leaf(self.manifest.digest).hex()


@pytest.fixture
def laid_in(box_server: BoxServer) -> OpenPoll:
    """A poll whose casting has not begun."""
    poll = make_poll(box_server)
    assert poll.put().status_code == 201
    return poll


@pytest.fixture
def casting(laid_in: OpenPoll) -> OpenPoll:
    """A poll that takes ballots."""
    assert laid_in.open().status_code == 200
    return laid_in


@pytest.fixture
def refused() -> Callable[[httpx.Response], tuple[int, str]]:
    """Say of an answer which status and word it carries."""
    return lambda answer: (answer.status_code, answer.json()["code"])


def make_poll(box: BoxServer, tickets: int = 3) -> OpenPoll:
    """Return a poll of two groups, not yet laid in."""
    return OpenPoll(
        box,
        replace(MANIFEST, poll=new_poll_code()),
        {n: [new_ticket() for _ in range(tickets)] for n in (1, 2)},
    )
