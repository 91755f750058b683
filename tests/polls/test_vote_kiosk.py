"""The shared tablet: nothing of a voter outlives the voter, on the page or on the disk."""

import pytest
from playwright.sync_api import expect

from tests.polls.sealed_page import SealedVoter
from tests.polls.vote_fixtures import early, sealed, voter

__all__ = ["early", "sealed", "voter"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
STORED = "localStorage.length + sessionStorage.length"


def _tablet(voter: SealedVoter) -> str:
    return voter.link.replace("/vote/", "/vote/?kiosk=1")


def test_ninety_quiet_seconds_clear_it(voter: SealedVoter) -> None:
    page = voter.page
    page.clock.install()
    voter.join(_tablet(voter))
    voter.collect()
    voter.tap(0, 1)
    page.clock.run_for(75_000)
    expect(page.locator(".ballot-idle")).to_contain_text("20 秒后清空")
    page.click(".ballot-idle button")
    expect(page.locator("input:checked")).to_have_count(1)
    page.clock.run_for(95_000)
    expect(page.locator("#ticket-entry")).to_be_visible()
    assert page.evaluate(STORED) == 0


def test_after_casting_it_prints_and_waits_for_the_next(voter: SealedVoter) -> None:
    page = voter.page
    page.add_init_script("window.print = () => { window.printed = true; }")
    voter.join(_tablet(voter))
    voter.collect()
    voter.fill()
    voter.review()
    voter.seal()
    voter.send_now()
    leaf = voter.receipt()
    page.get_by_role("button", name="打印回执").click()
    assert page.evaluate("window.printed")
    assert page.evaluate(STORED) == 0
    page.get_by_role("button", name="完成").click()
    expect(page.locator("#ticket-entry")).to_be_visible()
    assert leaf not in page.content()
    assert voter.board_leaves() == [leaf]


def test_a_receipt_left_lying_is_cleared(voter: SealedVoter) -> None:
    page = voter.page
    page.clock.install()
    voter.join(_tablet(voter))
    voter.collect()
    voter.fill()
    voter.review()
    voter.seal()
    voter.send_now()
    voter.receipt()
    page.clock.run_for(95_000)
    expect(page.locator("#ticket-entry")).to_be_visible()


def test_a_sealed_ballot_is_not_cleared_before_it_is_cast(voter: SealedVoter) -> None:
    page = voter.page
    page.clock.install()
    voter.join(_tablet(voter))
    voter.collect()
    voter.fill()
    voter.review()
    voter.seal()
    voter.season.box.kill()
    voter.send_now()
    voter.problem()
    page.clock.run_for(200_000)
    voter.season.box.start()
    page.clock.run_for(40_000)
    voter.is_the_only_ballot()


@pytest.mark.parametrize(
    ("status", "content"), [(201, {"receipt": "00" * 64}), (409, {"code": "late"})]
)
def test_a_ballot_that_cannot_be_cast_any_more_is_cleared(
    voter: SealedVoter, status: int, content: dict[str, str]
) -> None:
    page = voter.page
    page.route("**/ballots", lambda route: route.fulfill(status=status, json=content))
    page.clock.install()
    voter.join(_tablet(voter))
    voter.collect()
    voter.fill()
    voter.review()
    voter.seal()
    voter.send_now()
    page.wait_for_timeout(500)
    stuck = page.locator("main").inner_text()
    page.clock.run_for(95_000)
    # Of a poll that is closed the next one reads that it is, and nothing of the last.
    expect(page.locator("main")).not_to_have_text(stuck, use_inner_text=True)
    expect(page.locator("#ticket-entry")).to_have_count(1 if status == 201 else 0)
    assert page.evaluate(STORED) == 0


def test_a_receipt_that_comes_when_its_voter_has_gone_is_cleared_too(
    voter: SealedVoter,
) -> None:
    page = voter.page
    # Where the receipt fits the screen the page does not scroll of itself.
    page.add_init_script(
        "addEventListener('scroll', (event) => event.stopImmediatePropagation(), true)"
    )
    page.clock.install()
    voter.join(_tablet(voter))
    voter.collect()
    voter.fill()
    voter.review()
    voter.seal()
    voter.season.box.kill()
    voter.send_now()
    voter.problem()
    page.clock.run_for(95_000)
    voter.season.box.start()
    page.clock.run_for(40_000)
    leaf = voter.receipt()
    page.clock.run_for(90_000)
    expect(page.locator("#ticket-entry")).to_be_visible()
    assert leaf not in page.content()


def test_the_next_voter_finds_the_tablet_as_the_first_did(voter: SealedVoter) -> None:
    page = voter.page
    voter.join(_tablet(voter))
    voter.collect()
    voter.tap(2, 3)
    page.reload()
    expect(page.locator("#ticket-entry")).to_be_visible()
    expect(page.locator("#ticket-entry")).to_have_value("")


def test_the_tablet_promises_nothing_that_only_an_own_device_keeps(
    voter: SealedVoter,
) -> None:
    page = voter.page
    voter.join(_tablet(voter))
    expect(page.locator("main")).to_contain_text("90 秒没有动静就清空")
    expect(page.locator("main")).not_to_contain_text("在哪台设备、哪个浏览器里领")
    voter.collect()
    voter.fill()
    voter.review()
    voter.seal()
    expect(page.locator("main")).to_contain_text("关掉了，这张票就丢了")
    expect(page.locator("main")).not_to_contain_text("关掉了也不要紧")
    voter.send_now()
    voter.receipt()
    expect(page.locator("main")).to_contain_text("平板上什么都不留")
    expect(page.locator("main")).not_to_contain_text("只留下回执")
