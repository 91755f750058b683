"""A voter's ballot on the work list, from collecting to the close of the poll."""

import pytest

from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.meetings.models import ReviewSession
from gongping.polls.rules import GroupPlan
from gongping.procedure import ballots
from gongping.roll.selectors import entry_of
from gongping.roll.services import mark_slip_drawn, take_ticket
from tests.box.fixtures import BoxServer, box_in_use, box_server
from tests.polls.sealed import SealedSeason, begin_season
from tests.world import World

__all__ = ["box_in_use", "box_server"]


@pytest.fixture
def season(world: World, box_in_use: BoxServer) -> SealedSeason:
    begun = begin_season(world, box_in_use)
    ReviewSession.objects.create(
        round=begun.round, held_at=clock.now(), chair_name="部长"
    )
    begun.plan(groups=(GroupPlan("everybody", "全体", slip_count=1),))
    return begun.collecting()


@pytest.fixture
def voter(world: World) -> Actor:
    return world.actor("voter")


def text_of(world: World) -> str:
    return world.client("voter").get("/").content.decode()


def test_a_ballot_that_can_be_collected_waits(
    world: World, season: SealedSeason
) -> None:
    assert f'href="/roll/{season.code}"' in text_of(world)


def test_a_collected_ballot_can_be_scored_before_casting_opens(
    world: World, season: SealedSeason, voter: Actor
) -> None:
    season.collect(voter)

    text = text_of(world)

    assert f'href="/roll/{season.code}"' in text
    assert "开始投票后再投出" in text


def test_a_collected_ballot_is_reminded_of_while_it_can_be_cast(
    world: World, season: SealedSeason, voter: Actor
) -> None:
    season.collect(voter)
    ballots.open_casting(season.poll, by=season.secretariat)

    text = text_of(world)

    assert f'href="/roll/{season.code}"' in text
    assert "这里不知道您投了没有" in text


def test_a_ticket_not_yet_on_the_device_is_fetched_first(
    world: World, season: SealedSeason, voter: Actor
) -> None:
    take_ticket(season.poll, by=voter)

    assert f'href="/roll/{season.code}"' in text_of(world)


def test_whoever_drew_a_slip_is_told_to_use_it(
    world: World, season: SealedSeason, voter: Actor
) -> None:
    key = entry_of(season.poll, voter).key
    mark_slip_drawn(season.poll, key, by=season.secretariat)

    assert "用票条打开" in text_of(world)


def test_after_the_close_nothing_waits(
    world: World, season: SealedSeason, voter: Actor
) -> None:
    ballots.open_casting(season.poll, by=season.secretariat)
    season.close()

    assert season.code not in text_of(world)
