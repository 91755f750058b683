"""No word is lost where the device itself gives way: its store is full, shut, or fails."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.demo_site import DemoSite
from tests.journeys.pads import is_kept, opened, pads_of, status_of, text_in, write

pytestmark = pytest.mark.journey

SAVING = "**/pad/save"
KEPT_HERE = "内容存在本机"
FULL = """
    Storage.prototype.setItem = function () {
      throw new DOMException("full", "QuotaExceededError");
    };"""
SHUT = """
    Object.defineProperty(window, "localStorage", {
      get() { throw new DOMException("shut", "SecurityError"); },
    });"""
ABORTED_ONCE = """
    const begin = IDBDatabase.prototype.transaction;
    let isOver = false;
    IDBDatabase.prototype.transaction = function (names, mode, options) {
      const begun = begin.call(this, names, mode, options);
      if (mode === "readwrite" && !isOver) setTimeout(() => begun.abort());
      if (mode === "readwrite") isOver = true;
      return begun;
    };"""
NOT_OPENED_ONCE = """
    const open = IDBFactory.prototype.open;
    let isOver = false;
    IDBFactory.prototype.open = function (...asked) {
      if (isOver) return open.apply(this, asked);
      isOver = true;
      throw new DOMException("not now", "UnknownError");
    };"""
NEVER_OPENED = """
    IDBFactory.prototype.open = function () {
      throw new DOMException("never", "UnknownError");
    };"""

Visit = Callable[[str], tuple[BrowserContext, str]]


@pytest.fixture
def visit(browser: Browser, demo_site: DemoSite) -> Iterator[Visit]:
    """Sign a leader in; the server takes nothing of what is written."""
    contexts = []

    def signed_in(who: str) -> tuple[BrowserContext, str]:
        leader = demo_site.visitor(browser, who, width=1180, height=820)
        contexts.append(leader)
        leader.route(SAVING, lambda route: route.abort())
        return leader, pads_of(demo_site, who)[0]

    yield signed_in
    for context in contexts:
        context.close()


def cut(page: Page) -> None:
    """Let nothing out of this page, not even what is sent as it closes."""
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")


def found_again(leader: BrowserContext, place: str, written: Page) -> Page:
    """Close the page on which something was written, and open the pad anew."""
    written.close()
    leader.unroute(SAVING)
    return opened(leader, place)


@pytest.mark.parametrize(
    ("who", "trouble"),
    [
        ("a003", FULL),
        ("a004", FULL + ABORTED_ONCE),
        ("a005", FULL + NOT_OPENED_ONCE),
        ("a006", SHUT),
    ],
    ids=["full", "full and aborted", "full and not opened at first", "shut"],
)
def test_words_are_found_again_when_the_ordinary_store_does_not_take_them(
    visit: Visit, who: str, trouble: str
) -> None:
    leader, place = visit(who)
    leader.add_init_script(f"(() => {{{trouble}}})();")
    page = opened(leader, place)
    cut(page)
    write(page, "本机存满时写的。", "directions")
    expect(status_of(page)).to_contain_text(KEPT_HERE)
    again = found_again(leader, place, page)
    expect(text_in(again, "directions")).to_have_value("本机存满时写的。")
    is_kept(again)


def test_the_later_words_count_where_older_ones_fill_the_ordinary_store(
    visit: Visit,
) -> None:
    leader, place = visit("a007")
    page = opened(leader, place)
    cut(page)
    write(page, "存满之前的半句", "directions")
    page.wait_for_timeout(200)
    page.evaluate(f"() => {{{FULL}}}")
    write(page, "存满之前的半句，和存满之后的半句。", "directions")
    expect(status_of(page)).to_contain_text(KEPT_HERE)
    again = found_again(leader, place, page)
    expect(text_in(again, "directions")).to_have_value(
        "存满之前的半句，和存满之后的半句。"
    )


def test_the_page_says_so_when_no_place_on_the_device_takes_the_words(
    visit: Visit,
) -> None:
    leader, place = visit("a008")
    leader.add_init_script(f"(() => {{{FULL}{NEVER_OPENED}}})();")
    page = opened(leader, place)
    write(page, "只在这一页上。", "directions")
    expect(status_of(page)).to_contain_text("网络断了")
    expect(status_of(page)).not_to_contain_text(KEPT_HERE)
    leader.unroute(SAVING)
    is_kept(page)
