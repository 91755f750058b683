"""A planned sealed poll and a real box."""

from typing import Any

import pytest
from django.core.cache import cache

from tests.box.fixtures import BoxServer, box_in_use, box_server
from tests.polls.sealed import SealedSeason, begin_season
from tests.world import World, build_world

__all__ = ["box_in_use", "box_server"]


@pytest.fixture
def world(db: None) -> World:
    """A small ministry."""
    cache.clear()
    return build_world()


@pytest.fixture
def season(
    world: World, box_in_use: BoxServer, settings: Any, tmp_path: Any
) -> SealedSeason:
    """A sealed poll that is planned; no scrutineer has handed in keys."""
    settings.ISSUER_DIR = tmp_path / "issuer"
    settings.BOARDS_DIR = tmp_path / "boards"
    return begin_season(world, box_in_use)
