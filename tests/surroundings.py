"""Says that this is a test before Django reads its settings.

pytest-django loads the settings before any conftest: hence a plugin, named first in
pyproject.toml.
"""

import atexit
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests import postgres
from tools import catalogs

if TYPE_CHECKING:
    import pytest

ON_POSTGRES = "--postgres"

os.environ["GONGPING_MODE"] = "test"
# Playwright keeps an event loop in the thread of the test; the tests themselves
# are ordinary synchronous Django.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# Small matrices on busy cores: threads of the linear algebra wait for each other, and
# what takes a tenth of a second alone then takes ten times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

if "GONGPING_DATA_DIR" not in os.environ:
    # Whoever made the folder removes it.
    _folder = tempfile.mkdtemp(prefix="gongping-test-")
    os.environ["GONGPING_DATA_DIR"] = _folder
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)

if _worker := os.environ.get("PYTEST_XDIST_WORKER"):
    # A box uses its folder alone: two workers that open one are in each other's way.
    _own = Path(os.environ["GONGPING_DATA_DIR"], _worker)
    os.environ["GONGPING_DATA_DIR"] = str(_own)

# WhiteNoise warns of a missing folder, and here a warning is a failure.
Path(os.environ["GONGPING_DATA_DIR"], "static").mkdir(parents=True, exist_ok=True)

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A run in the background is begun deaf to it, and so would be the programs that
    # tests start and interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)

if "PYTEST_XDIST_WORKER" not in os.environ:
    # Django reads catalogues once: they must be there before any test.
    folders = catalogs.room_folders()
    list(catalogs.compile_stale(folder / catalogs.CATALOGUE for folder in folders))
    # The settings name the database before pytest reads its own words.
    if ON_POSTGRES in sys.argv and not os.environ.get("GONGPING_DATABASE_URL"):
        _server = Path(tempfile.mkdtemp(prefix="gongping-postgres-"))
        os.environ["GONGPING_DATABASE_URL"] = postgres.started(_server)


def pytest_addoption(parser: "pytest.Parser") -> None:
    """Let the whole run stand on PostgreSQL when asked."""
    words = "let the rooms' tests run on PostgreSQL"
    parser.addoption(ON_POSTGRES, action="store_true", help=words)
