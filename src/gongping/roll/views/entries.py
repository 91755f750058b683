"""The roll: who may vote, who has collected, who drew a slip."""

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.paging import page_of
from gongping.foundation.plain import one_line
from gongping.organisation.selectors import list_units
from gongping.polls.selectors import get_poll
from gongping.roll import selectors, services

HERE = {"rail_current": "polls"}


SOUGHT = "roll_sought"
IS_SOUGHT = "sought"
KEPT_SECONDS = 15 * 60


@never_cache
@audience(Role.SECRETARIAT)
def entries(request: HttpRequest, code: str) -> HttpResponse:
    """Show the roll, by name or unit.

    A name travels in the body and never in the address, as at the drawing station:
    addresses stay in histories and logs. Until the next search a cookie of this page
    keeps it, so that pages, reloading and the back button work: the database and its
    journal would tell in which order people were sought, and when.
    """
    poll = get_poll(code, request.actor)
    if request.method == "POST":
        return _seek(request, code)
    query = _sought(request) if IS_SOUGHT in request.GET else ""
    unit = request.GET.get("unit", "")
    context = {
        **HERE,
        "poll": poll,
        "page": page_of(request, selectors.entries_of(poll, query, unit)),
        "query": query,
        "unit": unit,
        "units": list_units(),
        "handed_out_label": selectors.HANDED_OUT,
        "may_mark": selectors.can_mark_slip(poll, request.actor),
        "may_mark_paper": selectors.can_mark_paper(poll, request.actor),
    }
    return render(request, "roll/entries.html", context)


@require_POST
@audience(Role.SECRETARIAT)
def mark_slip(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Record that the person drew a slip, not which."""
    poll = get_poll(code, request.actor)
    entry = services.mark_slip_drawn(poll, key, by=request.actor)
    messages.success(request, _("已登记%(name)s抽了票条。") % {"name": entry.person})
    return _back(request, code)


@require_POST
@audience(Role.SECRETARIAT)
def take_back(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Mend a mark that was set on the wrong person."""
    poll = get_poll(code, request.actor)
    reason = request.POST.get("reason", "")
    entry = services.take_back_slip_mark(poll, key, reason, by=request.actor)
    messages.success(request, _("已改正%(name)s的登记。") % {"name": entry.person})
    return _back(request, code)


@require_POST
@audience(Role.SECRETARIAT)
def mark_paper(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Record that the person was given a paper ballot."""
    poll = get_poll(code, request.actor)
    entry = services.mark_on_paper(poll, key, by=request.actor)
    messages.success(request, _("已登记%(name)s用纸质票。") % {"name": entry.person})
    return _back(request, code)


@require_POST
@audience(Role.SECRETARIAT)
def take_back_paper(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Mend a mark of a paper ballot that came back unused."""
    poll = get_poll(code, request.actor)
    reason = request.POST.get("reason", "")
    entry = services.take_back_paper_mark(poll, key, reason, by=request.actor)
    messages.success(request, _("已改正%(name)s的登记。") % {"name": entry.person})
    return _back(request, code)


def _seek(request: HttpRequest, code: str) -> HttpResponse:
    name = one_line(request.POST.get("q", ""), selectors.LONGEST_NAME)
    answer = _back(request, code)
    answer.set_cookie(
        SOUGHT,
        signing.dumps(name, salt=SOUGHT),
        max_age=KEPT_SECONDS,
        path=reverse("roll:entries", args=[code]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return answer


def _sought(request: HttpRequest) -> str:
    kept = request.COOKIES.get(SOUGHT, "")
    try:
        return str(signing.loads(kept, salt=SOUGHT, max_age=KEPT_SECONDS))
    except signing.BadSignature:
        return ""


def _back(request: HttpRequest, code: str) -> HttpResponse:
    if request.POST.get("back") == "station":
        return redirect("roll:station", code)
    kept = {"unit": request.POST.get("unit", ""), IS_SOUGHT: _is_sought(request)}
    query = urlencode({key: value for key, value in kept.items() if value})
    place = reverse("roll:entries", args=[code])
    return redirect(f"{place}?{query}" if query else place)


def _is_sought(request: HttpRequest) -> str:
    return "1" if request.POST.get("q") or request.POST.get(IS_SOUGHT) else ""
