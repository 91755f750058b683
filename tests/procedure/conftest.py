"""A hall in each of its states, seen by whoever may look."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.meetings.conftest import Hall, hall, in_chinese, world

__all__ = ["Hall", "hall", "in_chinese", "world"]


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Begin without the pictures and tens of the test before."""
    cache.clear()
    yield
    cache.clear()
