"""The head draws observers from the frozen roll; names stay with who keeps it."""

from typing import Any

import pytest

from ballotbox.observers import draw_observers, draw_of
from gongping.procedure import ballots
from gongping.roll.models import RollEntry
from gongping.roll.selectors import observers_of
from tests.box.fixtures import BoxServer
from tests.polls.sealed import SealedSeason, begin_season
from tests.world import World


@pytest.fixture
def closed(
    world: World, box_in_use: BoxServer, settings: Any, tmp_path: Any
) -> SealedSeason:
    """A sealed poll that is closed, without a head yet."""
    settings.ISSUER_DIR = tmp_path / "issuer"
    settings.BOARDS_DIR = tmp_path / "boards"
    season = begin_season(world, box_in_use).collecting()
    season.poll = ballots.open_casting(season.poll, by=season.secretariat)
    for voter in season.voters()[:21]:
        assert season.vote(voter) == 201
    season.close()
    return season


def _headed(season: SealedSeason) -> Any:
    season.headed()
    return season.reloaded()


def _page(season: SealedSeason) -> str:
    browser = season.world.client("secretariat")
    return str(browser.get(season.url("observers", "roll")).content.decode())


def test_nobody_is_drawn_before_there_is_a_head(closed: SealedSeason) -> None:
    assert observers_of(closed.reloaded()) == []
    assert "还没有抽签" in _page(closed)


def test_who_stands_at_the_drawn_places_of_the_hashed_roll_is_named(
    closed: SealedSeason,
) -> None:
    poll = _headed(closed)
    frozen = RollEntry.objects.filter(poll=poll, is_late=False)
    roll = sorted(frozen.values_list("group__position", "person__staff_no"))
    places = draw_observers(draw_of(bytes.fromhex(poll.head)), len(roll))
    drawn = observers_of(poll)
    found = [(each.entry.group.position, each.entry.person.staff_no) for each in drawn]
    assert found == [roll[place - 1] for place in places]
    assert [each.is_deputy for each in drawn] == [False, False, False, True, True]
    assert all(each.entry.person.name in _page(closed) for each in drawn)


def test_whom_the_head_did_not_know_of_has_no_place(closed: SealedSeason) -> None:
    poll = _headed(closed)
    before = [each.place for each in observers_of(poll)]
    entry = RollEntry.objects.filter(poll=poll).order_by("person__staff_no").first()
    assert entry is not None
    RollEntry.objects.filter(pk=entry.pk).update(is_late=True)
    assert entry.pk not in {each.entry.pk for each in observers_of(poll)}
    RollEntry.objects.filter(pk=entry.pk).update(is_late=False)
    assert [each.place for each in observers_of(poll)] == before


def test_naming_them_takes_one_query(
    closed: SealedSeason, django_assert_num_queries: Any
) -> None:
    poll = _headed(closed)
    with django_assert_num_queries(1):
        observers_of(poll)
