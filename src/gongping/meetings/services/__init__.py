"""Everything that changes a round, its session or a report."""

from gongping.meetings.services.agenda import (
    draw_agenda,
    move_agenda_item,
    restore_establishment_order,
    set_reporter,
)
from gongping.meetings.services.attendance import (
    Scanned,
    mark_all_present,
    mark_attendance,
    mark_many,
    scan_badge,
)
from gongping.meetings.services.hall import (
    add_minute,
    advance,
    finish_unit,
    let_speak,
    next_unit,
    pause_timer,
    resume_timer,
    return_to_previous,
    skip_unit,
    start_unit,
)
from gongping.meetings.services.incidents import note_incident
from gongping.meetings.services.inserting import insert_unit
from gongping.meetings.services.live import console_topic, hall_topic, tell_hall
from gongping.meetings.services.phases import move_session, take_console
from gongping.meetings.services.reports import (
    ReportText,
    prefill_report,
    prefilled_text,
    save_report,
    submit_report,
    withdraw_report,
)
from gongping.meetings.services.rounds import (
    RoundPlan,
    archive_round,
    close_round,
    create_round,
    create_round_from,
    edit_round,
    open_round,
)
from gongping.meetings.services.undo import STEP_NAMES, undo_step
from gongping.meetings.services.venues import (
    add_venue,
    assign_units,
    refresh_expected,
    remove_venue,
    rename_venue,
)

__all__ = [
    "STEP_NAMES",
    "ReportText",
    "RoundPlan",
    "Scanned",
    "add_minute",
    "add_venue",
    "advance",
    "archive_round",
    "assign_units",
    "close_round",
    "console_topic",
    "create_round",
    "create_round_from",
    "draw_agenda",
    "edit_round",
    "finish_unit",
    "hall_topic",
    "insert_unit",
    "let_speak",
    "mark_all_present",
    "mark_attendance",
    "mark_many",
    "move_agenda_item",
    "move_session",
    "next_unit",
    "note_incident",
    "open_round",
    "pause_timer",
    "prefill_report",
    "prefilled_text",
    "refresh_expected",
    "remove_venue",
    "rename_venue",
    "restore_establishment_order",
    "resume_timer",
    "return_to_previous",
    "save_report",
    "scan_badge",
    "set_reporter",
    "skip_unit",
    "start_unit",
    "submit_report",
    "take_console",
    "tell_hall",
    "undo_step",
    "withdraw_report",
]
