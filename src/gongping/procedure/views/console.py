"""The console: the whole session on one screen, for the secretariat."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation import clock, live
from gongping.foundation.actors import Role
from gongping.foundation.audience import SIGNED_IN, audience
from gongping.foundation.errors import DomainError
from gongping.ledger.selectors import list_focuses
from gongping.meetings.selectors import (
    can_note,
    get_session,
    is_held_elsewhere,
    limits_in_words,
    round_of,
    session_of,
)
from gongping.meetings.services import console_topic, hall_topic
from gongping.meetings.states import RoundState, SessionState
from gongping.procedure import console as consoles
from gongping.procedure import readiness, sessions, sheets
from gongping.procedure.telling import turnout_topic

CONSOLE_KEY: Final = "console"


@audience(SIGNED_IN)
def show(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the console; who does not run the session sees the agenda."""
    if not request.actor.is_any(Role.SECRETARIAT):
        return redirect("meetings:agenda", round_id)
    context = _context(request, round_id)
    return render(
        request,
        "procedure/console.html",
        {
            **context,
            **_tools(request, context["console"]),
            "rail_current": "meetings",
            "live_pass": live.pass_for(*_topics(round_id)),
        },
    )


@audience(Role.SECRETARIAT)
def show_live(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the part of the console that changes, for the page that watches."""
    page = render(request, "procedure/console/_live.html", _context(request, round_id))
    return live.with_pass(page, *_topics(round_id))


@audience(Role.SECRETARIAT)
def running_sheet(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show on paper how the session ran: times, who commented, what happened."""
    session = get_session(round_id)
    console = consoles.console_of(session)
    context = {
        "session": session,
        "console": console,
        "rows": sheets.rows_of(console),
        "steps": sheets.steps_of(console),
    }
    return render(request, "procedure/running_sheet.html", context)


@audience(Role.SECRETARIAT)
def show_readiness(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the whole checklist of a round."""
    session = get_session(round_id)
    checks = readiness.gather(session.round)
    left = readiness.left(checks)
    context = {
        "rail_current": "meetings",
        "session": session,
        "limits": limits_in_words(session),
        "checks": checks,
        "left": left,
        "met": len(checks) - left,
    }
    return render(request, "procedure/readiness.html", context)


@require_POST
@audience(Role.SECRETARIAT)
def open_session(request: HttpRequest, round_id: int) -> HttpResponse:
    """Open the round and let people sign in."""
    session = get_session(round_id)
    try:
        sessions.open_session(session, by=request.actor)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("已开始签到，部领导可以写点评了。"))
    return redirect("procedure:console", round_id)


def _context(request: HttpRequest, round_id: int) -> dict[str, Any]:
    session = session_of(round_of(request, round_id))
    console = consoles.console_of(session)
    key = str(request.session.get(CONSOLE_KEY, ""))
    return {
        "session": session,
        "console": console,
        "desk_template": f"procedure/console/_{session.state}.html",
        "held_elsewhere": session.state == SessionState.REPORTING
        and is_held_elsewhere(session, key),
        "now": clock.now(),
        "ahead": -console.progress.delay,
        **_before(console),
        **_after(console),
    }


def _tools(request: HttpRequest, console: consoles.Console) -> dict[str, Any]:
    """Return what the page needs beside its live part: what is typed stays there.

    Units that are not on the agenda are looked up only for who asks for them.
    """
    may_insert = console.state == SessionState.REPORTING
    is_asked = may_insert and "insert" in request.GET
    return {
        "can_note": can_note(console.session),
        "may_insert": may_insert,
        "is_asked": is_asked,
        "left_out": sheets.units_left_out(console) if is_asked else [],
        "phrases": sheets.usual_incidents(console),
    }


def _topics(round_id: int) -> tuple[str, ...]:
    return hall_topic(round_id), console_topic(round_id), turnout_topic(round_id)


def _before(console: consoles.Console) -> dict[str, Any]:
    if console.state != SessionState.PLANNED:
        return {}
    checks = readiness.gather_for(console)
    return {"checks": checks, "left": readiness.left(checks)}


def _after(console: consoles.Console) -> dict[str, Any]:
    if console.state != SessionState.CLOSED:
        return {}
    round_ = console.session.round
    may_archive = round_.state == RoundState.CLOSED
    return {
        "focuses": list_focuses(round_.year),
        "may_archive": may_archive,
        "wanting": sessions.what_archive_wants(round_, console.coverage)
        if may_archive
        else "",
    }
