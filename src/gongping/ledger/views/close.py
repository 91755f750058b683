"""Closing an item out (销号)."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError
from gongping.ledger import policies, selectors, services
from gongping.ledger.forms import ReopenForm
from gongping.ledger.views.forms_page import about, blame, page, posted
from gongping.ledger.views.words import path_count

if TYPE_CHECKING:
    from gongping.ledger.models import LedgerItem


@audience(Role.SECRETARIAT)
def close(request: HttpRequest, number: str) -> HttpResponse:
    """Ask once with the figures; then close the item out."""
    item = selectors.get_item(number, request.actor)
    policies.check_can_close(item, request.actor)
    if request.method == "POST":
        services.close_item(item, by=request.actor)
        messages.success(request, _("已销号。六个月后回头看。"))
        return redirect("ledger:item", number)
    context = {
        "rail_current": "ledger",
        "title": _("销号“%(title)s”？") % {"title": item.title},
        "body": path_count(list(item.milestones.all())) + _("。"),
        "note": _("销号后不再报进展，六个月后请点评人回头看。"),
        "action": reverse("ledger:close", args=[number]),
        "label": _("销号"),
        "back_url": reverse("ledger:item", args=[number]),
    }
    return render(request, "shell/confirm.html", context)


@audience(Role.SECRETARIAT)
def reopen(request: HttpRequest, number: str) -> HttpResponse:
    """Take a closed item up again, with the reason."""
    item = selectors.get_item(number, request.actor)
    policies.check_can_reopen(item, request.actor)
    form = ReopenForm(posted(request))
    if form.is_valid() and _reopened(request, item, form):
        return redirect("ledger:item", number)
    heading = _("重新办理")
    context = about(item, heading=heading, button=heading)
    return page(request, "ledger/reason.html", form, context)


def _reopened(request: HttpRequest, item: "LedgerItem", form: ReopenForm) -> bool:
    try:
        services.reopen_item(item, **form.cleaned_data, by=request.actor)
    except DomainError as error:
        blame(form, error)
        return False
    messages.success(request, _("已重新办理，多了一个节点。"))
    return True
