"""Whom the secretariat looks up in the roll stands in no address."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session

from gongping.audit.models import Event
from gongping.polls.rules import GroupPlan
from gongping.procedure import ballots
from gongping.roll.models import Channel, RollEntry
from tests.polls.sealed import SealedSeason

NUMBER = "c3-1"


@pytest.fixture
def office(sealed_season: SealedSeason) -> Any:
    """The secretariat's browser, while a poll with ten slips is collected."""
    season = sealed_season
    season.plan(groups=(GroupPlan("everybody", "全体", slip_count=10),))
    season.key_up().freeze()
    season.sign_rules()
    season.poll = ballots.open_collecting(season.reloaded(), by=season.secretariat)
    return season.world.client("secretariat")


@pytest.fixture
def place(sealed_season: SealedSeason, office: Any) -> str:
    """The address of the roll."""
    return sealed_season.url("entries", "roll")


def _found(page: str) -> int:
    return page.count('<td class="title">')


def test_a_name_is_sought_without_an_address_that_tells_it(
    office: Any, place: str
) -> None:
    everybody = _found(office.get(place).content.decode())
    answer = office.post(place, {"q": NUMBER}, follow=True)
    page = answer.content.decode()
    assert [to for to, _status in answer.redirect_chain] == [f"{place}?sought=1"]
    assert _found(page) == 1 < everybody
    assert f'value="{NUMBER}"' in page
    assert 'method="get"' not in page
    assert "no-store" in answer["Cache-Control"]


def test_a_name_in_the_address_finds_nobody_alone(office: Any, place: str) -> None:
    whole = _found(office.get(place).content.decode())
    assert _found(office.get(place, {"q": NUMBER}).content.decode()) == whole


def test_reloading_and_going_back_find_the_same(office: Any, place: str) -> None:
    office.post(place, {"q": NUMBER})
    assert _found(office.get(f"{place}?sought=1").content.decode()) == 1
    assert _found(office.get(place).content.decode()) > 1
    assert _found(office.get(f"{place}?sought=1").content.decode()) == 1


def test_who_was_sought_is_in_no_row_of_the_database(office: Any, place: str) -> None:
    office.post(place, {"q": NUMBER}, follow=True)
    assert not any(NUMBER in str(row.get_decoded()) for row in Session.objects.all())
    cookie = office.cookies["roll_sought"]
    assert (cookie["path"], cookie["httponly"]) == (place, True)
    assert NUMBER not in cookie.value


def test_a_zero_byte_in_what_is_sought_is_left_out(office: Any, place: str) -> None:
    answer = office.post(place, {"q": f"{NUMBER[:2]}\x00{NUMBER[2:]}"}, follow=True)
    assert _found(answer.content.decode()) == 1


def test_a_reason_goes_on_record_plain_and_no_longer_than_its_field(
    office: Any, place: str
) -> None:
    entry = RollEntry.objects.get(person__staff_no__iexact=NUMBER)
    office.post(f"{place}/{entry.key}/slip")
    reason = "登记\x00错了\u202e" + "啊" * 5000
    office.post(
        f"{place}/{entry.key}/take-back",
        {"reason": reason},
    )
    detail = Event.objects.get(tag="roll:slip:taken_back").detail
    assert detail["reason"] == ("登记错了" + "啊" * 5000)[:120]


def test_a_unit_may_stand_in_the_address(office: Any, place: str) -> None:
    unit = str(RollEntry.objects.exclude(person__unit=None)[0].person.unit_id)
    answer = office.post(place, {"q": "", "unit": unit})
    assert answer["Location"] == f"{place}?unit={unit}"
    answer = office.post(place, {"q": NUMBER, "unit": unit})
    assert answer["Location"] == f"{place}?unit={unit}&sought=1"


def test_after_a_mark_the_same_people_are_shown(office: Any, place: str) -> None:
    entry = RollEntry.objects.get(person__staff_no__iexact=NUMBER)
    sought = office.post(place, {"q": NUMBER}, follow=True).content.decode()
    assert '<input type="hidden" name="sought" value="1">' in sought
    answer = office.post(f"{place}/{entry.key}/slip", {"sought": "1"}, follow=True)
    assert [to for to, _status in answer.redirect_chain] == [f"{place}?sought=1"]
    assert _found(answer.content.decode()) == 1
    entry.refresh_from_db()
    assert entry.channel == Channel.SLIP


@pytest.mark.parametrize("odd", ["²", "9" * 5000, "甲" * 60_000, "甲\x00乙"])
def test_odd_words_for_name_and_unit_break_no_page(
    sealed_season: SealedSeason, office: Any, place: str, odd: str
) -> None:
    answer = office.post(place, {"q": odd, "unit": odd[:1000]}, follow=True)
    assert answer.status_code == 200
    assert office.get(place, {"unit": odd[:1000]}).status_code == 200
    station = sealed_season.url("station", "roll")
    assert office.post(station, {"q": odd}).status_code == 200
