"""Writing down what happened in the hall."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.meetings.exceptions import BadRound
from gongping.meetings.models import Incident, ReviewSession
from gongping.meetings.policies import check_can_note, check_may_manage
from gongping.meetings.services.live import tell_console
from gongping.meetings.services.locks import locked_session
from gongping.meetings.services.notes import note

LONGEST = 200
SAME_PRESS = timedelta(seconds=10)


@transaction.atomic
def note_incident(session: ReviewSession, text: str, *, by: Actor) -> Incident:
    """Write down what happened, with the time and who says so; nothing is rubbed out.

    Whoever was mistaken writes a further line.
    """
    check_may_manage(by)
    session = locked_session(session.pk)
    check_can_note(session)
    said = " ".join(text.split())
    if not said:
        raise BadRound(_("请写一句话，例如：10:12 停电，10:15 恢复。"), "text")
    if len(said) > LONGEST:
        raise BadRound(_("一条记事请在 200 个字以内，长的分几条写。"), "text")
    if twice := _just_noted(session, said):
        return twice
    incident = Incident.objects.create(
        session=session, happened_at=clock.now(), text=said, noted_by_name=by.name
    )
    note("meetings:incident:noted", session, {"text": said}, by=by)
    tell_console(session, "incident")
    return incident


def _just_noted(session: ReviewSession, said: str) -> Incident | None:
    """Return the same sentence of a moment ago: a double click is one note."""
    since = clock.now() - SAME_PRESS
    same = Incident.objects.filter(session=session, text=said, happened_at__gt=since)
    return same.last()
