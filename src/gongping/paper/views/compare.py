"""Two entries side by side; what differs is settled before a scrutineer."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import Invalid
from gongping.foundation.sent import whole_number
from gongping.paper import selectors, services
from gongping.paper.disputed import disputed_sheets
from gongping.polls.selectors import get_poll

if TYPE_CHECKING:
    from gongping.foundation.actors import Actor
    from gongping.polls.models import Poll

HERE = {"rail_current": "polls"}


@never_cache
@audience(Role.SECRETARIAT, Role.SCRUTINEER)
def compare(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Show where the entries differ; a scrutineer keeps what the sheet says."""
    poll, actor = get_poll(code, request.actor), request.actor
    selectors.check_can_see_desk(poll, actor)
    seen, problem = _seen(request), ""
    if request.method == "POST":
        try:
            services.settle(poll, key, seen, by=actor)
        except Invalid as error:
            problem = error.message
        else:
            messages.success(request, _("已核定，您是见证的监票人。"))
            return redirect("paper:desk", code)
    context = {**_context(poll, key, actor), "problem": problem, "typed": _named(seen)}
    status = 422 if problem else 200
    return render(request, "paper/compare.html", context, status=status)


def _context(poll: "Poll", key: str, actor: "Actor") -> dict[str, object]:
    pile = selectors.get_pile(poll, key)
    return {
        **HERE, "poll": poll, "pile": pile,
        "state": selectors.state_of(pile), "turns": pile.turns.all(),
        "keys": selectors.keys_of(poll), "longest": selectors.longest_of(poll),
        "mine": selectors.own_turn(pile, actor),
        "comparison": selectors.compare(poll, pile),
        "disputed": disputed_sheets(poll, pile),
        "may_settle": selectors.can_settle(poll, pile, actor),
        "may_discard": selectors.can_discard_pile(poll, actor),
    }  # fmt: skip


@require_POST
@audience(Role.SECRETARIAT, Role.SCRUTINEER)
def reopen(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Open one's own entry again, because the number of sheets differs."""
    poll = get_poll(code, request.actor)
    services.reopen_turn(poll, key, by=request.actor)
    return redirect("paper:entry", code, key)


@audience(Role.SECRETARIAT)
def discard(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Ask once, then throw away what was typed of a pile."""
    poll = get_poll(code, request.actor)
    pile = selectors.get_pile(poll, key)
    back = reverse("paper:desk", args=[code])
    if request.method == "POST":
        services.discard_pile(poll, key, by=request.actor)
        messages.success(request, _("这一摞的录入已取消，可以重新录。"))
        return redirect(back)
    context = {
        **HERE, "poll": poll,
        "title": _("取消第 %(n)d 摞的录入？") % {"n": pile.number},
        "body": _("两遍录入的内容都会抹去，这一摞要从头再录。"),
        "note": _("取消会记入审计。"), "label": _("取消这一摞的录入"),
        "action": request.path, "back_url": back,
    }  # fmt: skip
    return render(request, "shell/confirm.html", context)


def _seen(request: HttpRequest) -> dict[tuple[int, int | None], str]:
    """Return what was typed for each difference; names are `seen-3-12` or `seen-3-`."""
    found: dict[tuple[int, int | None], str] = {}
    for name, value in request.POST.items():
        parts = name.split("-")
        sheet = whole_number(parts[1]) if len(parts) == 3 else None
        if parts[0] == "seen" and sheet is not None:
            found[sheet, whole_number(parts[2])] = str(value)
    return found


def _named(seen: dict[tuple[int, int | None], str]) -> dict[str, str]:
    return {
        f"{sheet}-{'' if cell is None else cell}": sign
        for (sheet, cell), sign in seen.items()
    }
