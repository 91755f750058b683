"""The console in a browser: presses, keys, double clicks, two operators, no network."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.demo_site import DATABASE, DemoSite, copied, served
from tests.journeys.looking import DESKTOP, PHONE, Look

pytestmark = pytest.mark.journey

CONSOLE = "/meetings/{round}"
MAIN = ".controls .btn-primary"
# A hand that means it does not press twice within a second.
MEANT = 1100
ONE_BY_ONE = """
    UPDATE meetings_reviewsession SET preset = 'party_duty_report_2019',
    question_minutes = 2, comment_minutes = 3, console_key = ''
    WHERE round_id = (SELECT max(id) FROM meetings_reviewround)"""


@pytest.fixture(scope="module")
def hall(
    demo_site: DemoSite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DemoSite]:
    """A copy of its own, with a comment right after each report."""
    folder = copied(demo_site.folder, tmp_path_factory.mktemp("hall") / "demo")
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        database.execute(ONE_BY_ONE)
        database.commit()
    with served(folder) as site:
        yield site


@pytest.fixture
def desk(browser: Browser, hall: DemoSite) -> Iterator[BrowserContext]:
    context = hall.visitor(browser, "secretariat")
    yield context
    context.close()


def opened(context: BrowserContext, site: DemoSite) -> Page:
    page = context.new_page()
    page.goto(site.address(CONSOLE))
    take_over(page)
    expect(page.locator(MAIN)).to_be_visible()
    page.wait_for_timeout(MEANT)
    return page


def opened_at_a_report(context: BrowserContext, site: DemoSite) -> Page:
    """Open the console where a report has just begun: tests run in any order."""
    page = opened(context, site)
    while stand(page)[1] != "正在汇报":
        pressed(page)
        page.wait_for_timeout(MEANT)
    return page


def take_over(page: Page) -> None:
    button = page.get_by_role("button", name="接管")
    if button.count():
        button.click()


def stand(page: Page) -> tuple[str, str]:
    """Return who has the floor, and where the turn is."""
    where = page.locator(".desk .place").inner_text().split()
    return page.locator(".desk .unit").inner_text(), where[-1]


def pressed(page: Page, button: str = MAIN) -> None:
    with page.expect_navigation():
        page.locator(button).click()


def test_one_button_leads_a_unit_through_in_three_presses(
    desk: BrowserContext, hall: DemoSite
) -> None:
    page = opened_at_a_report(desk, hall)
    unit, walked = stand(page)[0], []
    while stand(page)[0] == unit:
        walked.append(page.locator(MAIN).inner_text())
        pressed(page)
        page.wait_for_timeout(MEANT)
    assert walked[:2] == ["开始提问", "开始点评"]
    assert walked[2].startswith("下一单位：")
    assert len(walked) == 3


def test_a_double_click_is_one_press(desk: BrowserContext, hall: DemoSite) -> None:
    page = opened_at_a_report(desk, hall)
    unit, step = stand(page)
    assert step == "正在汇报"
    page.locator(MAIN).dblclick()
    page.wait_for_timeout(MEANT)
    page.reload()
    assert stand(page) == (unit, "现场提问")
    pressed(page, "[data-key=u]")
    expect(page.locator(".msg-success")).to_contain_text("已撤销“开始提问”")
    assert stand(page) == (unit, "正在汇报")


def test_the_keys_work_where_nobody_writes(
    desk: BrowserContext, hall: DemoSite
) -> None:
    page = opened(desk, hall)
    with page.expect_navigation():
        page.keyboard.press("p")
    expect(page.locator("[data-key=p]")).to_have_text("继续计时")
    page.keyboard.press("i")
    page.keyboard.type("pump in 机房 n u")
    assert page.locator("#incident").input_value() == "pump in 机房 n u"
    expect(page.locator("[data-key=p]")).to_have_text("继续计时")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("#console-keys")).to_be_visible()
    page.locator("[data-keys-on]").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    page.wait_for_timeout(MEANT)
    expect(page.locator("[data-key=p]")).to_have_text("继续计时")
    page.evaluate("localStorage.clear()")
    with page.expect_navigation():
        page.keyboard.press("u")
    expect(page.locator("[data-key=p]")).to_have_text("暂停计时")


def test_a_second_operator_sees_it_and_takes_over(
    browser: Browser, desk: BrowserContext, hall: DemoSite
) -> None:
    first = opened(desk, hall)
    pressed(first, "[data-key=p]")
    context = hall.visitor(browser, "secretariat")
    second = context.new_page()
    second.goto(hall.address(CONSOLE))
    expect(second.locator(".held")).to_contain_text("另一台设备正在控制会场")
    expect(second.locator(MAIN)).to_have_count(0)
    second.get_by_role("button", name="接管").click()
    expect(second.locator("[data-key=p]")).to_have_text("继续计时")
    # The first learns it by itself; what is being written there stays.
    first.locator("#incident").fill("写到一半")
    expect(first.locator(".held")).to_be_visible()
    expect(first.locator(MAIN)).to_have_count(0)
    expect(first.locator("#incident")).to_have_value("写到一半")
    pressed(second, "[data-key=p]")
    context.close()


def test_what_is_noted_elsewhere_appears_by_itself(
    browser: Browser, desk: BrowserContext, hall: DemoSite
) -> None:
    watching = opened(desk, hall)
    context = hall.visitor(browser, "secretariat")
    writing = context.new_page()
    writing.goto(hall.address(CONSOLE))
    writing.locator("#incident").fill("华北分会场信号中断。")
    writing.get_by_role("button", name="记一条").click()
    expect(watching.locator(".incident-list")).to_contain_text("华北分会场信号中断。")
    context.close()


def test_without_a_network_nothing_is_done_and_the_clock_goes_on(
    desk: BrowserContext, hall: DemoSite
) -> None:
    page = opened(desk, hall)
    before, clock = stand(page), page.locator("[data-clock-text]").inner_text()
    desk.set_offline(True)
    page.locator(MAIN).click()
    expect(page.locator("[data-not-reached]")).to_be_visible()
    expect(page.locator("[data-clock-text]")).not_to_have_text(clock)
    desk.set_offline(False)
    page.reload()
    assert stand(page) == before
    page.wait_for_timeout(MEANT)
    pressed(page)
    assert stand(page) != before


def test_it_works_by_plain_forms_without_script(
    browser: Browser, hall: DemoSite
) -> None:
    context = hall.visitor(browser, "secretariat", script=False)
    page = opened(context, hall)
    before = stand(page)
    pressed(page)
    assert stand(page) != before
    context.close()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_reads_well_and_fits(
    browser: Browser, hall: DemoSite, language: str
) -> None:
    context = hall.visitor(browser, "secretariat", language=language)
    look = Look(context.new_page())
    for tail in ("", "/attendance", "/print/running-sheet"):
        look.open(hall.address(CONSOLE + tail))
        look.judge(tail, DESKTOP, PHONE, is_paper=tail.startswith("/print"))
    assert not look.wrong, look.wrong
    context.close()
