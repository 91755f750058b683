"""What anybody in the hall can see at one moment of a rehearsal."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongping.comments.selectors import Coverage, coverage
from gongping.meetings.selectors import Progress, get_session, progress_of
from gongping.meetings.states import SessionState
from gongping.polls.selectors import can_sign_head, get_poll

if TYPE_CHECKING:
    from gongping.demo.rehearsal.company import Company
    from gongping.meetings.models import ReviewSession
    from gongping.polls.models import Poll


@dataclass(frozen=True, slots=True)
class Scene:
    """One look round the hall, `now` seconds after the rehearsal began."""

    now: float
    session: "ReviewSession"
    progress: Progress
    coverage: Coverage
    poll: "Poll"

    @property
    def is_over(self) -> bool:
        """Tell whether the session has been closed."""
        return self.session.state == SessionState.CLOSED

    @property
    def can_sign_head(self) -> bool:
        """Tell whether the box may sign the head: scrutineers have come."""
        return can_sign_head(self.poll)


def look(company: "Company", now: float) -> Scene:
    """Return the hall as it stands."""
    session = get_session(company.round.pk)
    return Scene(
        now=now,
        session=session,
        progress=progress_of(session),
        coverage=coverage(session.round),
        poll=get_poll(company.poll.code, company.cast.secretariat),
    )
