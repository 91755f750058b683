"""A voter with an old phone: from the slip to the receipt, with everything that happens.

The box is a process of its own, on an address of its own.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from gongping.polls.rules import usual_criteria
from tests.box.fixtures import BoxServer, box_in_use, box_server
from tests.polls.ballot_page import DRAFTS, Voter, let_pages_reach, new_voter
from tests.polls.worlds import Season, begin_season
from tests.world import build_world

__all__ = ["box_in_use", "box_server"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def season(db: None, box_in_use: BoxServer, settings: Any) -> Season:
    """A planned poll whose ballot page reaches the box."""
    cache.clear()
    let_pages_reach(box_in_use, settings)
    return begin_season(build_world(), box_in_use)


@pytest.fixture
def voter(browser: Browser, live_server: LiveServer, season: Season) -> Iterator[Voter]:
    """A voter with a phone that knows nothing but touch."""
    voter = new_voter(
        browser, live_server.url, season.casting(), has_touch=True, is_mobile=True
    )
    yield voter
    voter.context.close()


def posts_of(page: Page) -> list[Request]:
    """Return the list in which everything that the page posts will be found."""
    sent: list[Request] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append(request)

    page.on("request", note)
    return sent


def test_six_units_are_scored_reviewed_and_cast(
    voter: Voter, browser: Browser, live_server: LiveServer
) -> None:
    page = voter.page
    sent = posts_of(page)
    voter.open()
    for unit, grade in enumerate((0, 1, 1)):
        page.locator(f"input[name=u{unit}c0]").nth(grade).tap()
    expect(page.locator("#foot [data-part=right]")).to_have_text("还差 3 个")

    page.reload()
    expect(page.locator(".ballot-intro .msg")).to_contain_text("已恢复")
    expect(page.locator("input:checked")).to_have_count(3)
    page.locator("#foot [data-part=left]").tap()
    for unit, grade in ((3, 2), (4, 3), (5, 4)):
        page.locator(f"input[name=u{unit}c0]").nth(grade).tap()
    voter.review()
    expect(page.locator(".ballot-groups > li >> nth=0")).to_contain_text("较差信息中心")

    voter.context.set_offline(True)
    voter.cast()
    assert voter.problem() == "没有投出。票还在这台手机上，请再按一次。"
    voter.context.set_offline(False)
    assert sent == []

    page.locator("#foot .btn-seal").evaluate("b => { b.click(); b.click(); }")
    receipt = voter.receipt()
    assert len(sent) == 1
    assert not {"cookie", "referer"} & sent[0].all_headers().keys()
    assert page.evaluate(DRAFTS) == 0
    assert voter.ticket.ticket not in page.evaluate("JSON.stringify(localStorage)")

    page.reload()
    assert voter.receipt() == receipt
    a_second_phone_is_refused(voter, browser, live_server)
    assert voter.board_leaves() == [receipt]


def a_second_phone_is_refused(
    voter: Voter, browser: Browser, live_server: LiveServer
) -> None:
    """The same slip, scanned by another phone, and again by the first."""
    other = new_voter(browser, live_server.url, voter.season)
    other.ticket = voter.ticket
    other.open()
    other.fill(1, 1, 2, 1, 1, 1)
    other.review()
    other.cast()
    assert "已经投过票" in other.problem()
    other.context.close()
    fresh = voter.context.new_page()
    fresh.goto(f"{voter.address}#t={voter.ticket.ticket}&g={voter.ticket.group}")
    expect(fresh.locator("main")).to_contain_text("这张票证已经投过")


def test_keys_alone_fill_and_cast_a_ballot(voter: Voter) -> None:
    page = voter.page
    voter.open()
    page.wait_for_selector(".ballot-row")
    page.focus("input[name=u0c0] >> nth=0")
    for key in ("2", "1", "4", "3", "5", "0"):
        page.keyboard.press(key)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
    page.focus("input[name=u0c0]:checked")
    page.keyboard.press("ArrowRight")
    chosen = page.locator("input:checked").evaluate_all("all => all.map(i => i.value)")
    assert chosen == ["2", "0", "3", "2", "65535", "65535"]
    expect(page.locator("#said")).to_have_text("已选 一般")
    page.focus("#foot [data-part=right]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ballot-review")
    page.focus("#foot .btn-seal")
    page.keyboard.press("Enter")
    assert voter.receipt() in voter.board_leaves()


def test_one_unit_a_page_with_its_criteria(
    browser: Browser, live_server: LiveServer, db: None, season: Season
) -> None:
    season.plan(layout="criteria", criteria=usual_criteria("criteria"))
    voter = new_voter(browser, live_server.url, season.casting())
    voter.open()
    for unit in range(6):
        expect(voter.page.locator(".ballot-one .num")).to_have_text(str(unit + 1))
        voter.page.click("#foot [data-part=right]", force=True)
        for column in range(4):
            voter.tap(unit, (unit + column) % 5, column)
        voter.page.click("#foot [data-part=right]")
    voter.page.wait_for_selector(".ballot-review")
    voter.page.go_back()
    expect(voter.page.locator(".ballot-one h2")).to_have_text("资源报社")
    voter.review()
    voter.cast()
    assert voter.receipt() in voter.board_leaves()
    voter.context.close()


def test_the_shared_tablet_clears_itself(voter: Voter) -> None:
    page = voter.page
    page.clock.install()
    voter.open("?kiosk=1")
    voter.tap(0, 1)
    page.clock.run_for(75_000)
    expect(page.locator(".ballot-idle")).to_contain_text("20 秒后清空")
    page.click(".ballot-idle button")
    expect(page.locator("input:checked")).to_have_count(1)
    page.clock.run_for(95_000)
    expect(page.locator("main")).to_contain_text("还没有票证")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_tablet_prints_the_receipt_and_waits_for_the_next(voter: Voter) -> None:
    voter.open("?kiosk=1")
    voter.fill(0, 1, 2, 3, 1, 1)
    voter.review()
    voter.cast()
    voter.receipt()
    expect(voter.page.locator("#foot [data-part=left]")).to_have_text("打印回执")
    voter.page.click("#foot [data-part=right]")
    expect(voter.page.locator("main")).to_contain_text("还没有票证")


def test_the_receipt_is_saved_as_a_file(voter: Voter) -> None:
    voter.open()
    voter.fill(0, 1, 2, 3, 1, 1)
    voter.review()
    voter.cast()
    receipt = voter.receipt()
    with voter.page.expect_download() as saving:
        voter.page.click("#foot [data-part=right]")
    text = saving.value.path().read_text(encoding="utf-8")
    assert receipt in text
    assert "没有密封" in text
    assert ":" not in text.replace("：", "")  # no clock time


def test_without_script_it_points_to_the_desk(
    browser: Browser, live_server: LiveServer, season: Season
) -> None:
    voter = new_voter(
        browser, live_server.url, season.casting(), java_script_enabled=False
    )
    voter.open()
    expect(voter.page.locator("main")).to_contain_text("纸质测评票")
    voter.context.close()


def test_a_waiting_tablet_is_left_in_peace(voter: Voter) -> None:
    page = voter.page
    page.clock.install()
    voter.open("?kiosk=1", ticket="")
    page.fill("#ticket-entry", "1234")
    page.clock.run_for(95_000)
    expect(page.locator(".ballot-idle")).to_have_count(0)
    expect(page.locator("#ticket-entry")).to_have_value("")
