"""A sealed ballot in a real browser, before a real site and a real box."""

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from ballotbox.manifest import parse_manifest
from ballotbox.sealed import check_receipt, parse_receipt
from gongping.polls.rules import CriterionPlan, GroupPlan
from gongping.procedure import ballots
from tests.polls.sealed import SealedSeason
from tests.polls.sealed_page import (
    KEPT,
    SealedVoter,
    new_phone,
    open_casting,
    sealed_voter,
)
from tests.polls.vote_fixtures import early, sealed, voter

__all__ = ["early", "sealed", "voter"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


def test_a_ballot_is_collected_filled_sealed_and_cast(voter: SealedVoter) -> None:
    page = voter.page
    voter.join()
    assert page.url == voter.plain
    expect(page.locator("main")).to_contain_text(voter.season.poll.title)
    voter.collect()
    voter.fill()
    voter.review()
    voter.seal()
    expect(page.locator("main")).to_contain_text("封票后随机等一会儿再投")
    voter.send_now()
    leaf = voter.receipt()
    expect(page.locator(".vote-words span")).to_have_count(6)
    kept = page.evaluate(KEPT)
    assert leaf in kept
    assert voter.ticket.ticket not in kept
    assert voter.context.cookies() == []
    assert voter.board_leaves() == [leaf]


def test_what_was_tapped_is_what_is_counted(voter: SealedVoter) -> None:
    voter.to_receipt()
    season = voter.season
    for other in season.voters()[1:24]:
        assert season.vote(other, grade=1) == 201
    season.close()
    result = season.headed().unseal()
    group = result.figures["groups"][0]
    assert group["received"] == 24


def test_the_saved_receipt_proves_to_anybody_that_the_box_took_it(
    voter: SealedVoter,
) -> None:
    leaf = voter.to_receipt()
    with voter.page.expect_download() as saving:
        voter.page.click("#foot [data-part=right]")
    receipt = parse_receipt(saving.value.path().read_text(encoding="utf-8"))
    check_receipt(parse_manifest(voter.season.poll.manifest, allow_weak=True), receipt)
    assert receipt.leaf.hex() == leaf


def test_neither_ticket_nor_grades_reach_the_site_in_an_address(
    voter: SealedVoter,
) -> None:
    asked: list[str] = []
    voter.context.on("request", lambda r: asked.append(f"{r.url} {r.headers}"))
    voter.to_receipt()
    assert not [line for line in asked if voter.ticket.ticket in line]
    assert not [line for line in asked if "cookie" in line or "referer" in line]


def test_who_is_signed_in_collects_from_the_roll(
    browser: Browser, live_server: LiveServer, sealed: SealedSeason
) -> None:
    season = open_casting(sealed.collecting())
    context = new_phone(browser)
    page = context.new_page()
    session = season.world.client("voter").cookies["sessionid"].value
    context.add_cookies(
        [{"name": "sessionid", "value": session, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}/roll/{season.code}")
    page.get_by_role("button", name="领票").click()
    page.wait_for_url("**/vote/**")
    page.get_by_role("button", name="在这台设备上领票").click()
    page.wait_for_selector(".ballot-grades")
    page.goto(f"{live_server.url}/roll/{season.code}")
    expect(page.locator("main")).to_contain_text("您已经领过票")
    page.get_by_role("link", name="打开测评票").click()
    page.wait_for_selector(".ballot-grades")
    context.close()


def test_rules_that_are_not_those_of_the_link_are_refused(voter: SealedVoter) -> None:
    address = voter.link.replace(voter.season.poll.manifest_digest, "ab" * 32)
    told = json.dumps({"text": voter.season.poll.manifest, "issuers": [], "state": ""})
    voter.page.route("**/vote/rules/*", lambda route: route.fulfill(body=told))
    voter.page.goto(address)
    expect(voter.page.locator("main")).to_contain_text("对不上")
    assert voter.posts("issue") == []


def test_short_keys_are_refused_outside_the_tests(voter: SealedVoter) -> None:
    voter.context.unroute("**/vote/weak.js")
    voter.page.goto(voter.link)
    expect(voter.page.locator("main")).to_contain_text("只供测试")


def test_a_slip_can_be_typed(voter: SealedVoter) -> None:
    voter.join(voter.plain)
    voter.page.fill("#ticket-entry", "12 34")
    voter.page.click(".ballot-entry .btn")
    expect(voter.page.locator("#ticket-error")).to_be_visible()
    secret = voter.ticket.ticket.upper()
    fours = " ".join(secret[at : at + 4] for at in range(0, 32, 4))
    voter.page.fill("#ticket-entry", fours)
    voter.page.click(".ballot-entry .btn")
    voter.collect()


@pytest.mark.parametrize(
    ("slips", "offered"), [((9, 0), ["负责人"]), ((9, 9), ["负责人", "其他"])]
)
def test_only_groups_that_have_slips_are_offered_to_who_types_one(
    browser: Browser,
    live_server: LiveServer,
    sealed: SealedSeason,
    slips: tuple[int, int],
    offered: list[str],
) -> None:
    heads, cadres = slips
    sealed.plan(
        groups=(
            GroupPlan("unit_heads", "负责人", slip_count=heads),
            GroupPlan("cadres", "其他", slip_count=cadres),
        )
    )
    voter = sealed_voter(browser, live_server.url, sealed.collecting())
    voter.join(voter.plain)
    options = voter.page.locator(".ballot-entry option")
    assert options.all_inner_texts()[1:] == offered
    is_asked = voter.page.locator(".ballot-entry select").is_visible()
    assert is_asked == (len(offered) > 1)
    voter.context.close()


def test_an_unknown_slip_says_so_and_can_be_typed_again(voter: SealedVoter) -> None:
    voter.join(f"{voter.plain}&t={'cd' * 16}&g=1")
    voter.page.get_by_role("button", name="在这台设备上领票").click()
    assert "没有这张票证" in voter.problem()
    voter.page.fill("#ticket-entry", voter.ticket.ticket)
    voter.page.click(".ballot-entry .btn")
    voter.collect()


def test_half_a_ticket_says_so(voter: SealedVoter) -> None:
    voter.join(f"{voter.plain}&t=abc&g=1")
    expect(voter.page.locator("main")).to_contain_text("票证不完整")


def test_a_broken_rule_is_named_before_anything_is_sealed(
    browser: Browser, live_server: LiveServer, sealed: SealedSeason
) -> None:
    sealed.plan(is_identical_invalid=True)
    voter = sealed_voter(browser, live_server.url, open_casting(sealed.collecting()))
    voter.join()
    voter.collect()
    voter.fill(1, 1, 1, 1, 1, 1)
    voter.review()
    expect(voter.page.locator("#foot .btn-seal")).to_be_disabled()
    voter.context.close()


def test_before_casting_begins_the_review_says_so(early: SealedVoter) -> None:
    early.to_review()
    expect(early.page.locator("#cast-reason")).to_contain_text("还没有开始投票")
    open_casting(early.season)
    early.page.click("#foot [data-part=look]")
    expect(early.page.locator("#foot")).to_contain_text("已经开始投票")
    early.seal()
    early.send_now()
    early.is_the_only_ballot()


def test_before_collecting_the_page_waits(
    browser: Browser, live_server: LiveServer, sealed: SealedSeason
) -> None:
    sealed.key_up().freeze()
    context = new_phone(browser)
    page = context.new_page()
    page.clock.install()
    page.goto(f"{live_server.url}/vote/#{sealed.reloaded().manifest_digest}")
    expect(page.locator("main")).to_contain_text("还没有开始领票")
    sealed.sign_rules()
    ballots.open_collecting(sealed.reloaded(), by=sealed.secretariat)
    page.clock.run_for(36_000)
    expect(page.locator("main")).not_to_contain_text("还没有开始领票")
    context.close()


def test_without_script_the_page_points_to_paper(
    browser: Browser, live_server: LiveServer
) -> None:
    context = new_phone(browser, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/vote/")
    expect(page.locator("main")).to_contain_text("纸质测评票")
    expect(page.locator("main")).to_contain_text("paper ballot")
    context.close()


def test_without_a_secure_connection_the_page_points_to_paper(
    voter: SealedVoter,
) -> None:
    voter.page.add_init_script(
        "Object.defineProperty(window, 'isSecureContext', {value: false})"
    )
    voter.page.goto(voter.link)
    expect(voter.page.locator("main")).to_contain_text("https")
    expect(voter.page.locator("main")).to_contain_text("纸质测评票")


def test_the_wait_ends_by_itself(voter: SealedVoter) -> None:
    voter.page.clock.install()
    voter.to_review()
    voter.seal()
    voter.page.clock.run_for(61_000)
    voter.is_the_only_ballot()


def test_keys_alone_are_enough(voter: SealedVoter) -> None:
    page = voter.page
    voter.join()
    page.get_by_role("button", name="在这台设备上领票").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".ballot-row")
    page.focus("input[name=u0c0] >> nth=0")
    for key in ("2", "1", "4", "3", "5", "0"):
        page.keyboard.press(key)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
    for place in ("[data-part=right]", ".btn-seal", "[data-part=now]"):
        page.focus(f"#foot {place}")
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
    voter.is_the_only_ballot()


def test_the_real_suite_with_long_keys(
    browser: Browser, live_server: LiveServer, sealed: SealedSeason, settings: Any
) -> None:
    sealed.poll.suite = "gp1"
    sealed.poll.save()
    voter = sealed_voter(browser, live_server.url, open_casting(sealed.collecting()))
    voter.context.unroute("**/vote/weak.js")
    leaf = voter.to_receipt()
    assert voter.board_leaves() == [leaf]
    voter.context.close()


@pytest.mark.parametrize(
    ("locale", "says"), [("en-GB", "Collect"), ("zh-CN", "在这台设备上领票")]
)
def test_the_page_begins_in_the_language_of_the_browser(
    browser: Browser,
    live_server: LiveServer,
    sealed: SealedSeason,
    locale: str,
    says: str,
) -> None:
    voter = sealed_voter(browser, live_server.url, sealed.collecting(), locale=locale)
    voter.join()
    expect(voter.page.locator("main .btn-primary")).to_contain_text(says)
    voter.context.close()


def test_one_unit_a_page_with_its_criteria(
    browser: Browser, live_server: LiveServer, sealed: SealedSeason
) -> None:
    criteria = tuple(CriterionPlan(name) for name in ("思路", "措施", "融合", "总体"))
    sealed.plan(layout="criteria", criteria=criteria)
    voter = sealed_voter(browser, live_server.url, open_casting(sealed.collecting()))
    voter.join()
    voter.collect()
    for unit in range(6):
        expect(voter.page.locator(".ballot-one .num")).to_have_text(str(unit + 1))
        for column in range(4):
            voter.tap(unit, (unit + column) % 5, column)
        voter.page.click("#foot [data-part=right]")
    voter.page.wait_for_selector(".ballot-review")
    voter.seal()
    voter.send_now()
    voter.is_the_only_ballot()
    voter.context.close()
