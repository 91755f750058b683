"""Signing in: whole venues at once, then the exceptions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.paging import page_of
from gongping.foundation.sent import whole_number
from gongping.meetings import policies, selectors, services
from gongping.meetings.views.steps import step

PREFIX = "person-"


@audience(Role.SECRETARIAT)
def show(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the attendance of each venue and the people, forty a page."""
    session = selectors.get_session(round_id)
    asked = _asked(request)
    rows = selectors.attendance_rows(session, **asked)
    context = {
        "rail_current": "meetings",
        "session": session,
        "summary": selectors.attendance_summary(session),
        "page": page_of(request, rows),
        "asked": asked,
        "query": request.GET.urlencode(),
        "marks": selectors.Mark.choices,
        "is_scanning": "scan" in request.GET,
        "scan_venue": whole_number(request.GET.get("at")),
        "can_mark": policies.can_mark(session),
        "can_excuse": policies.can_mark(session, selectors.Mark.EXCUSED),
    }
    return render(request, "meetings/attendance.html", context)


@require_POST
@audience(Role.SECRETARIAT)
def mark(request: HttpRequest, round_id: int) -> HttpResponse:
    """Keep the marks of the people on one page."""
    session = selectors.get_session(round_id)
    marks = {
        int(name.removeprefix(PREFIX)): str(value)
        for name, value in request.POST.items()
        if name.startswith(PREFIX)
    }

    def act() -> str:
        count = services.mark_many(session, marks, by=request.actor)
        return _("已改 %(n)d 人的签到。") % {"n": count}

    return step(request, _address(request, round_id), act)


@require_POST
@audience(Role.SECRETARIAT)
def scan(request: HttpRequest, round_id: int) -> HttpResponse:
    """Mark whoever's badge was read, and wait for the next one."""
    session = selectors.get_session(round_id)
    where = whole_number(request.POST.get("venue"))
    code = str(request.POST.get("code", ""))

    def act() -> str:
        return _read(services.scan_badge(session, code, where, by=request.actor))

    address = reverse("meetings:attendance", args=[round_id])
    at = f"&at={where}" if where else ""
    return step(request, f"{address}?scan=1{at}", act)


@require_POST
@audience(Role.SECRETARIAT)
def fill(request: HttpRequest, round_id: int) -> HttpResponse:
    """Mark everybody of a venue present of whom nothing is known."""
    session = selectors.get_session(round_id)
    where = whole_number(request.POST.get("venue"))

    def act() -> str:
        count = services.mark_all_present(session, where, by=request.actor)
        return _("已记 %(n)d 人到会。请假的不受影响，再改例外就行。") % {"n": count}

    return step(request, _address(request, round_id), act)


def _read(scanned: services.Scanned) -> str:
    row = scanned.row
    facts = {
        "person": row.person,
        "unit": row.person.unit or _("部领导"),
        "venue": row.venue,
        "before": scanned.moved_from,
    }
    if scanned.moved_from:
        return (
            _("%(person)s（%(unit)s）到会，原定%(before)s，改记在%(venue)s。") % facts
        )
    if scanned.was_present:
        return _("%(person)s（%(unit)s）已经签过到。") % facts
    return _("%(person)s（%(unit)s）到会，%(venue)s。") % facts


def _asked(request: HttpRequest) -> dict[str, Any]:
    return {
        "venue_id": whole_number(request.GET.get("venue")),
        "mark": request.GET.get("mark", ""),
        "words": request.GET.get("q", "").strip(),
    }


def _address(request: HttpRequest, round_id: int) -> str:
    query = str(request.POST.get("query", ""))
    address = reverse("meetings:attendance", args=[round_id])
    return f"{address}?{query}" if query else address
