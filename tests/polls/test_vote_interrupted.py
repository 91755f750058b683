"""Joining, collecting and filling interrupted: no second ballot, the first not lost."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.polls.sealed_page import KEPT, SealedVoter, sealed_voter
from tests.polls.vote_fixtures import early, sealed, voter

__all__ = ["early", "sealed", "voter"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
ISSUE = "**/issue"
COLLECT = "在这台设备上领票"


def _press_collect(voter: SealedVoter) -> None:
    voter.page.get_by_role("button", name=COLLECT).click()


# --- Joining ------------------------------------------------------------------


def test_rules_that_do_not_come_can_be_asked_for_again(voter: SealedVoter) -> None:
    voter.page.route("**/vote/rules/*", lambda route: route.abort(), times=1)
    voter.page.goto(voter.link)
    expect(voter.page.locator("main")).to_contain_text("没有取到")
    voter.page.get_by_role("button", name="再试").click()
    expect(voter.page.get_by_role("button", name=COLLECT)).to_be_visible()


# --- Collecting ---------------------------------------------------------------


def test_a_lost_reply_of_the_issuer_is_asked_for_again(voter: SealedVoter) -> None:
    voter.join()
    voter.lose_reply(ISSUE)
    _press_collect(voter)
    assert "没有收到回答" in voter.problem()
    voter.collect()
    first, second = voter.posts("issue")
    assert first == second
    assert voter.redeemed() == 1


def test_reloaded_after_a_lost_reply_it_collects_the_same(voter: SealedVoter) -> None:
    voter.join()
    voter.lose_reply(ISSUE)
    _press_collect(voter)
    voter.problem()
    voter.page.reload()
    voter.page.wait_for_selector(".ballot-grades")
    first, second = voter.posts("issue")
    assert first == second


def test_reloaded_while_the_issuer_signs_it_collects_the_same(
    voter: SealedVoter,
) -> None:
    voter.join()
    voter.page.route(ISSUE, lambda _route: None, times=1)
    _press_collect(voter)
    voter.page.wait_for_function(
        f"() => localStorage.length && {KEPT}.includes('blindings')"
    )
    voter.page.reload()
    voter.page.wait_for_selector(".ballot-grades")
    bodies = set(voter.posts("issue"))
    assert len(bodies) == 1


def test_without_network_nothing_is_collected_and_nothing_lost(
    voter: SealedVoter,
) -> None:
    voter.join()
    voter.context.set_offline(True)
    _press_collect(voter)
    assert "没有网络" in voter.problem()
    voter.context.set_offline(False)
    voter.collect()
    assert voter.redeemed() == 1


def test_a_broken_issuer_is_asked_again(voter: SealedVoter) -> None:
    voter.join()
    voter.page.route(
        ISSUE, lambda r: r.fulfill(status=500, body="<h1>broken</h1>"), times=1
    )
    _press_collect(voter)
    voter.problem()
    voter.collect()


def test_pressed_twice_it_collects_once(voter: SealedVoter) -> None:
    voter.join()
    voter.page.evaluate(
        "() => { const b = document.querySelector('[data-part=actions] .btn-primary');"
        " b.click(); b.click(); }"
    )
    voter.page.wait_for_selector(".ballot-grades")
    assert len(voter.posts("issue")) == 1


def test_two_tabs_collect_one_ballot(voter: SealedVoter) -> None:
    other = voter.context.new_page()
    voter.join()
    other.goto(voter.link)
    other.wait_for_selector(".ballot-notice .btn-primary")
    press = "document.querySelector('[data-part=actions] .btn-primary').click()"
    voter.page.evaluate(press)
    other.evaluate(press)
    voter.page.wait_for_selector(".ballot-grades")
    other.wait_for_selector(".ballot-grades")
    assert len(set(voter.posts("issue"))) == 1
    assert voter.redeemed() == 1


def test_two_tabs_collect_one_ballot_without_locks_too(voter: SealedVoter) -> None:
    voter.context.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'locks', {value: undefined})"
    )
    test_two_tabs_collect_one_ballot(voter)


def test_a_second_device_cannot_collect_again(
    voter: SealedVoter, browser: Browser, live_server: LiveServer
) -> None:
    voter.join()
    voter.collect()
    other = sealed_voter(browser, live_server.url, voter.season, 1)
    other.ticket = voter.ticket
    other.join()
    _press_collect(other)
    assert "别的设备" in other.problem()
    other.context.close()


def test_a_device_that_keeps_nothing_sends_nothing(voter: SealedVoter) -> None:
    voter.join()
    voter.page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }"
    )
    _press_collect(voter)
    assert "存不下" in voter.problem()
    assert voter.posts("issue") == []


def test_the_link_is_found_again_without_what_stood_behind_it(
    voter: SealedVoter,
) -> None:
    voter.join()
    voter.collect()
    voter.page.goto("about:blank")
    voter.page.goto(f"{voter.site}/vote/")
    voter.page.wait_for_selector(".ballot-grades")


# --- Filling --------------------------------------------------------------------


def test_reloaded_while_filling_the_grades_are_there(voter: SealedVoter) -> None:
    voter.join()
    voter.collect()
    voter.tap(0, 1)
    voter.tap(3, 4)
    voter.page.reload()
    expect(voter.page.locator("input:checked")).to_have_count(2)
    expect(voter.page.locator("main")).to_contain_text("已恢复")


def test_two_tabs_do_not_undo_each_others_grades(voter: SealedVoter) -> None:
    voter.join()
    voter.collect()
    other = voter.context.new_page()
    other.goto(voter.plain)
    other.wait_for_selector(".ballot-grades")
    voter.tap(0, 1)
    other.locator("input[name=u1c0]").nth(2).click()
    voter.tap(2, 3)
    expect(voter.page.locator("input:checked")).to_have_count(3)
    expect(other.locator("input:checked")).to_have_count(3)


def test_the_next_slip_does_not_cost_the_first_ballot(
    voter: SealedVoter, browser: Browser, live_server: LiveServer
) -> None:
    voter.join()
    voter.collect()
    voter.tap(0, 1)
    other = sealed_voter(browser, live_server.url, voter.season, 1)
    other.context.close()
    voter.page.goto(other.link)
    voter.page.get_by_role("button", name="另一张没投出的票").click()
    voter.page.wait_for_selector(".ballot-grades")
    expect(voter.page.locator("input:checked")).to_have_count(1)
