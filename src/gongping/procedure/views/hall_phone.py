"""The hall on the phone of whoever sits in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gongping.foundation import clock
from gongping.foundation.audience import SIGNED_IN, audience
from gongping.foundation.live import with_pass
from gongping.meetings.selectors import get_session
from gongping.procedure.hall_now import pulse_of_hall
from gongping.procedure.hall_phone import phone_of
from gongping.procedure.screen import screen_pass
from gongping.procedure.telling import turnout_topic


@require_GET
@never_cache
@audience(SIGNED_IN)
def show(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show where the hall is, when one's own turn comes, and what one can do now."""
    session = get_session(round_id)
    context = {
        "rail_current": "meetings",
        "session": session,
        "phone": phone_of(pulse_of_hall(session), request.actor),
        "live_pass": screen_pass(session.pk),
        "now": clock.now(),
    }
    return render(request, "procedure/hall_phone/hall.html", context)


@require_GET
@never_cache
@audience(SIGNED_IN)
def now(request: HttpRequest, round_id: int) -> HttpResponse:
    """Give the changing part of the page alone."""
    session = get_session(round_id)
    context = {
        "session": session,
        "phone": phone_of(pulse_of_hall(session), request.actor),
        "now": clock.now(),
    }
    # Not with the frame's context: hundreds ask at once, and it has no frame.
    page = render_to_string("procedure/hall_phone/_now.html", context)
    return with_pass(
        HttpResponse(page), f"hall.{session.pk}", turnout_topic(session.pk)
    )
