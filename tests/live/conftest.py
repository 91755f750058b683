"""A hub behind the product's own door, in a thread of the tests."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from gongping.live.app import LiveApp
from gongping.live.hub import Hub
from gongping.project.live import WithHub
from gongping.project.server import running
from tests.live.streams import KEY

FEW = 5


@dataclass
class Place:
    """A hub and where it is watched."""

    hub: Hub
    url: str
    port: int


@pytest.fixture
def place() -> Iterator[Place]:
    hub = Hub()
    door = socket.create_server(("127.0.0.1", 0))
    # A new session brings no lifespan: the hub has none.
    with door, running(WithHub(LiveApp(hub, KEY, FEW), hub), door):
        port = door.getsockname()[1]
        yield Place(hub, f"http://127.0.0.1:{port}/", port)
