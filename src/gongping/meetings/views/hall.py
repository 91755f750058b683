"""The steps of the hall: each a POST that comes back to the console."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.sent import whole_number
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
        if session.state == state:
            return _("会场已经在“%(state)s”阶段。") % {
                "state": session.get_state_display()
            }
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
def advance(request: HttpRequest, round_id: int) -> HttpResponse:
    """Lead the unit to its next step, or call the next unit."""
    return _do(request, round_id, services.advance)


@require_POST
@audience(Role.SECRETARIAT)
def call_next(request: HttpRequest, round_id: int) -> HttpResponse:
    """End the turn that runs, at whichever step, and call the next unit."""
    return _do(request, round_id, services.next_unit)


@require_POST
@audience(Role.SECRETARIAT)
def finish(request: HttpRequest, round_id: int) -> HttpResponse:
    """End the turn that runs."""
    return _do(request, round_id, services.finish_unit)


@require_POST
@audience(Role.SECRETARIAT)
def skip(request: HttpRequest, round_id: int) -> HttpResponse:
    """Send the unit to the end of the order."""
    return _do(request, round_id, services.skip_unit)


@require_POST
@audience(Role.SECRETARIAT)
def back(request: HttpRequest, round_id: int) -> HttpResponse:
    """Go one step back."""
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
def undo(request: HttpRequest, round_id: int) -> HttpResponse:
    """Take the last step back, and say which."""
    return _do(request, round_id, services.undo_step)


@require_POST
@audience(Role.SECRETARIAT)
def start(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponse:
    """Call one waiting unit out of turn."""
    return _do(request, round_id, partial(_with_key, services.start_unit, unit_id))


@require_POST
@audience(Role.SECRETARIAT)
def speak(request: HttpRequest, round_id: int, person_id: int) -> HttpResponse:
    """Note which leader comments now."""
    return _do(request, round_id, partial(_with_key, services.let_speak, person_id))


@require_POST
@audience(Role.SECRETARIAT)
def insert(request: HttpRequest, round_id: int) -> HttpResponse:
    """Let a unit come next: one that waits, or one that was not foreseen."""
    unit_id = whole_number(request.POST.get("unit")) or 0

    def act(session: Any, **keys: Any) -> str:
        item = services.insert_unit(session, unit_id, **keys)
        return _("%(unit)s排在下一位。") % {"unit": item.unit}

    return _do(request, round_id, act)


@require_POST
@audience(Role.SECRETARIAT)
def incident(request: HttpRequest, round_id: int) -> HttpResponse:
    """Write down what happened."""
    session = selectors.get_session(round_id)

    def act() -> str:
        text = str(request.POST.get("text", ""))
        services.note_incident(session, text, by=request.actor)
        return _("已记入会场记事。")

    return step(request, _console(round_id) + "#incidents", act)


def _do(
    request: HttpRequest, round_id: int, service: Callable[..., Any]
) -> HttpResponse:
    session = selectors.get_session(round_id)
    seen = whole_number(request.POST.get("seen"))

    def act() -> str:
        said = service(
            session, by=request.actor, console=console_key(request), seen=seen
        )
        return said if isinstance(said, str) else ""

    return step(request, _console(round_id), act)


def _with_key(
    service: Callable[..., Any], key: int, session: Any, **keys: Any
) -> object:
    return service(session, key, **keys)


def _console(round_id: int) -> str:
    return reverse("procedure:console", args=[round_id])
