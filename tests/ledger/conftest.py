"""A small ministry, and items walked through their real states."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import translation

from gongping.foundation import clock
from tests.ledger.factory import Desk
from tests.world import World, build_world


@pytest.fixture(autouse=True)
def in_chinese() -> Iterator[None]:
    """A page in English leaves its language behind in the thread."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def desk(world: World) -> Desk:
    """Whoever does things with items in these tests, and how."""
    return Desk(world)


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture
def soon(today: date) -> date:
    return today + timedelta(days=30)


@pytest.fixture
def secretariat(desk: Desk) -> Client:
    return desk.world.client("secretariat")


@pytest.fixture
def unit(desk: Desk) -> Client:
    return desk.world.client("unit")
