"""Three scrutineers with a browser each at their desk, for the tests of the desk."""

from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser import PATIENCE
from tests.polls.sealed import NAMES, SealedSeason
from tests.polls.sealed_page import SCRIPT

DESKTOP = {"width": 1440, "height": 900}
COOKIE = "sessionid"


def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> RLock:
    """Let no request run beside another, nor beside the test while it holds the lock.

    The live server shares the test's one connection, and the desks ask by themselves.
    """
    lock, answer = RLock(), BaseHandler.get_response

    def alone(handler: BaseHandler, request: HttpRequest) -> Any:
        with lock:
            return answer(handler, request)

    monkeypatch.setattr(BaseHandler, "get_response", alone)
    return lock


@dataclass
class Desk:
    """One scrutineer's browser."""

    name: str
    context: BrowserContext
    page: Page
    address: str
    folder: Path
    backup: Path = field(default_factory=Path)
    words: list[str] = field(default_factory=list)

    def open(self) -> "Desk":
        self.page.goto(self.address)
        return self

    def sees(self, sentence: str) -> "Desk":
        """Wait until this is what is to be done now."""
        expect(self.page.locator("#now")).to_contain_text(sentence, timeout=30_000)
        return self

    def press(self, label: str) -> "Desk":
        self.page.get_by_role("button", name=label, exact=True).click()
        return self

    def six_words(self) -> list[str]:
        return self.page.locator(".desk-words li").all_inner_texts()

    def back_up(self) -> "Desk":
        """Copy the passphrase, keep the file, type the words back."""
        self.words = self.six_words()
        with self.page.expect_download() as started:
            self.press("抄好了，存备份文件")
        self.backup = self.folder / f"{self.name}.json"
        started.value.save_as(self.backup)
        self.page.get_by_label("八个词，用空格隔开").fill(" ".join(self.words))
        return self.press("核对口令")

    def restore(self, backup: Path, words: list[str]) -> "Desk":
        self.page.get_by_label("备份文件", exact=True).set_input_files(backup)
        self.page.get_by_label("纸上的八个词").fill(" ".join(words))
        return self.press("恢复钥匙")

    def problem(self) -> str:
        line = self.page.locator("#problem")
        expect(line).to_be_visible(timeout=30_000)
        return line.inner_text().strip()

    def lie(self, **changes: Any) -> "Desk":
        """Let the site tell this browser something else from now on."""

        def tell(route: Route) -> None:
            answer = route.fetch()
            told = answer.json()
            for key, change in changes.items():
                told[key] = change(told[key]) if callable(change) else change
            route.fulfill(response=answer, json=told)

        self.page.route("**/scrutineers/facts", tell)
        return self


def new_desk(
    browser: Browser,
    site: str,
    season: SealedSeason,
    name: str,
    folder: Path,
    **options: Any,
) -> Desk:
    """Return a fresh browser in which this scrutineer has signed in."""
    context = browser.new_context(**{"viewport": DESKTOP, "locale": "zh-CN", **options})
    context.set_default_timeout(PATIENCE)
    context.route("**/vote/weak.js", lambda route: route.fulfill(**SCRIPT))
    session = season.world.client(name).cookies[COOKIE].value
    context.add_cookies([{"name": COOKIE, "value": session, "url": site}])
    address = f"{site}{season.url('scrutineers/desk')}"
    return Desk(name, context, context.new_page(), address, folder)


def three_desks(
    browser: Browser, site: str, season: SealedSeason, folder: Path
) -> list[Desk]:
    return [new_desk(browser, site, season, name, folder) for name in NAMES]


def make_keys(desks: list[Desk]) -> None:
    """Make keys, compare the words, make the locks and hand them over by the server."""
    for desk in desks:
        desk.open().sees("做您的钥匙").press("做钥匙")
    for desk in desks:
        desk.sees("六个词都一样吗")
    assert len({tuple(desk.six_words()) for desk in desks}) == 1
    for desk in desks:
        desk.press("都一样").sees("把您做的锁交给").press("密封后从网上交")
    for desk in desks:
        desk.sees("把口令抄在纸上")


def try_locks(desks: list[Desk]) -> None:
    for desk in desks:
        desk.sees("试一试您的锁").press("试启")
    for desk in desks:
        desk.sees("等秘书处冻结规则")
