"""Every state of the ballot page in a real browser, before a real box."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from gongping.procedure.ballots import void_poll
from tests.foundation.test_shell_script import SMALLEST
from tests.polls.ballot_page import DRAFTS, Voter, let_pages_reach, new_voter
from tests.polls.worlds import Season

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
MIXED = (0, 1, 2, 3, 4, 1)
TOO_SMALL = """() => [...document.querySelectorAll(
  ".ballot-page button, .ballot-page .ballot-cell, .ballot-page nav a, .ballot-page input:not([type=radio])"
)].filter((e) => e.getClientRects().length)
  .map((e) => [e.textContent, e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 47.9 || box.width < 43.9)
  .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""


@pytest.fixture
def page_season(season: Season, settings: Any) -> Season:
    """A season whose ballot page reaches the box."""
    let_pages_reach(season.box, settings)
    return season


@pytest.fixture
def voter(
    browser: Browser, live_server: LiveServer, page_season: Season
) -> Iterator[Voter]:
    """A voter while ballots are cast."""
    voter = new_voter(browser, live_server.url, page_season.casting())
    yield voter
    voter.context.close()


@pytest.fixture
def early(
    browser: Browser, live_server: LiveServer, page_season: Season
) -> Iterator[Voter]:
    """A voter who has collected, before casting begins."""
    voter = new_voter(browser, live_server.url, page_season.collecting())
    yield voter
    voter.context.close()


# --- The ticket ---------------------------------------------------------------


def test_the_ticket_leaves_the_address_bar_at_once(voter: Voter) -> None:
    voter.open()
    voter.page.wait_for_selector(".ballot-grades")
    assert voter.page.url == voter.address
    assert voter.context.cookies() == []


def test_nothing_of_the_ticket_reaches_a_server_before_casting(voter: Voter) -> None:
    asked: list[str] = []
    voter.page.on(
        "request", lambda r: asked.append(f"{r.url} {r.headers} {r.post_data}")
    )
    voter.open()
    voter.fill(*MIXED)
    voter.review()
    assert asked
    assert not [line for line in asked if voter.ticket.ticket in line]


def test_without_a_ticket_it_can_be_typed_from_the_slip(voter: Voter) -> None:
    voter.open(ticket="")
    voter.page.fill("#ticket-entry", "12 34")
    voter.page.click(".ballot-entry .btn")
    expect(voter.page.locator("#ticket-error")).to_be_visible()
    secret = voter.ticket.ticket.upper()
    fours = " ".join(secret[at : at + 4] for at in range(0, 32, 4))
    voter.page.fill("#ticket-entry", fours)
    voter.page.click(".ballot-entry .btn")
    voter.page.wait_for_selector(".ballot-grades")


def test_half_a_ticket_says_so(voter: Voter) -> None:
    voter.open(ticket="abc")
    expect(voter.page.locator("main")).to_contain_text("票证不完整")


def test_the_ticket_left_by_the_collect_page_is_found(voter: Voter) -> None:
    voter.open(ticket="")
    voter.page.evaluate(
        "([poll, ticket, group]) => localStorage.setItem(`gongping-ticket:${poll}`,"
        " JSON.stringify({ticket, group}))",
        [voter.season.code, voter.ticket.ticket, voter.ticket.group],
    )
    voter.page.reload()
    voter.page.wait_for_selector(".ballot-grades")


def test_another_slip_scanned_into_the_open_page_begins_anew(voter: Voter) -> None:
    voter.open()
    voter.tap(0, 1)
    voter.open(ticket="ab" * 16)
    expect(voter.page.locator("input:checked")).to_have_count(0)


# --- What the box refuses -----------------------------------------------------


def refused(voter: Voter, sentence: str) -> None:
    voter.fill(*MIXED)
    voter.review()
    voter.cast()
    expect(voter.page.locator(".ballot-foot .msg-error")).to_contain_text(sentence)
    assert voter.page.evaluate(DRAFTS) == 1


def test_an_unknown_ticket_keeps_the_grades_for_another(voter: Voter) -> None:
    voter.open(ticket="cd" * 16)
    refused(voter, "票箱里没有这张票证")
    voter.page.click("#foot [data-part=problem] button")
    voter.page.fill("#ticket-entry", voter.ticket.ticket)
    voter.page.click(".ballot-entry .btn")
    voter.cast()
    assert voter.receipt() in voter.board_leaves()


def test_a_ticket_of_another_group_is_refused(voter: Voter) -> None:
    voter.ticket = type(voter.ticket)(voter.ticket.ticket, 9)
    voter.open()
    refused(voter, "另一个票种")


def test_a_spent_ticket_is_refused(voter: Voter) -> None:
    voter.season.cast(voter.ticket.ticket, voter.ticket.group)
    voter.open()
    refused(voter, "已经投过票")


def test_a_box_out_of_order_is_not_a_lost_ballot(voter: Voter) -> None:
    voter.open()
    voter.page.route(
        "**/ballots", lambda r: r.fulfill(status=500, json={"code": "broken"}), times=1
    )
    refused(voter, "故障")
    voter.cast()
    assert voter.receipt() in voter.board_leaves()


def test_a_forged_receipt_is_not_believed(voter: Voter) -> None:
    voter.open()
    answer = {"receipt": "0" * 64, "short": "0000"}
    voter.page.route(
        "**/ballots", lambda r: r.fulfill(status=201, json=answer), times=1
    )
    refused(voter, "对不上")


# --- Losing the network ---------------------------------------------------------


def test_a_lost_reply_becomes_one_ballot(voter: Voter) -> None:
    voter.open()
    voter.fill(*MIXED)
    voter.review()
    voter.lose_reply()
    voter.cast()
    assert "没有收到票箱的回答" in voter.problem()
    voter.cast()
    assert voter.board_leaves() == [voter.receipt()]


def test_changing_after_a_lost_reply_tells_which_one_counts(voter: Voter) -> None:
    voter.open()
    voter.fill(*MIXED)
    voter.review()
    voter.lose_reply()
    voter.cast()
    voter.problem()
    voter.page.click("#foot [data-part=left]")
    voter.tap(0, 3)
    voter.review()
    voter.cast()
    receipt = voter.receipt()
    expect(voter.page.locator("main")).to_contain_text("后来的改动没有算进去")
    assert voter.board_leaves() == [receipt]


def test_rules_that_cannot_be_fetched_can_be_asked_for_again(voter: Voter) -> None:
    voter.page.route("**/manifest.json", lambda route: route.abort(), times=1)
    voter.open()
    expect(voter.page.locator("main")).to_contain_text("没有取到")
    voter.page.click("main .btn")
    voter.page.wait_for_selector(".ballot-grades")


def test_rules_that_were_tampered_with_are_not_used(voter: Voter) -> None:
    def tamper(route: Any) -> None:
        facts = route.fetch().json()
        facts["text"] = facts["text"].replace("100", "101", 1)
        route.fulfill(json=facts)

    voter.page.route("**/manifest.json", tamper)
    voter.open()
    expect(voter.page.locator("main")).to_contain_text("规则码对不上")


# --- Before and after casting ------------------------------------------------------


def test_filled_early_and_cast_when_it_opens(early: Voter) -> None:
    early.open()
    expect(early.page.locator(".ballot-intro .msg")).to_contain_text("可以先评")
    early.fill(*MIXED)
    early.review()
    expect(early.page.locator(".btn-seal")).to_have_attribute("aria-disabled", "true")
    early.press_in_vain()
    early.page.click("[data-part=look]")
    expect(early.page.locator("#foot .msg")).to_contain_text("还没有开始投票")
    early.season.box.admin("POST", f"/{early.season.code}/cast-open")
    early.page.click("[data-part=look]")
    expect(early.page.locator("#foot .msg")).to_contain_text("可以投出")
    early.cast()
    assert early.receipt() in early.board_leaves()


def test_opening_is_noticed_without_asking(early: Voter) -> None:
    early.page.clock.install()
    early.open()
    early.fill(*MIXED)
    early.review()
    early.season.box.admin("POST", f"/{early.season.code}/cast-open")
    early.page.clock.run_for(36_000)
    expect(early.page.locator("#foot .msg")).to_contain_text("可以投出")


def test_closed_meanwhile_says_not_cast_and_clears_the_draft(voter: Voter) -> None:
    voter.open()
    voter.fill(*MIXED)
    voter.review()
    voter.board_leaves()
    voter.cast()
    expect(voter.page.locator("main")).to_contain_text("已截止，这张没有投出。")
    assert voter.page.evaluate("localStorage.length") == 0
    voter.page.reload()
    expect(voter.page.locator("main")).to_contain_text("不再收票")


def test_closed_after_a_lost_reply_still_gives_the_receipt(voter: Voter) -> None:
    voter.open()
    voter.fill(*MIXED)
    voter.review()
    voter.lose_reply()
    voter.cast()
    voter.problem()
    leaves = voter.board_leaves()
    voter.page.reload()
    assert leaves == [voter.receipt()]


def test_a_void_poll_takes_nothing(early: Voter) -> None:
    void_poll(early.season.poll, "重来", by=early.season.secretariat)
    early.open()
    expect(early.page.locator("main")).to_contain_text("不生效")


def test_an_unknown_poll_says_so(voter: Voter) -> None:
    voter.address = voter.address.replace(voter.season.code, "none")
    voter.open()
    expect(voter.page.locator("main")).to_contain_text("没有这次测评")


# --- Rules ---------------------------------------------------------------------------


def test_one_grade_throughout_cannot_be_cast_where_it_is_invalid(
    browser: Browser, live_server: LiveServer, page_season: Season
) -> None:
    page_season.plan(is_identical_invalid=True, excellent_quota=1)
    voter = new_voter(browser, live_server.url, page_season.casting())
    voter.open()
    voter.fill(0, 0, 0, 0, 0, 0)
    voter.review()
    expect(voter.page.locator(".ballot-checks .is-broken")).to_have_count(2)
    voter.press_in_vain()
    expect(voter.page.locator(".btn-seal")).to_have_attribute("aria-disabled", "true")
    voter.page.click("[data-part=change]")
    voter.page.click(".ballot-units button >> nth=1")
    for unit in range(1, 6):
        voter.tap(unit, 1)
    voter.review()
    voter.cast()
    assert voter.receipt() in voter.board_leaves()
    voter.context.close()


def test_the_receipt_can_be_kept_copied_and_left(voter: Voter) -> None:
    voter.open("?lang=en")
    voter.fill(*MIXED)
    voter.review()
    voter.cast()
    page = voter.page
    copying = page.locator("#foot [data-part=left]")
    expect(copying).to_have_text("Enlarge to copy by hand")
    copying.click()
    expect(copying).to_have_text("Back to normal size")
    with page.expect_download() as saved:
        page.click("#foot [data-part=right]")
    text = saved.value.path().read_text(encoding="utf-8")
    assert "Whoever has this code might find your ballot: do not pass it on." in text
    expect(page.get_by_role("link", name="Back to the work list")).to_be_visible()


# --- Reading --------------------------------------------------------------------------


def test_language_and_text_change_in_place_and_stay(voter: Voter) -> None:
    voter.open()
    voter.tap(0, 1)
    voter.page.click("[data-reading=en]")
    expect(voter.page.locator("h1")).to_have_text("Secret ballot")
    voter.page.click("[data-reading=text]")
    expect(voter.page.locator("input:checked")).to_have_count(1)
    voter.page.reload()
    expect(voter.page.locator("html")).to_have_attribute("data-text", "large")
    expect(voter.page.locator("html")).to_have_attribute("lang", "en")
    assert voter.context.cookies() == []


@pytest.mark.parametrize(
    ("size", "query"),
    [
        ((390, 844), "?lang=zh-hans"),
        ((768, 1024), "?lang=zh-hans"),
        ((1440, 900), "?lang=en"),
        ((320, 640), "?lang=zh-hans&text=large"),
        ((390, 844), "?lang=en&text=large"),
    ],
)
def test_every_view_is_accessible_and_fits(
    voter: Voter, size: tuple[int, int], query: str
) -> None:
    voter.page.set_viewport_size({"width": size[0], "height": size[1]})
    voter.open(query, ticket="")
    fits(voter, ".ballot-entry")
    voter.open(query)
    voter.page.wait_for_selector(".ballot-row")
    voter.page.click("[data-part=points] >> nth=0")
    fits(voter, ".ballot-row")
    voter.fill(*MIXED)
    voter.review()
    voter.page.click("[data-part=change] >> nth=0")
    fits(voter, ".ballot-review")
    voter.cast()
    fits(voter, ".ballot-receipt")


def fits(voter: Voter, view: str) -> None:
    """Nothing violates axe, nothing runs over, nothing is too small to hit or read."""
    voter.page.wait_for_selector(view)
    violations = Axe().run(voter.page).response["violations"]
    assert [violation["id"] for violation in violations] == []
    assert voter.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert voter.page.evaluate(SMALLEST) == []
    assert voter.page.evaluate(TOO_SMALL) == []
