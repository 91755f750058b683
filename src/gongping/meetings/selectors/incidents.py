"""What was written down of the hall."""

from gongping.meetings.models import Incident, ReviewSession


def incidents_of(session: ReviewSession) -> list[Incident]:
    """Return what happened in the hall, in the order of time. One query.

    Each has `happened_at`, `text` and `noted_by_name`; the minutes quote them.
    """
    return list(Incident.objects.filter(session=session))
