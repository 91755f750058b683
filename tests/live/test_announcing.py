"""The rooms' side: what is announced is told once it is committed, and to whom."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse

from gongping.foundation import live, passes

pytestmark = pytest.mark.django_db(transaction=True)
Heard = list[tuple[str, Mapping[str, Any]]]


@pytest.fixture
def heard() -> Iterator[Heard]:
    found: Heard = []
    with live.heard_by(lambda topic, state: found.append((topic, state))):
        yield found


def test_it_is_told_after_the_commit_only(heard: Heard) -> None:
    with transaction.atomic():
        live.announce("hall.1", item=3)
        assert heard == []
    assert heard == [("hall.1", {"item": 3})]


def test_what_is_rolled_back_was_never_so(heard: Heard) -> None:
    with transaction.atomic():
        live.announce("hall.1", item=3)
        transaction.set_rollback(True)
    assert heard == []


def test_a_hub_in_trouble_is_not_the_rooms_trouble() -> None:
    def broken(_topic: str, _state: Mapping[str, Any]) -> None:
        raise OSError

    with live.heard_by(broken), transaction.atomic():
        live.announce("hall.1", item=3)


def test_nobody_listens_and_nothing_happens() -> None:
    live.announce("hall.1", item=3)


def test_long_states_and_odd_topics_are_refused(heard: Heard) -> None:
    with pytest.raises(ValueError, match="too much"):
        live.announce("hall.1", text="长" * 2000)
    with pytest.raises(ValueError, match="not a topic"):
        live.announce("hall of fame", item=3)
    assert heard == []


def test_a_pass_opens_what_it_names(settings: Any) -> None:
    key = passes.key_from(settings.SECRET_KEY)
    text = live.with_pass(HttpResponse(), "hall.1")[live.HEADER]
    found = passes.read(key, text, passes.moment())
    assert found.topics == ("hall.1",)
    assert found.until - found.issued == passes.LIFE_SECONDS
    with pytest.raises(passes.NoPass):
        passes.read(key, text, passes.moment() + passes.LIFE_SECONDS)
