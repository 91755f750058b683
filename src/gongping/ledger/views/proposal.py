"""A follow-up's path: the unit proposes, the secretariat confirms or sends back."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError, Invalid
from gongping.ledger import policies, selectors, services
from gongping.ledger.forms import PathForm, PathRows, ReasonForm
from gongping.ledger.views import choices, path_rows
from gongping.ledger.views.forms_page import UNUSABLE, about, blame, page, posted
from gongping.ledger.views.readers import FILERS

if TYPE_CHECKING:
    from gongping.ledger.models import LedgerItem


@audience(FILERS)
def propose(request: HttpRequest, number: str) -> HttpResponse:
    """Show the form for path, person and date, or pass the proposal on."""
    item = selectors.get_item(number, request.actor)
    policies.check_can_propose(item, request.actor)
    now = {"responsible_person": item.responsible_person_id, "due_on": item.due_on}
    form = PathForm(
        posted(request), initial=now, people=choices.people(item.lead_unit_id)
    )
    rows = path_rows.rows_for(request, item.milestones.all())
    is_asking = request.method == "POST" and not path_rows.wants_more(request)
    is_ready = is_asking and form.is_valid() & rows.is_valid()
    if is_ready and _proposed(request, item, form, rows):
        return redirect("ledger:item", number)
    lines = path_rows.lines_to_mend(form, rows) if is_asking else []
    context = _beside(item, form=form, path=rows, path_error=rows.refusal, lines=lines)
    status = UNUSABLE if is_asking else 200
    return render(request, "ledger/path.html", context, status=status)


@audience(Role.SECRETARIAT)
@require_POST
def confirm(request: HttpRequest, number: str) -> HttpResponse:
    """Publish the follow-up as the unit proposed it."""
    item = selectors.get_item(number, request.actor)
    services.confirm_item(item, by=request.actor)
    messages.success(request, _("已确认并发布，单位按路径办理。"))
    return redirect("ledger:item", number)


@audience(Role.SECRETARIAT)
def send_back(request: HttpRequest, number: str) -> HttpResponse:
    """Send the proposal back with what is to be mended."""
    item = selectors.get_item(number, request.actor)
    policies.check_can_send_back(item, request.actor)
    form = ReasonForm(posted(request))
    if form.is_valid():
        services.send_back_item(item, form.cleaned_data["note"], by=request.actor)
        messages.success(request, _("已退给单位改，单位可以看到理由。"))
        return redirect("ledger:item", number)
    heading = _("退回改路径")
    context = about(item, heading=heading, button=heading)
    return page(request, "ledger/reason.html", form, context)


def _proposed(
    request: HttpRequest, item: "LedgerItem", form: PathForm, rows: PathRows
) -> bool:
    typed = form.cleaned_data
    try:
        services.propose_path(
            item,
            milestones=rows.milestones(),
            responsible_person=typed["responsible_person"],
            due_on=typed["due_on"],
            by=request.actor,
        )
    except DomainError as error:
        if isinstance(error, Invalid) and error.field == "milestones":
            rows.refusal = error.message
        else:
            blame(form, error)
        return False
    messages.success(request, _("已交秘书处确认。确认前可以再改。"))
    return True


def _beside(item: "LedgerItem", **more: Any) -> dict[str, Any]:
    heading = _("提出路径、责任人和时限")
    return about(item, heading=heading, button=_("交秘书处确认"), **more)
