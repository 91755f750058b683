"""Reports: who has handed in, and one unit's report to write or to read."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import Invalid
from gongping.meetings import policies, selectors, services
from gongping.meetings.exceptions import ReportChanged, ReportFixed
from gongping.meetings.forms import ReportForm
from gongping.meetings.views.steps import step

MOST_BESIDE = 12
READERS = (Role.SECRETARIAT, Role.LEADER, Role.UNIT)


@audience(*READERS)
def index(request: HttpRequest, round_id: int) -> HttpResponse:
    """List the reports that the reader may open, those still missing first said."""
    session = selectors.get_session(round_id)
    rows = selectors.list_reports(session.round)
    if not policies.may_read_all_reports(request.actor):
        rows = [row for row in rows if request.actor.files_for(row.unit.pk)]
    show, submitted = request.GET.get("show", ""), sum(r.is_submitted for r in rows)
    wanted = {"missing": False, "submitted": True}.get(show)
    context = {
        "rail_current": "meetings",
        "session": session,
        "show": show,
        "all": len(rows),
        "submitted": submitted,
        "missing": len(rows) - submitted,
        "is_manager": policies.may_manage(request.actor),
        "rows": [r for r in rows if wanted is None or r.is_submitted == wanted],
    }
    return render(request, "meetings/reports.html", context)


@audience(*READERS)
def show(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponse:
    """Let the unit write its report, or show it to who may read it."""
    session, slot = selectors.session_with_slot(round_id, unit_id)
    report = selectors.report_for(session.round, unit_id, request.actor)
    report.slot = slot
    is_writer = policies.may_write_report(unit_id, request.actor)
    if request.method == "POST":
        return _save(request, session, report)
    if is_writer and policies.can_edit_report(report, session):
        return _page(request, session, report, _begun(request, session, report))
    return _page(request, session, report, None)


@require_POST
@audience(Role.UNIT)
def submit(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponse:
    """Keep what is on the page and hand the report in."""
    session, slot = selectors.session_with_slot(round_id, unit_id)
    report = selectors.report_for(session.round, unit_id, request.actor)
    report.slot = slot
    return _save(request, session, report, is_final=True)


@require_POST
@audience(Role.UNIT)
def withdraw(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponse:
    """Take the report back."""
    session = selectors.get_session(round_id)

    def act() -> str:
        services.withdraw_report(session.round, unit_id, by=request.actor)
        return _("材料已撤回，可以接着改。改完请再交。")

    return step(request, request.path.removesuffix("/withdraw"), act)


def _save(
    request: HttpRequest, session: Any, report: Any, *, is_final: bool = False
) -> HttpResponse:
    form = ReportForm(request.POST, is_draft=not is_final)
    if not form.is_valid():
        return _page(request, session, report, form, 422)
    keep = services.submit_report if is_final else services.save_report
    try:
        keep(
            session.round, report.unit_id, by=request.actor,
            text=form.text(), version=form.cleaned_data["version"],
        )  # fmt: skip
    except (ReportChanged, ReportFixed) as error:
        return _conflict(request, session, report, error.message)
    except Invalid as error:
        form.add_error(error.field, error.message)
        return _page(request, session, report, form, 422)
    said = _("材料已交。汇报开始前可以撤回再改。") if is_final else _("草稿已保存。")
    messages.success(request, said)
    return redirect("meetings:report", session.pk, report.unit_id)


def _conflict(
    request: HttpRequest, session: Any, report: Any, sentence: str
) -> HttpResponse:
    """Show what is kept now above what was typed; the next save goes on from it."""
    typed = request.POST.copy()
    typed["version"] = str(report.version)
    form = ReportForm(typed, is_draft=True)
    form.add_error(None, sentence)
    return _page(request, session, report, form, 409)


def _begun(request: HttpRequest, session: Any, report: Any) -> ReportForm:
    """Return the form as it was left, or begun from the ledger."""
    if report.pk is None or "refill" in request.GET:
        text = services.prefilled_text(
            selectors.report_sources(session.round, report.unit_id)
        )
    else:
        text = report
    names = ("rectification", "achievements", "business", "party_building")
    initial = {name: getattr(text, name) for name in names}
    return ReportForm(initial={**initial, "version": report.version})


def _page(
    request: HttpRequest, session: Any, report: Any, form: Any, status: int = 200
) -> HttpResponse:
    context = {
        "rail_current": "meetings",
        "session": session,
        "report": report,
        "form": form,
        "current": report if status == 409 else None,
        "sources": selectors.report_sources(
            session.round, report.unit_id, most=MOST_BESIDE
        ),
        "slot": report.slot,
        "is_writer": policies.may_write_report(report.unit_id, request.actor),
        "can_withdraw": policies.can_withdraw(report, session),
        "is_refilled": "refill" in request.GET,
    }
    return render(request, "meetings/report.html", context, status=status)
