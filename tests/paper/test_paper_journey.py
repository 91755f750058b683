"""Clerks at their keyboards: 47 units by keys alone, and how every page looks."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from gongping.organisation.models import Unit
from gongping.paper.models import PaperSheet
from gongping.polls.models import PaperBallots
from tests.box.fixtures import BoxServer, box_in_use, box_server
from tests.journeys.demo_site import read_in
from tests.journeys.looking import DESKTOP, PHONE, Look
from tests.paper.halls import (
    SECOND_CLERK,
    casting,
    clerks,
    enter_twice,
    give_paper,
    sheet,
    sign,
)
from tests.paper.screens import Screen, screen_of, type_keys
from tests.polls.scrutineers_desk import one_at_a_time
from tests.polls.sealed import SealedSeason, begin_season
from tests.world import build_world

__all__ = ["box_in_use", "box_server"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
UNITS = 47


@pytest.fixture
def season(
    db: None, box_in_use: BoxServer, settings: Any, tmp_path: Path
) -> SealedSeason:
    """A sealed poll of 47 units with four people on paper, casting."""
    cache.clear()
    settings.ISSUER_DIR = tmp_path / "issuer"
    settings.BOARDS_DIR = tmp_path / "boards"
    world = build_world()
    world.units += Unit.objects.bulk_create(
        Unit(
            name=f"直属第{n}中心", name_en=f"Centre {n}", position=n,
            category_id=world.units[-1].category_id,
        )
        for n in range(len(world.units) + 1, UNITS + 1)
    )  # fmt: skip
    season = begin_season(world, box_in_use)
    casting(season, votes=1)
    give_paper(season, 4)
    clerks(season)
    return season


@pytest.fixture
def screens(
    browser: Browser,
    live_server: LiveServer,
    season: SealedSeason,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[dict[str, Screen]]:
    one_at_a_time(monkeypatch)
    opened = {
        name: screen_of(browser, live_server.url, season, name)
        for name in ("secretariat", SECOND_CLERK, "scrutineer")
    }
    yield opened
    for screen in opened.values():
        screen.page.context.close()


def _kept(page: Page) -> None:
    expect(page.locator("[data-paper-said]")).to_have_text("已存在服务器上")


def test_a_sheet_of_47_units_is_typed_by_keys_alone(
    screens: dict[str, Screen], season: SealedSeason
) -> None:
    season.close()
    clerk = screens["secretariat"]
    page = clerk.open()
    clerk.press("录处级以上干部新的一摞")
    expect(page.locator(".paper-cell").first).to_be_focused()
    type_keys(page, "12340x" + "1" * 40)
    _kept(page)
    assert PaperSheet.objects.get().marks == "12340x" + "1" * 40 + "."
    page.reload()
    expect(page.locator(".paper-cell").last).to_be_focused()
    type_keys(page, "7")
    expect(page.locator(".paper-cell").last).to_have_value("")
    type_keys(page, "2")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("第 1 摞，第 2 张")
    assert PaperSheet.objects.get().marks == "12340x" + "1" * 40 + "2"
    type_keys(page, "11")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    type_keys(page, "4")
    _kept(page)
    assert PaperSheet.objects.get(place=2).marks.startswith("41.")


def test_what_is_typed_without_a_network_is_kept_when_it_comes_back(
    screens: dict[str, Screen], season: SealedSeason
) -> None:
    season.close()
    clerk = screens["secretariat"]
    page = clerk.open()
    clerk.press("录处级以上干部新的一摞")
    expect(page.locator(".paper-cell").first).to_be_focused()
    page.context.set_offline(True)
    type_keys(page, "123")
    expect(page.locator("[data-paper-said]")).to_contain_text("没有存上")
    assert not PaperSheet.objects.exists()
    page.context.set_offline(False)
    expect(page.locator("[data-paper-said]")).to_have_text(
        "已存在服务器上", timeout=10_000
    )
    assert PaperSheet.objects.get().marks.startswith("123.")


@dataclass
class Judge:
    """Looks at pages in both languages and at both widths."""

    wrong: list[str] = field(default_factory=list)

    def __call__(
        self, name: str, screen: Screen, verb: str = "paper", room: str = "polls"
    ) -> None:
        look = Look(screen.page)
        for language in ("en", "zh-hans"):
            read_in(screen.page.context, screen.url, language)
            screen.open(verb, room)
            look.judge(f"{name} {language}", DESKTOP, PHONE)
            _picture(screen.page, f"{name}_{language}")
        self.wrong.extend(look.wrong)


def test_every_page_before_the_comparison_is_fit_to_be_seen(
    screens: dict[str, Screen], season: SealedSeason
) -> None:
    judge, office = Judge(), screens["secretariat"]
    judge("before", office)
    judge("print", office, "paper/ballots")
    judge("roll", office, "entries", "roll")
    season.close()
    judge("empty", office)
    office.open()
    office.press("录处级以上干部新的一摞")
    pile = office.page.url.rsplit("/", 1)[-1]
    judge("sheet", office, f"paper/piles/{pile}")
    type_keys(office.page, "123")
    _kept(office.page)
    judge("typing", office, f"paper/piles/{pile}")
    assert judge.wrong == []


def test_every_page_from_the_comparison_on_is_fit_to_be_seen(
    screens: dict[str, Screen], season: SealedSeason
) -> None:
    judge, office, watcher = Judge(), screens["secretariat"], screens["scrutineer"]
    season.close()
    first = [sheet(season, "1"), sheet(season, "2")]
    second = [sheet(season, "1", c0="x"), sheet(season, "2", c40="4")]
    pile = enter_twice(season, first, second)
    other = enter_twice(season, first, first[:1])
    judge("piles", office)
    judge("counts", office, f"paper/piles/{other}/compare")
    judge("differ", office, f"paper/piles/{pile}/compare")
    judge("settle", watcher, f"paper/piles/{pile}/compare")
    office.open(f"paper/piles/{other}/discard")
    office.press("取消这一摞的录入")
    _settle(watcher, pile)
    judge("ready", office)
    judge("seal", office, "paper/seal")
    office.press("封存纸质票")
    assert sign(season, season.watches[1]).status_code == 204
    judge("sealed", watcher)
    judge("again", office, "paper/again")
    assert len(PaperBallots.objects.get().ballots) == 2
    assert judge.wrong == []


def _settle(watcher: Screen, pile: str) -> None:
    page = watcher.open(f"paper/piles/{pile}/compare")
    page.locator(".paper-cell").first.fill("1")
    watcher.press("我看过原票，这样核定")
    expect(page.get_by_role("alert")).to_contain_text("还没有核定")
    expect(page.locator(".paper-cell").first).to_have_value("1")
    page.locator(".paper-cell").last.fill("2")
    watcher.press("我看过原票，这样核定")
    expect(page.get_by_text("您是见证的监票人")).to_be_visible()


def _picture(page: Page, name: str) -> None:
    """Keep what is seen, for whoever looks at it, if a folder is named."""
    if folder := os.environ.get("PICTURES"):
        for size in (DESKTOP, PHONE):
            page.set_viewport_size(size)
            path = Path(folder) / f"{name}_{size['width']}.png"
            page.screenshot(path=path, full_page=True)
        page.set_viewport_size(DESKTOP)
