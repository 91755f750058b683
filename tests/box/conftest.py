"""Doors of the box, knocked at over real HTTP."""

from collections.abc import Callable

import httpx
import pytest

from tests.box.fixtures import BoxServer, box_server
from tests.box.sealed import SealedPollInBox, prepared

__all__ = ["box_server"]


@pytest.fixture
def waiting(box_server: BoxServer) -> SealedPollInBox:
    """A poll whose casting has not begun."""
    poll = prepared(box_server, quorum_percent=0)
    assert poll.lay_in().status_code == 201
    return poll


@pytest.fixture
def casting(waiting: SealedPollInBox) -> SealedPollInBox:
    """A poll that takes ballots."""
    assert waiting.open().status_code == 200
    return waiting


@pytest.fixture
def refused() -> Callable[[httpx.Response], tuple[int, str]]:
    """Say of an answer which status and word it carries."""
    return lambda answer: (answer.status_code, answer.json()["code"])
