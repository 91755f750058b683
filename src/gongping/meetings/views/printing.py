"""Pages for paper: agenda, 签到表, a unit's report."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongping.foundation.actors import Role
from gongping.foundation.audience import SIGNED_IN, audience
from gongping.foundation.sent import whole_number
from gongping.meetings import selectors


@audience(SIGNED_IN)
def agenda(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the running order for printing."""
    session = selectors.get_session(round_id)
    context = {
        "session": session,
        "items": selectors.agenda_of(session),
        "limits": selectors.limits_in_words(session),
        "venues": selectors.venues_of(session),
    }
    return render(request, "meetings/print_agenda.html", context)


@audience(Role.SECRETARIAT)
def sheet(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the 签到表, one sheet a venue, with a column to sign in."""
    session = selectors.get_session(round_id)
    chosen = whole_number(request.GET.get("venue"))
    sheets = selectors.expected_by_venue(session, chosen)
    filled = [(venue, rows) for venue, rows in sheets if rows]
    # Asked for by name, or with nobody anywhere, an empty venue says that it is empty.
    context = {"session": session, "sheets": sheets if chosen else filled or sheets}
    return render(request, "meetings/print_sheet.html", context)


@audience(Role.SECRETARIAT, Role.LEADER, Role.UNIT)
def report(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponse:
    """Show one unit's report for printing."""
    session = selectors.get_session(round_id)
    context = {
        "session": session,
        "report": selectors.report_for(session.round, unit_id, request.actor),
        "slot": selectors.unit_slot(session, unit_id),
    }
    return render(request, "meetings/print_report.html", context)
