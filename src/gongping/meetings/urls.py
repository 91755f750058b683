"""Addresses of rounds and sessions; the console itself belongs to `procedure`."""

from django.urls import path

from gongping.meetings.views import (
    agenda,
    attendance,
    hall,
    printing,
    reports,
    rounds,
    venues,
)

app_name = "meetings"
_ONE = "meetings/<int:round_id>"
urlpatterns = [
    path("meetings", rounds.home, name="home"),
    path("meetings/choose-round", rounds.choose, name="choose_round"),
    path("meetings/rounds", rounds.index, name="rounds"),
    path("meetings/rounds/new", rounds.new, name="round_new"),
    path("meetings/rounds/<int:round_id>", rounds.show, name="round"),
    path("meetings/rounds/<int:round_id>/edit", rounds.edit, name="round_edit"),
    path(f"{_ONE}/agenda", agenda.show, name="agenda"),
    path(f"{_ONE}/agenda/draw", agenda.draw, name="draw"),
    path(f"{_ONE}/agenda/restore", agenda.restore, name="restore_order"),
    path(f"{_ONE}/agenda/<int:item_id>", agenda.change, name="agenda_item"),
    path(f"{_ONE}/venues", venues.show, name="venues"),
    path(f"{_ONE}/venues/add", venues.add, name="venue_add"),
    path(f"{_ONE}/venues/seat", venues.seat, name="seat_units"),
    path(f"{_ONE}/venues/refresh", venues.refresh, name="refresh_expected"),
    path(f"{_ONE}/venues/<int:venue_id>/rename", venues.rename, name="venue_rename"),
    path(f"{_ONE}/venues/<int:venue_id>/remove", venues.remove, name="venue_remove"),
    path(f"{_ONE}/attendance", attendance.show, name="attendance"),
    path(f"{_ONE}/attendance/mark", attendance.mark, name="mark_attendance"),
    path(f"{_ONE}/attendance/scan", attendance.scan, name="scan_badge"),
    path(f"{_ONE}/attendance/fill", attendance.fill, name="fill_attendance"),
    path(f"{_ONE}/reports", reports.index, name="reports"),
    path(f"{_ONE}/reports/<int:unit_id>", reports.show, name="report"),
    path(f"{_ONE}/reports/<int:unit_id>/submit", reports.submit, name="report_submit"),
    path(
        f"{_ONE}/reports/<int:unit_id>/withdraw",
        reports.withdraw,
        name="report_withdraw",
    ),
    path(f"{_ONE}/reports/<int:unit_id>/print", printing.report, name="print_report"),
    path(f"{_ONE}/print/agenda", printing.agenda, name="print_agenda"),
    path(f"{_ONE}/print/sign-in-sheet", printing.sheet, name="print_sheet"),
    path(f"{_ONE}/phase", hall.phase, name="phase"),
    path(f"{_ONE}/take", hall.take, name="take_console"),
    path(f"{_ONE}/advance", hall.advance, name="advance"),
    path(f"{_ONE}/undo", hall.undo, name="undo_step"),
    path(f"{_ONE}/insert", hall.insert, name="insert_unit"),
    path(f"{_ONE}/speak/<int:person_id>", hall.speak, name="let_speak"),
    path(f"{_ONE}/incident", hall.incident, name="note_incident"),
    path(f"{_ONE}/next", hall.call_next, name="next_unit"),
    path(f"{_ONE}/finish", hall.finish, name="finish_unit"),
    path(f"{_ONE}/skip", hall.skip, name="skip_unit"),
    path(f"{_ONE}/back", hall.back, name="return_to_previous"),
    path(f"{_ONE}/start/<int:unit_id>", hall.start, name="start_unit"),
    path(f"{_ONE}/pause", hall.pause, name="pause_timer"),
    path(f"{_ONE}/resume", hall.resume, name="resume_timer"),
    path(f"{_ONE}/minute", hall.minute, name="add_minute"),
]
