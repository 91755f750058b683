"""Sealing the paper ballots, and beginning again before anything is signed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError
from gongping.paper import selectors, services
from gongping.polls import services as polls
from gongping.polls.selectors import get_poll

HERE = {"rail_current": "polls"}


@audience(Role.SECRETARIAT)
def seal(request: HttpRequest, code: str) -> HttpResponse:
    """Show the sums once, then seal."""
    poll = get_poll(code, request.actor)
    back = reverse("paper:desk", args=[code])
    if request.method == "POST":
        try:
            services.seal(poll, by=request.actor)
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("纸质票已封存。请监票人各自签名。"))
        return redirect(back)
    groups = selectors.desk_of(poll, request.actor)
    numbers = {"n": sum(g.sheets for g in groups), "p": sum(g.people for g in groups)}
    context = {
        **HERE, "poll": poll, "title": _("封存纸质票？"),
        "body": _("录入 %(n)d 张，登记用纸质票 %(p)d 人。") % numbers,
        "note": _("封存后，录入的内容、摞和先后全部抹去，只留打乱的票面。"),
        "label": _("封存纸质票"), "seal": True,
        "action": request.path, "back_url": back,
    }  # fmt: skip
    return render(request, "shell/confirm.html", context)


@audience(Role.SECRETARIAT)
def again(request: HttpRequest, code: str) -> HttpResponse:
    """Throw the sealed paper ballots away with a reason, to type them again."""
    poll, reason, problem = get_poll(code, request.actor), "", ""
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        try:
            polls.discard_paper(poll, reason, by=request.actor)
        except DomainError as error:
            problem = error.message
        else:
            messages.success(request, _("封存已作废。请从原票重新录入。"))
            return redirect("paper:desk", code)
    context = {**HERE, "poll": poll, "reason": reason, "problem": problem}
    status = 422 if problem else 200
    return render(request, "paper/again.html", context, status=status)
