"""How every act on a poll begins and ends: the poll is held, the act goes on record."""

from gongping.audit.services import record
from gongping.foundation.actors import Actor
from gongping.polls.models import Poll


def held(poll: Poll) -> Poll:
    """Return the poll as it stands now; nobody else changes it until this act ends."""
    return Poll.objects.select_for_update().get(pk=poll.pk)


def note(tag: str, poll: Poll, *, by: Actor, **detail: object) -> None:
    """Put an act on this poll on record."""
    record(tag, by=by, subject=poll.title, subject_key=poll.code, detail=detail)
