"""The result sheet as a Word file: the same sentences and numbers, to be edited."""

from django.utils.translation import gettext as _

from gongping.documents.word import HEADING, NOTE, TITLE, Paragraph, Table, write_docx
from gongping.results.paper import Grid, Paper


def sheet_word(paper: Paper) -> bytes:
    """Return the sheet as a Word file with its fingerprint under every page."""
    parts: list[Paragraph | Table] = [
        Paragraph(_("测评结果") + "　" + paper.title, TITLE),
        *(Paragraph(kind, HEADING) for kind in paper.kinds),
        *(Paragraph(said) for said in paper.lead),
        *(Paragraph(f"{number}　{said}") for number, said in paper.facts),
        *_grid(paper.scores),
        *_grid(paper.groups),
        *_pairs(_("这些票整体怎么样"), paper.quality),
        *_pairs(_("怎么看这张表"), paper.caveats),
        *_pairs(_("凭据"), paper.proofs),
    ]
    title = f"{_('测评结果')}　{paper.title}"
    return write_docx(title, parts, footer=paper.footer, is_landscape=True)


def _grid(grid: Grid) -> list[Paragraph | Table]:
    return [
        Paragraph(grid.name, HEADING),
        Table(grid.head, grid.rows, grid.is_number),
    ]


def _pairs(name: str, pairs: list[tuple[str, str]]) -> list[Paragraph | Table]:
    if not pairs:
        return []
    said = [Paragraph(f"{label}　{text}", NOTE) for label, text in pairs]
    return [Paragraph(name, HEADING), *said]
