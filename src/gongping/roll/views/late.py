"""The supplementary roll: proposed by the secretariat, confirmed by scrutineers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import Invalid
from gongping.polls.selectors import get_poll
from gongping.roll import selectors, services
from gongping.roll.forms import LateVoterForm

HERE = {"rail_current": "polls"}


@audience(Role.SECRETARIAT, Role.SCRUTINEER)
def late(request: HttpRequest, code: str) -> HttpResponse:
    """Show who is on the supplementary roll, and take a new line."""
    poll = get_poll(code, request.actor)
    form = LateVoterForm(poll, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            line = services.add_late_voter(poll, **form.cleaned_data, by=request.actor)
        except Invalid as error:
            form.add_error(error.field or None, error.message)
        else:
            messages.success(
                request,
                _("已补登%(name)s，等监票人确认。") % {"name": line.person.name},
            )
            return redirect("roll:late", code)
    context = {
        **HERE,
        "poll": poll,
        "form": form,
        "lines": selectors.late_voters_of(poll),
        "may_add": selectors.can_add_late(poll, request.actor),
        "may_confirm": selectors.can_confirm_late(poll, request.actor),
    }
    status = 422 if form.errors else 200
    return render(request, "roll/late.html", context, status=status)


@require_POST
@audience(Role.SCRUTINEER)
def confirm(request: HttpRequest, code: str, late_id: int) -> HttpResponse:
    """Keep a scrutineer's word for one line."""
    poll = get_poll(code, request.actor)
    line = services.confirm_late_voter(poll, late_id, by=request.actor)
    name = {"name": line.person.name}
    messages.success(
        request,
        _("%(name)s已进入补充名册，可以领票。") % name
        if line.is_entered
        else _("已记下您的确认，还要别的监票人确认%(name)s。") % name,
    )
    return redirect("roll:late", code)
