"""The board of a sealed poll on the site: what its head waits for, what it outlives."""

from dataclasses import replace
from typing import Any

import pytest

from gongping.polls import selectors
from gongping.polls.exceptions import CountsNotRight, MoreBallotsThanCollected
from gongping.polls.selectors import plan_of
from gongping.procedure import ballots
from gongping.roll.selectors import entries_of
from gongping.roll.services import mark_slip_drawn, open_undrawn_slips, print_slips
from tests.polls.sealed import SealedSeason


def _with_slips(season: SealedSeason, count: int) -> list[str]:
    """Go on to collecting; return the slips that were printed for the first group."""
    groups = plan_of(season.poll).groups
    season.plan(groups=(replace(groups[0], slip_count=count), *groups[1:]))
    season.key_up().freeze()
    slips = print_slips(season.poll, 1, by=season.secretariat)
    season.sign_rules()
    season.poll = ballots.open_collecting(season.reloaded(), by=season.secretariat)
    return slips


def test_the_head_waits_until_every_slip_is_drawn_or_opened(
    sealed: SealedSeason,
) -> None:
    slips, office = _with_slips(sealed, 3), sealed.secretariat
    sealed.poll = ballots.open_casting(sealed.reloaded(), by=office)
    for voter in sealed.voters()[:20]:
        assert sealed.vote(voter) == 201
    assert sealed.send(sealed.seal(sealed.redeem(slips[0], 1))).status_code == 201
    sealed.close()
    sealed.attend("scrutineer", "scrutineer2")
    with pytest.raises(MoreBallotsThanCollected, match="补登"):
        ballots.sign_head(sealed.reloaded(), by=office)
    came = entries_of(sealed.poll).filter(channel="", group__position=1).first()
    assert came is not None
    mark_slip_drawn(sealed.reloaded(), came.key, by=office)
    open_undrawn_slips(sealed.reloaded(), slips[1:2], by=office)
    with pytest.raises(CountsNotRight, match="没有抽走的票条"):
        ballots.sign_head(sealed.reloaded(), by=office)
    assert not sealed.reloaded().head
    open_undrawn_slips(sealed.reloaded(), slips[2:], by=office)
    result = sealed.headed().unseal()
    assert sum(group["received"] for group in result.figures["groups"]) == 21


def test_a_board_file_that_was_lost_is_made_again_to_the_last_byte(
    sealed: SealedSeason,
) -> None:
    sealed.collecting()
    sealed.poll = ballots.open_casting(sealed.poll, by=sealed.secretariat)
    for voter in sealed.voters()[:24]:
        assert sealed.vote(voter) == 201
    sealed.close()
    sealed.headed().unseal()
    browser = sealed.watches[0].browser
    first: Any = browser.get(sealed.url("board.jsonl"))
    lines = b"".join(first.streaming_content)
    selectors.board_path(sealed.poll).unlink()
    again: Any = browser.get(sealed.url("board.jsonl"))
    assert b"".join(again.streaming_content) == lines
