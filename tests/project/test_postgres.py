"""Backup and restore of a site on PostgreSQL, and from one database to the other."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import browser, postgres
from tests.project import drill
from tests.project.drill import Site

# One worker fills the site that all of them move.
pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgres-site")]
TABLES = ("accounts_user", "ledger_attachment", "ledger_ledgeritem", "results_result")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> str:
    own = tmp_path_factory.getbasetemp()
    try:
        return postgres.shared(
            own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
        )
    except postgres.NoPostgres as problem:
        if browser.is_ci():
            pytest.fail(str(problem), pytrace=False)
        pytest.skip(str(problem))


@pytest.fixture
def empty(server: str, tmp_path: Path) -> Iterator[Site]:
    name = f"gongping_drill_{os.getpid()}_new"
    with postgres.new_database(server, name) as url:
        yield Site(tmp_path / "new", url)


@pytest.fixture(scope="module")
def site(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("postgres-site")
    with postgres.new_database(server, f"gongping_drill_{os.getpid()}") as url:
        yield drill.filled_site(folder, url)


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "words"
    path.write_text(f"{drill.WORDS}\n")
    return path


def rows(site: Site, table: str) -> list[str]:
    import psycopg
    from psycopg import sql

    if not site.database_url:
        return sorted(map(str, site.rows(table)))
    query = sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))
    with psycopg.connect(site.database_url) as connection:
        return sorted(map(str, connection.execute(query).fetchall()))


def _restore(new: Site, backup: Path, words: Path) -> None:
    new.done("restore", str(backup), "--passphrase-file", str(words))
    said = new.done("manage", "shell", "-v0", "-c", drill.CHAIN)
    assert said.startswith("True")


def test_what_was_on_postgres_comes_back_on_postgres(
    site: Site, empty: Site, words: Path, tmp_path: Path
) -> None:
    site.back_up(tmp_path / "out", words)
    _restore(empty, tmp_path / "out", words)
    for table in TABLES:
        assert rows(empty, table) == rows(site, table)
    assert empty.evidence() == site.evidence()
    # New rows are numbered after those that came: filling again would fail otherwise.
    empty.done("manage", "shell", "-v0", "-c", drill.ADD)


def test_a_site_moves_from_postgres_to_sqlite(
    site: Site, words: Path, tmp_path: Path
) -> None:
    site.back_up(tmp_path / "out", words)
    new = Site(tmp_path / "new")
    _restore(new, tmp_path / "out", words)
    for table in TABLES:
        assert len(rows(new, table)) == len(rows(site, table))


def test_a_backup_on_postgres_takes_no_turn(site: Site) -> None:
    said = site.done("manage", "shell", "-v0", "-c", drill.HOLD)
    assert said.split() == ["True", "1"]
