"""One document on its sheet, every figure leading back to its record."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongping.bulletins import selectors
from gongping.bulletins.policies import can_approve, can_edit, can_send_back
from gongping.bulletins.showing import shown
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience


@audience(Role.SECRETARIAT, Role.LEADER, Role.UNIT)
def bulletin(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the document, where it stands, and the next step."""
    context = _sheet(request, pk)
    found = context["bulletin"]
    context |= {
        "may_edit": can_edit(found, request.actor),
        "may_approve": can_approve(found, request.actor),
        "may_send_back": can_send_back(found, request.actor),
        "is_writer": request.actor.is_any(Role.SECRETARIAT),
        "returned": selectors.last_return(found),
    }
    return render(request, "bulletins/bulletin.html", context)


@audience(Role.SECRETARIAT, Role.LEADER, Role.UNIT)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sheet alone, to be printed by the browser."""
    return render(request, "bulletins/print.html", _sheet(request, pk))


def _sheet(request: HttpRequest, pk: int) -> dict[str, Any]:
    found = selectors.get_bulletin(pk, request.actor)
    return {
        "rail_current": "bulletins",
        "bulletin": found,
        "paper": selectors.paper_of(found),
        **shown(found, request.actor),
    }
