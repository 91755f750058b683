"""A real PostgreSQL, several people at once, and no transaction around a test."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NoReturn

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from gongping.project.settings import postgres_settings
from tests import browser, postgres
from tests.box.fixtures import BoxServer, box_in_use, box_server
from tests.polls.sealed import SealedSeason, begin_season
from tests.world import World, build_world

__all__ = ["box_in_use", "box_server"]
PATIENCE = 20.0
Act = Callable[[], object]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in this folder."""
    for item in items:
        if item.path.parent.name == "races":
            item.add_marker(pytest.mark.postgres)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the one PostgreSQL of this run."""
    own = tmp_path_factory.getbasetemp()
    try:
        return postgres.shared(own.parent if _worker() else own)
    except postgres.NoPostgres as problem:
        give_up(problem)


def give_up(problem: postgres.NoPostgres) -> NoReturn:
    """Without a server nothing is raced; where nobody watches, that is a failure."""
    if browser.is_ci():
        pytest.fail(f"{problem} ({problem.__cause__})", pytrace=False)
    pytest.skip(str(problem))


@pytest.fixture(scope="session")
def migrated(
    server: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """A database on it that was migrated from nothing."""
    name = f"gongping_races_{_worker() or 'alone'}"
    with postgres.new_database(server, name) as url:
        with django_db_blocker.unblock(), postgres.in_use(postgres_settings(url)):
            call_command("migrate", verbosity=0)
        yield url


@pytest.fixture
def database(
    migrated: str, django_db_blocker: DjangoDbBlocker, settings: object
) -> Iterator[None]:
    """PostgreSQL in place of the usual database; emptied when the test is over."""
    with (
        django_db_blocker.unblock(),
        postgres.in_use(postgres_settings(migrated)),
    ):
        cache.clear()
        yield
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)


@pytest.fixture
def world(database: None) -> World:
    """A small ministry."""
    return build_world()


@pytest.fixture
def season(world: World, box_in_use: BoxServer) -> SealedSeason:
    """A poll whose ballots may be collected."""
    return begin_season(world, box_in_use).collecting()


def at_once(*acts: Act) -> list[object]:
    """Return what each act returned or raised; all begin at the same moment."""
    line = threading.Barrier(len(acts), timeout=PATIENCE)

    def run(act: Act) -> object:
        try:
            line.wait()
            return act()
        except Exception as problem:  # noqa: BLE001  (the test judges it)
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(run, acts))


def refused(answers: Sequence[object]) -> list[type]:
    """Return the kinds of the refusals among the answers."""
    return [type(answer) for answer in answers if isinstance(answer, Exception)]


def _worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "")
