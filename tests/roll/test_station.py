"""The clerk at the door: a number, Enter, Enter; no time, no slip, no address."""

from typing import Any

import pytest

from gongping.audit.models import Event
from gongping.polls.rules import GroupPlan
from gongping.procedure import ballots
from gongping.roll.models import Channel, RollEntry
from gongping.roll.services import mark_on_paper
from tests.polls.sealed import SealedSeason

SLIPS = 10
STATION = 16


@pytest.fixture
def hall(sealed_season: SealedSeason) -> SealedSeason:
    """A sealed poll that is collected, with ten slips."""
    season = sealed_season
    season.plan(groups=(GroupPlan("everybody", "全体", slip_count=SLIPS),))
    season.key_up().freeze()
    season.sign_rules()
    season.poll = ballots.open_collecting(season.reloaded(), by=season.secretariat)
    return season


def _send(season: SealedSeason, **sent: str) -> Any:
    office = season.world.client("secretariat")
    return office.post(season.url("station", "roll"), sent, follow=True)


def _entry(season: SealedSeason, number: str = "c3-1") -> RollEntry:
    return RollEntry.objects.get(poll=season.poll, person__staff_no__iexact=number)


def test_one_press_marks_whoever_was_found(hall: SealedSeason) -> None:
    page = _send(hall, q="c3-1").content.decode()
    entry = _entry(hall)
    assert page.count('name="key"') == 1
    assert entry.key in page
    before = Event.objects.count()
    answer = _send(hall, key=entry.key)
    assert f"已登记{entry.person.name}抽了票条" in answer.content.decode()
    assert _entry(hall).channel == Channel.SLIP
    assert Event.objects.count() == before


def test_no_name_and_no_number_stands_in_an_address(hall: SealedSeason) -> None:
    answer = _send(hall, key=_entry(hall).key)
    assert [place for place, _status in answer.redirect_chain] == [
        hall.url("station", "roll")
    ]
    assert 'method="get"' not in answer.content.decode()


def test_the_counts_of_the_pile_follow(hall: SealedSeason) -> None:
    _send(hall, key=_entry(hall).key)
    page = _send(hall).content.decode()
    assert 'data-label="抽走">1<' in page
    assert f'data-label="摞里应剩">{SLIPS - 1}<' in page


@pytest.mark.parametrize("way", ["slip", "paper", "named"])
def test_who_has_a_ballot_gets_no_button_and_no_second_one(
    hall: SealedSeason, way: str
) -> None:
    entry = _entry(hall)
    if way == "paper":
        mark_on_paper(hall.poll, entry.key, by=hall.secretariat)
    else:
        RollEntry.objects.filter(pk=entry.pk).update(channel=way)
    page = _send(hall, q="c3-1").content.decode()
    assert 'name="key"' not in page
    assert "已经领过票" in _send(hall, key=entry.key).content.decode()
    assert _entry(hall).channel == way


def test_a_mistake_is_undone_at_the_station_with_a_reason(hall: SealedSeason) -> None:
    entry = _entry(hall)
    _send(hall, key=entry.key)
    assert "登记错了" in _send(hall, q="c3-1").content.decode()
    office = hall.world.client("secretariat")
    url = hall.url(f"entries/{entry.key}/take-back", "roll")
    answer = office.post(url, {"reason": "点错人", "back": "station"})
    assert answer["Location"] == hall.url("station", "roll")
    assert _entry(hall).channel == ""


def test_the_whole_number_finds_one_and_a_part_of_a_name_finds_few(
    hall: SealedSeason,
) -> None:
    page = _send(hall, q="处负责人").content.decode()
    assert page.count('name="key"') == 8
    assert "还有更多" in page
    assert "名册上没有这个人" in _send(hall, q="不在").content.decode()


def test_the_station_asks_the_same_few_things_whoever_is_found(
    hall: SealedSeason, django_assert_num_queries: Any
) -> None:
    office = hall.world.client("secretariat")
    for query in ("c3-1", "处负责人"):
        with django_assert_num_queries(STATION):
            office.post(hall.url("station", "roll"), {"q": query})


def test_where_no_slip_was_printed_none_can_be_marked(hall: SealedSeason) -> None:
    hall.reloaded().groups.update(slip_count=0)
    page = _send(hall, q="c3-1").content.decode()
    assert "这个票种没有印票条" in page
    assert 'name="key"' not in page
    office = hall.world.client("secretariat")
    roll = office.get(hall.url("entries", "roll")).content.decode()
    assert "登记抽票条" not in roll
    assert "登记纸质票" in roll
