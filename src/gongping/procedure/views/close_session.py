"""The end of a session: the leadership's requirements, closing, the archive."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError, Invalid
from gongping.ledger.selectors import list_focuses
from gongping.meetings.selectors import get_session
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
    form = CloseSessionForm(request.POST if request.method == "POST" else None)
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
    return _page(request, session, form)


@require_POST
@audience(Role.SECRETARIAT)
def archive(request: HttpRequest, round_id: int) -> HttpResponse:
    """Archive the round."""
    round_ = get_session(round_id).round
    try:
        sessions.archive_round(round_, by=request.actor)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("已归档。没办结的事项在台账里接着办。"))
    return redirect("procedure:console", round_id)


def _page(
    request: HttpRequest, session: "ReviewSession", form: CloseSessionForm
) -> HttpResponse:
    console = console_of(session)
    context = {
        "rail_current": "meetings",
        "session": session,
        "form": form,
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
