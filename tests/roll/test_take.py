"""Collecting a ballot, and what is remembered of it."""

import pytest
from django.db import connection

from gongping.audit.models import Event
from gongping.foundation.actors import Actor
from gongping.polls.rules import GroupPlan
from gongping.procedure import ballots
from gongping.roll import services
from gongping.roll.exceptions import (
    AlreadyCollected,
    NotCollectingNow,
    NoTicketLeft,
    NotInRoll,
)
from gongping.roll.models import Channel, Ticket
from gongping.roll.selectors import (
    collected_total,
    count_by_group,
    entry_of,
    find_entry,
)
from tests.polls.sealed import SealedSeason


@pytest.fixture
def open_season(season: SealedSeason) -> SealedSeason:
    return season.collecting()


@pytest.fixture
def with_slips(season: SealedSeason) -> SealedSeason:
    season.plan(groups=(GroupPlan("everybody", "处级以上干部", slip_count=9),))
    return season.collecting()


@pytest.fixture
def voter(season: SealedSeason) -> Actor:
    return season.world.actor("voter")


def test_a_voter_gets_one_ticket_of_the_own_group(
    open_season: SealedSeason, voter: Actor
) -> None:
    held = services.take_ticket(open_season.poll, by=voter)
    assert (len(bytes.fromhex(held.ticket)), held.group) == (16, 1)
    assert Ticket.objects.count() == 32
    assert not Ticket.objects.filter(secret=held.ticket).exists()


def test_until_it_is_redeemed_the_same_ticket_comes_again(
    open_season: SealedSeason, voter: Actor
) -> None:
    first = services.take_ticket(open_season.poll, by=voter)
    assert services.take_ticket(open_season.poll, by=voter) == first
    assert count_by_group(open_season.poll)[1].named == 1


def test_once_it_is_redeemed_nothing_leads_from_person_to_ticket(
    open_season: SealedSeason, voter: Actor
) -> None:
    held = services.take_ticket(open_season.poll, by=voter)
    open_season.redeem(held.ticket, held.group)
    entry = entry_of(open_season.poll, voter)
    assert (entry.channel, entry.held_ticket) == (Channel.NAMED, "")
    assert held.ticket not in _everything_stored()
    with pytest.raises(AlreadyCollected):
        services.take_ticket(open_season.poll, by=voter)


def test_the_record_says_who_collected_and_not_what(
    with_slips: SealedSeason, voter: Actor
) -> None:
    season, roll = with_slips, with_slips.world
    held = services.take_ticket(season.poll, by=voter)
    drawn = find_entry(season.poll, roll.actor("unit"))
    assert drawn is not None
    services.mark_slip_drawn(season.poll, drawn.key, by=season.secretariat)
    season.poll = ballots.open_casting(season.poll, by=season.secretariat)
    season.close()
    event = Event.objects.get(tag="roll:collected:listed")
    assert (event.actor_name, event.subject) == ("secretariat", "处级以上干部")
    by_way = {"named": [voter.name], "slip": [drawn.person.name], "paper": []}
    assert event.detail == by_way
    assert held.ticket not in str(event.detail)


def test_a_slip_marked_after_the_close_is_on_record_singly(
    with_slips: SealedSeason,
) -> None:
    season = with_slips
    season.poll = ballots.open_casting(season.poll, by=season.secretariat)
    season.close()
    late = find_entry(season.poll, season.world.actor("unit"))
    assert late is not None
    services.mark_slip_drawn(season.poll, late.key, by=season.secretariat)
    event = Event.objects.get(tag="roll:slip:marked_late")
    assert (event.actor_name, event.subject) == ("secretariat", late.person.name)


def test_the_ticket_is_good_for_one_ballot(
    open_season: SealedSeason, voter: Actor
) -> None:
    held = services.take_ticket(open_season.poll, by=voter)
    ballots.open_casting(open_season.poll, by=open_season.secretariat)
    assert open_season.cast(held.ticket, held.group) == 201
    assert open_season.cast(held.ticket, held.group) == 409


