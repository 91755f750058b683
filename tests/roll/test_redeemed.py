"""The issuer's door of a sealed poll: what it answers, and what the roll then forgets."""

from typing import Any

import pytest

from ballotbox import client
from ballotbox.tickets import new_ticket
from gongping.polls.selectors import manifest_of
from gongping.roll.models import RollEntry
from gongping.roll.services import take_ticket
from tests.box.fixtures import BoxServer
from tests.polls.sealed import SealedSeason, begin_season
from tests.world import World


@pytest.fixture
def sealed(
    world: World, box_in_use: BoxServer, settings: Any, tmp_path: Any
) -> SealedSeason:
    """A sealed poll in which ballots are collected."""
    settings.ISSUER_DIR = tmp_path / "issuer"
    settings.BOARDS_DIR = tmp_path / "boards"
    return begin_season(world, box_in_use).collecting()


def _request(season: SealedSeason, ticket: str, group: int = 1) -> str:
    state = client.start_collecting(manifest_of(season.poll), group, ticket)
    return state.requests[0].text


def _held(season: SealedSeason) -> list[str]:
    rows = RollEntry.objects.filter(poll=season.poll).exclude(held_ticket="")
    return [row.held_ticket for row in rows]


def test_until_it_is_redeemed_the_same_ticket_is_given_again(
    sealed: SealedSeason,
) -> None:
    voter = sealed.voters()[0]
    first = take_ticket(sealed.poll, by=voter)
    assert take_ticket(sealed.poll, by=voter) == first
    assert _held(sealed) == [first.ticket]


def test_redeemed_the_roll_forgets_whose_ticket_it_was(sealed: SealedSeason) -> None:
    held = take_ticket(sealed.poll, by=sealed.voters()[0])
    other = take_ticket(sealed.poll, by=sealed.voters()[1])
    text = _request(sealed, held.ticket, held.group)
    answer = sealed.ask_issuer(text)
    assert answer.status_code == 200
    assert _held(sealed) == [other.ticket]
    assert sealed.ask_issuer(text).content == answer.content


def test_refused_the_ticket_is_still_there(sealed: SealedSeason) -> None:
    held = take_ticket(sealed.poll, by=sealed.voters()[0])
    answer = sealed.ask_issuer(_request(sealed, new_ticket(), held.group))
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_ticket")
    assert _held(sealed) == [held.ticket]


def test_another_request_with_the_same_ticket_is_named(sealed: SealedSeason) -> None:
    held = take_ticket(sealed.poll, by=sealed.voters()[0])
    first = sealed.ask_issuer(_request(sealed, held.ticket, held.group))
    second = sealed.ask_issuer(_request(sealed, held.ticket, held.group))
    assert (first.status_code, second.status_code) == (200, 409)
    assert second.json()["code"] == "already_collected"


def test_what_cannot_be_read_is_named(sealed: SealedSeason) -> None:
    assert sealed.ask_issuer("{}").json()["code"] == "malformed"


def test_too_late_is_told_from_too_early(sealed: SealedSeason) -> None:
    held = take_ticket(sealed.poll, by=sealed.voters()[0])
    text = _request(sealed, held.ticket, held.group)
    type(sealed.poll).objects.update(state="frozen")
    assert sealed.ask_issuer(text).json()["code"] == "not_opened"
    type(sealed.poll).objects.update(state="closed")
    assert sealed.ask_issuer(text).json()["code"] == "ended"
