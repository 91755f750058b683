"""The record as its administrator reads it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.audit import selectors, services
from gongping.audit.forms import LogForm
from gongping.audit.wording import rows_of, sentence_of
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.paging import page_of


@audience(Role.AUDIT_ADMIN)
def show(request: HttpRequest) -> HttpResponse:
    """Show what happened, newest first, in sentences."""
    form = LogForm(request.GET or {})
    page = page_of(request, selectors.list_events(request.actor, form.wanted()))
    rows = [
        {"event": event, "said": sentence_of(event), "detail": rows_of(event.detail)}
        for event in page
    ]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "last_check": selectors.latest_check(request.actor),
        "last_event": selectors.latest_event(request.actor),
        "rail_current": "system",
    }
    return render(request, "audit/log.html", context)


@audience(Role.AUDIT_ADMIN)
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Read the whole chain through and say what came out."""
    report = services.check_chain(by=request.actor)
    if report.is_intact:
        sentence = _("核对了 %(n)d 条，一条不少，一条未改。")
        messages.success(request, sentence % {"n": report.count})
    else:
        sentence = _(
            "第 %(n)d 条与写下时不同，或前后少了记录。请保留现场，报告安全部门。"
        )
        messages.error(request, sentence % {"n": report.broken_at})
    return redirect("audit:log")
