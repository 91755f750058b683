"""What the site of the drills holds. Runs inside the site's own processes."""

import hashlib
import os
from datetime import UTC, datetime
from itertools import count

from django.core.files.base import ContentFile
from django.db import transaction

from gongping.audit.services import record
from gongping.foundation.actors import system_actor
from gongping.ledger.models import Attachment, LedgerItem, ProgressUpdate
from gongping.meetings.models import ReviewRound
from gongping.organisation.models import Person, Unit, UnitCategory
from gongping.polls.models import Lock, Poll, VoterGroup
from gongping.roll.models import Right, RollEntry, Ticket

AT = datetime(2026, 6, 25, 9, 30, 15, 123456, tzinfo=UTC)
SECRET = "5ec2e7" * 8
HELD = "4e1d" * 8
RELEASED = "0e1ea5ed" * 8


def fill() -> None:
    """Make one of each thing that could be kept, lost or given away."""
    category = UnitCategory.objects.create(key="a", name="业务司局", position=1)
    unit = Unit.objects.create(name="耕地保护司", position=1, category=category)
    person = Person.objects.create(name="林\n“山”", staff_no="1", unit=unit, rank=3)
    item = LedgerItem.objects.create(
        number="2026-01-001", year=2026, title="重点", lead_unit=unit, changed_at=AT
    )
    update = ProgressUpdate.objects.create(
        item=item, text="进展", reported_at=AT, reported_by_name=person.name
    )
    for size in (0, 10, 3_000_000):
        _attach(update, os.urandom(size))
    round_ = ReviewRound.objects.create(year=2026, half="first", title="上半年")
    for code, state in (("open-1", "casting"), ("closed-1", "closed")):
        _poll(code, state, round_, person, SECRET)
    _poll("unsealed-1", "unsealed", round_, person, RELEASED)


def report_for_ever() -> None:
    """Report progress with evidence, again and again, until stopped."""
    item = LedgerItem.objects.get()
    print("begun", flush=True)  # noqa: T201
    for number in count():
        with transaction.atomic():
            update = ProgressUpdate.objects.create(
                item=item, text=str(number), reported_at=AT, reported_by_name="林"
            )
            _attach(update, os.urandom(1_000))


def _attach(update: ProgressUpdate, data: bytes) -> None:
    kept = Attachment(
        update=update,
        name="证据.pdf",
        size=len(data),
        digest=hashlib.sha256(data).hexdigest(),
    )
    kept.file.save(f"{kept.digest[:12]}.pdf", ContentFile(data))


def _poll(
    code: str, state: str, round_: ReviewRound, person: Person, released: str
) -> None:
    poll = Poll.objects.create(
        code=code,
        round=round_,
        title=f"测评 {code}",
        state=state,
        frozen_at=AT,
        box_counts={"1": [1.5, None, True]},
    )
    group = VoterGroup.objects.create(poll=poll, position=1, name="A票", rule="all")
    RollEntry.objects.create(
        poll=poll, group=group, person=person, channel="slip", held_ticket=HELD
    )
    Ticket.objects.create(group=group, channel="slip", secret=SECRET)
    Right.objects.create(ticket_hash=code, group=group, channel="slip", blinded="b")
    Lock.objects.create(poll=poll, number=1, public_key="p", released_key=released)


def record_once() -> None:
    """Write one act to the record, which takes the site's one turn to write."""
    record("project:backup:made", by=system_actor("drill"), detail={"rows": 0})


def add_one() -> None:
    """Make one more of what has running numbers."""
    unit = Unit.objects.get()
    LedgerItem.objects.create(number="2026-01-002", year=2026, lead_unit=unit)
    Person.objects.create(name="林", staff_no="2", unit=unit, rank=3)
