"""An official document as PDF."""

from pathlib import Path
from typing import Any, Final

from gongping.documents.official.paper import Official
from gongping.documents.official.text import Line, Table
from gongping.documents.typst import render

TEMPLATE: Final = Path(__file__).parent / "official.typ"


def official_pdf(paper: Official) -> bytes:
    """Return the document as a PDF in the layout of GB/T 9704."""
    data = {
        "title": paper.title_lines,
        "mark": paper.mark,
        "number": paper.number,
        "signatory": paper.signatory,
        "office": paper.office,
        "signed_by": paper.signed_by,
        "dated": paper.dated,
        "copies": paper.copies,
        "printed_by": paper.printed_by,
        "labels": paper.labels,
        "digest": paper.digest,
        "breaks": paper.breaks,
        "parts": [_part(part) for part in paper.parts],
    }
    return render(TEMPLATE, data)


def _part(part: Line | Table) -> dict[str, Any]:
    if isinstance(part, Table):
        return {"kind": "table", "is_form": part.is_form, "rows": part.filled}
    return {"kind": part.level, "head": part.head, "rest": part.rest}
