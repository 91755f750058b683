"""What happened at a session, read once for all documents about it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from gongping.comments.selectors import Coverage, comments_on_units, coverage
from gongping.comments.states import Disposition
from gongping.foundation import clock
from gongping.foundation import format as formats
from gongping.foundation.actors import Actor
from gongping.ledger.selectors import list_focuses
from gongping.meetings.selectors import (
    AttendanceSummary,
    agenda_of,
    attendance_summary,
    incidents_of,
    session_of,
    unit_ids_of,
)
from gongping.organisation.selectors import get_organisation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongping.comments.models import CommentPoint, LeaderComment
    from gongping.ledger.models import YearFocus
    from gongping.meetings.models import AgendaItem, Incident, ReviewRound

OFFICE = "办公厅"


@dataclass(frozen=True)
class Facts:
    """A closed session of a round; what is asked for is read, and read once."""

    round: "ReviewRound"
    by: Actor

    @cached_property
    def organisation(self) -> str:
        """Return the name of the organisation in Chinese."""
        found = get_organisation()
        return found.name if found else ""

    @property
    def half(self) -> str:
        """Return which half-year it was: 2026年上半年."""
        return f"{self.round.year}年{self.round.get_half_display()}"

    @property
    def office(self) -> str:
        """Return who prints the documents."""
        return f"{self.organisation}{OFFICE}"

    @property
    def day(self) -> str:
        """Return the day of the session."""
        return formats.day(self.round.session.held_at)

    @property
    def today(self) -> str:
        """Return the day on which the figures are taken."""
        return formats.day_year(clock.today())

    @property
    def hours(self) -> str:
        """Return when the session began and, where it is known, when it ended."""
        session = session_of(self.round)
        day = formats.day_year(session.held_at)
        began = f"{day}（{formats.weekday(session.held_at)}）{_hour(session.held_at)}"
        ended = session.closed_at
        if ended is None or ended <= session.held_at:
            return began
        same_day = formats.local_date(ended) == formats.local_date(session.held_at)
        return f"{began}—{_hour(ended) if same_day else formats.day_time(ended)}"

    @cached_property
    def agenda(self) -> "list[AgendaItem]":
        """Return the running order as it was."""
        return agenda_of(session_of(self.round))

    @cached_property
    def attendance(self) -> AttendanceSummary:
        """Return who was expected and who came."""
        return attendance_summary(session_of(self.round))

    @cached_property
    def coverage(self) -> Coverage:
        """Return the pairs of leader and unit that were due."""
        return coverage(self.round)

    @cached_property
    def focuses(self) -> "list[YearFocus]":
        """Return the year's requirements."""
        return list(list_focuses(self.round.year))

    @cached_property
    def incidents(self) -> "Sequence[Incident]":
        """Return what was noted in the hall."""
        return list(incidents_of(session_of(self.round)))

    @cached_property
    def comments(self) -> "list[LeaderComment]":
        """Return the signed comments of the round, in the order of the units."""
        units = frozenset(unit_ids_of(self.round))
        found = comments_on_units(units, self.round)
        return list(found.order_by("unit__position", "leader__position", "pk"))

    @property
    def points(self) -> "list[tuple[LeaderComment, CommentPoint]]":
        """Return every point with its comment."""
        return [(c, point) for c in self.comments for point in c.points.all()]

    @property
    def followed_up(self) -> "list[tuple[LeaderComment, CommentPoint]]":
        """Return the points marked 转办."""
        wanted = Disposition.FOLLOW_UP
        return [(c, point) for c, point in self.points if point.disposition == wanted]


def _hour(at: datetime) -> str:
    return formats.clock_time(at)
