"""The page of counting rules and the warnings on the ballot, as people meet them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from gongping.polls import services
from gongping.polls.counting import CountingPlan, QuotaPlan
from tests.polls.sealed import SealedSeason
from tests.polls.sealed_page import SealedVoter, open_casting, sealed_voter
from tests.polls.vote_fixtures import sealed

__all__ = ["sealed"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
WIDER = "document.documentElement.scrollWidth > window.innerWidth"
STRICT = CountingPlan(
    is_best_invalid=True,
    most_unsure=0,
    quotas=(QuotaPlan(1, 2, most=2), QuotaPlan(3, 4, least=3)),
)


def _page(
    browser: Browser,
    live_server: LiveServer,
    season: SealedSeason,
    width: int,
    lang: str,
) -> Page:
    client = season.world.client("secretariat")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.context.add_cookies(
        [
            {"name": name, "value": value, "url": live_server.url}
            for name, value in (
                ("sessionid", client.cookies["sessionid"].value),
                ("gongping_language", lang),
            )
        ]
    )
    return page


@pytest.mark.parametrize(
    ("width", "lang"), [(1440, "zh-hans"), (390, "zh-hans"), (390, "en")]
)
def test_the_pages_of_the_setup_are_fit_for_everybody(
    browser: Browser,
    live_server: LiveServer,
    sealed: SealedSeason,
    width: int,
    lang: str,
) -> None:
    services.apply_preset(sealed.poll, "three_groups", by=sealed.secretariat)
    page = _page(browser, live_server, sealed, width, lang)
    for verb in ("counting", "plan"):
        page.goto(live_server.url + sealed.url(verb))
        if verb == "counting":
            page.check("[value=bands]")
            assert page.locator("#id_best").is_visible()
            assert not page.locator("#id_trim_each").is_visible()
            assert not page.locator("#id_lowest").is_visible()
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
        assert not page.evaluate(WIDER)
    page.context.close()


@pytest.mark.parametrize(
    ("width", "lang"), [(1440, "zh-hans"), (390, "zh-hans"), (1440, "en")]
)
def test_the_setup_of_numbers_is_fit_for_everybody(
    browser: Browser,
    live_server: LiveServer,
    sealed: SealedSeason,
    width: int,
    lang: str,
) -> None:
    services.apply_preset(sealed.poll, "numbers_with_quota", by=sealed.secretariat)
    page = _page(browser, live_server, sealed, width, lang)
    for verb in ("counting", "plan"):
        page.goto(live_server.url + sealed.url(verb))
        if verb == "counting":
            assert page.locator("#id_highest").input_value() == "100"
            assert page.locator("[name=number_quotas-0-low]").input_value() == "90"
            assert not page.locator("[name=quotas-0-first]").is_visible()
        if folder := os.environ.get("PICTURES"):
            path = Path(folder) / f"numbers-{verb}-{lang}-{width}.png"
            page.screenshot(path=path, full_page=True)
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
        assert not page.evaluate(WIDER)
    page.context.close()


@pytest.fixture
def strict(
    browser: Browser, live_server: LiveServer, sealed: SealedSeason
) -> Iterator[SealedVoter]:
    """A voter under rules that many ballots would break."""
    sealed.plan(counting=STRICT)
    season = open_casting(sealed.collecting())
    voter = sealed_voter(browser, live_server.url, season)
    yield voter
    voter.context.close()


def test_the_ballot_warns_of_every_rule_that_it_would_break(
    strict: SealedVoter,
) -> None:
    strict.join()
    strict.collect()
    strict.fill(0, 0, 0, 0, 0, 0)
    strict.review()
    text = strict.page.inner_text(".ballot-review")
    assert "全是最高等次的票会作废" in text
    assert "优秀、良好 6 个，超过上限 2 个会作废" in text
    assert "一般、较差 0 个，不到下限 3 个会作废" in text
    assert "“不了解” 0 格，未超 0 格" in text


def test_the_ballot_says_that_it_keeps_the_rules(strict: SealedVoter) -> None:
    strict.join()
    strict.collect()
    strict.fill(0, 1, 2, 2, 3, 4)
    strict.review()
    text = strict.page.inner_text(".ballot-review")
    assert "没有全给最高等次" in text
    assert "优秀、良好 2 个，未超上限 2 个" in text
    assert "一般、较差 3 个，够下限 3 个" in text
    assert "“不了解” 1 格，超过 0 格会作废" in text
