"""A sealed poll and a real box, for the page of the site."""

from collections.abc import Iterator

import pytest

from tests.board.pages import close_all
from tests.box.fixtures import box_in_use, box_server
from tests.polls.conftest import world
from tests.polls.sealed import sealed

__all__ = ["box_in_use", "box_server", "sealed", "world"]


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """Leave no page open."""
    yield
    close_all()
