"""The desk of a poll and the acts that cannot be undone, each asked once."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError
from gongping.polls import selectors
from gongping.polls.services import repeat_poll
from gongping.procedure import ballots
from gongping.procedure.poll_desk import (
    BY_VERB,
    desk_of,
    note_of,
    sizes_of,
    take_step,
)

if TYPE_CHECKING:
    from gongping.polls.models import Poll

HERE = {"rail_current": "polls"}


@audience(Role.SECRETARIAT)
def poll_desk(request: HttpRequest, code: str) -> HttpResponse:
    """Show how far the poll is, and the one next step."""
    poll = selectors.get_poll(code, request.actor)
    context = {
        **HERE,
        "poll": poll,
        "desk": desk_of(poll),
        "steps": selectors.poll_steps(poll),
        "why_void": selectors.why_void(poll),
        "refusal": ballots.why_not_next(poll),
        "may_repeat": selectors.can_repeat(poll, request.actor),
        "may_void": selectors.can_void(poll, request.actor),
        "rule_code": selectors.rule_code(poll),
        "seats": selectors.seats_of(poll),
        "ceremony_note": selectors.ceremony_note(poll),
        "ballot_address": request.build_absolute_uri(selectors.join_address(poll)),
    }
    return render(request, "procedure/poll_desk.html", context)


@audience(Role.SECRETARIAT)
def freeze(request: HttpRequest, code: str) -> HttpResponse:
    """Show the figures that are about to be fixed; fix them at the second press."""
    poll, actor = selectors.get_poll(code, request.actor), request.actor
    if not selectors.can_plan(poll, actor):
        return redirect("procedure:poll_desk", code)
    if request.method == "POST":
        try:
            ballots.freeze_poll(poll, by=actor)
        except DomainError as error:
            messages.error(request, error.message)
            return redirect("procedure:freeze", code)
        messages.success(request, _("规则和名册已冻结，票箱已收到规则。"))
        return redirect("procedure:poll_desk", code)
    sizes = sizes_of(poll)
    advice = selectors.advise(poll, sizes)
    context = {
        **HERE, "poll": poll, "advice": advice, "is_ready": selectors.is_ready(advice),
        "groups": [(g, sizes[g.position]) for g in poll.groups.all()],
        "entitled": sum(sizes.values()), "units": selectors.units_of_poll(poll),
        "seats": selectors.seats_of(poll),
    }  # fmt: skip
    return render(request, "procedure/freeze.html", context)


@audience(Role.SECRETARIAT)
def step(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """Ask once, then do one step of the poll's life."""
    if verb not in BY_VERB:
        raise Http404
    asked = BY_VERB[verb]
    poll = selectors.get_poll(code, request.actor)
    if request.method == "POST":
        try:
            take_step(asked, poll, by=request.actor)
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, str(asked.done))
        return redirect(_came_from(request, poll))
    context = {
        "title": asked.title, "body": asked.body,
        "note": note_of(asked, selectors.progress_of(poll, sizes_of(poll))),
        "label": asked.label, "seal": asked.seal,
        "action": request.get_full_path(), "back_url": _came_from(request, poll),
    }  # fmt: skip
    return render(request, "shell/confirm.html", {**HERE, "poll": poll, **context})


def _came_from(request: HttpRequest, poll: "Poll") -> str:
    """Return the page to go back to: who runs the hall stays on the console."""
    if request.GET.get("from") == "console":
        return reverse("procedure:console", args=[poll.round_id])
    return reverse("procedure:poll_desk", args=[poll.code])


@audience(Role.SECRETARIAT)
def void(request: HttpRequest, code: str) -> HttpResponse:
    """Give a poll up before casting opens, with the reason."""
    poll, reason = selectors.get_poll(code, request.actor), ""
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        try:
            ballots.void_poll(poll, reason, by=request.actor)
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("已作废。可以为本轮另建一次测评。"))
            return redirect("procedure:poll_desk", code)
    status = 422 if request.method == "POST" else 200
    context = {
        **HERE, "poll": poll, "reason": reason,
        "refusal": selectors.why_not_to_be_voided(poll),
    }  # fmt: skip
    return render(request, "procedure/void.html", context, status=status)


@require_POST
@audience(Role.SECRETARIAT)
def repeat(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the repetition of a void poll, and lead to it."""
    poll = selectors.get_poll(code, request.actor)
    try:
        new = repeat_poll(poll, by=request.actor)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("procedure:poll_desk", code)
    messages.success(
        request, _("已按原方案建好重投。请监票人重新做钥匙，再核对并冻结。")
    )
    return redirect("procedure:poll_desk", new.code)


@audience(Role.SCRUTINEER)
def unseal(request: HttpRequest, code: str) -> HttpResponse:
    """Open the board with enough scrutineers present, and count."""
    poll = selectors.get_poll(code, request.actor)
    back = reverse("polls:scrutineers", args=[code])
    if request.method != "POST":
        context = {
            "title": _("启封？"), "action": request.path, "label": _("启封并计票"),
            "body": _("启封后立即计票，计票结果不能改。"), "seal": True,
            "note": _("收回不到法定张数的，测评不生效，票不打开。"), "back_url": back,
        }  # fmt: skip
        return render(request, "shell/confirm.html", {**HERE, "poll": poll, **context})
    try:
        result = ballots.unseal_poll(poll, by=request.actor)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(back)
    if result is None:
        messages.warning(request, _("收回不足，本次不生效。票没有打开。"))
        return redirect(back)
    messages.success(request, _("已启封并计票。"))
    return redirect("results:result", code)
