"""Slips for the hall: one sheet of paper after the other, with cut marks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.polls.selectors import get_poll, rule_code
from gongping.roll import selectors, services
from gongping.roll.slips import sheets_of

HERE = {"rail_current": "polls"}


@audience(Role.SECRETARIAT)
def slips(request: HttpRequest, code: str) -> HttpResponse:
    """Show the piles, one button each."""
    poll = get_poll(code, request.actor)
    left = selectors.slips_by_group(poll)
    context = {
        **HERE,
        "poll": poll,
        "piles": [(group, left.get(group.position, 0)) for group in poll.groups.all()],
        "may_print": selectors.can_print(poll, request.actor),
    }
    return render(request, "roll/slips.html", context)


@never_cache
@require_POST
@audience(Role.SECRETARIAT)
def pile(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """Show the slips of one group, ready for the printer; each look is recorded."""
    poll = get_poll(code, request.actor)
    secrets = services.print_slips(poll, position, by=request.actor)
    address = request.build_absolute_uri(f"/ballot/{code}")
    context = {
        "poll": poll,
        "group": poll.groups.get(position=position),
        "sheets": sheets_of(address, position, secrets),
        "count": len(secrets),
        "address": address,
        "rule_code": rule_code(poll),
    }
    return render(request, "roll/pile.html", context)
