"""Collecting a ballot: one button, one ticket, and then the roll forgets which."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.polls.selectors import (
    get_public_poll,
    join_address,
    rule_code,
    ticket_address,
)
from gongping.roll import selectors, services

if TYPE_CHECKING:
    from gongping.polls.models import Poll
    from gongping.roll.models import RollEntry

HERE = {"rail_current": "polls"}


@never_cache
@audience(Role.VOTER)
def collect(request: HttpRequest, code: str) -> HttpResponse:
    """Say who will know what; then collect, or go on to the ballot."""
    poll = get_public_poll(code)
    entry = selectors.find_entry(poll, request.actor)
    context: dict[str, Any] = {
        **HERE,
        "poll": poll,
        "entry": entry,
        "rule_code": rule_code(poll),
        "may_take": entry is not None and selectors.can_take(poll, entry),
        "is_open": selectors.can_hand_out(poll),
        "vote_address": _vote_address(poll, entry),
        "has_slip": entry is not None and entry.channel == selectors.Channel.SLIP,
    }
    return render(request, "roll/collect.html", context)


@never_cache
@require_POST
@audience(Role.VOTER)
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the voter's one ticket; a program asks for it as JSON."""
    poll = get_public_poll(code)
    held = services.take_ticket(poll, by=request.actor)
    if request.accepts("text/html"):
        return redirect("roll:collect", code)
    address = _as_read_here(ticket_address(poll, held.ticket, held.group))
    told = {"ticket": held.ticket, "group": held.group, "address": address}
    return JsonResponse(told)


def _vote_address(poll: "Poll", entry: "RollEntry | None") -> str:
    if entry is None or not entry.held_ticket:
        return _as_read_here(join_address(poll))
    ticket = entry.held_ticket
    return _as_read_here(ticket_address(poll, ticket, entry.group.position))


def _as_read_here(address: str) -> str:
    """Return the address so that the page begins in the language read here.

    It is the same bytes for everybody; nothing but the language is asked for.
    """
    return address.replace("#", f"?lang={get_language()}#", 1)
