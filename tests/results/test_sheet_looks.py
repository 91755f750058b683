"""How the result sheet of a whole ministry looks, moves and prints."""

import os
from pathlib import Path

import pypdfium2
import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer

from gongping.results.models import Audience, Result
from tests.journeys.demo_site import read_in
from tests.journeys.looking import DESKTOP, PHONE, Look
from tests.polls.scrutineers_desk import one_at_a_time
from tests.results.ministry import ministry_result
from tests.results.worlds import CODE, Group, counted, cycled
from tests.world import World, build_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
PAGES = {
    "sheet": "",
    "by-score": "?order=score",
    "category": "?category=0&order=score",
    "table": "/table",
    "unit": "/units/8",
    "versions": "/versions",
    "publish": "/publish",
}


@pytest.fixture
def ministry(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The ministry, its poll counted."""
    cache.clear()
    one_at_a_time(monkeypatch)
    return build_world()


def _signed_in(
    browser: Browser, live_server: LiveServer, world: World, who: str = "secretariat"
) -> BrowserContext:
    session = world.client(who).cookies["sessionid"].value
    context = browser.new_context(viewport=DESKTOP)
    context.add_cookies(
        [{"name": "sessionid", "value": session, "url": live_server.url}]
    )
    return context


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_of_a_result_is_in_order(
    browser: Browser, live_server: LiveServer, ministry: World, language: str
) -> None:
    result = ministry_result(ministry)
    Result.objects.update(is_ranked=True, is_across=True)
    context = _signed_in(browser, live_server, ministry)
    read_in(context, live_server.url, language)
    look = Look(context.new_page())
    for name, path in PAGES.items():
        if look.open(f"{live_server.url}/results/{result.poll.code}{path}"):
            look.judge(f"{name} {language}", DESKTOP, PHONE)
            _picture(look, f"{name}-{language}")
    context.close()
    assert look.wrong == []


def test_columns_are_walked_with_the_arrows(
    browser: Browser, live_server: LiveServer, ministry: World
) -> None:
    ministry_result(ministry)
    context = _signed_in(browser, live_server, ministry)
    read_in(context, live_server.url, "zh-hans")
    page = context.new_page()
    page.goto(f"{live_server.url}/results/{CODE}")
    columns = page.locator("[data-columns] > a")
    assert columns.count() == 47
    assert page.locator('[data-columns] > a[tabindex="0"]').count() == 1
    columns.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    said = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert said == columns.nth(2).get_attribute("aria-label")
    assert "分，区间" in said
    assert "，第" in said
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.wait_for_url("**/units/47")
    context.close()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("query", ["", "?order=score"])
def test_the_sheet_prints_on_one_landscape_page(
    browser: Browser,
    live_server: LiveServer,
    ministry: World,
    language: str,
    query: str,
) -> None:
    result = ministry_result(ministry)
    context = _signed_in(browser, live_server, ministry)
    read_in(context, live_server.url, language)
    page = context.new_page()
    page.goto(f"{live_server.url}/results/{CODE}{query}")
    file = page.pdf(prefer_css_page_size=True)
    if folder := os.environ.get("PICTURES"):
        name = f"print-{language}{len(query)}.pdf"
        (Path(folder) / name).write_bytes(file)
    book = pypdfium2.PdfDocument(file)
    (only,) = list(book)
    assert only.get_width() > only.get_height()
    text = only.get_textpage().get_text_range()
    context.close()
    assert result.digest in text.replace("\r\n", "").replace("\n", "")


def test_a_unit_sees_the_picture_and_asks_only_after_its_own_score(
    browser: Browser, live_server: LiveServer, ministry: World
) -> None:
    result = ministry_result(ministry, first=ministry.units[2].pk)
    Result.objects.update(audience=Audience.UNITS, published_version=result.current)
    context = _signed_in(browser, live_server, ministry, "unit")
    look = Look(context.new_page())
    if look.open(f"{live_server.url}/results/{CODE}"):
        look.judge("unit's view", DESKTOP, PHONE)
        _picture(look, "as-unit")
    assert look.wrong == []
    own = look.page.locator("[data-columns] > a[href]")
    assert own.count() == 1
    context.close()


def _picture(look: Look, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        for size in (DESKTOP, PHONE):
            look.page.set_viewport_size(size)
            path = Path(folder) / f"{name}-{size['width']}.png"
            look.page.screenshot(path=path, full_page=True)


@pytest.mark.parametrize("kind", ["none", "below", "small", "missing"])
def test_a_result_with_little_to_show_is_in_order_too(
    browser: Browser, live_server: LiveServer, ministry: World, kind: str
) -> None:
    cells = len(ministry.units) * 2
    silent = [(0xFFFF, 0xFFFF, *row[2:]) for row in cycled(12, cells)]
    groups = {
        "none": [],
        "below": [Group("全体", 1, cycled(20, cells), size=100)],
        "small": [Group("全体", 1, cycled(8, cells))],
        "missing": [
            Group("部领导", 40, silent),
            Group("其他干部", 60, cycled(60, cells, 2)),
        ],
    }[kind]
    if groups:
        counted(ministry, groups)
    context = _signed_in(browser, live_server, ministry)
    look = Look(context.new_page())
    if look.open(f"{live_server.url}/results{f'/{CODE}' if groups else ''}"):
        look.judge(kind, DESKTOP, PHONE)
        _picture(look, f"little-{kind}")
    context.close()
    assert look.wrong == []


LONG = (
    ("重点工作思路清晰", "Clear ideas for key work", 25),
    ("业务与党建深度融合", "Business and party building joined", 75),
)
CUT = """() => [...document.querySelectorAll(".layer-strip-label > span")]
  .filter((label) => label.scrollWidth > label.clientWidth
    || label.getBoundingClientRect().bottom
       > label.parentElement.getBoundingClientRect().bottom + 1)
  .map((label) => label.textContent)"""


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_name_of_a_criterion_is_cut(
    browser: Browser, live_server: LiveServer, ministry: World, language: str
) -> None:
    cells = len(ministry.units) * 2
    counted(ministry, [Group("全体", 1, cycled(40, cells))], LONG)
    context = _signed_in(browser, live_server, ministry)
    read_in(context, live_server.url, language)
    page = context.new_page()
    page.goto(f"{live_server.url}/results/{CODE}")
    labels = page.locator(".layer-strip-label > span")
    assert labels.all_inner_texts() == [row[language == "en"] for row in LONG]
    assert page.evaluate(CUT) == []
    context.close()


def test_a_phone_shows_intervals_a_key_and_no_words_of_lines(
    browser: Browser, live_server: LiveServer, ministry: World
) -> None:
    result = ministry_result(ministry)
    context = _signed_in(browser, live_server, ministry)
    read_in(context, live_server.url, "zh-hans")
    page = context.new_page()
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/results/{CODE}")
    place = result.figures["precision"]["within"][0]["units"]["0"]
    span = page.locator(".result-table .result-span").first
    assert span.is_visible()
    assert "–".join(place["interval"]) in span.inner_text()
    assert page.locator(".result-key").is_visible()
    said = page.inner_text("main")
    assert "区间是换一批同样的人来投" in said
    for unseen in ("细线", "粗线", "竖线"):
        assert unseen not in said
    page.set_viewport_size(DESKTOP)
    wide = page.inner_text("main")
    assert "粗线只用来比事先想好的两个单位" in wide
    context.close()
