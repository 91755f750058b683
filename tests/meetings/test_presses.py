"""What a press does that comes too late, twice, or from the wrong device."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from gongping.foundation import clock, live
from gongping.meetings import selectors, services
from gongping.meetings.exceptions import AgendaFixed, BadRound, NotWhileOpen, StepTaken
from gongping.meetings.models import AgendaItem
from gongping.meetings.states import Preset
from tests.meetings.conftest import NOW, Hall

LATER = NOW + timedelta(minutes=1)


def test_a_second_press_of_the_same_step_is_refused_softly(hall: Hall) -> None:
    hall.begin_reports()
    seen = hall.session.agenda_version
    services.advance(hall.session, by=hall.by, seen=seen)
    with pytest.raises(StepTaken, match="现在：办公厅，正在汇报。"):
        services.advance(hall.session, by=hall.by, seen=seen)
    assert selectors.progress_of(hall.session).reported == 0


def test_half_a_double_click_on_the_new_page_does_nothing(hall: Hall) -> None:
    with clock.standing_still_at(NOW):
        hall.begin_reports()
        for _ in range(2):
            seen = hall.session.agenda_version
            try:
                services.advance(hall.session, by=hall.by, seen=seen)
            except StepTaken as error:
                assert "没有再做" in error.message  # noqa: PT017 - the first goes on
        assert selectors.progress_of(hall.session).reported == 0
    with clock.standing_still_at(LATER):
        services.advance(hall.session, by=hall.by, seen=hall.session.agenda_version)
    assert selectors.progress_of(hall.session).reported == 1


def test_minutes_may_be_added_quickly(hall: Hall) -> None:
    with clock.standing_still_at(NOW):
        hall.begin_reports()
        services.advance(hall.session, by=hall.by)
        for extra in (1, 2):
            seen = hall.session.agenda_version
            item = services.add_minute(hall.session, by=hall.by, seen=seen)
            assert item.extra_minutes == extra


def test_the_page_says_it_and_shows_how_things_are(hall: Hall) -> None:
    hall.begin_reports()
    client, address = hall.world.client("secretariat"), f"/meetings/{hall.round.pk}"
    seen = hall.session.agenda_version
    client.post(f"{address}/advance", {"seen": seen})
    page = client.post(f"{address}/advance", {"seen": seen}, follow=True)
    text = page.content.decode()
    assert "这一步没有再做" in text
    assert "msg-notice" in text or "msg-warning" in text
    assert "下一单位：规划司" in text


def test_the_hall_is_told_of_every_step(
    hall: Hall, django_capture_on_commit_callbacks: object
) -> None:
    heard: list[tuple[str, dict[str, object]]] = []
    with (
        live.heard_by(lambda topic, state: heard.append((topic, dict(state)))),
        django_capture_on_commit_callbacks(execute=True),  # type: ignore[operator]
    ):
        hall.begin_reports()
        services.advance(hall.session, by=hall.by)
        services.pause_timer(hall.session, by=hall.by)
        hall.fill()
    topics = {topic for topic, _state in heard}
    assert topics == {f"hall.{hall.round.pk}", f"console.{hall.round.pk}"}
    last = [state for topic, state in heard if topic.startswith("hall")][-1]
    assert (last["phase"], last["step"], last["limit"]) == (
        "reporting", "reporting", 360,
    )  # fmt: skip
    assert last["paused"]
    assert last["present"] == 33


def test_incidents_are_kept_in_order_with_who_wrote_them(hall: Hall) -> None:
    with pytest.raises(NotWhileOpen):
        services.note_incident(hall.session, "停电。", by=hall.by)
    hall.sign_in()
    services.note_incident(hall.session, " 停电，  会议暂停。 ", by=hall.by)
    services.note_incident(hall.session, "恢复供电。", by=hall.by)
    said = [(i.text, i.noted_by_name) for i in selectors.incidents_of(hall.session)]
    assert said == [("停电， 会议暂停。", hall.by.name), ("恢复供电。", hall.by.name)]


@pytest.mark.parametrize("text", ["", "  ", "长" * 201])
def test_an_incident_is_one_sentence(hall: Hall, text: str) -> None:
    hall.sign_in()
    with pytest.raises(BadRound):
        services.note_incident(hall.session, text, by=hall.by)


def test_the_console_notes_and_shows_incidents(hall: Hall) -> None:
    hall.begin_reports()
    client, address = hall.world.client("secretariat"), f"/meetings/{hall.round.pk}"
    answer = client.post(f"{address}/incident", {"text": "华北分会场信号中断。"})
    assert answer["Location"] == f"{address}#incidents"
    for tail in ("", "/live", "/print/running-sheet"):
        assert "华北分会场信号中断。" in client.get(address + tail).content.decode()


def test_a_unit_that_has_begun_is_not_inserted(hall: Hall) -> None:
    hall.begin_reports()
    item = services.advance(hall.session, by=hall.by)
    assert item
    with pytest.raises(AgendaFixed):
        services.insert_unit(hall.session, item.unit_id, by=hall.by)
    with pytest.raises(BadRound):
        services.insert_unit(hall.session, 0, by=hall.by)


def test_a_badge_marks_its_holder_present_where_it_is_read(hall: Hall) -> None:
    hall.sign_in()
    row = selectors.attendance_rows(hall.session)[0]
    code = row.person.staff_no
    main, far = selectors.venues_of(hall.session)
    first = services.scan_badge(hall.session, f" {code} ", main.pk, by=hall.by)
    assert (first.was_present, first.moved_from) == (False, "")
    second = services.scan_badge(hall.session, code, far.pk, by=hall.by)
    assert (second.was_present, second.moved_from) == (True, main.name)
    present = [p.present for p in selectors.attendance_summary(hall.session).places]
    assert present == [0, 1]


def test_a_badge_nobody_expects_is_refused(hall: Hall) -> None:
    hall.sign_in()
    with pytest.raises(BadRound, match="没有工号“X-1”"):
        services.scan_badge(hall.session, "X-1", by=hall.by)


def test_the_page_waits_for_the_next_badge(hall: Hall) -> None:
    hall.sign_in()
    client = hall.world.client("secretariat")
    code = selectors.attendance_rows(hall.session)[0].person.staff_no
    address = f"/meetings/{hall.round.pk}/attendance"
    page = client.post(f"{address}/scan", {"code": code}, follow=True).content.decode()
    assert "到会，机关礼堂。" in page
    assert "autofocus" in page
    page = client.post(f"{address}/scan", {"code": code}, follow=True).content.decode()
    assert "已经签过到" in page


def test_the_form_offers_the_second_way_of_holding_it(hall: Hall) -> None:
    session = hall.session
    assert [step for step, _ in selectors.limits_of(session).steps] == ["reporting"]
    session.preset = Preset.PARTY_DUTY_REPORT_2019
    steps = [step for step, _minutes in selectors.limits_of(session).steps]
    assert steps == ["reporting", "commenting"]
    page = hall.world.client("secretariat").get("/meetings/rounds/new")
    assert "一述一评：每个单位汇报完" in page.content.decode()


def test_a_second_press_on_a_phase_is_no_failure(hall: Hall) -> None:
    hall.sign_in()
    client, address = hall.world.client("secretariat"), f"/meetings/{hall.round.pk}"
    client.post(f"{address}/phase", {"state": "reporting"})
    page = client.post(f"{address}/phase", {"state": "reporting"}, follow=True)
    assert "会场已经在“汇报与点评”阶段。" in page.content.decode()


def test_a_note_pressed_twice_is_one_note(hall: Hall) -> None:
    with clock.standing_still_at(NOW):
        hall.sign_in()
        first = services.note_incident(hall.session, "停电。", by=hall.by)
        assert services.note_incident(hall.session, "停电。", by=hall.by) == first
    with clock.standing_still_at(LATER):
        assert services.note_incident(hall.session, "停电。", by=hall.by) != first


def test_nothing_is_noted_in_the_archive(hall: Hall) -> None:
    hall.sign_in()
    round_ = hall.session.round
    round_.state = "archived"
    round_.save()
    assert not selectors.can_note(hall.session)


def test_what_was_timed_before_there_were_steps_stays_timed(hall: Hall) -> None:
    with clock.standing_still_at(NOW):
        hall.begin_reports()
        for _ in range(2):
            services.next_unit(hall.session, by=hall.by)
    first, second = AgendaItem.objects.filter(session=hall.session)[:2]
    AgendaItem.objects.filter(session=hall.session).update(turns=[], turn_at=None)
    AgendaItem.objects.filter(pk=first.pk).update(
        ended_at=NOW + timedelta(minutes=5), paused_seconds=60
    )
    migration = import_module("gongping.meetings.migrations.0002_walk_steps")
    migration.carry_times(apps, None)
    first.refresh_from_db()
    second.refresh_from_db()
    assert selectors.spoken_seconds(first, LATER) == 240
    assert selectors.spoken_seconds(second, LATER) == 60
