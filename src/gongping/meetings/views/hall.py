"""The steps of the hall: each a POST that comes back to the console."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.meetings import selectors, services
from gongping.meetings.exceptions import NotWhileOpen
from gongping.meetings.states import SessionState
from gongping.meetings.views.steps import console_key, step

# The other phases follow from the poll or from closing, which `procedure` leads.
STEPS_HERE = {SessionState.PLANNED, SessionState.REPORTING}


@require_POST
@audience(Role.SECRETARIAT)
def phase(request: HttpRequest, round_id: int) -> HttpResponse:
    """Begin the reports, or go back to preparation."""
    session = selectors.get_session(round_id)
    state = str(request.POST.get("state", ""))

    def act() -> str:
        if state not in STEPS_HERE:
            raise NotWhileOpen(_("这一步不能从这里走。请刷新控制台。"))
        services.move_session(session, state, by=request.actor)
        return ""

    return step(request, _console(round_id), act)


@require_POST
@audience(Role.SECRETARIAT)
def take(request: HttpRequest, round_id: int) -> HttpResponse:
    """Run the session from this device."""
    session = selectors.get_session(round_id)

    def act() -> str:
        services.take_console(session, console_key(request), by=request.actor)
        return _("已由这台设备控制会场。")

    return step(request, _console(round_id), act)


@require_POST
@audience(Role.SECRETARIAT)
def call_next(request: HttpRequest, round_id: int) -> HttpResponse:
    """End the running report and call the next unit."""
    return _do(request, round_id, services.next_unit)


@require_POST
@audience(Role.SECRETARIAT)
def finish(request: HttpRequest, round_id: int) -> HttpResponse:
    """End the running report."""
    return _do(request, round_id, services.finish_unit)


@require_POST
@audience(Role.SECRETARIAT)
def skip(request: HttpRequest, round_id: int) -> HttpResponse:
    """Send the unit to the end of the order."""
    return _do(request, round_id, services.skip_unit)


@require_POST
@audience(Role.SECRETARIAT)
def back(request: HttpRequest, round_id: int) -> HttpResponse:
    """Go back to the unit before."""
    return _do(request, round_id, services.return_to_previous)


@require_POST
@audience(Role.SECRETARIAT)
def pause(request: HttpRequest, round_id: int) -> HttpResponse:
    """Stop the clock."""
    return _do(request, round_id, services.pause_timer)


@require_POST
@audience(Role.SECRETARIAT)
def resume(request: HttpRequest, round_id: int) -> HttpResponse:
    """Let the clock go on."""
    return _do(request, round_id, services.resume_timer)


@require_POST
@audience(Role.SECRETARIAT)
def minute(request: HttpRequest, round_id: int) -> HttpResponse:
    """Add a minute."""
    return _do(request, round_id, services.add_minute)


@require_POST
@audience(Role.SECRETARIAT)
def start(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponse:
    """Call one waiting unit out of turn."""

    def begin(session: Any, **keys: Any) -> Any:
        return services.start_unit(session, unit_id, **keys)

    return _do(request, round_id, begin)


def _do(
    request: HttpRequest, round_id: int, service: Callable[..., Any]
) -> HttpResponse:
    session = selectors.get_session(round_id)

    def act() -> str:
        service(session, by=request.actor, console=console_key(request))
        return ""

    return step(request, _console(round_id), act)


def _console(round_id: int) -> str:
    return reverse("procedure:console", args=[round_id])
