"""The count report to sign, and the counts as a workbook."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from gongping.documents.excel import XLSX
from gongping.foundation.audience import STAFF, audience
from gongping.polls.selectors import head_code, rule_code
from gongping.results import selectors
from gongping.results.sheet import sheet_of
from gongping.results.views.shared import heading
from gongping.results.workbook import counts_workbook


@audience(STAFF)
def count_report(request: HttpRequest, code: str) -> HttpResponse:
    """Show the count report as a sheet of paper with lines to sign."""
    found = selectors.get_report(code, request.actor)
    sheet = sheet_of(found.figures)
    context = {
        **heading(found, sheet, request.actor),
        "signers": selectors.present_scrutineers(found),
        "rule_code": rule_code(found.poll),
        "head_code": head_code(found.poll),
        "reasons": _reasons([group.invalid_reasons for group in sheet.groups]),
    }
    return render(request, "results/count_report.html", context)


@audience(STAFF)
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the published figures as a workbook."""
    found = selectors.get_report(code, request.actor)
    content = counts_workbook(found.poll.title, found, sheet_of(found.figures))
    name = _("计票结果%(code)s.xlsx") % {"code": code}
    answer = HttpResponse(content, content_type=XLSX)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    return answer


@audience(STAFF)
def totals(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the published figures for `gongping verify --totals`."""
    text = selectors.get_totals(code, request.actor)
    name = f'attachment; filename="{code}-totals.json"'
    headers = {"Content-Disposition": name}
    return HttpResponse(text, content_type="application/json", headers=headers)


def _reasons(by_group: list[dict[str, int]]) -> str:
    said = {
        "length": _("票面不完整"),
        "range": _("出现没有的等次"),
        "all_identical": _("整张票全部相同"),
        "excellent_quota": _("优秀超过名额"),
    }
    sums = {said[r]: sum(one.get(r, 0) for one in by_group) for r in said}
    return _("；").join(f"{reason} {n}" for reason, n in sums.items() if n)
