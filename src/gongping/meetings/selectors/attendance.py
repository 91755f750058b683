"""Who is expected where, who came, and whether that is enough."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from gongping.foundation.search import matching
from gongping.meetings.models import Attendance, Mark, ReviewSession, Venue

UNMARKED = "unmarked"


@dataclass(frozen=True, slots=True)
class Place:
    """The attendance at one venue."""

    venue: Venue
    expected: int
    present: int
    excused: int

    @property
    def unmarked(self) -> int:
        """Return how many people nothing is known of."""
        return self.expected - self.present - self.excused


@dataclass(frozen=True, slots=True)
class AttendanceSummary:
    """The attendance of a session over all its venues."""

    places: Sequence[Place]
    percent: int

    @property
    def expected(self) -> int:
        """Return 应到."""
        return sum(place.expected for place in self.places)

    @property
    def present(self) -> int:
        """Return 实到."""
        return sum(place.present for place in self.places)

    @property
    def excused(self) -> int:
        """Return 请假."""
        return sum(place.excused for place in self.places)

    @property
    def unmarked(self) -> int:
        """Return how many people nothing is known of."""
        return self.expected - self.present - self.excused

    @property
    def needed(self) -> int:
        """Return the smallest number of people that makes a quorum."""
        return -(-self.expected * self.percent // 100)

    @property
    def missing(self) -> int:
        """Return how many people are wanting to the quorum."""
        return max(0, self.needed - self.present)

    @property
    def is_quorate(self) -> bool:
        """Tell whether enough people are present."""
        return self.expected > 0 and self.present >= self.needed

    @property
    def sentence(self) -> str:
        """Say the attendance and what it means for the quorum."""
        if not self.expected:
            return _("还没有应到名单。")
        facts = {
            "expected": self.expected,
            "present": self.present,
            "excused": self.excused,
            "needed": self.needed,
            "percent": self.percent,
            "missing": self.missing,
        }
        if self.is_quorate:
            return (
                _(
                    "应到 %(expected)d 人，实到 %(present)d 人，请假 %(excused)d 人；"
                    "法定人数 %(needed)d 人（%(percent)d%%），已达到。"
                )
                % facts
            )
        return (
            _(
                "应到 %(expected)d 人，实到 %(present)d 人，请假 %(excused)d 人；"
                "法定人数 %(needed)d 人（%(percent)d%%），还差 %(missing)d 人。"
            )
            % facts
        )


def attendance_summary(session: ReviewSession) -> AttendanceSummary:
    """Return 应到, 实到 and 请假 per venue and in all. One query."""
    venues = Venue.objects.filter(session=session).annotate(
        expected=Count("attendance"),
        present=Count("attendance", filter=Q(attendance__mark=Mark.PRESENT)),
        excused=Count("attendance", filter=Q(attendance__mark=Mark.EXCUSED)),
    )
    return AttendanceSummary(
        tuple(Place(v, v.expected, v.present, v.excused) for v in venues),
        session.quorum_percent,
    )


def is_quorate(session: ReviewSession) -> bool:
    """Tell whether enough people are present. One query."""
    return attendance_summary(session).is_quorate


def venues_of(session: ReviewSession) -> list[Venue]:
    """Return the venues, the main one first. One query."""
    return list(Venue.objects.filter(session=session))


def attendance_rows(
    session: ReviewSession, venue_id: int | None = None, mark: str = "", words: str = ""
) -> QuerySet[Attendance]:
    """Return expected people by unit, those of one venue, mark or name. One query."""
    rows = _with_people().filter(session=session)
    if venue_id:
        rows = rows.filter(venue_id=venue_id)
    if mark:
        rows = rows.filter(mark="" if mark == UNMARKED else mark)
    if words.strip():
        named = matching(rows, words, "person__search_text").values("pk")
        rows = rows.filter(Q(pk__in=named) | Q(person__unit__name__contains=words))
    return rows


def expected_by_venue(
    session: ReviewSession, venue_id: int | None = None
) -> list[tuple[Venue, list[Attendance]]]:
    """Return every venue with its expected people, for the sheet. Two queries."""
    rows = list(attendance_rows(session, venue_id))
    return [
        (venue, [row for row in rows if row.venue_id == venue.pk])
        for venue in venues_of(session)
        if venue_id in {None, venue.pk}
    ]


def _with_people() -> QuerySet[Attendance]:
    # Leaders belong to no unit and come first; then unit by unit, heads first.
    return Attendance.objects.select_related(
        "person", "person__unit", "venue"
    ).order_by(
        F("person__unit__position").asc(nulls_first=True),
        "-person__rank",
        "person__position",
        "person_id",
    )
