"""Playing the administrator who has everything that was stored."""

import secrets
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from ballotbox import encode_cells, hash_ticket
from gongping.roll import services
from tests.polls.worlds import Season


def _stored_in_rooms() -> str:
    rows: list[Any] = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label in {"polls", "roll", "audit"}:
                cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608 - names of our tables
                rows += cursor.fetchall()
    return str(rows)


def _stored_in_box(season: Season) -> bytes:
    folder = season.box.store / season.code
    return b"".join(path.read_bytes() for path in folder.iterdir())


@pytest.fixture
def voted(season: Season) -> tuple[Season, list[str], list[str]]:
    """A closed poll, with the tickets and ballot keys that were used, in order."""
    season.casting()
    tickets: list[str] = []
    keys: list[str] = []
    size = season.round.units.count()
    for voter in season.voters()[:20]:
        held = services.take_ticket(season.poll, by=voter)
        services.confirm_kept(season.poll, by=voter)
        key = secrets.token_hex(16)
        ballot = {
            "ticket": held.ticket,
            "group": held.group,
            "key": key,
            "cells": encode_cells([1] * size).hex(),
        }
        assert season.box.cast(season.code, **ballot).status_code == 201
        tickets.append(held.ticket)
        keys.append(key)
    season.close()
    return season, tickets, keys


def test_after_close_no_ticket_is_left_anywhere(
    voted: tuple[Season, list[str], list[str]],
) -> None:
    season, tickets, _keys = voted
    rooms, box = _stored_in_rooms(), _stored_in_box(season)
    for ticket in tickets:
        for text in (ticket, hash_ticket(ticket)):
            assert text not in rooms
            assert text.encode() not in box
            assert bytes.fromhex(text) not in box


def test_the_rooms_never_held_a_ballot(
    voted: tuple[Season, list[str], list[str]],
) -> None:
    _season, _tickets, keys = voted
    rooms = _stored_in_rooms()
    assert not any(key in rooms for key in keys)


def test_the_board_tells_no_order_of_casting(
    voted: tuple[Season, list[str], list[str]],
) -> None:
    season, _tickets, keys = voted
    content = season.box.admin("GET", f"/{season.code}/board").json()
    on_board = [key for _group, key, _cells in content["ballots"]]
    assert sorted(on_board) == sorted(keys)
    assert on_board != keys


def test_nothing_in_the_roll_carries_a_time(season: Season) -> None:
    season.freeze()
    for name in ("RollEntry", "Ticket"):
        fields = apps.get_model("roll", name)._meta.get_fields()
        assert not [f.name for f in fields if "Date" in type(f).__name__]
