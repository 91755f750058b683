"""Who is let in to watch, and who is not."""

import json
from collections.abc import Callable
from contextlib import ExitStack

import httpx
import pytest

from gongping.foundation import passes
from tests.live.conftest import FEW, Place
from tests.live.streams import pass_for, until, watching


def answer(place: Place, **words: str) -> httpx.Response:
    return httpx.get(place.url, params=words, trust_env=False)


def test_who_has_a_pass_watches(place: Place) -> None:
    with watching(place.url, pass_for("hall.1")) as stream:
        headers = stream.response.headers
    assert headers["content-type"] == "text/event-stream; charset=utf-8"
    assert headers["cache-control"] == "no-store"
    assert headers["x-accel-buffering"] == "no"
    assert "set-cookie" not in headers
    assert "access-control-allow-origin" not in headers


# Called only when the test runs: a pass holds its own second, and what is collected
# must be the same in every process.
WITHOUT_A_VALID_PASS: dict[str, Callable[[], str]] = {
    "empty": lambda: "",
    "no parts": lambda: "~",
    "unsigned": lambda: "1~0~9999999999~hall.1~",
    "cut short": lambda: pass_for("hall.1")[:-1],
    "for another topic": lambda: pass_for("hall.1").replace("hall.1", "hall.2"),
    "run out": lambda: pass_for("hall.1", age=1801),
    "no pass at all": lambda: "通行证",
}


@pytest.mark.parametrize("given", WITHOUT_A_VALID_PASS)
def test_without_a_valid_pass_nobody_does(place: Place, given: str) -> None:
    said = answer(place, **{"pass": WITHOUT_A_VALID_PASS[given]()})
    assert said.status_code == 403
    assert said.json() == {"code": "no_pass"}


def test_one_bad_pass_among_good_ones_is_refused(place: Place) -> None:
    words = {"pass": [pass_for("hall.1"), pass_for("hall.2")[:-1]]}
    said = httpx.get(place.url, params=words, trust_env=False)
    assert said.status_code == 403


def test_a_pass_signed_elsewhere_is_refused(place: Place) -> None:
    one = passes.Pass(("hall.1",), 0, 9_999_999_999)
    forged = passes.sign(passes.key_from("another secret"), one)
    assert answer(place, **{"pass": forged}).status_code == 403


def test_only_a_get_of_the_door_is_understood(place: Place) -> None:
    assert httpx.post(place.url, trust_env=False).status_code == 405
    assert httpx.get(f"{place.url}else", trust_env=False).status_code == 404


def test_no_more_are_let_in_than_can_be_held(place: Place) -> None:
    with ExitStack() as stack:
        for _ in range(FEW):
            stack.enter_context(watching(place.url, pass_for("hall.1")))
        said = answer(place, **{"pass": pass_for("hall.1")})
        assert (said.status_code, said.json()) == (503, {"code": "full"})
        assert 5 <= int(said.headers["retry-after"]) <= 15
    until(lambda: not place.hub.watchers)
    with watching(place.url, pass_for("hall.1")) as stream:
        stream.greeting()


def test_each_is_told_another_moment_to_come_back(place: Place) -> None:
    moments = set()
    for _ in range(FEW):
        with watching(place.url, pass_for("hall.1")) as stream:
            stream.greeting()
        moments.add(stream.retry)
    assert len(moments) > 1
    assert all(1000 <= moment <= 4000 for moment in moments)


def test_a_stream_ends_with_its_pass(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongping.live.hub.KEEP_ALIVE_SECONDS", 0.1)
    with watching(place.url, pass_for("hall.1", age=0, life=2)) as stream:
        assert {event.name for event in stream.rest()} >= {"hello", "here"}
    until(lambda: not place.hub.watchers)


def test_a_topic_is_a_room_and_a_number() -> None:
    for good in ("hall.1", "console.17", "hall"):
        passes.check_topic(good)
    for bad in ("", "Hall.1", "hall.", "hall.1.2", "hall~1", "hall 1", "x" * 80):
        with pytest.raises(ValueError, match="not a topic"):
            passes.check_topic(bad)
    with pytest.raises(ValueError, match="topics"):
        pass_for()
    with pytest.raises(ValueError, match="topics"):
        pass_for(*[f"hall.{n}" for n in range(9)])


def test_what_a_pass_says_can_be_read_and_names_nobody() -> None:
    text = pass_for("hall.1", "console.1", age=0)
    assert passes.read(passes.key_from("a secret for tests"), text, 0).topics == (
        "hall.1",
        "console.1",
    )
    assert json.dumps(text) == f'"{text}"'
    assert len(text) < 100
