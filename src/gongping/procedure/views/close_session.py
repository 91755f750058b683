"""The end of a session: the leadership's requirements, closing, the archive."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError, Invalid
from gongping.ledger.selectors import list_focuses
from gongping.meetings.selectors import attendance_summary, get_session
from gongping.meetings.states import SessionState
from gongping.procedure import sessions
from gongping.procedure.console import console_of
from gongping.procedure.forms import CloseSessionForm

if TYPE_CHECKING:
    from gongping.meetings.models import ReviewSession

CLOSABLE = {SessionState.REPORTING, SessionState.SEALED}


@audience(Role.SECRETARIAT)
def close(request: HttpRequest, round_id: int) -> HttpResponse:
    """Record the requirements for all units and end the session."""
    session = get_session(round_id)
    odd = sessions.what_closing_means(session.round, attendance_summary(session))
    typed = request.POST if request.method == "POST" else None
    form = CloseSessionForm(typed, is_odd=bool(odd))
    if request.method == "POST" and form.is_valid():
        lines = form.lines()
        try:
            sessions.close_session(session, lines, by=request.actor)
        except Invalid as error:
            form.add_error(error.field, error.message)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _said(len(lines)))
            return redirect("procedure:console", round_id)
    return _page(request, session, form, odd)


@require_POST
@audience(Role.SECRETARIAT)
def archive(request: HttpRequest, round_id: int) -> HttpResponse:
    """Ask once, then archive the round."""
    round_ = get_session(round_id).round
    if "sure" not in request.POST and not sessions.what_archive_wants(round_):
        return _ask_to_archive(request, round_id)
    try:
        sessions.archive_round(round_, by=request.actor)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("已归档。没办结的事项在台账里接着办。"))
    return redirect("procedure:console", round_id)


def _ask_to_archive(request: HttpRequest, round_id: int) -> HttpResponse:
    context = {
        "rail_current": "meetings",
        "title": _("归档这一轮？"),
        "body": _("归档就是这一轮办完了：不能退回，也不能再安排测评。"),
        "note": _("没办结的事项在台账里接着办，没签收的点评照常签收。"),
        "label": _("归档这一轮"),
        "action": request.path,
        "hidden": {"sure": "1"},
        "back_url": reverse("procedure:console", args=[round_id]),
    }
    return render(request, "shell/confirm.html", context)


def _page(
    request: HttpRequest,
    session: "ReviewSession",
    form: CloseSessionForm,
    odd: list[str],
) -> HttpResponse:
    console = console_of(session)
    context = {
        "rail_current": "meetings",
        "session": session,
        "form": form,
        "odd": odd,
        "console": console,
        "focuses": list_focuses(session.round.year),
        "refusal": _why_not(session, console.progress.left),
    }
    status = 422 if form.errors else 200
    return render(request, "procedure/close_session.html", context, status=status)


def _why_not(session: "ReviewSession", left: int) -> str:
    if session.state == SessionState.CLOSED:
        return _("已经散会。")
    if session.state not in CLOSABLE:
        return _("现在是“%(state)s”阶段，还不能散会。") % {
            "state": session.get_state_display()
        }
    if left:
        return _("还有 %(n)d 个单位未汇报完，暂不能散会。") % {"n": left}
    return ""


def _said(count: int) -> str:
    if not count:
        return _("已散会。")
    return ngettext(
        "已散会，记下 %(n)d 条年度要求，台账事项可以对应到它们。",
        "已散会，记下 %(n)d 条年度要求，台账事项可以对应到它们。",
        count,
    ) % {"n": count}
