"""Sealing and casting interrupted: no second ballot, and the first not lost."""

import pytest
from playwright.sync_api import expect

from gongping.procedure.ballots import void_poll
from tests.polls.sealed_page import KEPT, SealedVoter
from tests.polls.vote_fixtures import early, sealed, voter

__all__ = ["early", "sealed", "voter"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
BALLOTS = "**/ballots"


# --- Sealing ----------------------------------------------------------------------


def test_pressed_twice_it_seals_once(voter: SealedVoter) -> None:
    voter.to_review()
    voter.page.evaluate(
        "() => { const b = document.querySelector('#foot .btn-seal');"
        " b.click(); b.click(); }"
    )
    voter.send_now()
    voter.is_the_only_ballot()


def test_two_tabs_seal_one_ballot(voter: SealedVoter) -> None:
    voter.to_review()
    other = voter.context.new_page()
    other.goto(voter.plain)
    other.click("#foot [data-part=right]")
    other.wait_for_selector(".ballot-review")
    voter.seal()
    other.wait_for_selector("#foot [data-part=now]")
    other.click("#foot [data-part=now]")
    leaf = voter.receipt()
    assert len(set(voter.posts("ballots"))) == 1
    assert voter.board_leaves() == [leaf]


def test_a_device_that_is_full_seals_nothing_and_loses_nothing(
    voter: SealedVoter,
) -> None:
    voter.to_review()
    voter.page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }"
    )
    voter.page.click("#foot .btn-seal")
    assert "没有封好" in voter.problem()
    voter.page.reload()
    expect(voter.page.locator("input:checked")).to_have_count(6)


def test_sealed_the_device_holds_no_grade(voter: SealedVoter) -> None:
    voter.to_review()
    voter.seal()
    kept = voter.page.evaluate(KEPT)
    assert '\\"grades\\":null' in kept
    voter.page.reload()
    expect(voter.page.locator("main")).to_contain_text("票已封好")


# --- Casting ----------------------------------------------------------------------


def test_a_lost_reply_of_the_box_becomes_one_ballot(voter: SealedVoter) -> None:
    voter.to_review()
    voter.seal()
    voter.lose_reply(BALLOTS)
    voter.send_now()
    leaf = voter.receipt()
    first, second = voter.posts("ballots")
    assert first == second
    assert voter.board_leaves() == [leaf]


def test_reloaded_after_a_lost_reply_it_casts_the_same(voter: SealedVoter) -> None:
    voter.to_review()
    voter.seal()
    voter.lose_reply(BALLOTS)
    voter.send_now()
    voter.problem()
    voter.page.reload()
    voter.send_now()
    leaf = voter.receipt()
    assert len(set(voter.posts("ballots"))) == 1
    assert voter.board_leaves() == [leaf]


def test_reloaded_while_it_waits_it_casts_the_same(voter: SealedVoter) -> None:
    voter.to_review()
    voter.seal()
    kept = voter.page.evaluate(KEPT)
    voter.page.reload()
    voter.page.wait_for_selector("#foot [data-part=now]")
    assert voter.page.evaluate(KEPT) == kept
    voter.send_now()
    voter.is_the_only_ballot()


def test_without_network_it_waits_and_casts_when_it_is_back(voter: SealedVoter) -> None:
    voter.to_review()
    voter.seal()
    voter.context.set_offline(True)
    voter.send_now()
    assert "没有网络" in voter.problem()
    voter.context.set_offline(False)
    voter.is_the_only_ballot()


def test_a_killed_box_gets_the_ballot_when_it_is_back(voter: SealedVoter) -> None:
    voter.to_review()
    voter.seal()
    voter.season.box.kill()
    voter.send_now()
    assert "没有收到票箱的回答" in voter.problem()
    voter.season.box.start()
    leaf = voter.receipt()
    assert voter.board_leaves() == [leaf]


def test_a_box_killed_after_taking_the_ballot_gives_the_same_receipt(
    voter: SealedVoter,
) -> None:
    voter.to_review()
    voter.seal()
    voter.lose_reply(BALLOTS)
    voter.send_now()
    voter.problem()
    voter.season.box.kill()
    voter.season.box.start()
    leaf = voter.receipt()
    assert voter.board_leaves() == [leaf]


