"""A planned poll and a real box."""

import pytest
from django.core.cache import cache

from tests.box.fixtures import BoxServer, box_in_use, box_server
from tests.polls.sealed import sealed
from tests.polls.worlds import Season, begin_season
from tests.world import World, build_world

__all__ = ["box_in_use", "box_server", "sealed"]


@pytest.fixture
def world(db: None) -> World:
    """A small ministry."""
    cache.clear()
    return build_world()


@pytest.fixture
def season(world: World, box_in_use: BoxServer) -> Season:
    """A poll that is planned and not frozen."""
    return begin_season(world, box_in_use)
