"""The browser is found, or its absence is said aloud."""

from typing import TYPE_CHECKING

import pytest

from tests import browser as browsers
from tools import browser_copy

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.mark.journey
def test_a_page_opens(browser: "Browser") -> None:
    page = browser.new_page()
    page.set_content("<h1>公评</h1>")
    assert page.inner_text("h1") == "公评"
    page.close()


def test_a_named_browser_comes_first(
    tmp_path: "Path", monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "chromium"
    named.touch()
    monkeypatch.setenv("CHROMIUM", str(named))
    found = browser_copy.find()
    assert found is not None
    assert found.program == named


def test_the_copy_finds_its_own_libraries(
    tmp_path: "Path", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser_copy, "COPY", tmp_path)
    (tmp_path / "chromium.real").touch()
    assert browser_copy.find() is None
    (tmp_path / "chromium").touch()
    found = browser_copy.find()
    assert found is not None
    assert found.variables()["LD_LIBRARY_PATH"].startswith(str(tmp_path / "lib"))


@pytest.mark.parametrize("word", ["true", "1"])
def test_under_ci_a_missing_browser_is_a_failure(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", word)
    assert browsers.is_ci()
