"""Nothing goes into a backup, or is left out of it, that nobody decided on."""

import re
from pathlib import Path

import pytest
from django.db import connection

from gongping.project.safekeeping import contents, rows
from gongping.project.safekeeping.exceptions import Undeclared

SECRET = re.compile(
    r"secret|ticket|token|key|passw|session|address|code|hash|nonce|salt|blind"
)
# Columns of kept tables that only sound like secrets, or that a site cannot do without.
LOOKED_AT = {
    "accounts_user.password": "a hash, without which nobody could sign in again",
    "accounts_user.must_change_password": "a mark",
    "accounts_user.totp_secret": "without it every administrator would be shut out",
    "audit_event.subject_key": "what the act was about",
    "ledger_ledgeritem.source_key": "where the item came from",
    "meetings_agendaitem.session_id": "the meeting",
    "meetings_attendance.session_id": "the meeting",
    "meetings_incident.session_id": "the meeting",
    "meetings_venue.session_id": "the meeting",
    "organisation_unitcategory.key": "its word in import files",
    "polls_lock.public_key": "public",
    "polls_paperballots.key": "random, tells nothing",
    "polls_paperballots.salt": "the head that was signed needs it and the cells",
    "polls_poll.code": "its address",
    "polls_scrutineer.holder_key": "public",
    "polls_scrutineer.signing_key": "public",
    "polls_secondoffice.keys_file": "public keys",
    "roll_right.blinded": "hides its message even from who signed it",
    "roll_right.ticket_hash": "of 128 random bits, and only once the poll is over",
    "roll_rollsalt.salt": "the roll itself is there as well",
    "roll_rollentry.key": "random, tells nothing",
}


def columns_to_decide(tables: dict[str, list[str]]) -> list[str]:
    """Columns of kept tables that sound like secrets and were not decided on."""
    return [
        f"{table}.{column}"
        for table, columns in sorted(tables.items())
        for column in columns
        if table in contents.KEPT and SECRET.search(column)
        if column not in contents.WIPED.get(table, {})
        if column not in contents.WIPED_UNLESS.get(table, ("", (), {}))[2]
        if f"{table}.{column}" not in LOOKED_AT
    ]


def _columns() -> dict[str, list[str]]:
    return {
        table: [field.attname for field in model._meta.concrete_fields]
        for table, model in rows.all_models().items()
    }


@pytest.mark.django_db
def test_every_table_of_the_database_is_declared() -> None:
    contents.check_declared(rows.tables_in_database())
    assert contents.KEPT | contents.EMPTIED.keys() == rows.tables_in_database()


@pytest.mark.django_db
def test_a_table_nobody_decided_on_stops_the_backup() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE roll_issuerkey (private TEXT)")
    with pytest.raises(Undeclared, match="roll_issuerkey"):
        contents.check_declared(rows.tables_in_database())


def test_no_table_is_both_kept_and_left_out() -> None:
    assert not contents.KEPT & contents.EMPTIED.keys()
    assert all(contents.EMPTIED.values())


def test_every_column_that_sounds_like_a_secret_was_decided_on() -> None:
    assert columns_to_decide(_columns()) == []


def test_a_planted_secret_column_is_found() -> None:
    planted = {"accounts_user": ["reset_token"], "roll_ticket": ["secret"]}
    assert columns_to_decide(planted) == ["accounts_user.reset_token"]


def test_the_wiped_columns_exist() -> None:
    columns = _columns()
    for table, values in contents.WIPED.items():
        assert set(values) <= set(columns[table])
    for table, (_state, _kept_in, values) in contents.WIPED_UNLESS.items():
        assert set(values) <= set(columns[table])


def test_the_files_of_the_box_are_the_ones_the_box_writes() -> None:
    folder = Path(__file__).parents[2] / "src" / "gongping" / "box"
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    written = set(re.findall(r'"([a-z]+\.(?:jsonl?|sqlite3|key))"', text))
    assert (
        written
        - {
            *contents.BOX_FILES,
            contents.UNTIL_HEAD,
            *contents.BOX_LEFT,
        }
        == set()
    )
    assert contents.CLOSED_BY in written
    assert f'"{contents.BOX_LOCK}"' in text
