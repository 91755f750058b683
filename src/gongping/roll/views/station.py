"""The drawing station: the clerk at the door marks who has drawn a slip."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError
from gongping.foundation.plain import one_line
from gongping.polls.selectors import get_poll
from gongping.roll import selectors, services
from gongping.roll.piles import piles_of

if TYPE_CHECKING:
    from gongping.polls.models import Poll

HERE = {"rail_current": "polls"}
AT_MOST = 8


@never_cache
@audience(Role.SECRETARIAT)
def station(request: HttpRequest, code: str) -> HttpResponse:
    """Find a person by number or name; one press marks a drawn slip.

    Names travel in the body and never in the address: a list of addresses, in a
    browser's history or in a gateway's log, would be the order of the queue.
    """
    poll = get_poll(code, request.actor)
    key = request.POST.get("key", "")
    if key:
        return _mark(request, poll, key)
    query = one_line(request.POST.get("q", ""), selectors.LONGEST_NAME)
    found = list(selectors.entries_of(poll, query)[: AT_MOST + 1]) if query else []
    exact = [e for e in found if e.person.staff_no.lower() == query.lower()]
    context = {
        **HERE,
        "poll": poll,
        "query": query,
        "found": (exact or found)[:AT_MOST],
        "is_more": len(found) > AT_MOST and not exact,
        "piles": piles_of(poll),
        "may_mark": selectors.can_mark_slip(poll, request.actor),
    }
    return render(request, "roll/station.html", context)


def _mark(request: HttpRequest, poll: "Poll", key: str) -> HttpResponse:
    try:
        entry = services.mark_slip_drawn(poll, key, by=request.actor)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request, _("已登记%(name)s抽了票条。") % {"name": entry.person}
        )
    return redirect("roll:station", poll.code)
