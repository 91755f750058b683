"""The result sheet as a PDF: the drawing on one landscape page, then the numbers."""

from pathlib import Path
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongping.documents.typst import render
from gongping.results.paper import Paper, as_json

TEMPLATE: Final = Path(__file__).parent / "typst" / "result_sheet.typ"


def sheet_pdf(paper: Paper) -> bytes:
    """Return the sheet as a PDF; it names no time, so it is the same each time."""
    words = {
        "sheet": _("测评结果"),
        "tier": _("档次"),
        "scores": _("得分区间"),
        "grades": _("票面分布"),
        "hidden": _("人少不公布"),
        "quality": _("这些票整体怎么样"),
        "proofs": _("凭据"),
        "above": _("高于本项平均"),
        "below": _("低于本项平均"),
        "number": _("图中的编号见下页的表。"),
    }
    language = (get_language() or "zh")[:2]
    return render(TEMPLATE, {**as_json(paper), "words": words, "lang": language})
