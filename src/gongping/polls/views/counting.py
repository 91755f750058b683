"""How a poll is counted: a preset to begin with, then every rule."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import Invalid
from gongping.polls import selectors, services
from gongping.polls.counting_forms import CountingForms, PresetForm

if TYPE_CHECKING:
    from gongping.polls.models import Poll

HERE = {"rail_current": "polls"}


@audience(Role.SECRETARIAT)
def counting(request: HttpRequest, code: str) -> HttpResponse:
    """Show and keep how the poll is counted; a frozen one leads to the rules."""
    poll = selectors.get_poll(code, request.actor)
    if not selectors.can_plan(poll, request.actor):
        return redirect("polls:rules", code)
    forms = CountingForms(selectors.plan_of(poll), request.POST or None)
    if request.method == "POST" and forms.is_valid():
        try:
            services.save_counting(
                poll, forms.quorum, forms.counting(), by=request.actor
            )
        except Invalid as error:
            forms.main.add_error(None, error.message)
        else:
            messages.success(request, _("计分规则已保存。"))
            return redirect("polls:counting", code)
    return _page(request, poll, forms, PresetForm())


@require_POST
@audience(Role.SECRETARIAT)
def preset(request: HttpRequest, code: str) -> HttpResponse:
    """Plan the poll anew as a preset has it."""
    poll = selectors.get_poll(code, request.actor)
    if not selectors.can_plan(poll, request.actor):
        return redirect("polls:rules", code)
    chosen = PresetForm(request.POST)
    if not chosen.is_valid():
        return _page(request, poll, CountingForms(selectors.plan_of(poll)), chosen)
    services.apply_preset(poll, chosen.cleaned_data["preset"], by=request.actor)
    messages.success(request, _("已按预设改好指标、等次、票种和计分规则，请逐项核对。"))
    return redirect("polls:counting", code)


def _page(
    request: HttpRequest, poll: "Poll", forms: CountingForms, presets: PresetForm
) -> HttpResponse:
    context = {**HERE, "poll": poll, "forms": forms, "presets": presets}
    status = 422 if request.method == "POST" else 200
    return render(request, "polls/counting.html", context, status=status)
