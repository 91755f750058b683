"""Telling the hall what has changed: what everybody in the room may know, no more."""

from datetime import datetime

from gongping.foundation import clock
from gongping.foundation.live import announce
from gongping.meetings.models import Attendance, Mark, ReviewSession
from gongping.meetings.presets import limits_of
from gongping.meetings.services.locks import slots_of
from gongping.meetings.states import AT_DESK, AgendaState
from gongping.meetings.timing import timer_of


def hall_topic(session_id: int) -> str:
    """Return the topic that projector, phones, pads and console watch."""
    return f"hall.{session_id}"


def console_topic(session_id: int) -> str:
    """Return the topic of what only the secretariat sees change."""
    return f"console.{session_id}"


def tell_hall(session: ReviewSession) -> None:
    """Announce the phase, the unit that has the floor, its clock and who came."""
    items = slots_of(session)
    current = next((i for i in items if i.state in AT_DESK), None)
    limits, now = limits_of(session), clock.now()
    timer = timer_of(current, limits, now) if current else None
    announce(
        hall_topic(session.pk),
        phase=session.state,
        version=session.agenda_version,
        item=current.pk if current else None,
        step=current.state if current else None,
        started=_moment(timer.started_at if timer else None),
        paused=_moment(timer.paused_at if timer else None),
        paused_seconds=timer.paused_seconds if timer else 0,
        limit=timer.limit if timer else None,
        reported=sum(i.state == AgendaState.REPORTED for i in items),
        total=len(items),
        present=Attendance.objects.filter(session=session, mark=Mark.PRESENT).count(),
    )


def tell_console(session: ReviewSession, what: str) -> None:
    """Announce to the secretariat that something of this name has changed."""
    announce(console_topic(session.pk), what=what, at=_moment(clock.now()))


def _moment(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
