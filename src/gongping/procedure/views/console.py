"""The console: the whole session on one screen, for the secretariat."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation import clock
from gongping.foundation.actors import Role
from gongping.foundation.audience import SIGNED_IN, audience
from gongping.foundation.errors import DomainError
from gongping.ledger.selectors import list_focuses
from gongping.meetings.selectors import get_session, is_held_elsewhere
from gongping.meetings.states import RoundState, SessionState
from gongping.procedure import console as consoles
from gongping.procedure import readiness, sessions

CONSOLE_KEY: Final = "console"
MINUTE: Final = 60


@audience(SIGNED_IN)
def show(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the console; who does not run the session sees the agenda."""
    if not request.actor.is_any(Role.SECRETARIAT):
        return redirect("meetings:agenda", round_id)
    session = get_session(round_id)
    console = consoles.console_of(session)
    key = str(request.session.get(CONSOLE_KEY, ""))
    timer = console.progress.timer
    context = {
        "rail_current": "meetings",
        "session": session,
        "console": console,
        "desk_template": f"procedure/console/_{session.state}.html",
        "held_elsewhere": session.state == SessionState.REPORTING
        and is_held_elsewhere(session, key),
        "now": clock.now(),
        "limit_minutes": timer.limit // MINUTE if timer else 0,
        "ahead": -console.progress.delay,
        **_before(console),
        **_after(console),
    }
    return render(request, "procedure/console.html", context)


@audience(Role.SECRETARIAT)
def show_readiness(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the whole checklist of a round."""
    session = get_session(round_id)
    checks = readiness.gather(session.round)
    left = readiness.left(checks)
    context = {
        "rail_current": "meetings",
        "session": session,
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
