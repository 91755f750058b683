"""Paper ballots as a file for the printer: all sheets of a group are the same."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.paper import selectors, services
from gongping.paper.forms import PrintForm
from gongping.polls.selectors import get_poll, rule_code
from gongping.roll.selectors import count_by_group

HERE = {"rail_current": "polls"}


@audience(Role.SECRETARIAT)
def ballots(request: HttpRequest, code: str) -> HttpResponse:
    """Ask which and how many, then give the file."""
    poll = get_poll(code, request.actor)
    form = PrintForm(poll, request.POST or None)
    if form.is_valid():
        file = services.print_ballots(poll, **form.cleaned_data, by=request.actor)
        answer = HttpResponse(file, content_type="application/pdf")
        name = f"{code}-paper-{form.cleaned_data['group']}.pdf"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    context = {
        **HERE,
        "poll": poll,
        "form": form,
        "people": sum(count.paper for count in count_by_group(poll).values()),
        "may_print": selectors.can_print(poll, request.actor),
        "rule_code": rule_code(poll),
    }
    status = 422 if form.errors else 200
    return render(request, "paper/ballots.html", context, status=status)
