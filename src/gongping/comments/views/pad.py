"""The leader's pad: a unit's year beside what the leader has to say of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.comments import pad as page
from gongping.comments import services
from gongping.comments.hall import hall_now
from gongping.comments.rows import points_of, rows_from
from gongping.foundation import format as formats
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError
from gongping.foundation.live import pass_for, with_pass
from gongping.foundation.sent import whole_number
from gongping.meetings.selectors import round_of
from gongping.meetings.services import hall_topic
from gongping.organisation.selectors import get_unit


@audience(Role.LEADER)
def pad(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponse:
    """Show the pad for one unit, with what the leader wrote so far."""
    context = page.pad_of(round_of(request, round_id), unit_id, request.actor)
    if "asked" in request.GET:
        context = page.asked(context)
    return _shown(request, context)


@audience(Role.LEADER)
def now(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponse:
    """Show in a line where the hall is, for a pad that is open."""
    round_ = round_of(request, round_id)
    hall = hall_now(round_, get_unit(unit_id).pk, request.actor)
    context = {"round": round_, "hall": hall}
    answer = render(request, "comments/pad/_now.html", context)
    return with_pass(answer, hall_topic(round_.pk))


@require_POST
@audience(Role.LEADER)
def save(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponse:
    """Keep the draft; a script gets the new version, a plain form the page."""
    round_ = round_of(request, round_id)
    rows, seen = rows_from(request.POST), whole_number(request.POST.get("version")) or 0
    if _is_script(request) and not seen and not any(row.text.strip() for row in rows):
        # It only asks whether the line holds: nothing is begun by that.
        return JsonResponse({"version": 0, "saved": ""})
    try:
        kept = services.save_draft(
            round_, unit_id, points_of(rows), by=request.actor, version=seen
        )
    except DomainError as error:
        return _refused(request, round_, unit_id, rows, error)
    if _is_script(request):
        saved = _("已自动保存 %(time)s") % {"time": formats.clock_time(kept.saved_at)}
        return JsonResponse({"version": kept.version, "saved": saved})
    if section := request.POST.get("more"):
        context = page.pad_of(round_, unit_id, request.actor)
        return _shown(request, page.with_another(context, rows, section))
    return redirect("comments:pad", round_id, unit_id)


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _refused(
    request: HttpRequest, round_: Any, unit_id: int, rows: Any, error: DomainError
) -> HttpResponse:
    if _is_script(request):
        return JsonResponse({"problem": error.message}, status=error.status)
    context = page.pad_of(round_, unit_id, request.actor)
    return _shown(request, page.refused(context, rows, error), status=error.status)


def _shown(
    request: HttpRequest, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    context["live_pass"] = pass_for(hall_topic(context["round"].pk))
    return render(request, "comments/pad.html", context, status=status)
