"""A rehearsal in the hand of a voter: the label stays from joining to the receipt."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.looking import PHONE, Look
from tests.polls.sealed import SealedSeason
from tests.polls.sealed_page import open_casting, sealed_voter
from tests.polls.vote_fixtures import sealed

__all__ = ["sealed"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


def test_the_label_stays_from_joining_to_the_receipt(
    browser: Browser, live_server: LiveServer, sealed: SealedSeason
) -> None:
    sealed.plan(is_rehearsal=True)
    season = open_casting(sealed.collecting())
    voter = sealed_voter(browser, live_server.url, season)
    label = voter.page.locator("#rehearsal")
    look = Look(voter.page)
    steps = (voter.join, voter.collect, voter.fill, voter.review, voter.seal)
    for step in (*steps, voter.send_now):
        step()
        expect(label).to_be_visible()
        expect(label).to_have_text("演练")
    voter.receipt()
    expect(label).to_be_visible()
    look.judge("receipt", PHONE)
    if folder := os.environ.get("PICTURES"):
        voter.page.screenshot(path=Path(folder) / "rehearsal-vote.png", full_page=True)
    voter.context.close()
    assert look.wrong == []


def test_a_real_poll_has_no_such_label(
    browser: Browser, live_server: LiveServer, sealed: SealedSeason
) -> None:
    voter = sealed_voter(browser, live_server.url, sealed.collecting())
    voter.join()
    expect(voter.page.locator("#rehearsal")).to_be_hidden()
    voter.context.close()
