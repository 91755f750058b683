"""The scrutineers' desk: one page on which a browser does what is theirs to do."""

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.polls import selectors, services
from gongping.polls.views.boards import board_file
from gongping.polls.views.seals import take

HERE = {"rail_current": "polls"}


class HolderKey(msgspec.Struct, forbid_unknown_fields=True):
    """The key to which others seal what they hand over."""

    holder_key: str


class HandedOver(msgspec.Struct, forbid_unknown_fields=True):
    """A lock's key, sealed to each of its other holders by number."""

    number: int
    sealed: dict[int, str]


class Tried(msgspec.Struct, forbid_unknown_fields=True):
    """What the locks of one holder had inside."""

    challenge: str
    answers: dict[int, str]


@require_GET
@audience(Role.SCRUTINEER)
def desk(request: HttpRequest, code: str) -> HttpResponse:
    """Show a scrutineer what is to be done now, and by whom."""
    poll = selectors.get_poll(code, request.actor)
    seats = selectors.seats_progress(poll)
    me = next((s for s in seats if s.user_id == request.actor.user_id), None)
    if me is None:
        return redirect("polls:scrutineers", code)
    context = {
        **HERE,
        "poll": poll,
        "seats": seats,
        "me": me,
        "steps": selectors.poll_steps(poll),
        "why_void": selectors.why_void(poll),
    }
    return render(request, "polls/desk/page.html", context)


@require_GET
@audience(Role.SCRUTINEER)
def facts(request: HttpRequest, code: str) -> HttpResponse:
    """Tell the page of a scrutineer how far the poll and the others are."""
    poll = selectors.get_poll(code, request.actor)
    return JsonResponse(selectors.desk_facts(poll, request.actor))


@require_GET
@audience(Role.SCRUTINEER, Role.SECRETARIAT)
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Show again how far each scrutineer is."""
    poll = selectors.get_poll(code, request.actor)
    context = {
        "poll": poll,
        "seats": selectors.seats_progress(poll),
        "me": {"user_id": request.actor.user_id},
    }
    return render(request, "polls/desk/_people.html", context)


@require_GET
@audience(Role.SCRUTINEER)
def board(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give a scrutineer the board whose head is to be co-signed."""
    poll = selectors.get_poll(code, request.actor)
    lines = selectors.board_for_scrutineers(poll, request.actor)
    return board_file(lines, f"{code}-board-public.jsonl")


@require_POST
@audience(Role.SCRUTINEER)
def holder(request: HttpRequest, code: str) -> HttpResponse:
    """Take the key to which the others seal what they hand over."""
    return take(request, code, HolderKey, services.name_holder_key)


@require_POST
@audience(Role.SCRUTINEER)
def handover(request: HttpRequest, code: str) -> HttpResponse:
    """Take a lock's key, sealed to its other holders."""
    return take(request, code, HandedOver, services.hand_over)


@require_GET
@audience(Role.SCRUTINEER)
def trial(request: HttpRequest, code: str) -> HttpResponse:
    """Give something sealed to each lock of the scrutineer."""
    poll = selectors.get_poll(code, request.actor)
    return JsonResponse(selectors.offer_trial(poll, request.actor))


@require_POST
@audience(Role.SCRUTINEER)
def tried(request: HttpRequest, code: str) -> HttpResponse:
    """Take what was found in the locks."""
    return take(request, code, Tried, services.pass_trial)


@audience(Role.SCRUTINEER, Role.SECRETARIAT)
def again(request: HttpRequest, code: str) -> HttpResponse:
    """Ask once, then let all keys be made anew."""
    poll = selectors.get_poll(code, request.actor)
    if request.method == "POST":
        services.begin_again(poll, by=request.actor)
        messages.success(request, _("已从头开始。请各位监票人重新做钥匙。"))
        return redirect("polls:desk", code)
    context = {
        "title": _("从头再做钥匙？"),
        "body": _("全部监票人的钥匙和锁都作废，各位要在自己的设备上重新做一遍。"),
        "note": _("旧的备份文件从此没有用。规则冻结以前才可以。"),
        "label": _("从头再做"),
        "action": request.path,
        "back_url": request.path.removesuffix("again") + "desk",
    }
    return render(request, "shell/confirm.html", {**HERE, "poll": poll, **context})
