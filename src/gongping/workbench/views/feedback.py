"""The box at the foot of every page, and what came out of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import SIGNED_IN, audience
from gongping.foundation.errors import DomainError
from gongping.foundation.paging import page_of
from gongping.workbench import selectors, services


@require_POST
@audience(SIGNED_IN)
def feedback(request: HttpRequest) -> HttpResponse:
    """Keep the remark and go back to the page it is about."""
    path = request.POST.get("path", "")
    if not _is_ours(path):
        path = reverse("workbench:home")
    try:
        services.keep_feedback(path, request.POST.get("text", ""), by=request.actor)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("已收到。系统管理员会看，您不用再做什么。"))
    return redirect(path)


@audience(Role.SYSTEM_ADMIN, Role.SECRETARIAT)
def feedbacks(request: HttpRequest) -> HttpResponse:
    """List the remarks, those not yet handled first."""
    context = {
        "rail_current": "system",
        "page": page_of(request, selectors.list_feedback()),
    }
    return render(request, "workbench/feedbacks.html", context)


@require_POST
@audience(Role.SYSTEM_ADMIN, Role.SECRETARIAT)
def handled(request: HttpRequest, feedback_id: int) -> HttpResponse:
    """Tick a remark off."""
    services.mark_handled(feedback_id)
    return redirect("workbench:feedbacks")


def _is_ours(path: str) -> bool:
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, None)
