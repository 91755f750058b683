"""The record: written once, chained, and any meddling is found."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.db import connection

from gongping.audit.chain import GENESIS
from gongping.audit.exceptions import UnknownTag
from gongping.audit.models import Event, Head
from gongping.audit.selectors import verify_chain
from gongping.audit.services import check_chain, record
from gongping.audit.tags import Tag
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.errors import Refused

BY = Actor(1, "秘书处")

pytestmark = pytest.mark.django_db


def write(n: int = 3) -> None:
    for number in range(1, n + 1):
        record("ledger:item:published", by=BY, subject=f"2026-00{number}")


def sql(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)


def test_each_act_is_sealed_to_the_one_before() -> None:
    write()
    first, second, third = Event.objects.order_by("position")
    assert first.previous == GENESIS
    assert second.previous == first.digest
    assert third.previous == second.digest
    report = verify_chain()
    assert report.is_intact
    assert (report.count, report.head) == (3, third.digest)


def test_an_empty_record_is_whole() -> None:
    assert verify_chain().is_intact


@pytest.mark.parametrize(
    ("meddling", "position"),
    [
        ("UPDATE audit_event SET actor_name = '别人' WHERE position = 2", 2),
        ("UPDATE audit_event SET at = '2020-01-01 00:00:00' WHERE position = 1", 1),
        ("UPDATE audit_event SET detail = '{\"x\": 1}' WHERE position = 3", 3),
        ("DELETE FROM audit_event WHERE position = 2", 2),
        ("DELETE FROM audit_event WHERE position = 3", 3),
        ("DELETE FROM audit_event", 1),
    ],
)
def test_meddling_is_found_and_its_place_named(meddling: str, position: int) -> None:
    write()
    sql(meddling)
    assert verify_chain().broken_at == position


def test_a_changed_row_with_a_new_digest_breaks_the_next() -> None:
    write()
    event = Event.objects.get(position=2)
    event.subject = "别的事项"
    from gongping.audit.chain import digest_of

    sql(
        "UPDATE audit_event SET subject = '别的事项', "  # noqa: S608
        f"digest = '{digest_of(event)}' WHERE position = 2"
    )
    assert verify_chain().broken_at == 3


@pytest.mark.parametrize(
    "attempt",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda _event: Event.objects.update(subject="x"),
        lambda _event: Event.objects.all().delete(),
        lambda event: Event.objects.bulk_update([event], ["subject"]),
        lambda event: Event.objects.bulk_create([event]),
    ],
)
def test_the_program_itself_can_only_append(
    attempt: Callable[[Event], object],
) -> None:
    write(1)
    with pytest.raises(TypeError):
        attempt(Event.objects.get())


def test_a_tag_without_a_sentence_is_refused() -> None:
    with pytest.raises(UnknownTag):
        record("ledger:item:beautified", by=BY)
    assert not Event.objects.exists()


def test_a_refused_act_leaves_no_gap() -> None:
    write(1)
    with pytest.raises(UnknownTag):
        record("no:such:tag", by=BY)
    write(1)
    assert verify_chain().is_intact


def test_what_the_database_would_change_is_sealed_as_it_comes_back() -> None:
    east = timezone(timedelta(hours=8))
    with clock.standing_still_at(datetime(2026, 6, 1, 9, 0, tzinfo=east)):
        record(
            Tag.LEDGER_ITEM_EDITED,
            by=BY,
            subject="很长" * 200,
            detail={"due_on": date(2026, 6, 1), "ids": (1, 2), "none": None},
        )
    assert verify_chain().is_intact
    event = Event.objects.get()
    assert event.at == datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
    assert event.detail == {"due_on": "2026-06-01", "ids": [1, 2], "none": None}
    assert len(event.subject) == 200


def test_checking_the_chain_is_itself_on_record(auditor: Actor) -> None:
    write()
    assert check_chain(by=auditor).is_intact
    latest = Event.objects.latest("position")
    assert latest.tag == "audit:chain:checked"
    assert latest.subject == "3"
    assert verify_chain().is_intact


def test_only_the_auditor_checks() -> None:
    with pytest.raises(Refused):
        check_chain(by=BY)


def test_the_end_is_kept_in_one_row() -> None:
    write(2)
    head = Head.objects.get()
    assert (head.position, head.digest) == (2, Event.objects.latest("position").digest)
    assert str(head).startswith("2 ")
