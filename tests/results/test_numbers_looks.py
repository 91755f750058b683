"""How the result of a whole ministry looks where numbers were given."""

import os
from pathlib import Path

import numpy as np
import pytest
from django.core.cache import cache
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from gongping.results.models import Result
from tests.journeys.demo_site import read_in
from tests.journeys.looking import DESKTOP, PHONE, Look
from tests.polls.scrutineers_desk import one_at_a_time
from tests.results.ministry import CRITERIA, units
from tests.results.test_numbers import numeric
from tests.results.worlds import CODE, Group, counted_by, manifest_for
from tests.world import World, build_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
SIZES = (("部领导", "Leaders", 40, 12), ("其他干部", "Cadres", 60, 200))
PAGES = {
    "result": "",
    "score": "?order=score",
    "table": "/table",
    "unit": "/units/8",
    "report": "/count-report",
}


@pytest.fixture
def ministry(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The ministry, whose voters gave numbers."""
    cache.clear()
    one_at_a_time(monkeypatch)
    return build_world()


def _result(world: World) -> Result:
    chance = np.random.default_rng(11)
    quality = np.random.default_rng(12).normal(82, 5, (len(units()), 1))
    aspect = np.random.default_rng(13).normal(0, 2, (len(units()), len(CRITERIA)))
    groups = []
    for name, english, weight, size in SIZES:
        lenient = chance.normal(0, 4, (size, 1, 1))
        felt = quality + aspect + lenient
        felt = chance.normal(felt, 6).clip(0, 100).round().astype(int)
        ballots = [tuple((100 - row).ravel().tolist()) for row in felt]
        groups.append(Group(name, weight, ballots, size + 3, english))
    rules = numeric(manifest_for(units(), groups, CRITERIA))
    return counted_by(world, rules, groups)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_of_a_result_of_numbers_is_in_order(
    browser: Browser, live_server: LiveServer, ministry: World, language: str
) -> None:
    _result(ministry)
    session = ministry.client("secretariat").cookies["sessionid"].value
    context = browser.new_context(viewport=DESKTOP)
    context.add_cookies(
        [{"name": "sessionid", "value": session, "url": live_server.url}]
    )
    read_in(context, live_server.url, language)
    look = Look(context.new_page())
    for name, path in PAGES.items():
        if look.open(f"{live_server.url}/results/{CODE}{path}"):
            look.judge(f"{name} {language}", DESKTOP, PHONE)
            _pictures(look, f"{name}-{language}")
    context.close()
    assert look.wrong == []


def _pictures(look: Look, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        for size in (DESKTOP, PHONE):
            look.page.set_viewport_size(size)
            path = Path(folder) / f"numbers-{name}-{size['width']}.png"
            look.page.screenshot(path=path)
