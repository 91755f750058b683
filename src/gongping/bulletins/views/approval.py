"""Laying a document before the leaders, approving it, sending it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.bulletins import selectors, services
from gongping.bulletins.forms import ReturnForm
from gongping.bulletins.policies import check_can_approve, check_can_send_back
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.sent import whole_number


@require_POST
@audience(Role.SECRETARIAT)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the leaders to approve the document as it stands."""
    selectors.get_bulletin(pk, request.actor)
    services.submit(pk, version=_version(request), by=request.actor)
    messages.success(request, _("已送批。部领导的待办里有这一份。"))
    return redirect("bulletins:bulletin", pk)


@audience(Role.LEADER)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then freeze the document."""
    found = selectors.get_bulletin(pk, request.actor)
    if request.method == "POST":
        services.approve(pk, version=_version(request), by=request.actor)
        messages.success(request, _("已批准。文字和数都定了，不能再改。"))
        return redirect("bulletins:bulletin", pk)
    check_can_approve(found, request.actor)
    context = {
        "rail_current": "bulletins",
        "title": _("批准这份%(kind)s？") % {"kind": found.get_kind_display()},
        "body": "".join(found.title.split()),
        "note": _("批准以后一个字也不能再改，并记下指纹。"),
        "action": request.path,
        "label": _("批准"),
        "back_url": reverse("bulletins:bulletin", args=[pk]),
        "hidden": {"version": found.version},
        "seal": True,
    }
    return render(request, "shell/confirm.html", context)


@audience(Role.LEADER, Role.SECRETARIAT)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason and give the document back to be corrected."""
    found = selectors.get_bulletin(pk, request.actor)
    check_can_send_back(found, request.actor)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.send_back(pk, form.cleaned_data["reason"], by=request.actor)
        messages.success(request, _("已退回，原因写在公文上。"))
        return redirect("bulletins:home")
    context = {
        "rail_current": "bulletins",
        "bulletin": found,
        "form": form,
        "is_writer": request.actor.is_any(Role.SECRETARIAT),
    }
    status = 422 if form.is_bound else 200
    return render(request, "bulletins/return.html", context, status=status)


def _version(request: HttpRequest) -> int:
    return whole_number(request.POST.get("version")) or 0
