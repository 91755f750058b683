"""Who has commented on whom, and why a pair has no comment."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from gongping.comments import selectors, services
from gongping.comments.matrix import matrix_of
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import Invalid
from gongping.meetings import selectors as meetings

PREFIX: Final = "reason-"


@audience(Role.SECRETARIAT, Role.LEADER)
def coverage(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show all due pairs of the round as a matrix and a list."""
    return _page(request, meetings.round_of(request, round_id))


@require_POST
@audience(Role.SECRETARIAT)
def waive(request: HttpRequest, round_id: int) -> HttpResponse:
    """Record why pairs have no comment, as many at once as have a reason."""
    round_ = meetings.round_of(request, round_id)
    reasons = _reasons(request.POST)
    if not reasons:
        messages.error(request, _("还没有写原因。请在要免去的那几行写明，再记下。"))
        return _page(request, round_, status=422)
    try:
        services.waive_pairs(round_, reasons, by=request.actor)
    except Invalid as error:
        messages.error(request, error.message)
        return _page(request, round_, status=error.status)
    said = ngettext(
        "已记下 %(n)d 对不再点评的原因，不再催办。",
        "已记下 %(n)d 对不再点评的原因，不再催办。",
        len(reasons),
    )
    messages.success(request, said % {"n": len(reasons)})
    return redirect("comments:coverage", round_id)


def _page(request: HttpRequest, round_: Any, status: int = 200) -> HttpResponse:
    found = selectors.coverage(round_)
    ticked = set(request.POST.getlist("same"))
    context = {
        "rail_current": "comments",
        "round": round_,
        "coverage": found,
        "missing": [_row(request.POST, pair, ticked) for pair in found.missing],
        "same_reason": request.POST.get("same-reason", ""),
        "matrix": matrix_of(found, meetings.session_of(round_)),
        "may_waive": request.actor.is_any(Role.SECRETARIAT),
    }
    return render(request, "comments/coverage.html", context, status=status)


def _row(typed: QueryDict, pair: selectors.Pair, ticked: set[str]) -> dict[str, Any]:
    key = f"{pair.leader.pk}-{pair.unit.pk}"
    reason = typed.get(f"reason-{key}", "")
    return {"pair": pair, "key": key, "reason": reason, "is_ticked": key in ticked}


def _reasons(typed: QueryDict) -> dict[tuple[int, int], str]:
    """Return the reason of each pair: its own, else the common one if it is ticked."""
    common = typed.get("same-reason", "").strip()
    found = dict.fromkeys(typed.getlist("same"), common)
    for name in typed:
        said = typed.get(name, "").strip()
        if name.startswith(PREFIX) and said:
            found[name.removeprefix(PREFIX)] = said
    return {_pair_key(key): said for key, said in found.items()}


def _pair_key(key: str) -> tuple[int, int]:
    leader, _dash, unit = key.partition("-")
    if not (leader.isdecimal() and unit.isdecimal()):
        raise BadRequest
    return int(leader), int(unit)


@audience(Role.SECRETARIAT, Role.LEADER)
def blank_form(request: HttpRequest, round_id: int) -> HttpResponse:
    """Print the empty comment form, for those who write by hand."""
    context = {
        "round": meetings.round_of(request, round_id),
        "sections": selectors.Section.choices,
    }
    return render(request, "comments/blank_form.html", context)
