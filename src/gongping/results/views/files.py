"""The result sheet to take away: PDF and Word of the same frozen figures."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from gongping.documents.word import DOCX
from gongping.foundation.audience import STAFF, audience
from gongping.results import selectors
from gongping.results.paper import Paper, paper_of
from gongping.results.sheet_pdf import sheet_pdf
from gongping.results.sheet_word import sheet_word
from gongping.results.views.shared import chosen_version


@audience(STAFF)
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the result sheet as a PDF."""
    paper = _paper(request, code)
    name = _("测评结果%(code)s.pdf") % {"code": code}
    return _file(sheet_pdf(paper), "application/pdf", name)


@audience(STAFF)
def docx(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the result sheet as a Word file."""
    paper = _paper(request, code)
    name = _("测评结果%(code)s.docx") % {"code": code}
    return _file(sheet_word(paper), DOCX, name)


def _paper(request: HttpRequest, code: str) -> Paper:
    found = selectors.get_report(code, request.actor, chosen_version(request))
    return paper_of(found, selectors.earlier_result(found, request.actor))


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    return answer
