"""Slips as a clerk meets them: by keys alone, and fit to be seen."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from gongping.polls.selectors import plan_of, ticket_address
from gongping.procedure import ballots
from gongping.roll.models import Channel, Right, RollEntry, Ticket
from gongping.roll.services import mark_on_paper
from tests.box.fixtures import BoxServer, box_in_use, box_server
from tests.journeys.demo_site import read_in
from tests.journeys.looking import DESKTOP, PHONE, Look
from tests.polls.scrutineers_desk import one_at_a_time
from tests.polls.sealed import SealedSeason, begin_season
from tests.world import build_world

__all__ = ["box_in_use", "box_server"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def season(
    db: None, box_in_use: BoxServer, settings: Any, tmp_path: Path
) -> SealedSeason:
    """A sealed poll that is frozen, with slips for its first group."""
    cache.clear()
    settings.ISSUER_DIR = tmp_path / "issuer"
    settings.BOARDS_DIR = tmp_path / "boards"
    season = begin_season(build_world(), box_in_use)
    groups = plan_of(season.poll).groups
    season.plan(groups=(replace(groups[0], slip_count=3), *groups[1:]))
    season.key_up().freeze()
    season.reloaded()
    return season


@pytest.fixture
def page(
    browser: Browser,
    live_server: LiveServer,
    season: SealedSeason,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Page]:
    one_at_a_time(monkeypatch)
    client = season.world.client("secretariat")
    context = browser.new_context(
        viewport=DESKTOP, locale="zh-CN", base_url=live_server.url
    )
    session = client.cookies["sessionid"].value
    context.add_cookies(
        [{"name": "sessionid", "value": session, "url": live_server.url}]
    )
    read_in(context, live_server.url, "zh-hans")
    page = context.new_page()
    page.goto("/guides/cadre")
    yield page
    context.close()


def _judge(page: Page, name: str, address: str, typed: str = "") -> list[str]:
    look, origin = Look(page), urljoin(page.url, "/")
    for language in ("en", "zh-hans"):
        read_in(page.context, origin, language)
        page.goto(address)
        if typed:
            page.locator("#q").fill(typed)
            page.keyboard.press("Enter")
            expect(page.locator(".station-found")).to_be_visible()
        look.judge(f"{name} {language}", DESKTOP, PHONE)
        _picture(page, f"{name}_{language}")
    return look.wrong


def _picture(page: Page, name: str) -> None:
    """Keep what is seen, for whoever looks at it, if a folder is named."""
    if folder := os.environ.get("PICTURES"):
        for size in (DESKTOP, PHONE):
            page.set_viewport_size(size)
            path = Path(folder) / f"{name}_{size['width']}.png"
            page.screenshot(path=path, full_page=True)
        page.set_viewport_size(DESKTOP)


def _collecting(season: SealedSeason) -> list[str]:
    slips = Ticket.objects.filter(channel=Channel.SLIP)
    secrets = list(slips.values_list("secret", flat=True))
    season.sign_rules()
    season.poll = ballots.open_collecting(season.reloaded(), by=season.secretariat)
    return secrets


def test_a_clerk_marks_a_queue_with_the_keyboard_alone(
    page: Page, season: SealedSeason
) -> None:
    _collecting(season)
    page.goto(season.url("station", "roll"))
    for number in ("H1", "H2"):
        expect(page.locator("#q")).to_be_focused()
        page.keyboard.type(number)
        page.keyboard.press("Enter")
        expect(page.locator(".station-found .btn-primary")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_text("抽了票条")).to_be_visible()
    drawn = RollEntry.objects.filter(channel=Channel.SLIP)
    assert set(drawn.values_list("person__staff_no", flat=True)) == {"H1", "H2"}


def test_left_over_slips_are_scanned_one_after_the_other(
    page: Page, season: SealedSeason
) -> None:
    secrets = _collecting(season)
    season.poll = ballots.open_casting(season.reloaded(), by=season.secretariat)
    season.close()
    season.attend("scrutineer", "scrutineer2")
    page.goto(season.url("slips/left-over", "roll"))
    for number, secret in enumerate(secrets, 1):
        expect(page.locator("#typed")).to_be_focused()
        page.keyboard.type(ticket_address(season.poll, secret, 1))
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"已打开，一共 {number} 张")).to_be_visible()
    assert Right.objects.exclude(opened="").count() == len(secrets)
    expect(page.get_by_text("对得上：")).to_be_visible()


def test_every_page_of_slips_is_fit_to_be_seen(
    page: Page, season: SealedSeason
) -> None:
    wrong = _judge(page, "slips", season.url("slips", "roll"))
    office = season.world.client("secretariat")
    office.post(season.url("slips/1", "roll"), {"as": "pdf"})
    wrong += _judge(page, "printed", season.url("slips", "roll"))
    _collecting(season)
    entry = RollEntry.objects.get(person__staff_no="H1")
    mark_on_paper(season.poll, entry.key, by=season.secretariat)
    wrong += _judge(page, "station", season.url("station", "roll"), "负责人")
    season.poll = ballots.open_casting(season.reloaded(), by=season.secretariat)
    season.close()
    season.attend("scrutineer", "scrutineer2")
    wrong += _judge(page, "left_over", season.url("slips/left-over", "roll"))
    assert wrong == []


@pytest.mark.parametrize("reader", ["cadre", "scrutineer", "clerk"])
def test_a_guide_is_one_sheet_of_paper(page: Page, reader: str) -> None:
    wrong = _judge(page, f"guide_{reader}", f"/guides/{reader}")
    assert wrong == []
    for language in ("en", "zh-hans"):
        read_in(page.context, urljoin(page.url, "/"), language)
        page.goto(f"/guides/{reader}")
        sheet = page.pdf(format="A4", prefer_css_page_size=True)
        assert sheet.count(b"/Type /Page\n") == 1, language
        if folder := os.environ.get("PICTURES"):
            page.emulate_media(media="print")
            page.set_viewport_size({"width": 674, "height": 980})
            path = Path(folder) / f"paper_{reader}_{language}.png"
            page.screenshot(path=path, full_page=True)
            page.emulate_media(media="screen")
