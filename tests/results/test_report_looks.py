"""How reconciliation and count report look, on a desk and in the hand, in both tongues."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.box.fixtures import BoxServer, box_in_use, box_server
from tests.journeys.demo_site import read_in
from tests.journeys.looking import DESKTOP, PHONE, Look
from tests.polls.scrutineers_desk import one_at_a_time
from tests.polls.sealed import SealedSeason, begin_season
from tests.results.test_reconciliation import closed
from tests.world import build_world

__all__ = ["box_in_use", "box_server"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def counted(
    db: None, box_in_use: BoxServer, settings: Any, tmp_path: Path
) -> SealedSeason:
    """A counted rehearsal."""
    cache.clear()
    settings.ISSUER_DIR = tmp_path / "issuer"
    settings.BOARDS_DIR = tmp_path / "boards"
    season = begin_season(build_world(), box_in_use)
    season.plan(is_rehearsal=True)
    closed(season, 24).headed().unseal()
    return season


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_both_pages_are_in_order(
    browser: Browser,
    live_server: LiveServer,
    counted: SealedSeason,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one_at_a_time(monkeypatch)
    client = counted.world.client("scrutineer")
    session = client.cookies["sessionid"].value
    url = live_server.url
    context = browser.new_context(viewport=DESKTOP)
    context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
    read_in(context, url, language)
    look = Look(context.new_page())
    for name in ("polls/{}/reconciliation", "results/{}/count-report"):
        if look.open(f"{url}/{name.format(counted.code)}"):
            look.judge(f"{name} {language}", DESKTOP, PHONE)
            _picture(look, f"{name.rsplit('/')[-1]}-{language}")
    context.close()
    assert look.wrong == []


def _picture(look: Look, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        for size in (DESKTOP, PHONE):
            look.page.set_viewport_size(size)
            path = Path(folder) / f"{name}-{size['width']}.png"
            look.page.screenshot(path=path, full_page=True)
