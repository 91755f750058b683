"""Signing in, and the quorum."""

import pytest
from django.utils import translation

from gongping.audit.models import Event
from gongping.foundation.errors import Invalid, Refused
from gongping.meetings import selectors, services
from gongping.meetings.exceptions import NoSuchRound, NotWhileOpen
from tests.meetings.conftest import Hall


def test_whole_venues_are_marked_and_leave_stays(hall: Hall) -> None:
    excused = hall.world.heads[0]
    services.mark_attendance(hall.session, excused.pk, "excused", by=hall.by)
    hall.sign_in()
    main = selectors.venues_of(hall.session)[0]
    assert services.mark_all_present(hall.session, main.pk, by=hall.by) == 32
    summary = selectors.attendance_summary(hall.session)
    assert (summary.expected, summary.present, summary.excused) == (33, 32, 1)
    assert selectors.is_quorate(hall.session)


def test_marking_everybody_twice_marks_nobody(hall: Hall) -> None:
    hall.sign_in().fill()
    before = Event.objects.count()
    assert services.mark_all_present(hall.session, by=hall.by) == 0
    assert Event.objects.count() == before


def test_an_exception_can_be_corrected(hall: Hall) -> None:
    hall.sign_in().fill()
    person = hall.world.cadres[4]
    row = services.mark_attendance(hall.session, person.pk, "", by=hall.by)
    assert row.mark == ""
    event = Event.objects.get(tag="meetings:attendance:marked")
    assert event.detail == {"marks": {person.staff_no: ""}}


def test_leave_may_be_recorded_before_sign_in_but_not_presence(hall: Hall) -> None:
    person = hall.world.cadres[0]
    services.mark_attendance(hall.session, person.pk, "excused", by=hall.by)
    with pytest.raises(NotWhileOpen, match="还没有开始签到"):
        services.mark_attendance(hall.session, person.pk, "present", by=hall.by)
    with pytest.raises(NotWhileOpen):
        services.mark_all_present(hall.session, by=hall.by)


def test_nothing_is_marked_after_the_box_is_sealed(hall: Hall) -> None:
    hall.hear_everybody().fill()
    for state in ("voting", "sealed"):
        services.move_session(hall.session, state, by=hall.by)
    with pytest.raises(NotWhileOpen, match="投票已截止"):
        services.mark_attendance(
            hall.session, hall.world.heads[0].pk, "excused", by=hall.by
        )


def test_strange_marks_people_and_venues_are_refused(hall: Hall) -> None:
    hall.sign_in()
    with pytest.raises(Invalid):
        services.mark_attendance(
            hall.session, hall.world.heads[0].pk, "late", by=hall.by
        )
    with pytest.raises(NoSuchRound):
        services.mark_attendance(hall.session, 999_999, "present", by=hall.by)
    with pytest.raises(NoSuchRound):
        services.mark_all_present(hall.session, 999, by=hall.by)


@pytest.mark.parametrize(
    ("percent", "needed"), [(67, 23), (100, 33), (1, 1), (80, 27), (66, 22)]
)
def test_the_quorum_is_rounded_up(hall: Hall, percent: int, needed: int) -> None:
    session = hall.session
    session.quorum_percent = percent
    assert selectors.attendance_summary(session).needed == needed


def test_the_quorum_is_said_in_a_sentence(hall: Hall) -> None:
    said = selectors.attendance_summary(hall.session).sentence
    assert (
        said == "应到 33 人，实到 0 人，请假 0 人；法定人数 23 人（67%），还差 23 人。"
    )
    hall.sign_in().fill()
    said = selectors.attendance_summary(hall.session).sentence
    assert said.endswith("法定人数 23 人（67%），已达到。")


def test_the_sentence_is_english_for_english_readers(hall: Hall) -> None:
    with translation.override("en"):
        said = selectors.attendance_summary(hall.session).sentence
    assert "33" in said
    assert said.isascii()


def test_the_list_is_found_by_name_unit_venue_and_mark(hall: Hall) -> None:
    session, main = hall.session, selectors.venues_of(hall.session)[0]
    rows = selectors.attendance_rows
    assert rows(session, words="信息中心").count() == 5
    assert rows(session, words="副部长甲").count() == 1
    assert rows(session, venue_id=main.pk).count() == 33
    assert rows(session, mark="unmarked").count() == 33
    assert rows(session, mark="present").count() == 0
    assert [row.person.name for row in rows(session)][:4] == [
        "部长", "副部长甲", "总工程师", "办公厅负责人",
    ]  # fmt: skip


def test_only_the_secretariat_marks(hall: Hall) -> None:
    with pytest.raises(Refused):
        services.mark_all_present(hall.session, by=hall.world.actor("leader"))
