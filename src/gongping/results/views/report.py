"""The count report to sign, and the counts as a workbook."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from gongping.documents.excel import XLSX
from gongping.documents.qr import svg
from gongping.foundation.audience import STAFF, audience
from gongping.results import selectors
from gongping.results.count_report import count_report_of
from gongping.results.report_pdf import report_pdf
from gongping.results.sheet import sheet_of
from gongping.results.views.shared import chosen_version, heading
from gongping.results.workbook import counts_workbook


@audience(STAFF)
def count_report(request: HttpRequest, code: str) -> HttpResponse:
    """Show the count report as a sheet of paper with lines to sign."""
    found = selectors.get_report(code, request.actor)
    sheet = sheet_of(found.figures)
    context = {
        **heading(found, sheet, request.actor),
        "report": count_report_of(found, sheet),
        "code": svg(found.board_digest, _("板首指纹的二维码")),
    }
    return render(request, "results/count_report.html", context)


@audience(STAFF)
def count_report_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the same report as a PDF to print, sign and keep."""
    found = selectors.get_report(code, request.actor)
    file = report_pdf(found, count_report_of(found, sheet_of(found.figures)))
    answer = HttpResponse(file, content_type="application/pdf")
    name = _("计票报告%(code)s.pdf") % {"code": code}
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    return answer


@audience(STAFF)
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the published figures as a workbook."""
    found = selectors.get_report(code, request.actor, chosen_version(request))
    sheet = sheet_of(found.figures, is_across=found.is_across)
    content = counts_workbook(found, sheet)
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
