"""The hall's screen at an address of its own, and making that address."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gongping.foundation import clock
from gongping.foundation.actors import Role
from gongping.foundation.audience import PUBLIC, audience
from gongping.foundation.live import with_pass
from gongping.foundation.names import in_english
from gongping.meetings.selectors import get_session
from gongping.procedure import screen, screen_address
from gongping.procedure.hall_now import pulse_of_hall
from gongping.procedure.telling import turnout_topic

LOCAL = {"localhost", "127.0.0.1", "[::1]"}


@require_GET
@never_cache
@audience(PUBLIC)
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Show the hall where it is; the address itself is the right to see it."""
    session = screen_address.session_of_screen(key)
    pulse, base = pulse_of_hall(session), _base(request)
    with translation.override(_language(request)):
        context = {
            "session": session,
            "live_pass": screen.screen_pass(session.pk),
            "fragment_url": _fragment(request, key),
            "picture": screen.screen_html(pulse, base),
            "now": clock.now(),
        }
        page = render_to_string("procedure/screen/screen.html", context)
    return HttpResponse(page)


@require_GET
@never_cache
@audience(PUBLIC)
def now(request: HttpRequest, key: str) -> HttpResponse:
    """Give the picture alone, to be put in the place of the one before."""
    session = screen_address.session_of_screen(key)
    pulse, base = pulse_of_hall(session), _base(request)
    with translation.override(_language(request)):
        picture = screen.screen_html(pulse, base)
        context = {"picture": picture, "now": clock.now()}
        page = render_to_string("procedure/screen/_now.html", context)
    return with_pass(
        HttpResponse(page), f"hall.{session.pk}", turnout_topic(session.pk)
    )


@never_cache
@audience(Role.SECRETARIAT)
def open_screen(request: HttpRequest, round_id: int) -> HttpResponse:
    """Say which address the screen has; make a new one at a press.

    No redirect after it: the key is kept nowhere, so this page is the only place
    where it is ever seen.
    """
    session, address = get_session(round_id), ""
    if request.method == "POST":
        key = screen_address.make_screen_address(session, by=request.actor)
        address = _address_of(request, key)
    here, other = ("en", "zh-hans") if in_english() else ("zh-hans", "en")
    context = {
        "rail_current": "meetings",
        "session": session,
        # To be typed: the language is said only where it is not the usual one.
        "address": f"{address}?lang=en" if in_english() and address else address,
        "links": [f"{address}?lang={code}" for code in (here, other)],
        "made": screen_address.screen_address_of(session),
        "is_local": request.get_host().rpartition(":")[0] in LOCAL,
    }
    return render(request, "procedure/screen/open.html", context)


@require_POST
@audience(Role.SECRETARIAT)
def revoke_screen(request: HttpRequest, round_id: int) -> HttpResponse:
    """Take the address of the screen back."""
    session = get_session(round_id)
    if screen_address.revoke_screen_address(session, by=request.actor):
        messages.success(request, _("已收回。那个大屏地址打不开了。"))
    return redirect("procedure:open_screen", round_id)


def _address_of(request: HttpRequest, key: str) -> str:
    return _base(request).rstrip("/") + reverse("procedure:screen", args=[key])


def _language(request: HttpRequest) -> str:
    """Return what the hall reads: as the address says, or as chosen on this machine.

    What the browser would like to read is the machine's affair, not the hall's.
    """
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    asked = request.GET.get("lang", chosen)
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _fragment(request: HttpRequest, key: str) -> str:
    address = reverse("procedure:screen_now", args=[key])
    return f"{address}?{request.META['QUERY_STRING']}".rstrip("?")


def _base(request: HttpRequest) -> str:
    return screen.base_of(request.build_absolute_uri("/"))
