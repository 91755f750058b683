"""Fixtures of the tests of the page that seals: `from tests.polls.vote_fixtures import *`
is what a module says that uses them.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.box.fixtures import BoxServer
from tests.polls.ballot_page import let_pages_reach
from tests.polls.sealed import SealedSeason, begin_season
from tests.polls.sealed_page import SealedVoter, open_casting, sealed_voter
from tests.world import World

__all__ = ["early", "sealed", "voter"]


@pytest.fixture
def sealed(
    world: World, box_in_use: BoxServer, settings: Any, tmp_path: Any
) -> SealedSeason:
    """A sealed poll that is planned, whose page reaches the box."""
    settings.ISSUER_DIR = tmp_path / "issuer"
    settings.BOARDS_DIR = tmp_path / "boards"
    let_pages_reach(box_in_use, settings)
    return begin_season(world, box_in_use)


@pytest.fixture
def voter(
    browser: Browser, live_server: LiveServer, sealed: SealedSeason
) -> Iterator[SealedVoter]:
    """A voter with a ticket while ballots are cast."""
    season = open_casting(sealed.collecting())
    voter = sealed_voter(browser, live_server.url, season)
    yield voter
    voter.context.close()


@pytest.fixture
def early(
    browser: Browser, live_server: LiveServer, sealed: SealedSeason
) -> Iterator[SealedVoter]:
    """A voter with a ticket before casting begins."""
    voter = sealed_voter(browser, live_server.url, sealed.collecting())
    yield voter
    voter.context.close()
