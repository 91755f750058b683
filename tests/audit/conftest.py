"""What the tests of the record stand on."""

import pytest

from gongping.foundation.actors import Actor, Role
from tests.world import World, build_world


@pytest.fixture
def world(db: None) -> World:
    """A small ministry."""
    return build_world()


@pytest.fixture
def auditor() -> Actor:
    """The audit administrator."""
    return Actor(7, "审计管理员", frozenset({Role.AUDIT_ADMIN}))
