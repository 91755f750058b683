"""Numbers on the ballot page: typed, answered at the field, counted, sealed, cast."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from gongping.polls.counting import CountingPlan, NumberQuotaPlan
from tests.polls.ballot_page import TOO_SMALL
from tests.polls.sealed import SealedSeason
from tests.polls.sealed_page import SealedVoter, open_casting, sealed_voter
from tests.polls.vote_fixtures import sealed

__all__ = ["sealed"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
WIDER = "document.documentElement.scrollWidth > window.innerWidth"
NUMBERS = CountingPlan(
    scale="numbers",
    is_best_invalid=True,
    number_quotas=(NumberQuotaPlan(90, 100, most=1), NumberQuotaPlan(0, 69, least=2)),
)
FIT = ("95", "80", "75", "60", "", "0")
"""Numbers that keep every quota; where there is none, 不了解 is chosen."""


@pytest.fixture
def voter(
    browser: Browser, live_server: LiveServer, sealed: SealedSeason
) -> Iterator[SealedVoter]:
    """A voter who is to give numbers from 0 to 100."""
    sealed.plan(counting=NUMBERS)
    season = open_casting(sealed.collecting())
    voter = sealed_voter(browser, live_server.url, season)
    yield voter
    voter.context.close()


def _field(page: Page, unit: int) -> Locator:
    return page.locator(".ballot-number-field").nth(unit)


def _fill(page: Page, *texts: str) -> None:
    for unit, text in enumerate(texts):
        if text:
            _field(page, unit).fill(text)
        else:
            page.locator(".ballot-cell input[type=checkbox]").nth(unit).check()
    page.keyboard.press("Tab")


def _ready(voter: SealedVoter, address: str = "") -> Page:
    voter.join(address)
    voter.page.click("[data-part=actions] .btn-primary")
    voter.page.wait_for_selector(".ballot-number-field")
    return voter.page


def test_numbers_are_typed_reviewed_and_cast(voter: SealedVoter) -> None:
    page = _ready(voter)
    _fill(page, *FIT)
    voter.review()
    text = page.inner_text(".ballot-review")
    assert "没有全给满分" in text
    assert "90 分以上 1 个，未超上限 1 个" in text
    assert "不到 70 分 2 个，够下限 2 个" in text
    page.locator(".ballot-groups button", has_text="改").first.click()
    assert "0 分" in page.locator(".ballot-groups .second").all_inner_texts()
    voter.seal()
    voter.send_now()
    leaf = voter.receipt()
    assert voter.board_leaves() == [leaf]


def test_enter_leads_from_field_to_field(voter: SealedVoter) -> None:
    page = _ready(voter)
    _field(page, 0).focus()
    for text in ("91", "8", "70", "69", "55", "100"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.part") == "right"
    expect(page.locator(".ballot-count [data-part=scored]")).to_have_text("6")


@pytest.mark.parametrize("text", ["101", "8.5", "-3", "优秀", "1000"])
def test_what_cannot_be_is_answered_at_the_field(voter: SealedVoter, text: str) -> None:
    page = _ready(voter)
    _field(page, 0).fill(text)
    wrong = page.locator(".ballot-wrong").first
    expect(wrong).to_have_text("请写 0 到 100 的整数。")
    assert _field(page, 0).get_attribute("aria-invalid") == "true"
    page.keyboard.press("Tab")
    assert _field(page, 0).input_value() == text
    expect(page.locator(".ballot-count [data-part=scored]")).to_have_text("0")
    _field(page, 0).fill("９１分")
    page.keyboard.press("Tab")
    assert _field(page, 0).input_value() == "91"
    expect(wrong).to_have_text("")
    expect(page.locator(".ballot-count [data-part=scored]")).to_have_text("1")


def test_quotas_are_counted_while_one_types(voter: SealedVoter) -> None:
    page = _ready(voter)
    quotas = page.locator("#head .ballot-quotas")
    expect(quotas).to_contain_text("90 分以上：0/1")
    _field(page, 0).fill("90")
    expect(quotas).to_contain_text("90 分以上：1/1")
    _field(page, 1).fill("99")
    expect(quotas.locator(".is-over")).to_have_text("90 分以上：2/1")
    _field(page, 1).fill("69")
    expect(quotas).to_contain_text("不到 70 分：1，至少 2")


def test_a_ballot_that_breaks_a_quota_is_told_before_sealing(
    voter: SealedVoter,
) -> None:
    page = _ready(voter)
    _fill(page, "100", "100", "100", "100", "100", "100")
    voter.review()
    text = page.inner_text(".ballot-review")
    assert "全是满分的票会作废" in text
    assert "90 分以上 6 个，超过上限 1 个会作废" in text
    assert page.locator("#foot .btn-seal").get_attribute("aria-disabled") == "true"


def test_no_opinion_and_a_number_take_each_others_place(voter: SealedVoter) -> None:
    page = _ready(voter)
    unsure = page.locator(".ballot-cell input[type=checkbox]").first
    _field(page, 0).fill("77")
    unsure.check()
    assert _field(page, 0).input_value() == ""
    _field(page, 0).fill("7")
    assert not unsure.is_checked()


def test_a_draft_comes_back(voter: SealedVoter) -> None:
    page = _ready(voter)
    _fill(page, "88", "", "0")
    page.reload()
    page.wait_for_selector(".ballot-number-field")
    assert [_field(page, n).input_value() for n in range(4)] == ["88", "", "0", ""]
    assert page.locator(".ballot-cell input:checked").count() == 1


def test_a_shared_tablet_takes_numbers(voter: SealedVoter) -> None:
    page = _ready(voter, voter.link.replace("/vote/", "/vote/?kiosk=1"))
    _fill(page, *FIT)
    voter.review()
    voter.seal()
    voter.send_now()
    leaf = voter.receipt()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert voter.board_leaves() == [leaf]


@pytest.mark.parametrize(
    ("lang", "text", "width"),
    [
        ("zh-hans", "standard", 390),
        ("en", "standard", 390),
        ("en", "large", 390),
        ("zh-hans", "standard", 1440),
    ],
)
def test_the_page_is_fit_for_everybody(
    voter: SealedVoter, lang: str, text: str, width: int
) -> None:
    page = voter.page
    page.set_viewport_size({"width": width, "height": 844})
    _ready(voter, voter.link.replace("/vote/", f"/vote/?lang={lang}&text={text}"))
    _fill(page, "95", "101", "", "60")
    _is_in_order(page, f"fill-{lang}-{text}-{width}")
    _fill(page, *FIT)
    voter.review()
    _is_in_order(page, f"review-{lang}-{text}-{width}")


@pytest.mark.parametrize("width", [390, 1440])
def test_several_criteria_have_a_field_each(
    browser: Browser, live_server: LiveServer, sealed: SealedSeason, width: int
) -> None:
    criteria = sealed.plan().criteria * 2
    sealed.plan(counting=NUMBERS, layout="criteria", criteria=criteria)
    season = open_casting(sealed.collecting())
    view = {"width": width, "height": 844}
    voter = sealed_voter(browser, live_server.url, season, viewport=view)
    page = _ready(voter)
    _field(page, 0).fill("91")
    counters = page.locator(".is-number .ballot-quotas")
    expect(counters.nth(0)).to_contain_text("90 分以上：1/1")
    expect(counters.nth(1)).to_contain_text("90 分以上：0/1")
    _is_in_order(page, f"criteria-{width}")
    voter.context.close()


def _is_in_order(page: Page, name: str) -> None:
    page.wait_for_timeout(100)
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"numbers-{name}.png")
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert not page.evaluate(WIDER)
    assert page.evaluate(TOO_SMALL) == []
