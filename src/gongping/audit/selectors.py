"""Reading the record: who did what, and whether it is still whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from gongping.audit.chain import GENESIS, ChainReport, digest_of
from gongping.audit.models import Event, Head
from gongping.audit.policies import check_can_read_log
from gongping.audit.tags import Tag
from gongping.foundation import clock
from gongping.foundation.actors import Actor

CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which part of the record is asked for; what is empty leaves all in."""

    room: str = ""
    tag: str = ""
    name: str = ""
    since: date | None = None
    until: date | None = None


def list_events(actor: Actor, wanted: LogFilter) -> QuerySet[Event]:
    """Return the acts that fit `wanted`, newest first. One query when read."""
    check_can_read_log(actor)
    events = Event.objects.all()
    if wanted.tag:
        events = events.filter(tag=wanted.tag)
    elif wanted.room:
        events = events.filter(tag__startswith=f"{wanted.room}:")
    if wanted.name:
        events = events.filter(actor_name__contains=wanted.name)
    if wanted.since:
        events = events.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        events = events.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return events


def latest_check(actor: Actor) -> Event | None:
    """Return when the chain was last read through, and what came out. One query."""
    check_can_read_log(actor)
    return Event.objects.filter(tag=Tag.AUDIT_CHAIN_CHECKED).first()


def latest_event(actor: Actor) -> Event | None:
    """Return the end of the chain, whose digest can be kept on paper. One query."""
    check_can_read_log(actor)
    return Event.objects.first()


def was_recorded_lately(tag: str, *, within: timedelta) -> bool:
    """Tell whether such an act is on record since a moment ago. One query."""
    since = clock.now() - within
    return Event.objects.filter(tag=tag, at__gt=since).exists()


def verify_chain() -> ChainReport:
    """Read every act in order and name the first that is not as it was written.

    A changed act, one left out, one put in between and an end cut off all break
    the chain. One query for the head, one for all acts, read in chunks.
    """
    head = Head.objects.first() or Head()
    events = Event.objects.order_by("position").iterator(CHUNK)
    report = check_events(events)
    if report.is_intact and (report.count, report.head) != (head.position, head.digest):
        return ChainReport(report.count, report.head, broken_at=report.count + 1)
    return report


def check_events(events: Iterable[Event]) -> ChainReport:
    """Return what the acts, in order, show; the head row is not asked."""
    count, previous = 0, GENESIS
    for event in events:
        is_next = event.position == count + 1 and event.previous == previous
        if not is_next or event.digest != digest_of(event):
            return ChainReport(count, previous, broken_at=count + 1)
        count, previous = event.position, event.digest
    return ChainReport(count, previous)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
