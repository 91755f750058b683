"""The second office of a poll, on one page: roll out, keys in, counts in."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import Invalid
from gongping.polls import selectors, services
from gongping.polls.forms import OfficeFileForm

HERE = {"rail_current": "polls"}


@audience(Role.SECRETARIAT)
def office(request: HttpRequest, code: str) -> HttpResponse:
    """Show the second office, and what is wanted of it next."""
    return _page(request, code, OfficeFileForm())


@require_POST
@audience(Role.SECRETARIAT)
def keys(request: HttpRequest, code: str) -> HttpResponse:
    """Take the office's public keys, for the rules."""
    return _take(
        request, code, services.name_office, _("收下了公钥，冻结时写进规则书。")
    )


@require_POST
@audience(Role.SECRETARIAT)
def counts(request: HttpRequest, code: str) -> HttpResponse:
    """Take the office's counts, for the head."""
    return _take(
        request, code, services.take_office_counts, _("收下了数目，签板首时写进去。")
    )


@require_POST
@audience(Role.SECRETARIAT)
def dismiss(request: HttpRequest, code: str) -> HttpResponse:
    """Go on with one office."""
    poll = selectors.get_poll(code, request.actor)
    services.dismiss_office(poll, by=request.actor)
    messages.success(request, _("这次测评只由一个发票处发票。"))
    return redirect("polls:office", code)


def _take(
    request: HttpRequest, code: str, service: Callable[..., Any], done: str
) -> HttpResponse:
    poll = selectors.get_poll(code, request.actor)
    form = OfficeFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            service(poll, form.cleaned_data["file"], by=request.actor)
        except Invalid as error:
            form.add_error("file", error.message)
        else:
            messages.success(request, done)
            return redirect("polls:office", code)
    return _page(request, code, form)


def _page(request: HttpRequest, code: str, form: OfficeFileForm) -> HttpResponse:
    poll, actor = selectors.get_poll(code, request.actor), request.actor
    context = {
        **HERE,
        "poll": poll,
        "form": form,
        "office": selectors.office_of(poll),
        "counts": selectors.office_counts(poll),
        "may_change": selectors.can_change_office(poll, actor),
        "may_count": selectors.can_count_office(poll, actor),
        "rule_code": selectors.rule_code(poll),
    }
    status = 422 if form.errors else 200
    return render(request, "polls/office.html", context, status=status)
