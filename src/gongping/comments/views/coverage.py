"""Who has commented on whom, and why a pair has no comment."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.comments import selectors, services
from gongping.comments.matrix import matrix_of
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.meetings import selectors as meetings


@audience(Role.SECRETARIAT, Role.LEADER)
def coverage(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show all due pairs of the round as a matrix and a list."""
    round_ = meetings.round_of(request, round_id)
    found = selectors.coverage(round_)
    context = {
        "rail_current": "comments",
        "round": round_,
        "coverage": found,
        "matrix": matrix_of(found, meetings.session_of(round_)),
        "may_waive": request.actor.is_any(Role.SECRETARIAT),
    }
    return render(request, "comments/coverage.html", context)


@require_POST
@audience(Role.SECRETARIAT)
def waive(request: HttpRequest, round_id: int) -> HttpResponse:
    """Record why a pair has no comment."""
    round_ = meetings.round_of(request, round_id)
    reason = request.POST.get("reason", "")
    leader, unit = _number(request, "leader"), _number(request, "unit")
    services.waive_pair(round_, leader, unit, reason, by=request.actor)
    messages.success(request, _("已记下原因，这一对不再催办。"))
    return redirect("comments:coverage", round_id)


def _number(request: HttpRequest, name: str) -> int:
    typed = request.POST.get(name, "")
    if not typed.isdecimal():
        raise BadRequest
    return int(typed)


@audience(Role.SECRETARIAT, Role.LEADER)
def blank_form(request: HttpRequest, round_id: int) -> HttpResponse:
    """Print the empty comment form, for those who write by hand."""
    context = {
        "round": meetings.round_of(request, round_id),
        "sections": selectors.Section.choices,
    }
    return render(request, "comments/blank_form.html", context)
