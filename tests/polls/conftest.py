"""A planned poll and a real box."""

import pytest
from django.core.cache import cache

from tests.box.fixtures import box_in_use, box_server
from tests.polls.sealed import SealedSeason, sealed
from tests.world import World, build_world

__all__ = ["box_in_use", "box_server", "sealed"]


@pytest.fixture
def world(db: None) -> World:
    """A small ministry."""
    cache.clear()
    return build_world()


@pytest.fixture
def season(sealed: SealedSeason) -> SealedSeason:
    """A poll that is planned and not frozen."""
    return sealed
