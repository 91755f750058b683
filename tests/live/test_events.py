"""What watchers are sent: what is so now, once, and nothing they may not know."""

import threading
import time

import pytest

from gongping.live import hub as hubs
from tests.live.conftest import Place
from tests.live.streams import Event, pass_for, watching


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let passes given a minute ago count as given since the hub began."""
    monkeypatch.setattr(hubs, "DOUBT_SECONDS", -120)


def names(events: list[Event]) -> list[str]:
    return [event.name for event in events]


def test_an_announcement_reaches_who_watches_the_topic(place: Place) -> None:
    with watching(place.url, pass_for("hall.1")) as stream:
        stream.greeting()
        place.hub.announce("hall.1", {"phase": "running", "item": 3})
        event = stream.next()
    assert event.data == {"topic": "hall.1", "state": {"phase": "running", "item": 3}}


def test_what_the_pass_does_not_name_is_never_sent(place: Place) -> None:
    with watching(place.url, pass_for("hall.1")) as stream:
        stream.greeting()
        place.hub.announce("console.1", {"secret": 1})
        place.hub.announce("hall.11", {"secret": 1})
        place.hub.announce("hall.1", {"item": 3})
        assert stream.next().data["topic"] == "hall.1"
    with watching(place.url, pass_for("hall.2"), wait=0.5) as stream:
        stream.greeting()
        place.hub.announce("hall.1", {"item": 4})
        assert stream.is_silent()


def test_several_passes_make_one_stream(place: Place) -> None:
    with watching(place.url, pass_for("hall.1"), pass_for("console.1")) as stream:
        stream.greeting()
        place.hub.announce("hall.1", {"item": 1})
        place.hub.announce("console.1", {"held_by": 2})
        assert [stream.next().data["topic"] for _ in range(2)] == [
            "hall.1",
            "console.1",
        ]


def test_values_stay_until_one_of_their_name_replaces_them(place: Place) -> None:
    with watching(place.url, pass_for("hall.1")) as stream:
        stream.greeting()
        place.hub.announce("hall.1", {"item": 3, "turnout": 10})
        stream.state()
        place.hub.announce("hall.1", {"turnout": 20, "limit": None})
        assert stream.state() == {"item": 3, "turnout": 20, "limit": None}


def test_a_crowd_of_announcements_becomes_a_few_events(place: Place) -> None:
    with watching(place.url, pass_for("hall.1")) as stream:
        stream.greeting()
        began = time.monotonic()
        for turnout in range(300):
            place.hub.announce("hall.1", {"turnout": turnout})
            time.sleep(0.002)
        seen = [stream.state()["turnout"]]
        while seen[-1] != 299:
            seen.append(stream.state()["turnout"])
        took = time.monotonic() - began
    assert seen == sorted(set(seen))
    assert len(seen) <= 2 + took / hubs.QUIET_SECONDS


def test_a_change_after_a_quiet_time_goes_at_once(place: Place) -> None:
    with watching(place.url, pass_for("hall.1")) as stream:
        stream.greeting()
        for item in range(3):
            time.sleep(hubs.QUIET_SECONDS * 1.2)
            began = time.monotonic()
            place.hub.announce("hall.1", {"item": item})
            assert stream.state() == {"item": item}
            assert time.monotonic() - began < hubs.QUIET_SECONDS / 2


def test_any_thread_may_announce(place: Place) -> None:
    with watching(place.url, pass_for("hall.1")) as stream:
        stream.greeting()
        values = [{f"n{number}": number} for number in range(20)]
        threads = [
            threading.Thread(target=place.hub.announce, args=("hall.1", one))
            for one in values
        ]
        for thread in threads:
            thread.start()
        while len(stream.state()) < len(values):
            pass


# --- coming back --------------------------------------------------------------------


def test_who_has_seen_the_last_is_sent_nothing_again(
    place: Place, settled: None
) -> None:
    with watching(place.url, pass_for("hall.1")) as stream:
        stream.greeting()
        place.hub.announce("hall.1", {"item": 3})
        stream.next()
    with watching(place.url, pass_for("hall.1"), last=stream.last) as again:
        assert again.greeting() == []
    header = {"Last-Event-ID": stream.last}
    with watching(place.url, pass_for("hall.1"), headers=header) as again:
        assert again.greeting() == []


def test_who_missed_something_is_sent_the_last_state_once(
    place: Place, settled: None
) -> None:
    both = pass_for("hall.1", "console.1")
    with watching(place.url, both) as stream:
        stream.greeting()
        place.hub.announce("console.1", {"held_by": 1})
        stream.next()
    with watching(place.url, both) as other:
        other.greeting()
        for item in range(3):
            place.hub.announce("hall.1", {"item": item})
        while other.state()["item"] < 2:
            pass
    with watching(place.url, both, last=stream.last) as again:
        (event,) = again.greeting()
    assert event.data == {"topic": "hall.1", "state": {"item": 2}}
    assert again.last == other.last


def test_a_page_made_after_the_change_need_not_ask_for_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with watching(place.url, pass_for("hall.1")) as stream:
        stream.greeting()
        place.hub.announce("hall.1", {"item": 3})
        stream.next()
    monkeypatch.setattr(hubs, "DOUBT_SECONDS", -1)
    with watching(place.url, pass_for("hall.1", age=-2)) as later:
        (event,) = later.greeting()
    assert (event.name, event.data["state"]) == ("known", {"item": 3})


def test_a_page_made_before_the_change_asks_for_it(place: Place, settled: None) -> None:
    with watching(place.url, pass_for("hall.1")) as stream:
        stream.greeting()
        place.hub.announce("hall.1", {"item": 3})
        stream.next()
    with watching(place.url, pass_for("hall.1", age=1000)) as old:
        assert names(old.greeting()) == ["known", "look"]


def test_after_a_restart_pages_look_for_themselves(place: Place) -> None:
    with watching(place.url, pass_for("hall.1"), last="0bad-7") as stream:
        assert names(stream.greeting()) == ["look"]
    place.hub.announce("hall.1", {"item": 3})
    with watching(place.url, pass_for("hall.1"), last="0bad-7") as stream:
        assert names(stream.greeting()) == ["known", "look"]


@pytest.mark.parametrize("last", ["-", "x", "1-2-3", "号", f"{'9' * 5000}"])
def test_whatever_was_seen_last_a_stream_begins(place: Place, last: str) -> None:
    with watching(place.url, pass_for("hall.1"), last=last[:900]) as stream:
        assert names(stream.greeting()) == ["look"]


def test_a_hub_that_may_have_missed_something_says_so_to_all(
    place: Place, settled: None
) -> None:
    with watching(place.url, pass_for("hall.1")) as stream:
        stream.greeting()
        place.hub.announce("hall.1", {"item": 3})
        stream.next()
        before = stream.last
        _in_its_loop(place)
        assert stream.next().name == "look"
        place.hub.announce("hall.1", {"phase": "closed"})
        assert stream.state() == {"phase": "closed"}
    with watching(place.url, pass_for("hall.1"), last=before) as again:
        assert names(again.greeting()) == ["known", "look"]
    with watching(place.url, pass_for("hall.1"), last=stream.last) as again:
        assert again.greeting() == []


def _in_its_loop(place: Place) -> None:
    assert place.hub._loop is not None
    place.hub._loop.call_soon_threadsafe(place.hub.look_again)


# --- keeping the line -----------------------------------------------------------------


def test_a_quiet_line_is_kept_open(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hubs, "KEEP_ALIVE_SECONDS", 0.05)
    with watching(place.url, pass_for("hall.1")) as stream:
        stream.greeting()
        assert [stream.next().name for _ in range(3)] == ["here"] * 3
        assert len(place.hub.watchers) == 1


def test_before_anybody_watches_nothing_is_kept(place: Place) -> None:
    place.hub.announce("hall.1", {"item": 3})
    assert place.hub._topics == {}


def test_topics_that_nobody_watches_or_knows_are_forgotten(place: Place) -> None:
    with watching(place.url, pass_for("hall.1", "hall.2")) as stream:
        stream.greeting()
        place.hub.announce("hall.1", {"item": 3})
        stream.next()
    with watching(place.url, pass_for("hall.1")) as stream:
        stream.greeting()
        assert set(place.hub._topics) == {"hall.1"}
