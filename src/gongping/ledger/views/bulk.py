"""Several items at once: what would happen first, what happened afterwards."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.ledger import selectors, services
from gongping.ledger.forms import ReassignForm
from gongping.ledger.views import bulk_lines, choices
from gongping.ledger.views.bulk_lines import Act, Line
from gongping.ledger.views.export import as_download
from gongping.ledger.views.forms_page import UNUSABLE
from gongping.ledger.views.readers import READERS

if TYPE_CHECKING:
    from gongping.ledger.models import LedgerItem

REPORT = "ledger_bulk_report"
AT_MOST = 200


@audience(READERS)
def preview(request: HttpRequest) -> HttpResponse:
    """Show what would happen to each of the chosen items."""
    asked = request.GET.get("act", "")
    lines = _lines(request, Act(asked), request.GET) if asked in list(Act) else []
    if not lines:
        return redirect("ledger:table")
    form = _reassign_form(lines) if asked == Act.REASSIGN else None
    return _page(request, Act(asked), lines, form)


@audience(Role.SECRETARIAT)
@require_POST
def expedite(request: HttpRequest) -> HttpResponse:
    """Press for every chosen item for which that is possible."""
    lines = _lines(request, Act.EXPEDITE, request.POST)

    def press(item: "LedgerItem") -> None:
        services.expedite_item(item, by=request.actor)

    return _taken(request, Act.EXPEDITE, lines, press, _("已催办"))


@audience(Role.SECRETARIAT)
@require_POST
def reassign(request: HttpRequest) -> HttpResponse:
    """Name one responsible person for every chosen item."""
    lines = _lines(request, Act.REASSIGN, request.POST)
    form = _reassign_form(lines, request.POST)
    if not form.is_valid():
        return _page(request, Act.REASSIGN, lines, form)
    typed = form.cleaned_data

    def name(item: "LedgerItem") -> None:
        services.reassign_item(
            item,
            responsible_person=typed["responsible_person"],
            reason=typed["reason"],
            by=request.actor,
        )

    return _taken(request, Act.REASSIGN, lines, name, _("已改"))


@audience(READERS)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Hand out the chosen items as a workbook."""
    numbers = request.POST.getlist("item")[:AT_MOST]
    if not numbers:
        return redirect("ledger:table")
    return as_download(request.actor, selectors.ItemFilter(numbers=tuple(numbers)))


@audience(READERS)
def report(request: HttpRequest) -> HttpResponse:
    """Show, item by item, what the last bulk step did."""
    kept = request.session.get(REPORT)
    if not kept:
        return redirect("ledger:table")
    context = {
        "rail_current": "ledger",
        "heading": bulk_lines.heading_of(Act(kept["act"])),
        "sentence": bulk_lines.summary(kept["reports"]),
        "lines": kept["reports"],
    }
    return render(request, "ledger/bulk_report.html", context)


def _lines(request: HttpRequest, act: Act, sent: Any) -> list[Line]:
    numbers = sent.getlist("item")[:AT_MOST]
    items = selectors.items_by_number(numbers, request.actor) if numbers else []
    return bulk_lines.lines_of(act, items, request.actor)


def _taken(
    request: HttpRequest,
    act: Act,
    lines: list[Line],
    take: Callable[["LedgerItem"], None],
    done: str,
) -> HttpResponse:
    reports = [bulk_lines.attempt(line, take, done) for line in lines]
    request.session[REPORT] = {"act": act.value, "reports": reports}
    return redirect("ledger:bulk_report")


def _reassign_form(lines: list[Line], sent: Any = None) -> ReassignForm:
    units = {line.item.lead_unit_id for line in lines}
    offered = choices.units()
    concerned = [(pk, name) for pk, name in offered if pk in units]
    return ReassignForm(sent, people=choices.people_by_unit(concerned))


def _page(
    request: HttpRequest, act: Act, lines: list[Line], form: ReassignForm | None
) -> HttpResponse:
    sentence = bulk_lines.announcement(act, lines)
    context = {
        "rail_current": "ledger",
        "heading": bulk_lines.heading_of(act),
        "sentence": sentence,
        "action": reverse(f"ledger:bulk_{act.value}"),
        "button": bulk_lines.button_of(act),
        "lines": lines,
        "doable": any(line.is_open for line in lines),
        "form": form,
    }
    status = UNUSABLE if form is not None and form.is_bound else 200
    return render(request, "ledger/bulk.html", context, status=status)
