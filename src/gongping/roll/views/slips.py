"""Slips for the hall: piles, sheets for the printer, and the undrawn ones opened."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError, Invalid
from gongping.foundation.names import local_name
from gongping.polls.selectors import get_poll, rule_code
from gongping.roll import selectors, services
from gongping.roll.piles import piles_of
from gongping.roll.slips import (
    A_SHEET,
    read_typed,
    sheets_of,
    slips_for,
    slips_pdf,
)

if TYPE_CHECKING:
    from gongping.polls.models import Poll

HERE = {"rail_current": "polls"}


@audience(Role.SECRETARIAT)
def slips(request: HttpRequest, code: str) -> HttpResponse:
    """Show the piles: how many slips, on how many sheets, printed or not."""
    return _piles(request, get_poll(code, request.actor))


@never_cache
@require_POST
@audience(Role.SECRETARIAT)
def pile(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """Give the slips of one group to the printer; each time is recorded."""
    poll = get_poll(code, request.actor)
    reason = request.POST.get("reason", "")
    try:
        secrets = services.print_slips(poll, position, reason, by=request.actor)
    except Invalid as error:
        return _piles(request, poll, wrong=(position, error.message))
    group = poll.groups.get(position=position)
    site = settings.SITE_PUBLIC_URL or request.build_absolute_uri("/")
    made = slips_for(poll, group, secrets, site)
    if request.POST.get("as") == "pdf":
        file = slips_pdf(poll, group, made, is_again=bool(reason))
        # Shown, not saved: a file in a folder of downloads would outlive the print.
        return HttpResponse(file, content_type="application/pdf")
    context = {
        "poll": poll,
        "group": group,
        "sheets": sheets_of(made),
        "count": len(secrets),
        "rule_code": rule_code(poll),
    }
    return render(request, "roll/pile.html", context)


@require_POST
@audience(Role.SECRETARIAT)
def wipe(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """Forget the secrets of a pile that was counted."""
    poll = get_poll(code, request.actor)
    services.wipe_pile(poll, position, by=request.actor)
    name = local_name(poll.groups.get(position=position))
    messages.success(
        request, _("“%(group)s”的底稿已经抹去，票条只剩纸上的。") % {"group": name}
    )
    return redirect("roll:slips", code)


@never_cache
@audience(Role.SECRETARIAT, Role.SCRUTINEER)
def left_over(request: HttpRequest, code: str) -> HttpResponse:
    """Open the slips that nobody drew, one after the other, before scrutineers."""
    poll, typed, wrong = get_poll(code, request.actor), "", None
    if request.method == "POST":
        typed = request.POST.get("typed", "")
        try:
            return _opened(request, poll, typed)
        except DomainError as error:
            wrong = error
    status = wrong.status if wrong else 200
    seats = poll.scrutineers.all()
    context = {
        **HERE,
        "poll": poll,
        "piles": piles_of(poll),
        "present": sum(seat.is_present for seat in seats),
        "may_open": selectors.can_open_slips(poll, request.actor),
        "typed": typed,
        "wrong": wrong.message if wrong else "",
    }
    return render(request, "roll/left_over.html", context, status=status)


def _opened(request: HttpRequest, poll: "Poll", typed: str) -> HttpResponse:
    before = sum(pile.opened for pile in piles_of(poll))
    secret = read_typed(poll, typed)
    now = services.open_undrawn_slips(poll, [secret], by=request.actor)
    if now == before:
        messages.warning(request, _("这一张已经打开过，没有再计一次。"))
    else:
        messages.success(request, _("已打开，一共 %(n)d 张。") % {"n": now})
    return redirect("roll:left_over", poll.code)


def _piles(
    request: HttpRequest, poll: "Poll", wrong: tuple[int, str] = (0, "")
) -> HttpResponse:
    context = {
        **HERE,
        "poll": poll,
        "piles": piles_of(poll),
        "a_sheet": A_SHEET,
        "may_print": selectors.can_print(poll, request.actor),
        "wrong_pile": wrong[0],
        "wrong": wrong[1],
    }
    status = 422 if wrong[0] else 200
    return render(request, "roll/slips.html", context, status=status)
