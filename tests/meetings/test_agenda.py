"""The running order."""

import pytest

from gongping.audit.models import Event
from gongping.foundation.errors import Invalid, Refused
from gongping.meetings import selectors, services
from gongping.meetings.exceptions import AgendaFixed, NoSuchRound
from tests.meetings.conftest import Hall


def _names(hall: Hall) -> list[str]:
    return [item.unit.name for item in selectors.agenda_of(hall.session)]


def test_a_draw_keeps_every_unit_and_records_the_order(hall: Hall) -> None:
    before = _names(hall)
    services.draw_agenda(hall.session, by=hall.by)
    event = Event.objects.get(tag="meetings:agenda:drawn")
    assert sorted(_names(hall)) == sorted(before)
    assert event.detail == {"order": _names(hall), "again": False}
    assert hall.session.order_kind == "drawn"


def test_a_draw_may_be_repeated_until_sign_in(hall: Hall) -> None:
    services.draw_agenda(hall.session, by=hall.by)
    services.draw_agenda(hall.session, by=hall.by)
    again = Event.objects.filter(tag="meetings:agenda:drawn").values_list(
        "detail__again", flat=True
    )
    assert set(again) == {False, True}
    hall.sign_in()
    with pytest.raises(AgendaFixed, match="已经开始签到"):
        services.draw_agenda(hall.session, by=hall.by)


def test_establishment_order_can_be_restored(hall: Hall) -> None:
    services.draw_agenda(hall.session, by=hall.by)
    services.restore_establishment_order(hall.session, by=hall.by)
    assert _names(hall)[0] == "办公厅"
    assert hall.session.drawn_at is None


def test_a_unit_is_moved_by_number(hall: Hall) -> None:
    last = selectors.agenda_of(hall.session)[-1]
    services.move_agenda_item(hall.session, last.pk, 1, by=hall.by)
    assert _names(hall)[:2] == ["资源报社", "办公厅"]
    assert [i.position for i in selectors.agenda_of(hall.session)] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("position", [0, 7])
def test_a_place_outside_the_order_is_refused(hall: Hall, position: int) -> None:
    item = selectors.agenda_of(hall.session)[0]
    with pytest.raises(Invalid, match="1 到 6"):
        services.move_agenda_item(hall.session, item.pk, position, by=hall.by)


def test_a_unit_that_has_begun_stays_where_it_is(hall: Hall) -> None:
    hall.begin_reports()
    services.next_unit(hall.session, by=hall.by)
    first, second = selectors.agenda_of(hall.session)[:2]
    with pytest.raises(AgendaFixed, match="已经开始汇报"):
        services.move_agenda_item(hall.session, first.pk, 3, by=hall.by)
    with pytest.raises(Invalid, match="2 到 6"):
        services.move_agenda_item(hall.session, second.pk, 1, by=hall.by)


def test_nothing_moves_after_the_reports(hall: Hall) -> None:
    hall.hear_everybody().fill()
    services.move_session(hall.session, "voting", by=hall.by)
    item = selectors.agenda_of(hall.session)[0]
    with pytest.raises(AgendaFixed, match="汇报已经结束"):
        services.move_agenda_item(hall.session, item.pk, 3, by=hall.by)


def test_somebody_of_the_unit_reports(hall: Hall) -> None:
    item = selectors.unit_slot(hall.session, hall.world.unit.pk)
    assert item
    liaison, stranger = hall.world.liaisons[2], hall.world.liaisons[0]
    services.set_reporter(hall.session, item.pk, liaison.pk, by=hall.by)
    assert selectors.get_item(hall.session, item.pk).reporter == liaison
    with pytest.raises(Invalid, match="人员里选"):
        services.set_reporter(hall.session, item.pk, stranger.pk, by=hall.by)
    services.set_reporter(hall.session, item.pk, None, by=hall.by)
    assert selectors.get_item(hall.session, item.pk).reporter is None


def test_the_reporter_is_fixed_after_the_report(hall: Hall) -> None:
    hall.hear_everybody()
    item = selectors.agenda_of(hall.session)[0]
    with pytest.raises(AgendaFixed, match="汇报完"):
        services.set_reporter(hall.session, item.pk, None, by=hall.by)


def test_an_unknown_slot_is_said(hall: Hall) -> None:
    with pytest.raises(NoSuchRound):
        services.move_agenda_item(hall.session, 999, 1, by=hall.by)
    with pytest.raises(NoSuchRound):
        selectors.get_item(hall.session, 999)


@pytest.mark.parametrize("who", ["unit", "leader", "voter", "scrutineer"])
def test_others_only_read_the_agenda(hall: Hall, who: str) -> None:
    with pytest.raises(Refused):
        services.draw_agenda(hall.session, by=hall.world.actor(who))
