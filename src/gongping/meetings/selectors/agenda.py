"""The running order, and how far the hall has come with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.meetings.exceptions import NoSuchRound
from gongping.meetings.models import AgendaItem, ReviewSession, UnitReport
from gongping.meetings.presets import limits_of
from gongping.meetings.selectors.rounds import get_session
from gongping.meetings.states import AgendaState, ReportState
from gongping.meetings.timing import (
    MINUTE,
    Limits,
    Timer,
    delay_minutes,
    minutes_left,
    pace_minutes,
    timer_of,
)

NEXT_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the hall is in the running order."""

    items: Sequence[AgendaItem]
    current: AgendaItem | None
    waiting: Sequence[AgendaItem]
    reported: int
    timer: Timer | None
    delay: int
    limits: Limits
    seconds_to_begin: float
    minutes_at_desk: float
    pace: float

    @property
    def step(self) -> str:
        """Return the step at which the unit at the desk is; empty if there is none."""
        return self.current.state if self.current else ""

    @property
    def next_step(self) -> str:
        """Return the step that follows for the unit at the desk; empty if none."""
        return self.limits.after(self.step) if self.current else ""

    @property
    def can_skip(self) -> bool:
        """Tell whether the unit at the desk, or the next, may be sent to the end."""
        is_heard = self.step not in {"", AgendaState.REPORTING}
        return not is_heard and len(self.waiting) + bool(self.current) > 1

    def minutes_until(self, unit_id: int) -> int | None:
        """Return in about how many minutes the unit's turn comes.

        0 while it has the floor, nothing once it was heard or has no slot. It is
        reckoned from the limits, and from how long the units before really took.
        """
        if self.current and self.current.unit_id == unit_id:
            return 0
        ahead = [item.unit_id for item in self.waiting]
        if unit_id not in ahead:
            return None
        until = self.seconds_to_begin / MINUTE + self.minutes_at_desk
        return round(until + ahead.index(unit_id) * self.pace)

    @property
    def total(self) -> int:
        """Return how many units report."""
        return len(self.items)

    @property
    def place(self) -> int:
        """Return at which place of the running order the hall is, from 1."""
        return self.reported + 1 if self.current else self.reported

    @property
    def left(self) -> int:
        """Return how many units have not finished their report."""
        return self.total - self.reported

    @property
    def following(self) -> Sequence[AgendaItem]:
        """Return the next few units."""
        return self.waiting[:NEXT_SHOWN]

    @property
    def next_item(self) -> AgendaItem | None:
        """Return the unit that comes next."""
        return self.waiting[0] if self.waiting else None

    @property
    def is_done(self) -> bool:
        """Tell whether every unit has reported."""
        return self.total > 0 and self.left == 0


def agenda_of(session: ReviewSession) -> list[AgendaItem]:
    """Return the running order with units, reporters and venues. One query.

    Each item carries `planned_at`, when its turn would come on schedule.
    """
    items = list(_slots().filter(session=session))
    slot = limits_of(session).slot_minutes
    for place, item in enumerate(items):
        item.planned_at = session.held_at + timedelta(minutes=place * slot)
    return items


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands in the running order, and whether its report is in."""

    position: int
    has_report: bool


def places_of(session: ReviewSession) -> dict[int, Place]:
    """Return the place of each unit in the running order, from 1. One query."""
    handed_in = UnitReport.objects.filter(
        round=session.round_id, unit=OuterRef("unit"), state=ReportState.SUBMITTED
    )
    slots = AgendaItem.objects.filter(session=session)
    rows = slots.annotate(has_report=Exists(handed_in))
    return {
        unit_id: Place(position, has_report)
        for unit_id, position, has_report in rows.values_list(
            "unit_id", "position", "has_report"
        )
    }


def progress_of(session: ReviewSession) -> Progress:
    """Return where the hall is in the running order. One query."""
    items, now, limits = agenda_of(session), clock.now(), limits_of(session)
    current = next((i for i in items if i.is_at_desk), None)
    early = (session.held_at - now).total_seconds()
    return Progress(
        items=items,
        current=current,
        waiting=[i for i in items if i.state == AgendaState.WAITING],
        reported=sum(i.state == AgendaState.REPORTED for i in items),
        timer=timer_of(current, limits, now) if current else None,
        delay=delay_minutes(items, limits, now),
        limits=limits,
        seconds_to_begin=0 if session.reporting_at else max(0, early),
        minutes_at_desk=minutes_left(current, limits, now) if current else 0,
        pace=pace_minutes(items, limits, now),
    )


def unit_slot(session: ReviewSession, unit_id: int) -> AgendaItem | None:
    """Return the slot of a unit in the running order, if it has one. One query."""
    return _slots().filter(session=session, unit_id=unit_id).first()


def session_with_slot(
    round_id: int, unit_id: int
) -> tuple[ReviewSession, AgendaItem | None]:
    """Return the session and the unit's slot in it.

    One query; a second where the unit has no slot.
    """
    slot = (
        _slots()
        .select_related("session__round")
        .filter(session=round_id, unit_id=unit_id)
        .first()
    )
    return (slot.session, slot) if slot else (get_session(round_id), None)


def get_item(session: ReviewSession, item_id: int) -> AgendaItem:
    """Return one slot of the session, or say that there is none. One query."""
    found = _slots().filter(session=session, pk=item_id).first()
    if found is None:
        raise NoSuchRound(_("议程里没有这一项。请刷新议程再试。"))
    return found


def _slots() -> QuerySet[AgendaItem]:
    return AgendaItem.objects.select_related(
        "unit", "unit__category", "reporter", "venue", "speaker"
    )
