"""The desk of paper ballots: people, piles, and what is still wanting."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.sent import whole_number
from gongping.paper import selectors, services
from gongping.polls.selectors import (
    can_discard_paper,
    can_seal_paper,
    can_sign_paper,
    get_poll,
    seats_of,
)

HERE = {"rail_current": "polls"}


@audience(Role.SECRETARIAT, Role.SCRUTINEER)
def desk(request: HttpRequest, code: str) -> HttpResponse:
    """Show each group with its piles, and the next step."""
    poll, actor = get_poll(code, request.actor), request.actor
    selectors.check_can_see_desk(poll, actor)
    groups = selectors.desk_of(poll, actor)
    signed = {s.user_id for s in poll.scrutineers.all() if s.paper_signature}
    context = {
        **HERE,
        "poll": poll,
        "groups": groups,
        "people": sum(group.people for group in groups),
        "sheets": sum(group.sheets for group in groups),
        "is_ready": selectors.is_ready(groups),
        "signatures": [(seat, seat.user_id in signed) for seat in seats_of(poll)],
        "signed": len(signed),
        "may_enter": selectors.can_enter(poll, actor),
        "may_print": selectors.can_print(poll, actor),
        "may_seal": can_seal_paper(poll, actor),
        "may_sign": can_sign_paper(poll, actor),
        "may_discard": can_discard_paper(poll, actor),
    }
    return render(request, "paper/desk.html", context)


@require_POST
@audience(Role.SECRETARIAT, Role.SCRUTINEER)
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a pile of a group."""
    poll = get_poll(code, request.actor)
    number = whole_number(request.POST.get("group")) or 0
    pile = services.begin_pile(poll, number, by=request.actor)
    return redirect("paper:entry", code, pile.key)


@require_POST
@audience(Role.SECRETARIAT, Role.SCRUTINEER)
def take(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Begin the second entry of a pile."""
    poll = get_poll(code, request.actor)
    pile = services.take_pile(poll, key, by=request.actor)
    return redirect("paper:entry", code, pile.key)
