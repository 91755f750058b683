"""Comments of the round: to write, to acknowledge, or to watch over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongping.comments import selectors
from gongping.comments.own import own_of
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.meetings.selectors import current_round


@audience(Role.SECRETARIAT, Role.LEADER, Role.UNIT)
def home(request: HttpRequest) -> HttpResponse:
    """Show each role its side of the comments."""
    actor, round_ = request.actor, current_round(request)
    context = {
        "rail_current": "comments",
        "round": round_,
        "own": own_of(round_, actor.person_id)
        if round_ and actor.is_any(Role.LEADER)
        else None,
        "received": selectors.comments_on_units(actor.unit_ids)
        if actor.unit_ids
        else [],
        "all": selectors.coverage(round_)
        if round_ and actor.is_any(Role.SECRETARIAT)
        else None,
        "dictated": selectors.drafts_of(round_)
        if round_ and actor.is_any(Role.SECRETARIAT)
        else [],
    }
    return render(request, "comments/home.html", context)
