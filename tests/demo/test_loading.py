"""Whoever opens the demo while it is being loaded is told so, in both languages."""

from typing import Any

import pytest
from django.test import override_settings

from gongping.project.server import Application, box_while_loading
from tests import asynchronous


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Application:
    """Answer over a box of its own: the worker's may be in another module's hands."""
    with override_settings(DATA_DIR=tmp_path_factory.mktemp("loading")):
        return box_while_loading()


def ask(application: Application, path: str) -> tuple[int, dict[bytes, bytes], str]:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": []}

    async def call() -> None:
        await application(scope, receive, send)

    asynchronous.run(call())
    headers = dict(sent[0]["headers"])
    return sent[0]["status"], headers, sent[1]["body"].decode()


def test_the_port_says_that_the_demo_is_loading_and_when_to_ask_again(
    application: Application,
) -> None:
    status, headers, page = ask(application, "/")

    assert status == 503
    assert headers[b"retry-after"] == b"3"
    assert "正在装入演示数据" in page
    assert "is being loaded" in page
    assert 'http-equiv="refresh"' in page


def test_the_box_is_reached_meanwhile(application: Application) -> None:
    _status, _headers, said = ask(application, "/box/polls/none")

    assert "正在装入" not in said
