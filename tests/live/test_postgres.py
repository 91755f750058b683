"""Across processes: what one announces, the watchers of another are told."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from django.db import connection

from gongping.foundation import live
from gongping.project.settings import postgres_settings
from tests import browser, postgres
from tests.box.fixtures import free_port
from tests.live.streams import SECRET, Stream, pass_for, until, watching

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    own = tmp_path_factory.getbasetemp()
    run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    try:
        server = postgres.shared(run)
    except postgres.NoPostgres as problem:
        if browser.is_ci():
            pytest.fail(str(problem), pytrace=False)
        pytest.skip(str(problem))
    with postgres.new_database(server, f"gongping_live_{os.getpid()}") as url:
        yield url


@contextmanager
def hub_process(database: str, folder: Path) -> Iterator[str]:
    """`gongping live` as an administrator runs it; yield where it is watched."""
    port = free_port()
    given = {
        "GONGPING_DATABASE_URL": database,
        "GONGPING_SECRET_KEY": SECRET,
        "GONGPING_DATA_DIR": str(folder),
    }
    command = [sys.executable, "-m", "gongping", "live", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--until-input-ends"],
        env={**os.environ, **given},
        stdin=subprocess.PIPE,
    )
    url = f"http://127.0.0.1:{port}/live/"
    try:
        until(lambda: _answers(url))
        yield url
    finally:
        process.terminate()
        assert process.wait(8) in (0, -15)
        assert process.stdin is not None
        process.stdin.close()


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, trust_env=False).status_code == 403
    except httpx.TransportError:
        return False


def _greeted(stream: Stream) -> None:
    """Wait until the hub listens: it says so by letting everybody look again."""
    stream.greeting()
    assert stream.next().name == "look"


def test_what_one_process_announces_another_tells(
    database: str, tmp_path: Path, transactional_db: Any
) -> None:
    with (
        postgres.in_use(postgres_settings(database)),
        hub_process(database, tmp_path / "one") as one,
        hub_process(database, tmp_path / "other") as other,
        watching(one, pass_for("hall.1")) as here,
        watching(other, pass_for("hall.1")) as there,
    ):
        _greeted(here)
        _greeted(there)
        assert connection.vendor == "postgresql"
        live.announce("hall.1", phase="汇报", item=3, limit=None)
        live.announce("hall.2", item=4)
        for stream in (here, there):
            assert stream.state() == {"phase": "汇报", "item": 3, "limit": None}


def test_a_lost_connection_comes_back_and_pages_look(
    database: str, tmp_path: Path, transactional_db: Any
) -> None:
    with (
        postgres.in_use(postgres_settings(database)),
        hub_process(database, tmp_path) as url,
        watching(url, pass_for("hall.1")) as stream,
    ):
        _greeted(stream)
        with psycopg.connect(database, autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()"
            )
        assert stream.next().name == "look"
        live.announce("hall.1", item=5)
        assert stream.state() == {"item": 5}


@pytest.mark.parametrize(
    "said", ["", "[", '["hall.1"]', '["Hall!", {}]', '["hall.1", {"a": {}}]', "号"]
)
def test_what_others_say_on_the_channel_does_no_harm(
    database: str, tmp_path: Path, said: str, hub: str
) -> None:
    with watching(hub, pass_for("hall.1")) as stream:
        stream.greeting()
        with psycopg.connect(database, autocommit=True) as other:
            notify = "SELECT pg_notify('gongping_live', %s)"
            other.execute(notify, [said])
            other.execute(notify, ['["hall.1", {"item": 6}]'])
        while (event := stream.next()).name == "look":
            pass
        assert event.data["state"] == {"item": 6}


@pytest.fixture(scope="module")
def hub(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with hub_process(database, tmp_path_factory.mktemp("hub")) as url:
        with watching(url, pass_for("hall.9")) as stream:
            _greeted(stream)
        yield url


def test_without_postgres_it_says_why_it_cannot_be_alone(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gongping", "live", "--lang", "en"],
        env={
            **os.environ,
            "GONGPING_DATABASE_URL": "",
            "GONGPING_DATA_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "only within gongping serve" in done.stderr
