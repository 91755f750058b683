"""The writer and the frame of the application, without a network."""

import asyncio
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ballotbox.refusals import Refusal
from gongping.box import app as app_module
from gongping.box import asgi
from gongping.box.app import create_app
from gongping.box.sealed_store import SealedCasting
from gongping.box.secret import is_bearer, read_or_make_secret
from gongping.box.shelf import Shelf
from gongping.box.writer import Overfull, Writer
from tests import asynchronous
from tests.ballotbox.samples import MANIFEST

SECRET = "s" * 43
CASTING = SealedCasting(b"leaf", b"key", b"body", b"signature", b"contents")


@pytest.fixture
def writer(tmp_path: Path) -> Any:
    writer = Writer(Shelf(tmp_path), capacity=2)
    yield writer
    writer.stop()


def _block(writer: Writer) -> threading.Event:
    gate, begun = threading.Event(), threading.Event()

    def wait(_shelf: Shelf) -> None:
        begun.set()
        gate.wait(10)

    writer.ask(wait)
    begun.wait(10)
    return gate


def test_when_too_much_is_in_hand_the_next_one_is_sent_away(writer: Writer) -> None:
    with writer.room(), writer.room():
        with pytest.raises(Overfull), writer.room():
            pass
        assert writer.ask(lambda shelf: shelf.folder).result(10)
    with writer.room():
        pass


def test_an_error_reaches_whoever_waits(writer: Writer) -> None:

    def fail(*_arguments: Any) -> None:
        raise OSError("disk full")

    writer.shelf.cast = fail  # type: ignore[assignment, method-assign]
    with pytest.raises(OSError, match="disk full"):
        asynchronous.run(writer.cast("any", CASTING))
    with pytest.raises(OSError, match="disk full"):
        writer.ask(fail).result(10)


def test_whoever_went_away_meanwhile_is_passed_over(writer: Writer) -> None:

    async def two_and_one_goes() -> Any:
        gate = _block(writer)
        gone, stays = (asyncio.ensure_future(writer.cast("x", CASTING)) for _ in "ab")
        await asyncio.sleep(0)
        gone.cancel()
        gate.set()
        return await stays

    assert asynchronous.run(two_and_one_goes()) is Refusal.NO_POLL


def test_stopping_finishes_what_waits(tmp_path: Path) -> None:
    writer = Writer(Shelf(tmp_path))
    gate = _block(writer)
    waiting = [writer.ask(lambda shelf: shelf.folder) for _ in range(3)]
    stopping = threading.Thread(target=writer.stop)
    stopping.start()
    gate.set()
    stopping.join()
    assert [job.result(0) for job in waiting] == [tmp_path] * 3


def _laid_in(folder: Path) -> Shelf:
    """Return a shelf on which a poll lies, under the key that was made for it."""
    shelf = Shelf(folder, allow_weak=True)
    seal = replace(MANIFEST.seal, box_key=shelf.key("2026-h1"))
    shelf.put(replace(MANIFEST, seal=seal))
    return shelf


def test_a_failed_write_takes_back_the_whole_batch(tmp_path: Path) -> None:
    shelf = _laid_in(tmp_path)
    shelf.open_casting("2026-h1")
    broken: Any = (object(),) * 5
    with pytest.raises(sqlite3.Error):
        shelf.cast("2026-h1", [CASTING, broken])
    assert shelf.cast_total("2026-h1") == 0
    assert shelf.cast("2026-h1", [CASTING]) == [None]
    shelf.close_files()


# --- The frame ----------------------------------------------------------------


def _ask(application: asgi.Application, *messages: Any, **scope: Any) -> list[Any]:
    sent: list[Any] = []
    incoming = iter(messages)

    async def receive() -> Any:
        return next(incoming)

    async def send(message: Any) -> None:
        sent.append(message)

    whole = {"type": "http", "method": "GET", "path": "/", "headers": []} | scope
    asynchronous.run(application(whole, receive, send))
    return sent


