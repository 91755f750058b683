"""Marking who came."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor
from gongping.meetings.exceptions import BadRound, NoSuchRound
from gongping.meetings.models import Attendance, Mark, ReviewSession, Venue
from gongping.meetings.policies import check_can_mark, check_may_manage
from gongping.meetings.services.live import tell_console, tell_hall
from gongping.meetings.services.locks import locked_session
from gongping.meetings.services.notes import note

MARKS = {"", *Mark.values}


@transaction.atomic
def mark_attendance(
    session: ReviewSession, person_id: int, mark: str, *, by: Actor
) -> Attendance:
    """Mark one expected person present, excused, or (empty) not seen."""
    mark_many(session, {person_id: mark}, by=by)
    return Attendance.objects.get(session=session, person_id=person_id)


@transaction.atomic
def mark_many(session: ReviewSession, marks: Mapping[int, str], *, by: Actor) -> int:
    """Mark several people (person → mark) at once; return how many changed."""
    check_may_manage(by)
    session = locked_session(session.pk)
    if not MARKS.issuperset(marks.values()):
        raise BadRound(_("只能记到会、请假或未到。"))
    rows = list(
        Attendance.objects.filter(
            session=session, person__in=marks.keys()
        ).select_related("person")
    )
    if len(rows) != len(marks):
        raise NoSuchRound(_("应到名单里没有这个人。请先更新名单，再记签到。"))
    changed = [row for row in rows if row.mark != marks[row.person_id]]
    for row in changed:
        check_can_mark(session, marks[row.person_id] or row.mark)
        row.mark = marks[row.person_id]
    Attendance.objects.bulk_update(changed, ["mark"])
    if changed:
        detail = {row.person.staff_no: row.mark for row in changed}
        note("meetings:attendance:marked", session, {"marks": detail}, by=by)
        _tell(session)
    return len(changed)


@dataclass(frozen=True, slots=True)
class Scanned:
    """Whose badge was read, and what that changed."""

    row: Attendance
    was_present: bool
    moved_from: str


@transaction.atomic
def scan_badge(
    session: ReviewSession, staff_no: str, venue_id: int | None = None, *, by: Actor
) -> Scanned:
    """Mark the holder of a badge present at the venue where it was read.

    A badge carries the staff number and nothing else; slips of a poll are never
    read here. Read twice, it changes nothing.
    """
    check_may_manage(by)
    session = locked_session(session.pk)
    check_can_mark(session, Mark.PRESENT)
    row = (
        Attendance.objects.filter(session=session, person__staff_no=staff_no.strip())
        .select_related("person", "person__unit", "venue")
        .first()
    )
    if row is None:
        raise BadRound(
            _("应到名单里没有工号“%(code)s”。请核对证件，或到名单里按姓名找。")
            % {"code": staff_no.strip()[:20]},
            "code",
        )
    was_present = row.mark == Mark.PRESENT
    moved_from = _seat(session, row, venue_id)
    row.mark = Mark.PRESENT
    if moved_from or not was_present:
        row.save(update_fields=["mark", "venue"])
        marks = {row.person.staff_no: str(row.mark)}
        note("meetings:attendance:marked", session, {"marks": marks}, by=by)
        _tell(session)
    return Scanned(row, was_present, moved_from)


def _seat(session: ReviewSession, row: Attendance, venue_id: int | None) -> str:
    """Seat the person where the badge was read; return where that was not so."""
    if venue_id is None or row.venue_id == venue_id:
        return ""
    found = Venue.objects.filter(session=session, pk=venue_id).first()
    if found is None:
        raise NoSuchRound(_("没有这个会场。请刷新签到页再试。"))
    before = row.venue.name
    row.venue = found
    return before


@transaction.atomic
def mark_all_present(
    session: ReviewSession, venue_id: int | None = None, *, by: Actor
) -> int:
    """Mark everybody present of whom nothing is known, at one venue or at all.

    Leave that was recorded stays. Returns how many people were marked.
    """
    check_may_manage(by)
    session = locked_session(session.pk)
    check_can_mark(session, Mark.PRESENT)
    rows = Attendance.objects.filter(session=session, mark="")
    venue = ""
    if venue_id is not None:
        found = Venue.objects.filter(session=session, pk=venue_id).first()
        if found is None:
            raise NoSuchRound(_("没有这个会场。请刷新签到页再试。"))
        rows, venue = rows.filter(venue=found), found.name
    count = rows.update(mark=Mark.PRESENT)
    if count:
        detail = {"venue": venue, "count": count}
        note("meetings:attendance:filled", session, detail, by=by)
        _tell(session)
    return count


def _tell(session: ReviewSession) -> None:
    tell_hall(session)
    tell_console(session, "attendance")
