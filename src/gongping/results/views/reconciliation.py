"""The reconciliation table: what scrutineers look at before they co-sign."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.results import selectors


@audience(Role.SECRETARIAT, Role.SCRUTINEER)
def reconciliation(request: HttpRequest, code: str) -> HttpResponse:
    """Show whether people, ballots and slips add up, line by line."""
    poll, table = selectors.get_reconciliation(code, request.actor)
    context = {"rail_current": "polls", "poll": poll, "table": table}
    return render(request, "results/reconciliation.html", context)
