"""Addresses nobody meant: a number out of reach, a host that is not ours."""

import pytest

from gongping.project import settings
from tests.world import World, build_world


@pytest.fixture
def world(db: None) -> World:
    """A small ministry."""
    return build_world()


def test_a_number_that_no_row_can_have_leads_to_no_page(world: World) -> None:
    answer = world.client("secretariat").get(f"/meetings/{10**30}")
    assert answer.status_code == 404
    # SQLite cannot read the number; PostgreSQL can, and the room says what is missing.
    page = answer.content.decode()
    assert "没有这一页" in page or "没有这个轮次" in page


def test_only_the_hosts_of_the_site_are_answered() -> None:
    assert list(settings.ENVIRONMENT.hosts) == settings.ALLOWED_HOSTS
