"""What becomes of a report: the unit's head, then the secretariat."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.ledger import policies, selectors, services
from gongping.ledger.forms import NoteForm, ReasonForm
from gongping.ledger.views.forms_page import about, page, posted
from gongping.ledger.views.readers import FILERS

if TYPE_CHECKING:
    from gongping.ledger.models import ProgressUpdate


@audience(FILERS)
@require_POST
def confirm(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Let the head of the unit stand behind the report."""
    update = selectors.get_update(number, pk, request.actor)
    services.confirm_update(update, by=request.actor)
    messages.success(request, _("已核，交秘书处审核。"))
    return redirect("ledger:item", number)


@audience(Role.SECRETARIAT)
def verify(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Accept the report, with a remark if there is one."""
    update = selectors.get_update(number, pk, request.actor)
    policies.check_can_verify_update(update, request.actor)
    form = NoteForm(posted(request))
    if form.is_valid():
        services.verify_update(update, note=form.cleaned_data["note"], by=request.actor)
        messages.success(request, _("审核通过。"))
        return redirect("ledger:item", number)
    context = _about(update, heading=_("审核进展"), button=_("审核通过"))
    return page(request, "ledger/reason.html", form, context)


@audience(FILERS)
def send_back(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Return the report with the reason, which reopens the milestone."""
    update = selectors.get_update(number, pk, request.actor)
    policies.check_can_return_update(update, request.actor)
    form = ReasonForm(posted(request))
    if form.is_valid():
        services.return_update(update, note=form.cleaned_data["note"], by=request.actor)
        messages.success(request, _("已退回，单位可以看到理由。"))
        return redirect("ledger:item", number)
    context = _about(update, heading=_("退回重办"), button=_("退回重办"))
    return page(request, "ledger/reason.html", form, context)


def _about(update: "ProgressUpdate", **more: Any) -> dict[str, Any]:
    item = update.item
    said = {
        "node": update.milestone.title if update.milestone else _("整个事项"),
        "text": update.text,
        "obstacle": update.obstacle,
        "files": update.attachments.all(),
        "by": update.reported_by_name,
    }
    return about(item, about=said, **more)
