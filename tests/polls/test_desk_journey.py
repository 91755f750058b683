"""Three scrutineers at three browsers: from the first key to the count."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from gongping.polls.states import PollState
from gongping.procedure import ballots
from tests.box.fixtures import BoxServer, box_in_use, box_server
from tests.polls.scrutineers_desk import (
    Desk,
    make_keys,
    new_desk,
    one_at_a_time,
    three_desks,
    try_locks,
)
from tests.polls.sealed import NAMES, SealedSeason, begin_season
from tests.polls.sealed_page import open_casting
from tests.world import build_world

__all__ = ["box_in_use", "box_server"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def season(
    db: None, box_in_use: BoxServer, settings: Any, tmp_path: Path
) -> SealedSeason:
    """A sealed poll that is planned, and nobody has a key."""
    cache.clear()
    settings.ISSUER_DIR = tmp_path / "issuer"
    settings.BOARDS_DIR = tmp_path / "boards"
    return begin_season(build_world(), box_in_use)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A lock under which nobody but the test uses the database."""
    return one_at_a_time(monkeypatch)


@pytest.fixture
def desks(
    browser: Browser,
    live_server: LiveServer,
    season: SealedSeason,
    alone: Any,
    tmp_path: Path,
) -> Iterator[list[Desk]]:
    opened = three_desks(browser, live_server.url, season, tmp_path)
    yield opened
    for desk in opened:
        desk.context.close()


def frozen(season: SealedSeason, desks: list[Desk], alone: Any) -> None:
    make_keys(desks)
    for desk in desks:
        desk.back_up()
    try_locks(desks)
    with alone:
        season.poll = ballots.freeze_poll(season.reloaded(), by=season.secretariat)


def headed(season: SealedSeason, alone: Any, votes: int = 24) -> None:
    with alone:
        by = season.secretariat
        season.poll = ballots.open_collecting(season.reloaded(), by=by)
        open_casting(season)
        for n, voter in enumerate(season.voters()[:votes]):
            assert season.vote(voter, grade=n % 3) == 201
        season.close()
        season.poll = ballots.sign_head(season.reloaded(), by=by)


def test_three_browsers_lead_a_poll_from_the_first_key_to_the_count(
    season: SealedSeason,
    desks: list[Desk],
    alone: Any,
    browser: Browser,
    live_server: LiveServer,
) -> None:
    frozen(season, desks, alone)
    for desk in desks:
        desk.sees("核对规则书").press("签规则书")
    desks[0].sees("规则书都签好了")
    headed(season, alone)

    # The third lost the device and comes with the backup; the second stays away.
    first, _second, third = desks
    fresh = new_desk(browser, live_server.url, season, NAMES[2], third.folder).open()
    for desk in (first, fresh):
        desk.sees("确认您到场").press("我到场了")
    fresh.sees("用备份文件恢复").restore(third.backup, third.words)
    for desk in (first, fresh):
        desk.sees("核对板首").press("联署板首")
    first.sees("交出钥匙").press("交出钥匙")
    first.sees("还有 1 把锁没有开")
    fresh.sees("交出钥匙").press("交出钥匙")
    fresh.sees("锁都开了").page.get_by_role("link", name="启封并计票").click()
    fresh.page.get_by_role("button", name="启封并计票").click()
    fresh.page.wait_for_url("**/results/**")
    with alone:
        assert season.reloaded().state == PollState.UNSEALED
    fresh.context.close()
