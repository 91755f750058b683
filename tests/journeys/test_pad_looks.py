"""The pad on a tablet, a phone, in large text and in English."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.demo_site import DemoSite
from tests.journeys.looking import AXE_SCRIPT, SMALL, WIDE
from tests.journeys.pads import pads_of, write_all

pytestmark = pytest.mark.journey

TAP = 48
# What is pressed: the thing itself, or the row that a link is spread over.
SMALL_TARGETS = """(least) => {
  const all = "body.pad :is(a[href], button, select, textarea, .pad-disposition label)";
  return [...document.querySelectorAll(all)].filter((each) => {
    if (!each.getClientRects().length || each.matches(".skip")) return false;
    const spread = getComputedStyle(each, "::after").position === "absolute";
    const box = (spread ? each.closest("li, .became") : each).getBoundingClientRect();
    return Math.min(box.width, box.height) < least - 0.5;
  }).map((each) => `${each.className || each.tagName} ${each.textContent.trim()}`);
}"""
AXE_RULES = """async () => (await axe.run({ resultTypes: ["violations"] })).violations
  .map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3)}`)"""


@pytest.mark.parametrize(
    ("width", "height", "language", "large"),
    [
        (1180, 820, "zh-hans", False),
        (1180, 820, "en", False),
        (1180, 820, "zh-hans", True),
        (820, 1180, "zh-hans", False),
        (390, 844, "zh-hans", False),
        (390, 844, "en", True),
    ],
)
def test_the_pad_holds_at_this_size(
    browser: Browser,
    demo_site: DemoSite,
    width: int,
    height: int,
    language: str,
    *,
    large: bool,
) -> None:
    context = demo_site.visitor(
        browser, "a006", width=width, height=height, language=language
    )
    if large:
        at = {"name": "gongping_text", "value": "large", "url": demo_site.url}
        context.add_cookies([at])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(pads_of(demo_site, "a006")[1])
    page.locator("[data-more]").nth(1).click()
    page.locator("[value=follow_up]").nth(1).check(force=True)
    page.locator("[data-dialog=pad-keys]").evaluate("(each) => each.blur()")
    assert page.evaluate(WIDE) == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate(SMALL_TARGETS, TAP) == []
    assert violations(page) == []
    context.close()


def test_the_tablet_shows_the_whole_sheet_without_scrolling(
    browser: Browser, demo_site: DemoSite
) -> None:
    context = demo_site.visitor(browser, "a006", width=1180, height=820)
    page = context.new_page()
    page.goto(pads_of(demo_site, "a006")[1])
    last = page.locator("[data-section=problems]").bounding_box()
    foot = page.locator(".pad-foot").bounding_box()
    assert last
    assert foot
    assert last["y"] + last["height"] <= foot["y"]
    context.close()


def test_a_comment_is_written_and_signed_by_keys_alone(
    browser: Browser, demo_site: DemoSite
) -> None:
    context = demo_site.visitor(browser, "a007", width=1440, height=900)
    page = context.new_page()
    page.goto(pads_of(demo_site, "a007")[1])
    page.locator("[data-section=achievements] textarea").first.focus()
    for section in ("achievements", "priorities", "directions"):
        page.keyboard.type(f"{section} by keys")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        reach(page, "textarea")
    reach(page, "[data-seal]")
    page.keyboard.press("Enter")
    expect(page.locator("#sign")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".pad-sheet .msg-success")).to_contain_text("已签署")
    context.close()


def test_the_review_page_is_clean(browser: Browser, demo_site: DemoSite) -> None:
    context = demo_site.visitor(browser, "a010", width=390, height=844)
    page = context.new_page()
    place = pads_of(demo_site, "a010")[3]
    page.goto(place)
    write_all(page, "看一遍")
    with page.expect_navigation():
        page.locator("[data-later]").click()
    page.goto(place.rsplit("/", 2)[0] + "/ready")
    expect(page.locator(".ready")).to_have_count(1)
    assert page.evaluate(WIDE) == []
    assert violations(page) == []
    context.close()


def reach(page: Page, target: str, most: int = 30) -> None:
    """Press Tab until the focus stands on the next such thing."""
    for _each in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(what) => document.activeElement.matches(what)", target):
            return
    pytest.fail(f"no {target} within {most} steps")


def violations(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(AXE_RULES)
    return found
