"""A small ministry whose ballots are counted."""

import pytest
from django.core.cache import cache

from gongping.results.models import Result
from tests.results.worlds import Group, counted, cycled
from tests.world import World, build_world


@pytest.fixture
def world(db: None) -> World:
    """A small ministry."""
    cache.clear()
    return build_world()


@pytest.fixture
def cells(world: World) -> int:
    """How many cells a ballot of two criteria has."""
    return len(world.units) * 2


@pytest.fixture
def result(world: World, cells: int) -> Result:
    """Three groups large enough to be shown."""
    return counted(world, three_groups(cells))


def three_groups(cells: int, leaders: int = 12) -> list[Group]:
    """Leaders, heads and cadres, 40 : 20 : 40, with voters who stayed away."""
    return [
        Group("部领导", 40, cycled(leaders, cells), 12, "Leaders"),
        Group("单位负责人", 20, cycled(20, cells, 1), 24, "Heads"),
        Group("其他干部", 40, cycled(60, cells, 2), 70, "Cadres"),
    ]
