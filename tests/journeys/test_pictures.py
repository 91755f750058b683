"""The screens that the README and the guides show, each where it belongs."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.demo_site import DemoSite
from tests.journeys.pictures import take

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(
    ("name", "username", "language", "address"),
    [
        ("workbench", "unit", "zh-hans", "/"),
        ("workbench-en", "unit", "en", "/"),
        ("ledger", "secretariat", "zh-hans", "/ledger"),
        ("console", "secretariat", "zh-hans", "/meetings/{round}"),
        ("result", "secretariat", "zh-hans", "/results/{counted}"),
    ],
)
def test_a_screen_shows_something(
    browser: Browser,
    demo_site: DemoSite,
    name: str,
    username: str,
    language: str,
    address: str,
) -> None:
    context = demo_site.visitor(browser, username, language=language)
    page = context.new_page()
    page.goto(demo_site.address(address))
    expect(page.locator("main h1, h1").first).to_be_visible()
    take(page, name)
    context.close()


def test_a_voter_collects_a_ticket_and_finds_the_ballot(
    browser: Browser, demo_site: DemoSite
) -> None:
    poll = demo_site.place("poll")
    context = demo_site.visitor(browser, "voter", width=390, height=844)
    page = context.new_page()
    page.goto(f"/roll/{poll}")
    page.click("main .btn-primary")
    page.wait_for_url("**/vote/**")
    page.get_by_role("button", name="在这台设备上领票").click()
    expect(page.locator(".ballot-row").first).to_be_visible()
    for unit, grade in enumerate((0, 1, 0, 1, 2)):
        page.locator(f"input[name=u{unit}c0]").nth(grade).click()
    page.evaluate("scrollTo(0, 0)")
    take(page, "ballot")
    context.close()
