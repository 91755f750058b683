"""The screen from the last row: nothing small, nothing cut, nothing on top of another."""

from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from gongping.ledger.models import LedgerItem
from gongping.organisation.models import Unit
from gongping.procedure.screen_address import make_screen_address
from tests.meetings.conftest import Hall
from tests.procedure import scenes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
SIZES: Final[tuple[ViewportSize, ...]] = (
    {"width": 1920, "height": 1080},
    {"width": 1280, "height": 720},
    {"width": 1024, "height": 768},
)
# The text nodes, each with what holds it; sizes as they would be at 1080 lines.
PROBLEMS: Final = """() => {
  const found = [], scale = Math.min(innerWidth / 1920, innerHeight / 1080);
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const boxes = [];
  while (walk.nextNode()) {
    const node = walk.currentNode, holder = node.parentElement;
    if (!node.textContent.trim() || !holder.getClientRects().length) continue;
    if (holder.closest("script, noscript, .vh")) continue;
    const name = `${holder.className} “${node.textContent.trim().slice(0, 20)}”`;
    const size = parseFloat(getComputedStyle(holder).fontSize) / scale;
    if (size < 29.9) found.push(`${name} is ${size.toFixed(1)}`);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) {
      if (r.left < -1 || r.top < -1 || r.right > innerWidth + 1 || r.bottom > innerHeight + 1)
        found.push(`${name} is outside`);
      const lead = r.height * 0.2;
      boxes.push({ name, l: r.left, r: r.right, t: r.top + lead, b: r.bottom - lead, node });
    }
  }
  for (const svg of document.querySelectorAll("svg.qr")) {
    const r = svg.getBoundingClientRect();
    if (r.bottom > innerHeight || r.right > innerWidth) found.push("the code is outside");
    boxes.push({ name: "code", l: r.left, r: r.right, t: r.top, b: r.bottom, node: svg });
  }
  for (const [n, a] of boxes.entries()) for (const b of boxes.slice(n + 1))
    if (a.node !== b.node && a.l < b.r - 1 && b.l < a.r - 1 && a.t < b.b - 1 && b.t < a.b - 1)
      found.push(`${a.name} lies on ${b.name}`);
  const foot = document.querySelector(".screen-foot").getBoundingClientRect().top;
  for (const each of document.querySelectorAll(".screen-middle *"))
    if (each.getBoundingClientRect().bottom > foot + 1)
      found.push(`${each.className.baseVal ?? each.className} hangs into the foot`);
  for (const each of document.querySelectorAll(".screen *"))
    if (each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== "visible")
      found.push(`${each.className} is cut`);
  return [...new Set(found)].slice(0, 8);
}"""


def _opened(browser: Browser, server: LiveServer, hall: Hall) -> tuple[Page, str]:
    key = make_screen_address(hall.session, by=hall.by)
    page = browser.new_page(viewport=SIZES[0], reduced_motion="reduce")
    return page, f"{server.url}/screen/{key}"


def _look(page: Page, address: str) -> list[str]:
    wrong = []
    for language in ("zh-hans", "en"):
        page.goto(f"{address}?lang={language}")
        for size in SIZES:
            page.set_viewport_size(size)
            found = page.evaluate(PROBLEMS)
            wrong += [f"{language} {size['width']}: {one}" for one in found]
    return wrong


@pytest.mark.parametrize("name", scenes.SCENES)
def test_every_picture_fits_and_is_large(
    browser: Browser, live_server: LiveServer, hall: Hall, name: str
) -> None:
    scenes.SCENES[name](hall)
    page, address = _opened(browser, live_server, hall)
    assert _look(page, address) == []
    if name in {"reporting", "voting", "unsealing"}:
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    page.close()


@pytest.mark.parametrize("letters", [8, 12, 13, 28, 60])
def test_long_names_and_long_tasks_fit(
    browser: Browser, live_server: LiveServer, hall: Hall, letters: int
) -> None:
    scenes.questions(hall)
    long = "国家自然资源综合调查监测评价与信息技术保障中心" * 3
    english = "Centre for the Survey, Monitoring and Evaluation of Resources " * 2
    for unit, place in zip(Unit.objects.all(), "一二三四五六", strict=True):
        unit.name = place + long[: letters - 1]
        unit.name_en = english[: letters * 2].strip()
        unit.save()
    task = "把部省联动审批新机制的责任边界写清楚，在三个省先行试点并按月评估成效，" * 3
    LedgerItem.objects.update(title=task[:80])
    page, address = _opened(browser, live_server, hall)
    assert _look(page, address) == []
    page.close()


def test_the_clock_marks_the_last_minute_and_runs_by_itself(
    browser: Browser, live_server: LiveServer, hall: Hall
) -> None:
    scenes.last_minute(hall)
    page, address = _opened(browser, live_server, hall)
    page.goto(address)
    page.wait_for_selector("[data-clock-last]:not([hidden])")
    before = page.inner_text("[data-clock-text]")
    page.wait_for_function(
        "before => document.querySelector('[data-clock-text]').textContent > before",
        arg=before,
    )
    assert page.is_hidden("[data-clock-over]")
    page.close()


def test_a_lost_line_keeps_the_picture_and_the_clock(
    browser: Browser, live_server: LiveServer, hall: Hall
) -> None:
    scenes.reporting(hall)
    page, address = _opened(browser, live_server, hall)
    page.goto(address)
    page.route("**/screen/**", lambda route: route.abort())
    page.route("**/live/**", lambda route: route.abort())
    page.wait_for_selector("[data-live-lost]:not([hidden])", timeout=10_000)
    assert page.inner_text(".screen-unit") == "信息中心"
    page.wait_for_function(
        "document.querySelector('[data-clock-label]').textContent === '断线计时'"
    )
    box = page.locator("[data-live-lost]").bounding_box()
    assert box is not None
    assert box["x"] > SIZES[0]["width"] / 2
    assert box["y"] < 64
    page.close()


def test_an_address_taken_back_leaves_nothing_on_the_screen(
    browser: Browser, live_server: LiveServer, hall: Hall
) -> None:
    scenes.reporting(hall)
    page, address = _opened(browser, live_server, hall)
    page.goto(address)
    make_screen_address(hall.session, by=hall.by)
    page.wait_for_selector("text=这个大屏地址不对", timeout=20_000)
    assert page.query_selector(".screen-unit") is None
    page.close()
