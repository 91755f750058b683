"""Somebody's browser in the office or at the count, for the tests of paper and hall."""

from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from tests.journeys.demo_site import read_in
from tests.journeys.looking import DESKTOP
from tests.polls.sealed import SealedSeason


@dataclass
class Screen:
    """One person's browser."""

    page: Page
    url: str
    season: SealedSeason

    def open(self, verb: str = "paper", room: str = "polls") -> Page:
        self.page.goto(f"{self.url}{self.season.url(verb, room)}")
        return self.page

    def press(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).click()


def screen_of(browser: Browser, url: str, season: SealedSeason, name: str) -> Screen:
    client = season.world.client(name)
    context = browser.new_context(viewport=DESKTOP, locale="zh-CN")
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}]
    )
    read_in(context, url, "zh-hans")
    return Screen(context.new_page(), url, season)


def type_keys(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