def test_the_box_begins_and_ends_when_it_is_told(tmp_path: Path) -> None:
    kinds = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    sent = _ask(create_app(tmp_path, SECRET), *kinds, type="lifespan")
    assert [message["type"] for message in sent] == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
    ]


def test_other_kinds_of_connection_are_ignored(tmp_path: Path) -> None:
    assert _ask(create_app(tmp_path, SECRET), type="websocket") == []


def test_more_than_it_can_hold_is_sent_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "IN_FLIGHT", 0)
    sent = _ask(create_app(tmp_path, SECRET))
    assert sent[0]["status"] == 503
    assert (b"retry-after", b"2") in sent[0]["headers"]


def test_a_failure_inside_tells_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_arguments: Any) -> None:
        raise OSError("ballot 7 of somebody")

    monkeypatch.setattr(app_module, "show_phase", fail)
    sent = _ask(create_app(tmp_path, SECRET), path="/polls/x")
    assert (sent[0]["status"], sent[1]["body"]) == (500, b'{"code":"broken"}')


def _with_a_poll(folder: Path) -> asgi.Application:
    shelf = _laid_in(folder)
    shelf.open_casting("2026-h1")
    shelf.close_files()
    return create_app(folder, SECRET, allow_weak=True)


def test_a_sender_who_goes_away_is_let_go(tmp_path: Path) -> None:
    gone = {"type": "http.disconnect"}
    path = "/polls/2026-h1/ballots"
    sent = _ask(_with_a_poll(tmp_path), gone, method="POST", path=path)
    assert sent[0]["status"] == 422


def test_a_body_in_pieces_is_put_together(tmp_path: Path) -> None:
    pieces = [
        {"type": "http.request", "body": b"{", "more_body": True},
        {"type": "http.request", "body": b"}"},
    ]
    path = "/polls/2026-h1/ballots"
    sent = _ask(_with_a_poll(tmp_path), *pieces, method="POST", path=path)
    assert sent[1]["body"] == b'{"code":"malformed"}'


def test_a_sender_who_dawdles_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asgi, "BODY_SECONDS", 0.01)

    async def never() -> Any:
        await asyncio.sleep(10)

    with pytest.raises(asgi.Broken):
        asynchronous.run(asgi.read_body(never, 10))


def test_a_full_box_says_when_to_come_again(tmp_path: Path) -> None:
    application: Any = _with_a_poll(tmp_path)
    application.writer.capacity = 0
    body = {"type": "http.request", "body": b"dear to check"}
    path = "/polls/2026-h1/ballots"
    sent = _ask(application, body, method="POST", path=path)
    assert (sent[0]["status"], sent[1]["body"]) == (503, b'{"code":"busy"}')
    assert (b"retry-after", b"2") in sent[0]["headers"]


def test_the_administrator_is_never_sent_away(tmp_path: Path) -> None:
    application: Any = _with_a_poll(tmp_path)
    application.writer.capacity = 0
    bearer = [(b"authorization", b"Bearer " + SECRET.encode())]
    sent = _ask(application, path="/admin/polls/2026-h1", headers=bearer)
    assert sent[0]["status"] == 200


def test_of_many_at_once_those_beyond_the_capacity_are_sent_away(
    tmp_path: Path,
) -> None:
    application: Any = _with_a_poll(tmp_path)
    application.writer.capacity = 3
    path, method = "/polls/2026-h1/ballots", "POST"
    scope = {"type": "http", "method": method, "path": path, "headers": []}
    statuses: list[int] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"no ballot"}

    async def send(message: Any) -> None:
        statuses.extend([message["status"]] if "status" in message else [])

    async def many() -> None:
        await asyncio.gather(*(application(scope, receive, send) for _ in range(9)))

    asynchronous.run(many())
    assert sorted(statuses) == [422] * 3 + [503] * 6


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "secret"
    secret = read_or_make_secret(path)
    assert read_or_make_secret(path) == secret
    assert is_bearer(b"Bearer " + secret.encode(), secret)
    assert not is_bearer(secret.encode(), secret)