def test_pressed_twice_it_sends_once(voter: SealedVoter) -> None:
    voter.to_review()
    voter.seal()
    voter.page.evaluate(
        "() => { const b = document.querySelector('#foot [data-part=now]');"
        " b.click(); b.click(); }"
    )
    voter.receipt()
    assert len(voter.posts("ballots")) == 1


def test_two_tabs_cast_one_ballot(voter: SealedVoter) -> None:
    voter.to_review()
    voter.seal()
    other = voter.context.new_page()
    other.goto(voter.plain)
    other.wait_for_selector("#foot [data-part=now]")
    voter.send_now()
    leaf = voter.receipt()
    other.wait_for_selector(".ballot-full")
    assert voter.board_leaves() == [leaf]


def test_a_full_box_is_tried_again(voter: SealedVoter) -> None:
    voter.to_review()
    voter.seal()
    voter.page.route(
        BALLOTS, lambda r: r.fulfill(status=503, json={"code": "busy"}), times=1
    )
    voter.send_now()
    voter.is_the_only_ballot()


def test_a_forged_receipt_is_not_believed(voter: SealedVoter) -> None:
    voter.to_review()
    voter.seal()
    forged = {"receipt": "ab" * 64}
    voter.page.route(BALLOTS, lambda r: r.fulfill(status=201, json=forged), times=1)
    voter.send_now()
    assert "对不上" in voter.problem()
    voter.page.get_by_role("button", name="再投一次").click()
    voter.is_the_only_ballot()


@pytest.mark.parametrize("year", [1990, 2099])
def test_a_wrong_clock_changes_nothing(voter: SealedVoter, year: int) -> None:
    voter.page.clock.set_fixed_time(f"{year}-01-01T00:00:00Z")
    voter.to_receipt()
    voter.is_the_only_ballot()


def test_the_receipt_is_there_after_a_reload_until_it_is_cleared(
    voter: SealedVoter,
) -> None:
    leaf = voter.to_receipt()
    voter.page.reload()
    assert voter.receipt() == leaf
    voter.page.goto("about:blank")
    voter.page.goto(voter.link)
    assert voter.receipt() == leaf
    voter.page.get_by_role("button", name="清除回执").click()
    voter.page.wait_for_selector("#ticket-entry")
    assert leaf not in voter.page.evaluate(KEPT)


# --- The poll goes on meanwhile ---------------------------------------------------


def test_closed_meanwhile_says_that_it_was_not_cast(voter: SealedVoter) -> None:
    voter.to_review()
    voter.seal()
    voter.season.close()
    voter.send_now()
    expect(voter.page.locator("main")).to_contain_text("已截止，这张没有投出")
    with voter.page.expect_download() as saving:
        voter.page.get_by_role("button", name="凭据").click()
    assert "signature" in saving.value.path().read_text()
    assert voter.leaves() == []


def test_closed_after_a_lost_reply_the_receipt_still_comes(voter: SealedVoter) -> None:
    voter.to_review()
    voter.seal()
    voter.lose_reply(BALLOTS)
    voter.send_now()
    voter.problem()
    voter.season.close()
    voter.page.reload()
    assert voter.leaves() == [voter.receipt()]


def test_closed_while_filling_says_so(voter: SealedVoter) -> None:
    voter.join()
    voter.collect()
    voter.season.close()
    voter.page.reload()
    expect(voter.page.locator("main")).to_contain_text("已截止")


def test_closed_before_collecting_says_so(voter: SealedVoter) -> None:
    voter.join()
    voter.season.close()
    voter.page.get_by_role("button", name="在这台设备上领票").click()
    expect(voter.page.locator("main")).to_contain_text("不再领票和收票")


def test_a_void_poll_says_so(early: SealedVoter) -> None:
    early.to_review()
    void_poll(early.season.poll, "规则有误", by=early.season.secretariat)
    early.page.click("#foot [data-part=look]")
    expect(early.page.locator("main")).to_contain_text("已经作废")
