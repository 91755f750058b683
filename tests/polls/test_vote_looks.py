"""Every state of the page that seals, held against axe, thumbs and large letters."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.foundation.test_shell_script import SMALLEST
from tests.polls.ballot_page import TOO_SMALL
from tests.polls.sealed import SealedSeason
from tests.polls.sealed_page import SealedVoter, open_casting, sealed_voter
from tests.polls.vote_fixtures import early, sealed, voter

__all__ = ["early", "sealed", "voter"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
WIDER = "document.documentElement.scrollWidth > window.innerWidth"
READING = [
    pytest.param({"lang": "zh-hans", "text": "standard"}, 390, id="chinese"),
    pytest.param({"lang": "en", "text": "standard"}, 390, id="english"),
    pytest.param({"lang": "zh-hans", "text": "large"}, 390, id="large"),
    pytest.param({"lang": "en", "text": "large"}, 1440, id="wide"),
]


def _is_in_order(page: Page) -> None:
    page.wait_for_timeout(100)
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert not page.evaluate(WIDER)
    assert page.evaluate(TOO_SMALL) == []
    assert page.evaluate(SMALLEST) == []


def _walk(voter: SealedVoter, look: Callable[[], None]) -> None:
    page = voter.page
    page.wait_for_selector(".ballot-notice [data-part=rules]")
    look()
    page.click("[data-part=actions] .btn-primary")
    page.wait_for_selector(".ballot-grades")
    look()
    voter.fill()
    voter.review()
    look()
    page.click("#foot .btn-seal")
    page.wait_for_selector("#foot [data-part=now]")
    look()
    voter.lose_reply("**/ballots")
    page.click("#foot [data-part=now]")
    page.wait_for_selector(".msg-error")
    look()
    voter.receipt()
    look()


@pytest.mark.parametrize(("reading", "width"), READING)
def test_every_page_is_fit_for_everybody(
    voter: SealedVoter, reading: dict[str, str], width: int
) -> None:
    voter.page.set_viewport_size({"width": width, "height": 844})
    query = f"?lang={reading['lang']}&text={reading['text']}"
    voter.page.goto(voter.link.replace("/vote/", f"/vote/{query}"))
    _walk(voter, lambda: _is_in_order(voter.page))


def test_letters_of_twice_the_size_fit(
    browser: Browser, live_server: LiveServer, sealed: SealedSeason
) -> None:
    """Half the width of a phone stands for 200 %."""
    season = open_casting(sealed.collecting())
    half = {"width": 195, "height": 422}
    voter = sealed_voter(browser, live_server.url, season, viewport=half)
    voter.page.goto(voter.link)

    def look() -> None:
        assert not voter.page.evaluate(WIDER)

    _walk(voter, look)
    voter.context.close()


@pytest.fixture
def told(voter: SealedVoter) -> Page:
    """The page that says who can know what."""
    voter.join()
    with voter.context.expect_page() as opened:
        voter.page.click("#who-knows")
    return opened.value


def test_who_can_know_what_is_one_tap_away(told: Page) -> None:
    assert "各方知道什么" in told.inner_text("main")
    found = Axe().run(told).response["violations"]
    assert [each["id"] for each in found] == []
    assert not told.evaluate(WIDER)
