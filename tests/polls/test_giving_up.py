"""A closed poll that too few scrutineers can open is given up, by more than one person."""

from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client

from gongping.audit.models import Event
from gongping.foundation.actors import Role
from gongping.polls import services
from gongping.polls.states import PollState
from gongping.procedure import ballots
from tests.box.fixtures import BoxServer, new_box
from tests.polls.sealed import NAMES, SealedSeason, begin_season
from tests.world import World, give_account


@pytest.fixture
def closed(world: World, box_in_use: BoxServer, settings: Any, tmp_path: Any) -> Any:
    """A closed sealed poll whose head is co-signed; two of three may open it."""
    settings.ISSUER_DIR = tmp_path / "issuer"
    settings.BOARDS_DIR = tmp_path / "boards"
    season = begin_season(world, box_in_use).collecting()
    assert isinstance(season, SealedSeason)
    season.poll = ballots.open_casting(season.poll, by=season.secretariat)
    for voter in season.voters()[:20]:
        assert season.vote(voter) == 201
    season.close()
    return season.headed()


def _give_up(season: SealedSeason, who: Client) -> HttpResponseBase:
    return who.post(season.url("scrutineers/give-up"))


def _void(season: SealedSeason) -> PollState:
    office = season.world.client("secretariat")
    office.post(season.url("void"), {"reason": "两名监票人的钥匙丢了。"})
    return PollState(season.reloaded().state)


def test_the_secretariat_and_a_scrutineer_who_is_left_give_up_a_closed_poll(
    closed: SealedSeason,
) -> None:
    assert _void(closed) == PollState.CLOSED
    watch = closed.watches[0].browser
    link = f'href="{closed.url("scrutineers/give-up")}"'
    assert link in watch.get(closed.url("scrutineers")).content.decode()
    asked = watch.get(closed.url("scrutineers/give-up")).content.decode()
    assert "放弃启封？" in asked
    assert _give_up(closed, watch).status_code == 302
    assert link not in watch.get(closed.url("scrutineers")).content.decode()
    assert _void(closed) == PollState.VOID
    tags = Event.objects.filter(subject_key=closed.code).values_list("tag", flat=True)
    assert "polls:scrutineer:gave_up" in tags
    assert list(tags).count("roll:tickets:wiped") == 1
    services.create_poll(closed.round, by=closed.secretariat)


def test_the_old_board_is_kept(closed: SealedSeason) -> None:
    kept = closed.box.store / closed.code / "ballots.jsonl"
    before = kept.read_bytes()
    _give_up(closed, closed.watches[0].browser)
    assert _void(closed) == PollState.VOID
    assert kept.read_bytes() == before
    assert Client().get(closed.url("board-public.jsonl")).status_code == 200


def test_a_box_that_is_lost_too_does_not_stand_in_the_way(
    closed: SealedSeason, settings: Any
) -> None:
    settings.BOX_URL = "http://127.0.0.1:9"
    _give_up(closed, closed.watches[0].browser)
    assert _void(closed) == PollState.VOID


def test_a_poll_that_the_box_lost_before_casting_is_given_up(
    world: World, box_in_use: BoxServer, settings: Any, tmp_path: Any
) -> None:
    settings.ISSUER_DIR = tmp_path / "issuer"
    season = begin_season(world, box_in_use).collecting()
    assert isinstance(season, SealedSeason)
    other = new_box(tmp_path)
    other.start()
    settings.BOX_URL, settings.BOX_SECRET_PATH = other.url, other.secret_path
    try:
        assert _void(season) == PollState.VOID
    finally:
        other.stop()
        other.client.close()


def test_who_can_open_the_poll_keeps_it(closed: SealedSeason) -> None:
    """One scrutineer and the secretariat cannot give up what two others will open."""
    closed.attend("scrutineer2", "scrutineer3")
    _give_up(closed, closed.watches[0].browser)
    assert _void(closed) == PollState.CLOSED
    _give_up(closed, closed.watches[1].browser)
    assert _void(closed) == PollState.VOID


def test_one_alone_cannot_give_up_what_every_lock_is_open_for(
    closed: SealedSeason,
) -> None:
    """Whoever reads the server could by then have seen the count, and not like it."""
    closed.opened()
    _give_up(closed, closed.watches[0].browser)
    assert _void(closed) == PollState.CLOSED
    _give_up(closed, closed.watches[1].browser)
    assert _void(closed) == PollState.VOID


def test_a_void_poll_forgets_the_keys_that_were_released(closed: SealedSeason) -> None:
    closed.attend(*NAMES[:2])
    assert closed.release(closed.watches[0]).status_code == 204
    assert closed.poll.locks.exclude(released_key="").count() == 2
    _give_up(closed, closed.watches[1].browser)
    assert _void(closed) == PollState.VOID
    assert not closed.poll.locks.exclude(released_key="").exists()


def test_no_opened_board_stays_of_an_unsealing_that_was_cut_off(
    closed: SealedSeason, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_args: object) -> None:
        raise ConnectionAbortedError

    monkeypatch.setattr(ballots, "_check_all_collected", dies)
    with pytest.raises(ConnectionAbortedError):
        closed.unseal()
    assert [path.name for path in settings.BOARDS_DIR.iterdir()]
    for watch in closed.watches[:2]:
        _give_up(closed, watch.browser)
    assert _void(closed) == PollState.VOID
    assert not list(settings.BOARDS_DIR.iterdir())
    assert Client().get(closed.url("board-public.jsonl")).status_code == 200


def test_only_scrutineers_of_the_poll_speak_for_giving_it_up(
    closed: SealedSeason,
) -> None:
    closed.world.users["elsewhere"] = give_account("elsewhere", None, Role.SCRUTINEER)
    for who in ("secretariat", "elsewhere"):
        assert _give_up(closed, closed.world.client(who)).status_code == 403
    assert _void(closed) == PollState.CLOSED


def test_nothing_is_given_up_before_the_close(
    world: World, box_in_use: BoxServer, settings: Any, tmp_path: Any
) -> None:
    settings.ISSUER_DIR = tmp_path / "issuer"
    season = begin_season(world, box_in_use).collecting()
    assert isinstance(season, SealedSeason)
    assert _give_up(season, season.watches[0].browser).status_code == 409