def test_who_is_not_on_the_roll_collects_nothing(open_season: SealedSeason) -> None:
    for who in ("secretariat", "scrutineer"):
        actor = open_season.world.actor(who)
        assert find_entry(open_season.poll, actor) is None
        with pytest.raises(NotInRoll):
            services.take_ticket(open_season.poll, by=actor)
    with pytest.raises(NotInRoll):
        services.take_ticket(open_season.poll, by=Actor(1, "外人", person_id=10**6))


def test_nothing_is_collected_before_or_after(
    season: SealedSeason, voter: Actor
) -> None:
    season.freeze()
    with pytest.raises(NotCollectingNow, match="还没有开始"):
        services.take_ticket(season.poll, by=voter)
    season.sign_rules()
    poll = ballots.open_collecting(season.reloaded(), by=season.secretariat)
    poll = ballots.open_casting(poll, by=season.secretariat)
    poll = ballots.close_poll(poll, by=season.secretariat)
    with pytest.raises(NotCollectingNow, match="已经结束"):
        services.take_ticket(poll, by=voter)


def test_an_empty_pool_is_said(open_season: SealedSeason, voter: Actor) -> None:
    Ticket.objects.all().delete()
    with pytest.raises(NoTicketLeft):
        services.take_ticket(open_season.poll, by=voter)


def test_what_is_still_held_at_close_is_wiped(
    open_season: SealedSeason, voter: Actor
) -> None:
    services.take_ticket(open_season.poll, by=voter)
    poll = ballots.open_casting(open_season.poll, by=open_season.secretariat)
    ballots.close_poll(poll, by=open_season.secretariat)
    assert entry_of(poll, voter).held_ticket == ""
    assert count_by_group(poll)[1].named == 1


def test_the_pool_is_not_handed_out_in_order(open_season: SealedSeason) -> None:
    keys = list(Ticket.objects.order_by("key").values_list("secret", flat=True))
    got = [
        services.take_ticket(open_season.poll, by=actor).ticket
        for actor in open_season.voters()
    ]
    assert sorted(got) == sorted(keys)
    assert got != keys


def test_counts_by_group(with_slips: SealedSeason, voter: Actor) -> None:
    services.take_ticket(with_slips.poll, by=voter)
    entry = find_entry(with_slips.poll, with_slips.world.actor("unit"))
    assert entry is not None
    services.mark_slip_drawn(with_slips.poll, entry.key, by=with_slips.secretariat)
    count = count_by_group(with_slips.poll)[1]
    assert (count.entitled, count.named, count.drawn, count.collected) == (33, 1, 1, 2)
    assert collected_total(with_slips.poll) == 2


def test_three_groups_have_three_pools(season: SealedSeason, voter: Actor) -> None:
    season.plan(
        groups=(GroupPlan("unit_heads", "负责人"), GroupPlan("cadres", "其他")),
    )
    season.collecting()
    head = services.take_ticket(season.poll, by=season.world.actor("unit"))
    cadre = services.take_ticket(season.poll, by=voter)
    assert (head.group, cadre.group) == (1, 2)
    ballots.open_casting(season.poll, by=season.secretariat)
    assert season.cast(head.ticket, 2) == 404
    assert season.cast(head.ticket, 1) == 201


def _everything_stored() -> str:
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        rows = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of our tables
            rows += cursor.fetchall()
    return str(rows)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_ballot_begins_in_the_language_of_the_site(
    open_season: SealedSeason, language: str
) -> None:
    client = open_season.world.client("voter")
    client.cookies["gongping_language"] = language
    client.post(open_season.url("take", "roll"))
    page = client.get(f"/roll/{open_season.code}").content.decode()
    digest = open_season.reloaded().manifest_digest
    assert f'href="/vote/?lang={language}#{digest}' in page
