"""Who stands at the places of the roll that the head has drawn."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.polls.selectors import get_poll
from gongping.roll import selectors

HERE = {"rail_current": "polls"}


@never_cache
@require_GET
@audience(Role.SECRETARIAT)
def observers(request: HttpRequest, code: str) -> HttpResponse:
    """Name the observers and their deputies to whoever keeps the roll."""
    poll = get_poll(code, request.actor)
    context = {**HERE, "poll": poll, "drawn": selectors.observers_of(poll)}
    return render(request, "roll/observers.html", context)
