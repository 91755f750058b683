"""What every test stands on."""

import gc
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from tests import browser as browsers
from tests import postgres

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer

LONGEST = (
    "test_season",
    "test_sealed_hall",
    "test_every_page",
    "test_drills",
    "test_desk_ceremony",
    "test_desk_journey",
    "test_paper_journey",
)
# How many new objects bring the collector round: seldom, and never to what was there
# when the tests began: its pauses took seconds of every minute.
SELDOM = 50_000
HANGING_UP_SECONDS = 5.0
STARTED: list["Browser"] = []
MISSING = {"no browser": browsers.MISSING, "no PostgreSQL": postgres.MISSING}


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    """Begin every test in the first language, whatever the test before it read."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One Chromium for all journeys of this worker."""
    if not browsers.is_found():
        _give_up()
    with browsers.started() as started:
        STARTED.append(started)
        yield started


@pytest.fixture(scope="session")
def live_server(live_server: "LiveServer") -> Iterator["LiveServer"]:
    """The site over HTTP; nobody is on the line when its database is taken away.

    Idle connections of a browser that closes later would each end with an error.
    """
    yield live_server
    for context in [context for one in STARTED for context in one.contexts]:
        context.close()
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(HANGING_UP_SECONDS)


def _give_up() -> None:
    if browsers.is_ci():
        pytest.fail(browsers.MISSING, pytrace=False)
    pytest.skip(browsers.MISSING)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no worker waits for another at the end.

    What is equally long keeps its order, chance or file. The season, which needs no
    demo, goes on in one worker while another loads the demo.
    """
    items.sort(key=_place)


def pytest_collection_finish() -> None:
    """Leave thousands of tests and a whole site out of the search for garbage."""
    gc.freeze()
    gc.set_threshold(SELDOM, 20, 20)


def _place(item: pytest.Item) -> int:
    if item.path.stem in LONGEST:
        return LONGEST.index(item.path.stem)
    return len(LONGEST) + (item.get_closest_marker("journey") is None)


def pytest_terminal_summary(terminalreporter: "TerminalReporter") -> None:
    """Say in the last lines what did not run: a skip is easily missed."""
    stats = terminalreporter.stats
    reports = [*stats.get("skipped", []), *stats.get("error", [])]
    said = " ".join(str(report.longrepr) for report in reports)
    for title, missing in MISSING.items():
        if missing in said:
            terminalreporter.section(title, sep="=", red=True)
            terminalreporter.write_line(missing, red=True, bold=True)
