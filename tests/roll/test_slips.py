"""Slips: on paper, drawn by hand, marked without a time and without a number."""

from typing import TYPE_CHECKING

import pytest

from gongping.audit.models import Event
from gongping.foundation.errors import Invalid, Refused
from gongping.polls.rules import GroupPlan
from gongping.procedure import ballots
from gongping.roll import services
from gongping.roll.exceptions import (
    AlreadyCollected,
    NoSlipPrinted,
    NoSuchEntry,
    NotCollectingNow,
    SlipsGone,
)
from gongping.roll.models import Channel, RollEntry, Ticket
from gongping.roll.selectors import entries_of, slips_by_group
from tests.polls.sealed import SealedSeason

if TYPE_CHECKING:
    from gongping.polls.models import Poll


@pytest.fixture
def frozen(season: SealedSeason) -> SealedSeason:
    season.plan(groups=(GroupPlan("everybody", "全体", slip_count=10),))
    return season.freeze()


def _opened(season: SealedSeason) -> "Poll":
    season.sign_rules()
    return ballots.open_collecting(season.reloaded(), by=season.secretariat)


def _key(season: SealedSeason, who: str = "unit") -> str:
    person = season.world.actor(who).person_id
    assert person is not None
    return RollEntry.objects.get(person_id=person).key


def test_as_many_slips_are_made_as_were_planned(frozen: SealedSeason) -> None:
    assert slips_by_group(frozen.poll) == {1: 10}
    assert len(services.print_slips(frozen.poll, 1, by=frozen.secretariat)) == 10
    event = Event.objects.get(tag="roll:slips:printed")
    assert event.detail == {"count": 10}


def test_a_slip_is_good_for_one_ballot_and_no_account(frozen: SealedSeason) -> None:
    slips = services.print_slips(frozen.poll, 1, by=frozen.secretariat)
    poll = _opened(frozen)
    ballots.open_casting(poll, by=frozen.secretariat)
    assert frozen.cast(slips[0], 1) == 201
    assert frozen.cast(slips[0], 1) == 409


def test_once_collecting_opens_slips_exist_on_paper_only(frozen: SealedSeason) -> None:
    poll = _opened(frozen)
    assert not Ticket.objects.filter(channel=Channel.SLIP).exists()
    with pytest.raises(SlipsGone):
        services.print_slips(poll, 1, by=frozen.secretariat)


def test_only_the_secretariat_prints_and_marks(frozen: SealedSeason) -> None:
    for who in ("voter", "scrutineer", "system_admin", "leader"):
        actor = frozen.world.actor(who)
        with pytest.raises(Refused):
            services.print_slips(frozen.poll, 1, by=actor)
        with pytest.raises(Refused):
            services.mark_slip_drawn(frozen.poll, _key(frozen), by=actor)


def test_the_mark_has_no_time_and_no_number(frozen: SealedSeason) -> None:
    poll = _opened(frozen)
    before = Event.objects.count()
    entry = services.mark_slip_drawn(poll, _key(frozen), by=frozen.secretariat)
    assert (entry.channel, entry.held_ticket) == (Channel.SLIP, "")
    assert Event.objects.count() == before


def test_who_has_collected_draws_no_slip(frozen: SealedSeason) -> None:
    poll = _opened(frozen)
    services.take_ticket(poll, by=frozen.world.actor("unit"))
    with pytest.raises(AlreadyCollected):
        services.mark_slip_drawn(poll, _key(frozen), by=frozen.secretariat)


def test_who_drew_a_slip_collects_nothing_more(frozen: SealedSeason) -> None:
    poll = _opened(frozen)
    services.mark_slip_drawn(poll, _key(frozen), by=frozen.secretariat)
    with pytest.raises(AlreadyCollected):
        services.take_ticket(poll, by=frozen.world.actor("unit"))


def test_nobody_has_drawn_where_none_was_printed(season: SealedSeason) -> None:
    season.collecting()
    with pytest.raises(NoSlipPrinted, match="没有印票条"):
        services.mark_slip_drawn(season.poll, _key(season), by=season.secretariat)
    assert not RollEntry.objects.exclude(channel="").exists()


def test_marks_are_set_only_while_they_mean_something(frozen: SealedSeason) -> None:
    with pytest.raises(NotCollectingNow):
        services.mark_slip_drawn(frozen.poll, _key(frozen), by=frozen.secretariat)


def test_a_wrong_mark_is_mended_on_record(frozen: SealedSeason) -> None:
    poll = _opened(frozen)
    key, by = _key(frozen), frozen.secretariat
    with pytest.raises(Invalid, match="没有登记"):
        services.take_back_slip_mark(poll, key, "点错人", by=by)
    services.mark_slip_drawn(poll, key, by=by)
    with pytest.raises(Invalid, match="为什么改"):
        services.take_back_slip_mark(poll, key, "", by=by)
    assert services.take_back_slip_mark(poll, key, "点错人", by=by).channel == ""
    event = Event.objects.get(tag="roll:slip:taken_back")
    assert event.detail == {"reason": "点错人"}


def test_an_unknown_entry_is_missing(frozen: SealedSeason) -> None:
    poll = _opened(frozen)
    with pytest.raises(NoSuchEntry):
        services.mark_slip_drawn(poll, "0" * 32, by=frozen.secretariat)


def test_the_roll_is_searched_by_name_number_and_unit(frozen: SealedSeason) -> None:
    unit = frozen.world.unit
    assert entries_of(frozen.poll, "副部长甲").count() == 1
    assert entries_of(frozen.poll, "c3-1").count() == 1
    assert entries_of(frozen.poll, unit=str(unit.pk)).count() == 5
    assert entries_of(frozen.poll, unit="x").count() == 33
