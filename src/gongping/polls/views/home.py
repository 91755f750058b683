"""All polls, and the beginning of a new one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongping.foundation.actors import Role
from gongping.foundation.audience import SIGNED_IN, audience
from gongping.foundation.paging import page_of
from gongping.meetings.selectors import get_round, list_rounds
from gongping.meetings.states import RoundState
from gongping.polls import selectors, services
from gongping.polls.forms import NewPollForm

GOES_ON = {RoundState.PREPARING, RoundState.OPEN}
HERE = {"rail_current": "polls"}


@audience(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """List the polls that the person may see, newest first."""
    actor = request.actor
    page = page_of(request, selectors.list_polls(actor))
    context = {
        **HERE,
        "page": page,
        "may_manage": selectors.can_manage(actor),
        "is_voter": actor.is_any(Role.VOTER),
        "is_scrutineer": actor.is_any(Role.SCRUTINEER),
        "is_reader": selectors.answers_for_polls(actor),
    }
    return render(request, "polls/home.html", context)


@audience(Role.SECRETARIAT)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a poll with a preset; everything can still be changed in its plan."""
    rounds = [round_ for round_ in list_rounds() if round_.state in GOES_ON]
    form = NewPollForm(rounds, request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data
        round_ = get_round(int(typed["round"]))
        poll = services.create_poll(
            round_, by=request.actor, preset=typed["preset"], layout=typed["layout"]
        )
        return redirect("polls:plan", poll.code)
    status = 422 if request.method == "POST" else 200
    context = {**HERE, "form": form, "has_rounds": bool(rounds)}
    return render(request, "polls/new.html", context, status=status)
