"""Reading rounds, sessions, agenda, attendance and reports."""

from gongping.meetings.models import Half, Mark, Order
from gongping.meetings.policies import can_note, is_held_elsewhere, may_manage
from gongping.meetings.presets import limits_in_words, limits_of
from gongping.meetings.selectors.agenda import (
    Progress,
    agenda_of,
    get_item,
    places_of,
    progress_of,
    session_with_slot,
    unit_slot,
)
from gongping.meetings.selectors.attendance import (
    AttendanceSummary,
    Place,
    attendance_rows,
    attendance_summary,
    expected_by_venue,
    is_quorate,
    venues_of,
)
from gongping.meetings.selectors.incidents import incidents_of
from gongping.meetings.selectors.readiness import Check, readiness
from gongping.meetings.selectors.reports import (
    ReportRow,
    ReportSources,
    list_reports,
    owed_report_units,
    report_for,
    report_sources,
    reports_submitted,
    unit_ids_of,
)
from gongping.meetings.selectors.rounds import (
    ROUND_KEY,
    current_round,
    get_round,
    get_session,
    last_round_before,
    list_rounds,
    round_of,
    rounds_of,
    rounds_with_facts,
    session_of,
)
from gongping.meetings.timing import Limits, Timer, spoken_seconds

__all__ = [
    "ROUND_KEY",
    "AttendanceSummary",
    "Check",
    "Half",
    "Limits",
    "Mark",
    "Order",
    "Place",
    "Progress",
    "ReportRow",
    "ReportSources",
    "Timer",
    "agenda_of",
    "attendance_rows",
    "attendance_summary",
    "can_note",
    "current_round",
    "expected_by_venue",
    "get_item",
    "get_round",
    "get_session",
    "incidents_of",
    "is_held_elsewhere",
    "is_quorate",
    "last_round_before",
    "limits_in_words",
    "limits_of",
    "list_reports",
    "list_rounds",
    "may_manage",
    "owed_report_units",
    "places_of",
    "progress_of",
    "readiness",
    "report_for",
    "report_sources",
    "reports_submitted",
    "round_of",
    "rounds_of",
    "rounds_with_facts",
    "session_of",
    "session_with_slot",
    "spoken_seconds",
    "unit_ids_of",
    "unit_slot",
    "venues_of",
]
