"""Today's poll of the demo can be led to a count by its visitor."""

from pathlib import Path
from typing import Any

import pytest

from gongping.demo.cast import STARS
from gongping.demo.slips import keep_slips, kept_slips
from gongping.demo.turnout import NothingToPlay, cast_the_rest
from gongping.organisation.models import Person
from gongping.polls.models import Poll
from gongping.procedure import ballots
from gongping.roll.models import Channel
from gongping.roll.selectors import entries_of
from gongping.roll.services import mark_slip_drawn
from tests.box.fixtures import box_in_use, box_server
from tests.polls.conftest import season, world
from tests.polls.sealed import SealedSeason, sealed

__all__ = ["box_in_use", "box_server", "sealed", "season", "world"]


def _as_demo(season: SealedSeason) -> Poll:
    Poll.objects.update(is_synthetic=True)
    return season.reloaded()


def test_the_invented_voters_bring_the_poll_to_its_quorum(season: SealedSeason) -> None:
    star = season.world.cadres[3]
    Person.objects.filter(pk=star.pk).update(staff_no=STARS["voter"])
    season.casting()
    assert season.vote(season.voters()[0]) == 201
    assert cast_the_rest(_as_demo(season)) == 31  # of 33, one cast, one is a star
    assert cast_the_rest(season.poll) == 0
    season.close()
    result = season.headed().unseal()
    assert result is not None
    assert result.figures["quorum"]["is_met"]


def test_for_each_slip_somebody_is_left_to_draw_it(season: SealedSeason) -> None:
    season.poll.groups.update(slip_count=2)
    season.casting()
    assert cast_the_rest(_as_demo(season)) == 31  # of 33, two may still draw
    for entry in entries_of(season.poll).filter(channel=""):
        mark_slip_drawn(season.poll, entry.key, by=season.secretariat)
    assert entries_of(season.poll).filter(channel=Channel.SLIP).count() == 2


def test_nobody_is_played_where_it_is_no_demo(season: SealedSeason) -> None:
    season.casting()
    with pytest.raises(NothingToPlay):
        cast_the_rest(season.reloaded())
    client = season.world.client("secretariat")
    assert "cast-rest" not in client.get(season.url("desk")).content.decode()


def test_the_desk_of_a_demo_poll_offers_it_while_casting(season: SealedSeason) -> None:
    client = season.world.client("secretariat")
    season.collecting()
    _as_demo(season)
    assert "cast-rest" not in client.get(season.url("desk")).content.decode()
    address = f"/demo/polls/{season.code}/cast-rest"
    page = client.post(address, follow=True).content.decode()
    assert "开始投票以后投票" in page
    season.poll = ballots.open_casting(season.poll, by=season.secretariat)
    assert address in client.get(season.url("desk")).content.decode()
    page = client.post(address, follow=True).content.decode()
    assert "另有 33 人领了票，投了票" in page


def test_slips_are_kept_for_visitors_to_try(
    season: SealedSeason, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    assert kept_slips() == []
    group = season.poll.groups.get()
    group.slip_count = 2
    group.save()
    season.reloaded()
    season.freeze()
    keep_slips(season.reloaded(), by=season.secretariat)
    first, second = kept_slips()
    assert first != second
    assert first.startswith(f"/vote/#{season.poll.manifest_digest}&t=")
    assert first.endswith("&g=1")
    ticket = first.partition("&t=")[2].partition("&")[0]
    season.sign_rules()
    season.poll = ballots.open_collecting(season.reloaded(), by=season.secretariat)
    season.poll = ballots.open_casting(season.poll, by=season.secretariat)
    assert season.cast(ticket, 1) == 201
