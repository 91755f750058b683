"""One sheet at a time: the grid, keys only, every cell kept while it is typed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError
from gongping.foundation.sent import whole_number
from gongping.paper import selectors, services
from gongping.polls.selectors import get_poll

HERE = {"rail_current": "polls"}
STEPS = {"next": 1, "back": -1}


@never_cache
@audience(Role.SECRETARIAT, Role.SCRUTINEER)
def entry(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Show the grid of one sheet of one's own entry."""
    poll = get_poll(code, request.actor)
    shown = selectors.open_sheet(poll, key, request.GET.get("sheet", ""), request.actor)
    context = _context(poll, shown)
    return render(request, "paper/entry.html", context)


@never_cache
@require_POST
@audience(Role.SECRETARIAT, Role.SCRUTINEER)
def keep(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Keep the sheet as far as it is typed, and go on to where the clerk wants."""
    poll, at = get_poll(code, request.actor), _place(request)
    wrong = services.save_sheet(
        poll, key, at, request.POST.getlist("cell"),
        is_void="void" in request.POST, by=request.actor,
    )  # fmt: skip
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"wrong": wrong})
    if wrong:
        shown = selectors.open_sheet(poll, key, str(at), request.actor)
        context = {**_context(poll, shown), "wrong": wrong}
        return render(request, "paper/entry.html", context, status=422)
    do = request.POST.get("do", "")
    if do == "finish":
        return redirect("paper:done", code, key)
    return _to(code, key, max(at + STEPS.get(do, 0), 1))


@require_POST
@audience(Role.SECRETARIAT, Role.SCRUTINEER)
def sheet(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Put an empty sheet in before this one, or take this one out."""
    poll, at = get_poll(code, request.actor), _place(request)
    act = services.drop_sheet if "drop" in request.POST else services.insert_sheet
    act(poll, key, at, by=request.actor)
    return _to(code, key, at)


@audience(Role.SECRETARIAT, Role.SCRUTINEER)
def done(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Ask once how many sheets the pile has, then close one's own entry."""
    poll = get_poll(code, request.actor)
    shown = selectors.open_sheet(poll, key, "", request.actor)
    back = reverse("paper:entry", args=[code, key])
    if request.method == "POST":
        try:
            services.finish_turn(poll, key, by=request.actor)
        except DomainError as error:
            messages.error(request, error.message)
            return redirect(back)
        messages.success(request, _("这一摞录完了。"))
        return redirect("paper:desk", code)
    context = {
        **HERE, "poll": poll, "title": _("这一摞共 %(n)d 张？") % {"n": shown.typed},
        "body": _("请数一数这一摞的张数。与录入的张数相同，才算录完。"),
        "note": _("录完以后，这一遍不能再改。"), "label": _("张数相同，录完了"),
        "action": request.path, "back_url": back, "back_label": _("回去再看"),
    }  # fmt: skip
    return render(request, "shell/confirm.html", context)


def _context(poll: object, shown: selectors.OpenSheet) -> dict[str, object]:
    return {**HERE, "poll": poll, "shown": shown}


def _place(request: HttpRequest) -> int:
    return whole_number(request.POST.get("sheet")) or 0


def _to(code: str, key: str, place: int) -> HttpResponse:
    return redirect(f"{reverse('paper:entry', args=[code, key])}?sheet={place}")
