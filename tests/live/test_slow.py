"""Who reads slowly keeps nobody waiting, and nothing piles up for it."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from gongping.box import patience
from gongping.live import hub as hubs
from tests.live.conftest import Place
from tests.live.streams import pass_for, until, watching

LONG = "x" * 60_000


@contextmanager
def deaf(place: Place, *topics: str) -> Iterator[socket.socket]:
    """A watcher that asks and then reads nothing, with little room before it."""
    with socket.socket() as caller:
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        caller.settimeout(10)
        caller.connect(("127.0.0.1", place.port))
        words = "&".join(f"pass={pass_for(topic)}" for topic in topics)
        caller.sendall(f"GET /?{words} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        until(lambda: len(place.hub.watchers) == 1)
        yield caller


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "QUIET_SECONDS", 0.0)


def send(place: Place, topic: str, number: int, text: str = "") -> None:
    """Announce, and wait until it has gone to everybody."""
    place.hub.announce(topic, {"number": number, "text": text})
    known = place.hub._topics[topic]
    until(lambda: known.values.get("number") == number and not place.hub._due)


def fill(place: Place) -> int:
    """Announce until this watcher is behind; return the last number."""
    (watcher,) = place.hub.watchers
    for number in range(1000):
        send(place, "hall.1", number, LONG)
        if watcher.is_behind:
            return number
    raise AssertionError("it never fell behind")


def test_others_are_sent_everything_meanwhile(place: Place, quick: None) -> None:
    with deaf(place, "hall.1"):
        last = fill(place)
        with watching(place.url, pass_for("hall.1")) as stream:
            stream.greeting()
            place.hub.announce("hall.1", {"number": last + 1})
            while stream.state()["number"] != last + 1:
                pass


def test_nothing_is_kept_but_the_last_state_of_each_topic(
    place: Place, quick: None
) -> None:
    with deaf(place, "hall.1", "hall.2") as caller:
        last = fill(place)
        (watcher,) = place.hub.watchers
        for number in range(last, last + 50):
            send(place, "hall.1", number, LONG)
            send(place, "hall.2", number)
        assert watcher._missed is not None
        assert len(watcher._missed) <= 2
        numbers = _read_to(caller, {"hall.1": last + 49, "hall.2": last + 49})
    # What was sent before it fell behind, then a gap, then the last.
    assert numbers["hall.2"] == [last + 49]
    assert len(numbers["hall.1"]) < last + 20
    assert numbers["hall.1"] == sorted(numbers["hall.1"])


def _read_to(caller: socket.socket, wanted: dict[str, int]) -> dict[str, list[int]]:
    """Read states until the last of each topic is the wanted one."""
    text, numbers = b"", {topic: [-1] for topic in wanted}
    while {topic: found[-1] for topic, found in numbers.items()} != wanted:
        text += caller.recv(1 << 20)
        *lines, text = text.split(b"\n")
        for line in lines:
            if line.startswith(b'data: {"topic"'):
                said = json.loads(line.removeprefix(b"data: "))
                if "state" in said:
                    numbers[said["topic"]].append(said["state"]["number"])
    return {topic: found[1:] for topic, found in numbers.items()}


def test_after_catching_up_it_is_a_watcher_like_others(
    place: Place, quick: None
) -> None:
    with deaf(place, "hall.1") as caller:
        last = fill(place)
        (watcher,) = place.hub.watchers
        _read_to(caller, {"hall.1": last})
        until(lambda: not watcher.is_behind)
        place.hub.announce("hall.1", {"number": last + 1})
        _read_to(caller, {"hall.1": last + 1})


def test_who_takes_nothing_at_all_is_hung_up_on(
    place: Place, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "TAKING_SECONDS", 0.3)
    with deaf(place, "hall.1"):
        fill(place)
        until(lambda: not place.hub.watchers)


def test_who_leaves_is_forgotten(place: Place, quick: None) -> None:
    with deaf(place, "hall.1"):
        fill(place)
    until(lambda: not place.hub.watchers)


def test_a_hub_that_ends_waits_for_nobody_who_is_behind(
    place: Place, quick: None
) -> None:
    with deaf(place, "hall.1"):
        fill(place)
        assert place.hub._loop is not None
        place.hub._loop.call_soon_threadsafe(place.hub.close)
        until(lambda: not place.hub.watchers, 2)
