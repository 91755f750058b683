"""Where the session is held and which units sit where."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.meetings import policies, selectors, services
from gongping.meetings.views.steps import step

PREFIX = "unit-"


@audience(Role.SECRETARIAT)
def show(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show venues, units by venue, and how many people are expected at each."""
    session = selectors.get_session(round_id)
    context = {
        "rail_current": "meetings",
        "session": session,
        "summary": selectors.attendance_summary(session),
        "items": selectors.agenda_of(session),
        "can_plan": policies.can_plan(session),
    }
    return render(request, "meetings/venues.html", context)


@require_POST
@audience(Role.SECRETARIAT)
def add(request: HttpRequest, round_id: int) -> HttpResponse:
    """Add a venue."""
    session = selectors.get_session(round_id)

    def act() -> str:
        name = str(request.POST.get("name", ""))
        venue = services.add_venue(session, name, by=request.actor)
        return _("已加会场“%(name)s”。") % {"name": venue.name}

    return step(request, _address(round_id), act)


@require_POST
@audience(Role.SECRETARIAT)
def rename(request: HttpRequest, round_id: int, venue_id: int) -> HttpResponse:
    """Rename a venue."""
    session = selectors.get_session(round_id)

    def act() -> str:
        name = str(request.POST.get("name", ""))
        venue = services.rename_venue(session, venue_id, name, by=request.actor)
        return _("会场已改名为“%(name)s”。") % {"name": venue.name}

    return step(request, _address(round_id), act)


@require_POST
@audience(Role.SECRETARIAT)
def remove(request: HttpRequest, round_id: int, venue_id: int) -> HttpResponse:
    """Remove a further venue; its people move to the main one."""
    session = selectors.get_session(round_id)

    def act() -> str:
        services.remove_venue(session, venue_id, by=request.actor)
        return _("会场已去掉，人员改到主会场。")

    return step(request, _address(round_id), act)


@require_POST
@audience(Role.SECRETARIAT)
def seat(request: HttpRequest, round_id: int) -> HttpResponse:
    """Seat units, and their people with them, at venues."""
    session = selectors.get_session(round_id)
    places = {
        int(name.removeprefix(PREFIX)): int(str(value))
        for name, value in request.POST.items()
        if name.startswith(PREFIX) and str(value).isdigit()
    }

    def act() -> str:
        count = services.assign_units(session, places, by=request.actor)
        return _("已调整 %(n)d 个单位的会场，人员随单位。") % {"n": count}

    return step(request, _address(round_id), act)


@require_POST
@audience(Role.SECRETARIAT)
def refresh(request: HttpRequest, round_id: int) -> HttpResponse:
    """Bring the expected people in step with the people of today."""
    session = selectors.get_session(round_id)

    def act() -> str:
        count = services.refresh_expected(session, by=request.actor)
        return _("应到名单已按现有人员更新，共 %(n)d 人。") % {"n": count}

    return step(request, _address(round_id), act)


def _address(round_id: int) -> str:
    return reverse("meetings:venues", args=[round_id])
