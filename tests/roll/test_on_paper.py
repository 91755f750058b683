"""On paper or electronically, never both: the roll keeps them apart."""

from typing import Any

import pytest

from gongping.audit.models import Event
from gongping.foundation.errors import Invalid
from gongping.procedure import ballots
from gongping.roll import services
from gongping.roll.exceptions import AlreadyCollected
from gongping.roll.models import RollEntry
from gongping.roll.selectors import count_by_group
from tests.box.fixtures import BoxServer
from tests.polls.sealed import SealedSeason, begin_season
from tests.world import World


@pytest.fixture
def sealed(
    world: World, box_in_use: BoxServer, settings: Any, tmp_path: Any
) -> SealedSeason:
    """A sealed poll for which ballots are collected."""
    settings.ISSUER_DIR = tmp_path / "issuer"
    settings.BOARDS_DIR = tmp_path / "boards"
    return begin_season(world, box_in_use).collecting()


def _key(season: SealedSeason, place: int = 0) -> str:
    person = season.voters()[place].person_id
    assert person is not None
    return RollEntry.objects.get(poll=season.poll, person_id=person).key


def test_whoever_is_on_paper_collects_no_other_ballot(sealed: SealedSeason) -> None:
    services.mark_on_paper(sealed.poll, _key(sealed), by=sealed.secretariat)
    with pytest.raises(AlreadyCollected, match="纸质票"):
        services.take_ticket(sealed.poll, by=sealed.voters()[0])
    with pytest.raises(AlreadyCollected):
        services.mark_slip_drawn(sealed.poll, _key(sealed), by=sealed.secretariat)


def test_whoever_has_collected_gets_no_paper(sealed: SealedSeason) -> None:
    sealed.collect(sealed.voters()[0])
    with pytest.raises(AlreadyCollected, match="不能再给纸质票"):
        services.mark_on_paper(sealed.poll, _key(sealed), by=sealed.secretariat)


def test_people_on_paper_are_counted_apart_and_in_all(sealed: SealedSeason) -> None:
    services.mark_on_paper(sealed.poll, _key(sealed), by=sealed.secretariat)
    sealed.collect(sealed.voters()[1])
    count = count_by_group(sealed.poll)[1]
    assert (count.paper, count.named, count.collected) == (1, 1, 2)


def test_a_sheet_that_comes_back_unused_frees_its_voter(sealed: SealedSeason) -> None:
    key, office = _key(sealed), sealed.secretariat
    services.mark_on_paper(sealed.poll, key, by=office)
    with pytest.raises(Invalid):
        services.take_back_paper_mark(sealed.poll, key, " ", by=office)
    services.take_back_paper_mark(sealed.poll, key, "改用手机", by=office)
    assert sealed.collect(sealed.voters()[0]).group == 1
    event = Event.objects.get(tag="roll:paper:taken_back")
    assert event.detail == {"reason": "改用手机"}
    with pytest.raises(Invalid, match="没有登记"):
        services.take_back_paper_mark(sealed.poll, key, "再来", by=office)


def test_no_time_of_a_mark_is_on_record_while_ballots_come(
    sealed: SealedSeason,
) -> None:
    services.mark_on_paper(sealed.poll, _key(sealed), by=sealed.secretariat)
    assert not Event.objects.filter(tag__startswith="roll:paper").exists()


def test_the_close_puts_them_on_record_all_at_once(sealed: SealedSeason) -> None:
    entry = services.mark_on_paper(sealed.poll, _key(sealed), by=sealed.secretariat)
    ballots.open_casting(sealed.poll, by=sealed.secretariat)
    sealed.reloaded()
    sealed.close()
    event = Event.objects.get(tag="roll:collected:listed")
    assert event.detail["paper"] == [entry.person.name]
    services.mark_on_paper(sealed.poll, _key(sealed, 1), by=sealed.secretariat)
    assert Event.objects.filter(tag="roll:paper:marked_late").exists()


def test_the_roll_offers_both_ways_and_their_mending(sealed: SealedSeason) -> None:
    office = sealed.world.client("secretariat")
    url = sealed.url("entries", "roll")
    assert "登记纸质票" in office.get(url).content.decode()
    key = _key(sealed)
    assert office.post(f"{url}/{key}/paper").status_code == 302
    assert "退回了纸质票" in office.get(url).content.decode()
    back = office.post(f"{url}/{key}/paper-back", {"reason": "登记错了"})
    assert back.status_code == 302
    assert RollEntry.objects.get(key=key).channel == ""
