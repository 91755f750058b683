"""Playing the administrator who has everything that was stored."""

import json
import secrets
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.utils import ConnectionHandler

from ballotbox.keys import decode_signing_key
from ballotbox.sealed import parse_body
from ballotbox.tickets import hash_ticket
from gongping.audit.models import Event
from gongping.foundation import journal
from gongping.polls.rules import GroupPlan
from gongping.polls.selectors import manifest_of
from gongping.project.settings import sqlite_settings
from gongping.roll import services
from gongping.roll.models import RollEntry
from tests.polls.sealed import SealedSeason


def _stored_in_rooms() -> str:
    rows: list[Any] = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label in {"polls", "roll", "audit"}:
                cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608 - names of our tables
                rows += cursor.fetchall()
    return str(rows)


def _stored_in_box(season: SealedSeason) -> bytes:
    folder = season.box.store / season.code
    return b"".join(path.read_bytes() for path in folder.iterdir())


def _with_slips(season: SealedSeason) -> SealedSeason:
    season.plan(groups=(GroupPlan("everybody", "全体", slip_count=9),))
    return season


@pytest.fixture
def voted(season: SealedSeason) -> tuple[SealedSeason, list[str], list[str]]:
    """A closed poll, with the tickets and ballot keys that were used, in order."""
    season.casting()
    tickets: list[str] = []
    keys: list[str] = []
    for voter in season.voters()[:20]:
        held = services.take_ticket(season.poll, by=voter)
        collected = season.redeem(held.ticket, held.group)
        assert season.cast_sealed(season.seal(collected)) == 201
        tickets.append(held.ticket)
        keys.append(decode_signing_key(collected.key).public.hex())
    season.close()
    return season, tickets, keys


def test_after_close_no_ticket_is_left_anywhere(
    voted: tuple[SealedSeason, list[str], list[str]],
) -> None:
    season, tickets, _keys = voted
    rooms, box = _stored_in_rooms(), _stored_in_box(season)
    for ticket in tickets:
        assert ticket not in rooms
        for text in (ticket, hash_ticket(ticket)):
            assert text.encode() not in box
            assert bytes.fromhex(text) not in box


def test_the_rooms_never_held_a_ballot(
    voted: tuple[SealedSeason, list[str], list[str]],
) -> None:
    _season, _tickets, keys = voted
    rooms = _stored_in_rooms()
    assert not any(key in rooms for key in keys)


def test_the_board_tells_no_order_of_casting(
    voted: tuple[SealedSeason, list[str], list[str]],
) -> None:
    season, _tickets, keys = voted
    ballots = season.box.admin("GET", f"/{season.code}/ballots").text.splitlines()
    rules = manifest_of(season.poll)
    sent = [{k: bytes.fromhex(v) for k, v in json.loads(b).items()} for b in ballots]
    found = [parse_body(rules, each["body"], each["signature"]) for each in sent]
    on_board = [ballot.key.hex() for ballot in found]
    assert sorted(on_board) == sorted(keys)
    assert on_board != keys


def test_nothing_in_the_roll_carries_a_time(season: SealedSeason) -> None:
    season.freeze()
    for name in ("RollEntry", "Ticket"):
        fields = apps.get_model("roll", name)._meta.get_fields()
        assert not [f.name for f in fields if "Date" in type(f).__name__]


@pytest.mark.django_db
def test_a_wiped_ticket_does_not_stand_on_in_the_journal(tmp_path: Path) -> None:
    site = {**sqlite_settings(), "NAME": tmp_path / "site.sqlite3"}
    database = ConnectionHandler({"default": site})["default"]
    with database.cursor() as cursor:
        cursor.execute("CREATE TABLE roll (person TEXT, held TEXT)")
        cursor.execute("INSERT INTO roll VALUES ('one', 'the-ticket-of-one')")
        cursor.execute("UPDATE roll SET held = ''")

    def stored() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert b"the-ticket-of-one" in stored()
    journal.empty_journal(database, journal.QUICK_MS)
    assert b"the-ticket-of-one" not in stored()
    database.close()


def test_redeeming_and_wiping_empty_the_journal(
    season: SealedSeason,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    season.casting()
    emptied: list[int] = []
    monkeypatch.setattr(journal, "empty_journal", lambda _db, ms: emptied.append(ms))
    voter = season.voters()[0]
    held = services.take_ticket(season.poll, by=voter)
    with django_capture_on_commit_callbacks(execute=True):
        season.redeem(held.ticket, held.group)
    with django_capture_on_commit_callbacks(execute=True):
        season.close()
    assert emptied == [journal.QUICK_MS, journal.THOROUGH_MS]


def test_while_a_poll_is_open_the_record_gains_nothing_by_collecting(
    season: SealedSeason,
) -> None:
    """Its places and times would stand beside the order in which ballots came."""
    _with_slips(season).casting()
    before = Event.objects.count()
    for voter in season.voters()[:5]:
        season.collect(voter)
    slip = RollEntry.objects.filter(channel="")[0]
    services.mark_slip_drawn(season.poll, slip.key, by=season.secretariat)
    assert Event.objects.count() == before


def test_after_close_the_record_names_collectors_in_the_order_of_the_roll(
    season: SealedSeason,
) -> None:
    season.casting()
    came = season.voters()
    secrets.SystemRandom().shuffle(came)
    for voter in came:
        services.take_ticket(season.poll, by=voter)
    season.close()
    listed = Event.objects.get(tag="roll:collected:listed").detail["named"]
    of_roll = RollEntry.objects.filter(poll=season.poll)
    assert listed == [entry.person.name for entry in of_roll]


def test_marking_a_slip_empties_the_journal(
    season: SealedSeason,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _with_slips(season).casting()
    emptied: list[int] = []
    monkeypatch.setattr(journal, "empty_journal", lambda _db, ms: emptied.append(ms))
    slip = RollEntry.objects.filter(channel="")[0]
    with django_capture_on_commit_callbacks(execute=True):
        services.mark_slip_drawn(season.poll, slip.key, by=season.secretariat)
    assert emptied == [journal.QUICK_MS]
