"""The scrutineers' page: each marks presence on a device of their own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.polls import selectors, services

HERE = {"rail_current": "polls"}


@audience(Role.SCRUTINEER, Role.SECRETARIAT)
def scrutineers(request: HttpRequest, code: str) -> HttpResponse:
    """Show who is present, and what is still wanting for the unsealing."""
    poll, actor = selectors.get_poll(code, request.actor), request.actor
    seats = selectors.seats_of(poll)
    present = sum(seat.is_present for seat in seats)
    context = {
        **HERE,
        "poll": poll,
        "seats": selectors.seats_progress(poll),
        "present": present,
        "missing": max(poll.threshold - present, 0),
        "me": next((s for s in seats if s.user_id == actor.user_id), None),
        "may_attend": selectors.can_attend(poll, actor),
        "may_give_up": selectors.can_give_up(poll, actor),
        "may_unseal": selectors.can_unseal(poll, actor),
        "has_public_board": selectors.can_see_public_board(poll),
        "may_see_whole_board": selectors.can_see_whole_board(poll, actor),
        "ceremony_note": selectors.ceremony_note(poll),
        "may_begin_again": selectors.can_begin_again(poll, actor),
        "rule_code": selectors.rule_code(poll),
        "steps": selectors.poll_steps(poll),
        "why_void": selectors.why_void(poll),
    }
    return render(request, "polls/scrutineers.html", context)


@audience(Role.SCRUTINEER)
def give_up(request: HttpRequest, code: str) -> HttpResponse:
    """Ask once, then let the secretariat make a poll void that cannot be opened."""
    poll = selectors.get_poll(code, request.actor)
    if request.method == "POST":
        services.give_up(poll, by=request.actor)
        messages.success(
            request, _("已记下您放弃启封。秘书处写明原因后，测评作废重来。")
        )
        return redirect("polls:scrutineers", code)
    context = {
        "title": _("放弃启封？"),
        "body": _("监票人凑不齐、钥匙丢了，启封不了时才用。放弃以后不能收回。"),
        "note": _("还有足够的监票人到场并愿意启封的，测评照样启封。"),
        "label": _("放弃启封"),
        "action": request.path,
        "back_url": reverse("polls:scrutineers", args=[code]),
    }
    return render(request, "shell/confirm.html", {**HERE, "poll": poll, **context})


@require_POST
@audience(Role.SCRUTINEER)
def present(request: HttpRequest, code: str) -> HttpResponse:
    """Mark the scrutineer present."""
    poll = selectors.get_poll(code, request.actor)
    services.mark_present(poll, by=request.actor)
    messages.success(request, _("已记下您到场。"))
    return redirect("polls:desk", code)
