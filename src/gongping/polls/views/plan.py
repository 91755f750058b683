"""The plan of a poll, with the adviser beside it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import Invalid
from gongping.polls import selectors, services
from gongping.polls.forms import PlanForms

HERE = {"rail_current": "polls"}


@audience(Role.SECRETARIAT)
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """Show and keep the plan; a frozen one leads to the rules."""
    poll = selectors.get_poll(code, request.actor)
    if not selectors.can_plan(poll, request.actor):
        return redirect("polls:rules", code)
    users = selectors.candidates_for_scrutiny()
    forms = PlanForms(selectors.plan_of(poll), users, request.POST or None)
    if request.method == "POST" and forms.is_valid():
        try:
            services.save_plan(poll, forms.plan(), by=request.actor)
        except Invalid as error:
            forms.main.add_error(None, error.message)
        else:
            messages.success(request, _("方案已保存，提醒已按新方案给出。"))
            return redirect("polls:plan", code)
    status = 422 if request.method == "POST" else 200
    sizes = selectors.sizes_by_group(poll)
    advice = selectors.advise(poll, sizes)
    context = {**HERE, "poll": poll, "forms": forms, "advice": advice, "sizes": sizes}
    return render(request, "polls/plan.html", context, status=status)
