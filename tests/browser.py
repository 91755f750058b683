"""The browser of the journeys: where it is and how it is started."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, expect, sync_playwright

from tools import browser_copy

# Milliseconds: a machine may be busy with other tests for longer than a page takes.
PATIENCE = 30_000
# Never the npm copy's own arguments: they would switch security off.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = (
    "No browser was found, so no journey ran. Install chromium, or name one in "
    "$CHROMIUM, or install npm and run ./run test again."
)


def is_ci() -> bool:
    """Whether a missing browser is a failure."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def is_found() -> bool:
    """Whether there is a browser to run journeys with."""
    return browser_copy.find() is not None


@contextmanager
def started() -> Iterator[Browser]:
    """A running browser, closed at the end."""
    found = browser_copy.find()
    if found is None:
        raise LookupError(MISSING)
    expect.set_options(timeout=PATIENCE / 2)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.program,
            args=ARGUMENTS,
            env=dict(found.variables()),
        )
        yield browser
        browser.close()
