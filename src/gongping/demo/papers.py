"""The documents after the finished session: minutes approved, a report half-way."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from gongping.bulletins import services as bulletins
from gongping.bulletins.states import Kind
from gongping.demo.year import at_work
from gongping.foundation import clock
from gongping.meetings.selectors import list_rounds, session_of
from gongping.meetings.states import SessionState

if TYPE_CHECKING:
    from gongping.demo.cast import Cast

DAYS_LATER = 5


def after_the_session(cast: "Cast") -> Iterator[str]:
    """Write up the session that is over, some days after it."""
    rounds = list_rounds()
    over = [r for r in rounds if session_of(r).state == SessionState.CLOSED]
    for round_ in over[:1]:
        held = timezone.localdate(session_of(round_).held_at)
        with clock.standing_still_at(at_work(held + timedelta(days=DAYS_LATER))):
            made = bulletins.draft(round_, Kind.MINUTES, by=cast.secretariat)
            bulletins.submit(made.pk, version=made.version, by=cast.secretariat)
            leader = next(iter(cast.leaders.values()))
            bulletins.approve(made.pk, version=made.version, by=leader)
        yield "minutes"
        # What became of the comments is told as it is today.
        bulletins.draft(round_, Kind.ACTIVITY_REPORT, by=cast.secretariat)
        yield "report"
