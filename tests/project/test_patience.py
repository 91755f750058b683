"""One caller who is slow on purpose keeps nobody else waiting."""

import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, cast

import httpx
import pytest
from a2wsgi import WSGIMiddleware

from gongping.box import patience as heads
from gongping.project import patience
from gongping.project.server import running

THREADS = 2
PATIENCE = 10.0
Environ = dict[str, Any]


def _pages(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
    """Answer with the length of what was sent."""
    body = environ["wsgi.input"].read()
    if environ["PATH_INFO"] == "/large":
        start("200 OK", [("Content-Type", "text/plain")])
        return (bytes(1 << 16) for _ in range(400))
    start("200 OK", [("Content-Type", "text/plain")])
    return [str(len(body)).encode()]


@pytest.fixture
def port() -> Iterator[int]:
    """Pages with two threads behind the door of the product."""
    pages: Any = WSGIMiddleware(cast("Any", _pages), workers=THREADS)
    door = socket.create_server(("127.0.0.1", 0))
    with door, running(patience.patient(pages), door):
        yield door.getsockname()[1]


@contextmanager
def _callers(port: int, number: int, said: bytes) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        callers = [
            stack.enter_context(socket.create_connection(("127.0.0.1", port), PATIENCE))
            for _ in range(number)
        ]
        for caller in callers:
            caller.sendall(said)
        time.sleep(0.2)
        yield callers


def _asked(length: int) -> bytes:
    return b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n{" % length


def _answer(port: int, body: bytes = b"") -> str:
    with httpx.Client(trust_env=False, timeout=2) as client:
        return client.post(f"http://127.0.0.1:{port}/", content=body).text


def test_bodies_that_never_end_hold_no_thread(port: int) -> None:
    with _callers(port, 3 * THREADS, _asked(1000)):
        assert _answer(port, b"whole") == "5"


def test_who_is_too_slow_is_told_so(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SHORT_SECONDS", 0.3)
    with _callers(port, 1, _asked(1000)) as (caller,):
        assert caller.recv(100).startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize("length", [70_000, 100_000, 200_000, 3_000_000])
def test_an_upload_comes_through_whole(port: int, length: int) -> None:
    """Also one that comes in a single piece together with its head."""
    asked = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % length
    with _callers(port, 1, asked + bytes(length)) as (caller,):
        assert caller.recv(1000).startswith(b"HTTP/1.1 200 ")
    assert _answer(port, bytes(length)) == str(length)


def test_an_upload_that_stalls_is_given_up(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "UPLOADS", THREADS)
    monkeypatch.setattr(patience, "UPLOAD_SECONDS", 0.5)
    with _callers(port, THREADS, _asked(10**9) + bytes(patience.SHORT_BYTES)):
        time.sleep(0.6)
        assert _answer(port, b"whole") == "5"


def test_who_does_not_take_an_answer_gets_no_more_of_it(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "ANSWER_SECONDS", 0.5)
    with _callers(port, 2 * THREADS, b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"):
        time.sleep(1.2)
        assert _answer(port, b"whole") == "5"


def _hangs_up(caller: socket.socket) -> bool:
    """Tell whether nothing more comes, after what is still on its way."""
    try:
        while caller.recv(1000):
            pass
    except ConnectionResetError:
        pass
    except TimeoutError:
        return False
    return True


def test_a_head_that_never_ends_is_cut_off(port: int) -> None:
    with _callers(port, 1, b"GET / HTTP/1.1\r\nHost: x\r\n") as (caller,):
        with pytest.raises(OSError):  # noqa: PT011, PT012 - cut off while it talks
            for _ in range(1000):
                caller.sendall(b"X: " + b"x" * heads.HEAD_BYTES)
        assert _hangs_up(caller)
    assert _answer(port) == "0"


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_who_says_nothing_is_not_waited_for(
    port: int, said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heads, "HEAD_SECONDS", 0.3)
    with _callers(port, 1, said) as (caller,):
        assert _hangs_up(caller)


def test_a_second_request_on_one_line_has_its_own_time(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heads, "HEAD_SECONDS", 0.5)
    asked = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    with _callers(port, 1, asked) as (caller,):
        assert caller.recv(1000).startswith(b"HTTP/1.1 200 ")
        time.sleep(0.4)
        caller.sendall(asked)
        assert caller.recv(1000).startswith(b"HTTP/1.1 200 ")
        caller.sendall(b"GET / HT")
        assert _hangs_up(caller)
