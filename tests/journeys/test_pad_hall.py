"""The pad in the hall: it turns by key and swipe, and the hall never turns it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.journeys.demo_site import DemoSite
from tests.journeys.pads import (
    is_kept,
    opened,
    pads_of,
    person_of,
    sign,
    text_in,
    write,
    write_all,
)

pytestmark = pytest.mark.journey

Visit = Callable[[str], tuple[BrowserContext, list[str]]]
SWIPE_FROM, SWIPE_TO, LINE = 700, 300, 400


@pytest.fixture
def visit(browser: Browser, demo_site: DemoSite) -> Iterator[Visit]:
    """Sign somebody in: each test has a leader of its own, whose pads are untouched."""
    contexts = []

    def signed_in(who: str) -> tuple[BrowserContext, list[str]]:
        contexts.append(demo_site.visitor(browser, who, width=1180, height=820))
        return contexts[-1], pads_of(demo_site, who)

    yield signed_in
    for context in contexts:
        context.close()


def test_a_swipe_turns_to_the_next_unit_and_back(visit: Visit) -> None:
    leader, pads = visit("a010")
    page = opened(leader, pads[0])
    swipe(page, page.locator(".pad-year h2").first, SWIPE_FROM, SWIPE_TO)
    page.wait_for_url(f"**{pads[1]}")
    swipe(page, page.locator(".pad-year h2").first, SWIPE_TO, SWIPE_FROM)
    page.wait_for_url(f"**{pads[0]}")


def test_a_finger_in_a_text_or_up_and_down_turns_nothing(visit: Visit) -> None:
    leader, pads = visit("a010")
    page = opened(leader, pads[0])
    swipe(page, text_in(page, "priorities"), SWIPE_FROM, SWIPE_TO)
    swipe(page, page.locator(".pad-year h2").first, SWIPE_FROM, SWIPE_TO, down=300)
    page.wait_for_timeout(500)
    assert page.url.endswith(pads[0])


def test_keys_turn_from_within_a_text_and_the_list_of_keys_opens(visit: Visit) -> None:
    leader, pads = visit("a010")
    page = opened(leader, pads[1])
    text_in(page, "directions").focus()
    page.keyboard.press("Alt+PageDown")
    page.wait_for_url(f"**{pads[2]}")
    page.keyboard.press("Alt+ArrowLeft")
    page.wait_for_url(f"**{pads[1]}")
    page.keyboard.press("?")
    expect(page.locator("#pad-keys")).to_be_visible()
    page.keyboard.press("Escape")
    text_in(page, "directions").focus()
    page.keyboard.type("?")
    expect(page.locator("#pad-keys")).to_be_hidden()
    expect(text_in(page, "directions")).to_have_value("?")


def test_the_hall_goes_on_and_the_page_stays_where_the_leader_writes(
    visit: Visit,
) -> None:
    (desk, _none), (leader, pads) = visit("secretariat"), visit("a011")
    page = opened(leader, pads[0])
    now = page.locator(".pad-now")
    expect(now).to_contain_text("现在汇报：")
    before = now.inner_text().partition("：")[2].split()[0]
    write(page, "写到一半", "directions")
    text_in(page, "directions").focus()
    console = opened(desk, pads[0].replace("comments", "meetings").rsplit("/", 2)[0])
    console.get_by_role("button", name="下一单位").first.click()
    expect(now).not_to_contain_text(before)
    expect(now).to_contain_text("现在汇报：")
    assert page.url.endswith(pads[0])
    expect(text_in(page, "directions")).to_have_value("写到一半")
    expect(text_in(page, "directions")).to_be_focused()


def test_all_that_is_ready_is_signed_in_one_act(visit: Visit) -> None:
    leader, pads = visit("a012")
    page = opened(leader, pads[0])
    for place in pads:
        page.goto(place)
        write_all(page, "一次签")
        is_kept(page)
    page.goto("/comments")
    page.get_by_role("link", name="看一遍，一次签署").click()
    expect(page.locator(".ready")).to_have_count(len(pads))
    page.locator(".ready-act .btn-seal").click()
    page.locator("#sign-ready .btn-seal").click()
    expect(page.locator(".msg-success")).to_contain_text(f"已签署 {len(pads)} 份")


def test_what_was_dictated_is_confirmed_by_the_leader(
    visit: Visit, demo_site: DemoSite
) -> None:
    (desk, _none), (leader, pads) = visit("secretariat"), visit("a001")
    round_id, unit_id = pads[0].split("/")[2:4]
    person_id = person_of(demo_site, "a001")
    office = opened(desk, f"/comments/{round_id}/dictate/{person_id}/{unit_id}")
    write_all(office, "口述")
    office.get_by_role("button", name="存下，请部领导确认").click()
    expect(office.locator(".msg-success")).to_contain_text("签署才作数")
    page = opened(leader, pads[0])
    expect(page.locator(".callout")).to_contain_text("由秘书处代记")
    sign(page)
    expect(page.locator(".pad-sheet .msg-success")).to_contain_text("已签署")


def swipe(page: Page, begin: Locator, start: int, end: int, *, down: int = 0) -> None:
    """Move one finger across, beginning within this part of the page."""
    box = begin.bounding_box()
    assert box
    step = 1 if end > start else -1
    first = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    length = abs(end - start) * step
    touch = page.context.new_cdp_session(page)
    touch.send(
        "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [first]}
    )
    for part in (0.5, 1):
        point = {"x": first["x"] + length * part, "y": first["y"] + down * part}
        touch.send(
            "Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]}
        )
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
