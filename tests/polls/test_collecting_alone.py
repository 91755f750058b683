"""Between the first collecting and the first casting lie ten minutes."""

from datetime import timedelta
from typing import Any

import pytest

from gongping.foundation import clock
from gongping.polls.exceptions import CollectingTooShort
from gongping.polls.policies import can_open_casting
from gongping.polls.states import PollState
from gongping.procedure import ballots
from tests.polls.sealed import SealedSeason

TEN = timedelta(minutes=10)


@pytest.fixture(autouse=True)
def _as_in_a_site(settings: Any) -> None:
    settings.COLLECTING_ALONE = TEN


def _opened_after(season: SealedSeason, wait: timedelta) -> str:
    moment = clock.now() + wait
    with clock.standing_still_at(moment):
        poll = ballots.open_casting(season.reloaded(), by=season.secretariat)
    return str(poll.state)


def test_casting_waits_and_says_how_long(
    sealed: SealedSeason,
) -> None:
    sealed.collecting()
    with pytest.raises(CollectingTooShort, match="还要等 4 分钟"):
        _opened_after(sealed, timedelta(minutes=6, seconds=30))
    assert sealed.reloaded().state == PollState.COLLECTING
    assert _opened_after(sealed, TEN) == PollState.CASTING


def test_the_desk_says_so_before_the_button_is_pressed(sealed: SealedSeason) -> None:
    sealed.collecting()
    assert "满 10 分钟" in ballots.why_not_next(sealed.reloaded())
    assert not can_open_casting(sealed.poll)
    with clock.standing_still_at(clock.now() + TEN):
        assert ballots.why_not_next(sealed.reloaded()) == ""


def test_a_rehearsal_waits_for_nothing(sealed: SealedSeason) -> None:
    sealed.plan(is_rehearsal=True)
    sealed.collecting()
    assert _opened_after(sealed, timedelta(0)) == PollState.CASTING
