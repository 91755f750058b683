"""Asking for more time, and the answer to it."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation import format
from gongping.foundation.actors import Actor, Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError
from gongping.ledger import policies, selectors, services
from gongping.ledger.forms import WHOLE, ExtensionForm, ReasonForm
from gongping.ledger.states import ExtensionState
from gongping.ledger.views.forms_page import about, blame, page, posted
from gongping.ledger.views.readers import FILERS

if TYPE_CHECKING:
    from gongping.ledger.models import ExtensionRequest, LedgerItem, Milestone


@audience(FILERS)
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """Show the request form, or pass a request on to the secretariat."""
    item = selectors.get_item(number, request.actor)
    policies.check_can_request_extension(item, request.actor)
    dates = _dates(item)
    first = {"milestone": dates[0][0] if dates else WHOLE}
    form = ExtensionForm(posted(request), initial=first, milestones=dates)
    if form.is_valid() and _asked(request, item, form):
        return redirect("ledger:item", number)
    context = about(item, heading=_("申请延期"), button=_("申请延期"))
    return page(request, "ledger/extension.html", form, context)


@audience(FILERS)
@require_POST
def sign(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Let the head of the unit stand behind the request."""
    asked = selectors.get_extension(number, pk, request.actor)
    services.sign_extension(asked, by=request.actor)
    messages.success(request, _("已签字，交秘书处答复。"))
    return redirect("ledger:item", number)


@audience(Role.SECRETARIAT)
@require_POST
def grant(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Move the date as asked."""
    asked = selectors.get_extension(number, pk, request.actor)
    services.decide_extension(asked, granted=True, note="", by=request.actor)
    messages.success(request, _("已同意延期。原来的时限划线保留。"))
    return redirect("ledger:item", number)


@audience(FILERS)
def decline(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Leave the date where it is, with a reason: the head, or the secretariat."""
    asked = selectors.get_extension(number, pk, request.actor)
    _check_can_decline(asked, request.actor)
    form = ReasonForm(posted(request))
    if form.is_valid():
        _declined(asked, form.cleaned_data["note"], request.actor)
        messages.success(request, _("已退回延期申请，时限不变。"))
        return redirect("ledger:item", number)
    said = {"text": asked.reason, "by": asked.requested_by_name}
    context = about(
        asked.item, heading=_("不同意延期"), button=_("不同意延期"), about=said
    )
    return page(request, "ledger/reason.html", form, context)


def _check_can_decline(asked: "ExtensionRequest", actor: Actor) -> None:
    if asked.state == ExtensionState.REQUESTED:
        policies.check_can_sign_extension(asked, actor)
    else:
        policies.check_can_decide_extension(asked, actor)


def _declined(asked: "ExtensionRequest", note: str, actor: Actor) -> None:
    if asked.state == ExtensionState.REQUESTED:
        services.decline_to_sign(asked, note=note, by=actor)
    else:
        services.decide_extension(asked, granted=False, note=note, by=actor)


def _asked(request: HttpRequest, item: "LedgerItem", form: ExtensionForm) -> bool:
    typed = form.cleaned_data
    chosen = (m for m in item.milestones.all() if m.pk == typed["milestone"])
    try:
        asked = services.request_extension(
            item,
            milestone=next(chosen, None),
            new_due_on=typed["new_due_on"],
            reason=typed["reason"],
            by=request.actor,
        )
    except DomainError as error:
        blame(form, error)
        return False
    messages.success(request, _whose_turn(asked))
    return True


def _whose_turn(asked: "ExtensionRequest") -> str:
    if asked.state == ExtensionState.REQUESTED:
        return _("延期申请已提出，待单位负责人签字后交秘书处。同意之前按原时限计。")
    return _("延期申请已交秘书处。同意之前按原时限计。")


def _dates(item: "LedgerItem") -> list[tuple[int, str]]:
    return [
        (node.pk, _said(item, node))
        for node in item.milestones.all()
        if not node.reported_on
    ]


def _said(item: "LedgerItem", node: "Milestone") -> str:
    said = f"{format.near_day(node.due_on)}　{node.title}"
    if policies.carries_deadline(item, node):
        said += _("（晚于完成时限的，完成时限一起延）")
    return said
