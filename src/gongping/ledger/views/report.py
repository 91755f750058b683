"""Reporting progress: once a milestone, with or without files."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gongping.foundation import format
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError
from gongping.ledger import policies, selectors, services
from gongping.ledger.forms import WHOLE, ReportForm
from gongping.ledger.states import UpdateState
from gongping.ledger.views.forms_page import about, blame, files_of, page, posted
from gongping.ledger.views.readers import FILERS

if TYPE_CHECKING:
    from gongping.ledger.models import LedgerItem, ProgressUpdate


@audience(FILERS)
def report(request: HttpRequest, number: str) -> HttpResponse:
    """Show the form for a report, or take one."""
    item = selectors.get_item(number, request.actor)
    policies.check_can_report(item, request.actor)
    form = ReportForm(
        posted(request),
        files_of(request),
        initial={"milestone": next((pk for pk, _said in _open(item)), WHOLE)},
        milestones=_open(item),
    )
    if form.is_valid() and _taken(request, item, form):
        return redirect("ledger:item", number)
    return page(request, "ledger/report.html", form, _beside(item))


def _taken(request: HttpRequest, item: "LedgerItem", form: ReportForm) -> bool:
    typed = form.cleaned_data
    try:
        update = services.report_progress(
            item,
            milestone=_chosen(item, typed["milestone"]),
            text=typed["text"],
            obstacle=typed["obstacle"],
            files=typed["files"],
            by=request.actor,
        )
    except DomainError as error:
        blame(form, error)
        return False
    messages.success(request, _whose_turn(update))
    return True


def _whose_turn(update: "ProgressUpdate") -> str:
    if update.state == UpdateState.SUBMITTED:
        return _("进展已报。单位负责人核过后交秘书处审核。")
    return _("进展已报，等秘书处审核。")


def _open(item: "LedgerItem") -> list[tuple[int, str]]:
    return [
        (node.pk, f"{format.near_day(node.due_on)}　{node.title}")
        for node in item.milestones.all()
        if not node.reported_on
    ]


def _chosen(item: "LedgerItem", pk: int | None) -> Any:
    return next((node for node in item.milestones.all() if node.pk == pk), None)


def _beside(item: "LedgerItem") -> dict[str, Any]:
    latest = next(iter(item.updates.all()), None)
    is_returned = latest is not None and latest.state == UpdateState.RETURNED
    return about(
        item,
        heading=_("报进展"),
        button=_("报进展"),
        returned=latest if is_returned else None,
        file_rules=_(
            "可传 PDF、Word、Excel、图片，每个不超过 20 MB。不要上传涉密文件。"
        ),
    )
