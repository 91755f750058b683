"""Whether anything changed that the hall sees: one short mark instead of a page."""

from hashlib import sha256

from django.db.models import Count, Q

from gongping.meetings.models import AgendaItem, Attendance, Mark, ReviewSession
from gongping.meetings.states import RoundState, SessionState


def pulse_of(session: ReviewSession) -> str:
    """Return what stands for the state of session, running order and attendance.

    Two queries. The same text again: a page that was made of it is still right.
    """
    own = [getattr(session, name.attname) for name in session._meta.concrete_fields]
    slots = AgendaItem.objects.filter(session=session).order_by("pk").values_list()
    present = Count("pk", filter=Q(mark=Mark.PRESENT))
    people = Attendance.objects.filter(session=session)
    counts = people.aggregate(all=Count("pk"), present=present)
    said = repr((own, list(slots), sorted(counts.items())))
    return sha256(said.encode()).hexdigest()


def is_sitting(session: ReviewSession) -> bool:
    """Tell whether the session is on, so that people look for it on their phones."""
    is_open = session.round.state == RoundState.OPEN
    return is_open and session.state != SessionState.PLANNED
