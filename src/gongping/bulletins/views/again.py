"""Drafting again: first what would change, then, if wanted, the change."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongping.bulletins import selectors, services
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.sent import whole_number


@audience(Role.SECRETARIAT)
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the records say now beside what was written; lay it in on demand."""
    found = selectors.get_bulletin(pk, request.actor)
    if request.method == "POST":
        version = whole_number(request.POST.get("version")) or 0
        services.draft_again(pk, version=version, by=request.actor)
        messages.success(request, _("已按现在的记录重拟，您改过的地方都没有动。"))
        return redirect("bulletins:bulletin", pk)
    now = selectors.drafted_again(found, request.actor)
    context = {"rail_current": "bulletins", "bulletin": found, "merged": now.merged}
    return render(request, "bulletins/again.html", context)
