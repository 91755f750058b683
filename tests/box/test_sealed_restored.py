"""What a box says when it cannot keep a promise: no key any more, no room to write."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from ballotbox.keys import new_signing_key
from tests.box.fixtures import BoxServer, new_box
from tests.box.sealed import SealedPollInBox, prepared, turnouts_of

resource = pytest.importorskip("resource")
Refused = Callable[[httpx.Response], tuple[int, str]]


@pytest.fixture
def own(tmp_path: Path) -> Iterator[BoxServer]:
    """A box that this test may stop and start."""
    box = new_box(tmp_path)
    box.start()
    yield box
    box.stop()
    box.client.close()


def _casting(box: BoxServer) -> SealedPollInBox:
    poll = prepared(box, quorum_percent=0)
    assert poll.lay_in().status_code == 201
    assert poll.open().status_code == 200
    return poll


def _key(poll: SealedPollInBox) -> Path:
    return poll.box.store / poll.code / "box.key"


@pytest.mark.parametrize(
    "other", [None, new_signing_key().encode()], ids=["no key", "another key"]
)
def test_a_closed_poll_without_its_key_signs_nothing_and_says_so(
    own: BoxServer, refused: Refused, other: bytes | None
) -> None:
    """A restored poll has no key; an earlier version made it one that fits nothing."""
    headed, headless = _casting(own), _casting(own)
    request, late = headed.request(), headed.request()
    assert headed.cast(request).status_code == 201
    turnouts = turnouts_of(headed.manifest, {1: 1, 2: 0})
    for poll in (headed, headless):
        poll.close()
    head = headed.sign_head(turnouts).text
    own.stop()
    for poll in (headed, headless):
        _key(poll).unlink()
        if other is not None:
            _key(poll).write_bytes(other)
    own.start()
    assert refused(headed.cast(request)) == (410, "no_key")
    assert refused(headed.cast(late)) == (410, "late")
    assert headed.sign_head(turnouts).text == head
    assert headed.public("/board").status_code == 200
    none_came = turnouts_of(headless.manifest, {1: 0, 2: 0})
    assert refused(headless.sign_head(none_came)) == (409, "no_key")
    assert refused(headed.admin("POST", "/key")) == (409, "already_closed")
    assert _key(headed).exists() is (other is not None)


def test_a_box_that_cannot_write_asks_for_patience(own: BoxServer) -> None:
    poll = _casting(own)
    first, second = poll.request(), poll.request()
    assert poll.cast(first).status_code == 201
    assert own.process is not None
    unlimited = resource.RLIM_INFINITY
    resource.prlimit(own.process.pid, resource.RLIMIT_FSIZE, (1, unlimited))
    for answer in (poll.cast(second), poll.close()):
        assert (answer.status_code, answer.json()["code"]) == (503, "unwritable")
        assert answer.headers["retry-after"] == "2"
    resource.prlimit(own.process.pid, resource.RLIMIT_FSIZE, (unlimited, unlimited))
    assert poll.cast(second).status_code == 201
    assert poll.close().json()["size"] == 2


def test_headers_that_never_end_do_not_fill_the_box(own: BoxServer) -> None:
    with socket.create_connection(("127.0.0.1", own.port), 10) as caller:
        caller.sendall(b"GET /polls/none HTTP/1.1\r\nHost: box\r\n")
        with pytest.raises(OSError):  # noqa: PT011, PT012 - cut off while it talks
            for _ in range(1000):
                caller.sendall(b"X: " + b"x" * (1 << 16) + b"\r\n")
    assert own.client.get(f"{own.url}/polls/none").status_code == 404
