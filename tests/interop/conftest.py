"""The built client in a real browser."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.interop.pages import Module, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def page(browser: "Browser") -> Iterator["Page"]:
    """One empty page for all tests of a file."""
    with opened(browser) as page:
        yield page


@pytest.fixture(scope="module")
def voter(page: "Page") -> Module:
    """What the voter's pages load."""
    return Module(page, "/voter.js")


@pytest.fixture(scope="module")
def scrutineer(page: "Page") -> Module:
    """What the scrutineers' pages load."""
    return Module(page, "/scrutineer.js")
