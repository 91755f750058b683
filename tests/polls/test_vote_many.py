"""A ballot of numbers for a whole ministry on a phone: found, filled, counted, cast."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from gongping.organisation.models import Unit
from tests.polls.ballot_page import TOO_SMALL
from tests.polls.sealed import SealedSeason
from tests.polls.sealed_page import SealedVoter, open_casting, sealed_voter
from tests.polls.test_vote_numbers import NUMBERS, WIDER, _field
from tests.polls.vote_fixtures import sealed

__all__ = ["sealed"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
UNITS = 47
OUT_OF_SIGHT = """(field) => {
  const box = field.getBoundingClientRect();
  const head = document.getElementById("head").getBoundingClientRect().bottom;
  const foot = document.getElementById("foot").getBoundingClientRect().top;
  return box.top < head || box.bottom > foot;
}"""


@pytest.fixture
def voter(
    browser: Browser, live_server: LiveServer, sealed: SealedSeason
) -> Iterator[SealedVoter]:
    """A voter of a ministry of forty-seven units, in a poll with an English title."""
    first = sealed.world.units[0]
    more = Unit.objects.bulk_create(
        Unit(name=f"第{n}业务司", name_en=f"Department {n}", position=n,
             category=sealed.world.units[(n // 14) % 6].category)
        for n in range(7, UNITS + 1)
    )  # fmt: skip
    sealed.round.units.set([first, *sealed.world.units[1:], *more])
    sealed.plan(counting=NUMBERS, title="半年测评", title_en="Half-year poll")
    season = open_casting(sealed.collecting())
    voter = sealed_voter(browser, live_server.url, season)
    yield voter
    voter.context.close()


def _ready(voter: SealedVoter, lang: str) -> Page:
    voter.join(voter.link.replace("/vote/", f"/vote/?lang={lang}"))
    voter.page.click("[data-part=actions] .btn-primary")
    voter.page.wait_for_selector(".ballot-number-field")
    return voter.page


def _picture(page: Page, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"many-{name}.png")


@pytest.mark.parametrize(("lang", "height"), [("zh-hans", 480), ("en", 844)])
def test_forty_seven_units_are_filled_by_keyboard_and_cast(
    voter: SealedVoter, lang: str, height: int
) -> None:
    # As high as a phone, or as what its keyboard leaves of it.
    voter.page.set_viewport_size({"width": 390, "height": height})
    page = _ready(voter, lang)
    title = {"zh-hans": "半年测评", "en": "Half-year poll"}[lang]
    expect(page.locator("[data-part=title]").first).to_have_text(title)
    assert page.locator(".ballot-number-field").count() == UNITS
    _picture(page, f"{lang}-start")
    _field(page, 0).focus()
    hidden = []
    for unit in range(UNITS):
        value = 95 if unit == 3 else 60 if unit in (7, 9) else 70 + unit % 20
        page.keyboard.type(str(value))
        if page.evaluate(OUT_OF_SIGHT, page.evaluate_handle("document.activeElement")):
            hidden.append(unit)
        if unit == 20:
            _picture(page, f"{lang}-amid")
            assert not page.evaluate(WIDER)
            assert page.evaluate(TOO_SMALL) == []
        if unit < UNITS - 1:
            page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert hidden == []
    expect(page.locator(".ballot-count [data-part=scored]")).to_have_text(str(UNITS))
    voter.review()
    _picture(page, f"{lang}-review")
    voter.seal()
    page.click("#foot [data-part=now]")
    voter.is_the_only_ballot()
