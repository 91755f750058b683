import pytest
from django.core.cache import cache
from django.test import Client

from gongping.meetings.models import ReviewRound
from tests.bulletins.seasons import closed_round
from tests.world import World, build_world


@pytest.fixture
def world(db: None) -> World:
    cache.clear()
    return build_world()


@pytest.fixture
def round_(world: World) -> ReviewRound:
    return closed_round(world)


@pytest.fixture
def office(world: World) -> Client:
    return world.client("secretariat")


@pytest.fixture
def leader(world: World) -> Client:
    return world.client("leader")
