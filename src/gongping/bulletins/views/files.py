"""The document to take away: PDF and Word in the layout of GB/T 9704."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from gongping.bulletins import selectors
from gongping.documents.official.paper import Official
from gongping.documents.official.pdf import official_pdf
from gongping.documents.official.word import official_docx
from gongping.documents.word import DOCX
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience

LEFT_OUT = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


@audience(Role.SECRETARIAT, Role.LEADER, Role.UNIT)
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the document as a PDF."""
    paper = selectors.paper_of(selectors.get_bulletin(pk, request.actor))
    return _file(official_pdf(paper), "application/pdf", paper, "pdf")


@audience(Role.SECRETARIAT, Role.LEADER, Role.UNIT)
def docx(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the document as a Word file."""
    paper = selectors.paper_of(selectors.get_bulletin(pk, request.actor))
    return _file(official_docx(paper), DOCX, paper, "docx")


def _file(content: bytes, kind: str, paper: Official, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    state = f"（{paper.labels[0]}）" if paper.labels else ""
    name = "".join(paper.title_lines).translate(LEFT_OUT) + state
    disposition = content_disposition_header(
        as_attachment=True, filename=f"{name}.{ending}"
    )
    answer.headers["Content-Disposition"] = disposition or "attachment"
    return answer
