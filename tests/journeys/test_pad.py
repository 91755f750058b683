"""The pad of a leader who has it open twice, or loses the network."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.demo_site import DemoSite

pytestmark = pytest.mark.journey

PAD = "/comments/{round}/{unsaid_too}/pad"
# The tests share one pad, in any order: none may find the words of another there.
MINE, OTHERS, OFFLINE = "先把标准定下来。", "抓紧试点。", "断网时写的这一句。"
REFUSED, FILLED = "改过之后不能送签。", "每一栏都写上。"


@pytest.fixture
def leader(browser: Browser, demo_site: DemoSite) -> Iterator[BrowserContext]:
    context = demo_site.visitor(browser, "leader")
    yield context
    context.close()


def opened(leader: BrowserContext, site: DemoSite) -> Page:
    page = leader.new_page()
    page.goto(site.address(PAD))
    return page


def write(page: Page, words: str, section: str = "priorities") -> None:
    page.locator(f"[data-section={section}] textarea").last.fill(words)


def sign(page: Page) -> None:
    """Press the seal, and once more where the page asks."""
    page.locator(".pad-foot .btn-seal").click()
    page.locator("#sign .btn-seal").click()


def test_the_tab_that_comes_late_finds_its_words_again_after_a_reload(
    leader: BrowserContext, demo_site: DemoSite
) -> None:
    first, second = opened(leader, demo_site), opened(leader, demo_site)
    write(first, OTHERS)
    expect(first.locator("[data-saved]")).to_contain_text("已自动保存")
    write(second, MINE)
    expect(second.locator(".is-problem")).to_contain_text("另一处改过")
    second.reload()

    beside = second.locator("[data-unsaved] li")
    expect(beside).to_have_count(1)
    expect(beside).to_contain_text(MINE)
    beside.get_by_role("button", name="放进点评").click()
    expect(second.locator("[data-unsaved]")).to_be_hidden()
    expect(second.locator("[data-saved]")).to_contain_text("已自动保存")
    written = [area.input_value() for area in second.locator("textarea").all()]
    assert MINE in written
    assert OTHERS in "".join(written)


def test_a_refused_sheet_is_not_sent_for_signature(
    leader: BrowserContext, demo_site: DemoSite
) -> None:
    first, second = opened(leader, demo_site), opened(leader, demo_site)
    write(first, OTHERS, "problems")
    expect(first.locator("[data-saved]")).to_contain_text("已自动保存")
    write(second, REFUSED)
    sign(second)
    expect(second.locator(".is-problem")).to_contain_text("另一处改过")
    last = second.locator("[data-section=priorities] textarea").last
    expect(last).to_have_value(REFUSED)


def test_words_written_without_a_network_are_there_after_a_reload(
    leader: BrowserContext, demo_site: DemoSite
) -> None:
    page = opened(leader, demo_site)
    page.route("**/save", lambda route: route.abort())
    write(page, OFFLINE, "directions")
    expect(page.locator(".is-problem")).to_contain_text("网络断了")
    page.unroute("**/save")
    page.reload()
    last = page.locator("[data-section=directions] textarea").last
    expect(last).to_have_value(OFFLINE)
    expect(page.locator("[data-saved]")).to_contain_text("已自动保存")


def test_the_sentence_on_what_is_empty_goes_when_nothing_is(
    leader: BrowserContext, demo_site: DemoSite
) -> None:
    page = opened(leader, demo_site)
    page.locator("[data-section=achievements] textarea").first.fill("")
    write(page, FILLED)
    sign(page)
    refusal = page.locator(".pad-sheet .msg-error")
    expect(refusal).to_contain_text("成绩")
    asked = page.locator("[data-section=achievements] textarea").first
    expect(asked).to_be_focused()
    for _each in page.locator("textarea[data-asked]").all():
        page.locator("textarea[data-asked]").first.fill(FILLED)
    for _each in page.locator("fieldset[data-asked]").all():
        choice = page.locator("fieldset[data-asked] [value=reference]").first
        choice.check(force=True)
    expect(refusal).to_have_count(0)
