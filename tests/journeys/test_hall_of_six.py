"""Six people in one hall: what one does the others see, whatever line or server does."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.demo_site import (
    DemoSite,
    Server,
    copied,
    free_port,
    loaded_once,
    served_by,
)

pytestmark = [pytest.mark.journey]

SOON = 15_000
"""Milliseconds: the retry of a lost line is spread over a few seconds."""
SAID = "第三批目录月底前会签完"
MORE = "先定口径，再建系统"
WORDS = "成绩摆出来了"


@dataclass
class Hall:
    """Six browsers in one session, and the server that they all depend on."""

    site: DemoSite
    server: Server
    browser: Browser
    office: Page
    screen: Page
    leader: Page
    other_leader: Page
    head: Page
    voter: Page

    def others(self) -> list[Page]:
        """Return those who only look."""
        return [self.screen, self.head, self.voter]

    def unit_on_console(self) -> str:
        """Return which unit has the floor, as the operator sees it."""
        return self.office.locator(".desk-now .unit").inner_text()

    def press(self, key: str) -> None:
        """Let the operator press a key of the console."""
        self.office.keyboard.press(key)


@pytest.fixture
def hall(
    browser: Browser, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hall]:
    """The demo's session of today, with everybody at their place."""
    folder = copied(loaded_once(tmp_path_factory.getbasetemp()), tmp_path / "demo")
    server = Server(folder, free_port())
    with served_by(server) as site:
        yield Hall(
            site,
            server,
            browser,
            office=_at(site, browser, "secretariat", "/meetings/{round}"),
            screen=_screen(site, browser),
            leader=_at(site, browser, "leader", "/comments/{round}/{unsaid}/pad"),
            other_leader=_at(
                site, browser, "a003", "/comments/{round}/{unsaid_by_other}/pad"
            ),
            head=_at(site, browser, site.place("next_head"), "/hall/{round}"),
            voter=_at(site, browser, "voter", "/hall/{round}"),
        )


def _at(site: DemoSite, browser: Browser, who: str, where: str) -> Page:
    width = 390 if "/hall/" in where else 1180
    page = site.visitor(browser, who, width=width).new_page()
    page.goto(site.address(where))
    return page


def _screen(site: DemoSite, browser: Browser) -> Page:
    """Let the office make the screen's address; open it where nobody signs in."""
    office = _at(site, browser, "secretariat", "/meetings/{round}")
    office.get_by_role("link", name="打开大屏").click()
    office.get_by_role("button", name="建大屏地址").click()
    address = office.locator(".screen-address").inner_text()
    office.context.close()
    projector = site.visitor(browser, width=1920, height=1080).new_page()
    projector.goto(address)
    return projector


def test_six_people_go_through_a_session_together(hall: Hall) -> None:
    what_the_operator_presses_everybody_sees(hall)
    nobody_is_pulled_from_the_pad(hall)
    what_is_written_without_a_line_is_kept_and_signed_with_one(hall)
    who_reloads_is_where_the_hall_is(hall)
    one_of_two_consoles_runs_the_hall(hall)
    a_killed_server_takes_nothing_with_it(hall)


def what_the_operator_presses_everybody_sees(hall: Hall) -> None:
    coming = hall.site.place("next_unit")
    expect(hall.head.locator(".hall-turn")).to_contain_text(f"{coming}排第")
    hall.press("n")
    expect(hall.office.locator(".desk-now .unit")).to_have_text(coming)
    for page in hall.others():
        expect(page.locator(".screen-unit, .hall-unit")).to_have_text(
            coming, timeout=SOON
        )
    expect(hall.leader.locator(".pad-now")).to_contain_text(coming, timeout=SOON)


def nobody_is_pulled_from_the_pad(hall: Hall) -> None:
    own = hall.leader.locator("h1").inner_text()
    where = hall.leader.url
    field = hall.leader.locator("[data-row] textarea").first
    field.fill(WORDS)
    field.focus()
    hall.press("n")
    coming = hall.unit_on_console()
    expect(hall.leader.locator(".pad-now")).to_contain_text(coming, timeout=SOON)
    assert (hall.leader.url, hall.leader.locator("h1").inner_text()) == (where, own)
    assert field.input_value() == WORDS
    assert field.evaluate("field => document.activeElement === field")


