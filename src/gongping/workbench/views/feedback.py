"""The box at the foot of every page, and what came out of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import SIGNED_IN, audience
from gongping.foundation.paging import page_of
from gongping.workbench import selectors, services
from gongping.workbench.forms import HOME, FeedbackForm


@require_http_methods(["GET", "HEAD", "POST"])
@audience(SIGNED_IN)
def feedback(request: HttpRequest) -> HttpResponse:
    """Keep the remark and go back to the page it is about; else show the box alone."""
    typed = request.POST if request.method == "POST" else None
    form = FeedbackForm(typed, initial={"path": reverse(HOME)})
    if form.is_valid():
        path = form.cleaned_data["path"]
        services.keep_feedback(path, form.cleaned_data["text"], by=request.actor)
        messages.success(request, _("已收到。秘书处和系统管理员会看，您不用再做什么。"))
        return redirect(path)
    context = {"rail_current": "workbench", "form": form, "has_feedback_page": True}
    status = 422 if form.is_bound else 200
    return render(request, "workbench/feedback.html", context, status=status)


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
