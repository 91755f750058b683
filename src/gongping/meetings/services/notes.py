"""How steps of a session go into the record."""

from gongping.audit.services import record
from gongping.foundation.actors import Actor
from gongping.meetings.models import ReviewSession


def note(
    tag: str, session: ReviewSession, detail: dict[str, object], *, by: Actor
) -> None:
    """Put a step on the record under the name of the session's round."""
    record(
        tag,
        by=by,
        subject=session.round.title,
        subject_key=str(session.pk),
        detail=detail,
    )