def what_is_written_without_a_line_is_kept_and_signed_with_one(hall: Hall) -> None:
    pad = hall.leader
    pad.context.set_offline(True)
    for number, words in enumerate((WORDS, SAID, MORE)):
        row = pad.locator("[data-row]").nth(_first_rows(pad)[number])
        row.locator("textarea").fill(words)
        row.locator("[value=reference]").check(force=True)
    expect(pad.locator("[data-saved]")).to_contain_text("存在本机", timeout=SOON)
    expect(pad.locator("[data-sign-waits]")).to_be_visible()
    before = hall.office.locator(".coverage .count").inner_text()
    pad.context.set_offline(False)
    expect(pad.locator("[data-saved]")).to_contain_text("已自动保存", timeout=SOON)
    pad.locator(".pad-foot .btn-seal").click()
    pad.locator("#sign .btn-seal").click()
    expect(pad.get_by_role("link", name="看登记表")).to_be_visible(timeout=SOON)
    expect(hall.office.locator(".coverage .count")).not_to_have_text(
        before, timeout=SOON
    )


def _first_rows(pad: Page) -> list[int]:
    """Return the place of the first line of each section."""
    places: list[int] = pad.locator("[data-row]").evaluate_all(
        """rows => { const seen = new Set(); return rows.flatMap((row, place) => {
        const section = row.querySelector("[name$=section]").value;
        if (seen.has(section)) return []; seen.add(section); return [place]; }) }"""
    )
    return places


def who_reloads_is_where_the_hall_is(hall: Hall) -> None:
    now = hall.unit_on_console()
    for page in hall.others():
        page.reload()
        expect(page.locator(".screen-unit, .hall-unit")).to_have_text(now)


def one_of_two_consoles_runs_the_hall(hall: Hall) -> None:
    second = _at(hall.site, hall.browser, "secretariat", "/meetings/{round}")
    before = hall.unit_on_console()
    expect(second.locator(".held")).to_contain_text("正在控制会场")
    expect(second.locator("[data-key=n]")).to_have_count(0)
    second.get_by_role("button", name="接管").click()
    second.locator("[data-key=n]").click()
    expect(second.locator(".desk-now .unit")).not_to_have_text(before)
    now = second.locator(".desk-now .unit").inner_text()
    expect(hall.office.locator(".desk-now .unit")).to_have_text(now, timeout=SOON)
    expect(hall.office.locator(".held")).to_be_visible()
    hall.office.get_by_role("button", name="接管").click()
    expect(hall.office.locator("[data-key=n]")).to_be_visible()
    second.context.close()


def a_killed_server_takes_nothing_with_it(hall: Hall) -> None:
    before = hall.unit_on_console()
    field = hall.other_leader.locator("[data-row] textarea").first
    hall.server.stop(at_once=True)
    for page in (hall.office, *hall.others()):
        expect(page.locator("[data-live-lost]").first).to_be_visible(timeout=SOON)
    field.fill(MORE)
    expect(hall.other_leader.locator("[data-saved]")).to_contain_text(
        "存在本机", timeout=SOON
    )
    hall.press("n")
    expect(hall.office.locator("[data-not-reached]")).to_be_visible(timeout=SOON)
    clock = hall.screen.locator("[data-clock-text]")
    shown = clock.inner_text()
    expect(clock).not_to_have_text(shown, timeout=SOON)
    hall.server.start()
    for page in (hall.office, *hall.others()):
        expect(page.locator("[data-live-lost]").first).to_be_hidden(timeout=4 * SOON)
    assert hall.unit_on_console() == before
    expect(hall.other_leader.locator("[data-saved]")).to_contain_text(
        "已自动保存", timeout=4 * SOON
    )
    hall.press("n")
    expect(hall.office.locator(".desk-now .unit")).not_to_have_text(before)
    now = hall.unit_on_console()
    for page in hall.others():
        expect(page.locator(".screen-unit, .hall-unit")).to_have_text(now, timeout=SOON)
