"""Marking who came."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor
from gongping.meetings.exceptions import BadRound, NoSuchRound
from gongping.meetings.models import Attendance, Mark, ReviewSession, Venue
from gongping.meetings.policies import check_can_mark, check_may_manage
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
    return len(changed)


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
    return count
