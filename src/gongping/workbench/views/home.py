"""The work list: what must I do now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongping.foundation import clock
from gongping.foundation.audience import SIGNED_IN, audience
from gongping.meetings.selectors import current_round
from gongping.workbench import selectors
from gongping.workbench.beginning import next_step
from gongping.workbench.todos import OPEN_TODOS, summary_of


@audience(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """Show one to-do list and, beside it, the state of one's own unit."""
    actor, round_ = request.actor, current_round(request)
    todos = selectors.todos_for(actor, round_)
    _remember(request, len(todos))
    context = {
        "rail_current": "workbench",
        "today": clock.today(),
        "todos": todos,
        "next_step": None if todos else next_step(actor),
        "summary": summary_of(todos),
        "unit": selectors.own_unit(actor, round_),
        "session": selectors.next_session(actor, round_),
        "changes": selectors.recent_changes(actor),
    }
    return render(request, "workbench/home.html", context)


def _remember(request: HttpRequest, count: int) -> None:
    # Writing the session only when the number changed saves a write each visit.
    if request.session.get(OPEN_TODOS) != count:
        request.session[OPEN_TODOS] = count
