"""An official document as a Word file, in the faces that Windows and WPS have.

The names of the faces are written in, not the faces: a machine without 仿宋_GB2312
shows another and prints the right one elsewhere. No macro, no content control, and of
fields only the page number.
"""

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from gongping.documents.official.paper import Official
from gongping.documents.official.styles import STYLES_XML, Face, Style
from gongping.documents.official.text import Level, Line, Table
from gongping.documents.word import OFFICE, SPACE, pack

# Twentieths of a point: A4, the margins, and the type area of 156 × 225 mm.
PAGE: Final = (11906, 16838)
TOP, LEFT, BOTTOM, RIGHT = 2098, 1588, 1984, 1474
AREA: Final = 8844
RECORD_LINE, RECORD_AIR, RECORD_CHARACTERS = 480, 240, 29
TAB: Final = "<w:r><w:tab/></w:r>"
HEADER, FOOTER = 1100, 1390
SETTINGS: Final = (
    f'<w:settings xmlns:w="{SPACE}"><w:mirrorMargins/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/></w:settings>'
)
STYLE_OF: Final = {
    Level.FIRST: (Style.FIRST, Face.HEI),
    Level.SECOND: (Style.SECOND, Face.KAI),
    Level.NAMED: (Style.NAMED, Face.HEI),
    Level.ADDRESSEE: (Style.FLUSH, Face.FANG),
    Level.BODY: (Style.BODY, Face.FANG),
}


def official_docx(paper: Official) -> bytes:
    """Return the document as a Word file in the layout of GB/T 9704."""
    header = _header(paper.labels)
    beside = [
        ("styles", "styles", STYLES_XML),
        ("settings", "settings", SETTINGS),
        ("footer1", "footer", _footer(is_odd=True)),
        ("footer2", "footer", _footer(is_odd=False)),
        ("header1", "header", header),
        ("header2", "header", header),
    ]
    subject = f"SHA-256 {paper.digest}" if paper.digest else ""
    return pack("".join(paper.title_lines), _document(paper), beside, subject)


def _document(paper: Official) -> str:
    body = "".join(
        (*_head(paper), *_title(paper), *_body(paper), *_end(paper), *_record(paper))
    )
    kinds = (("footer", "default", 3), ("footer", "even", 4))
    heads = (("header", "default", 5), ("header", "even", 6))
    references = "".join(
        f'<w:{part}Reference w:type="{pages}" r:id="r{n}"/>'
        for part, pages, n in (*heads, *kinds)
    )
    return (
        f'<w:document xmlns:w="{SPACE}" xmlns:r="{OFFICE}"><w:body>{body}'
        f'<w:sectPr>{references}<w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/>'
        f'<w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" '
        f'w:left="{LEFT}" w:header="{HEADER}" w:footer="{FOOTER}" w:gutter="0"/>'
        '<w:docGrid w:type="lines" w:linePitch="579"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _head(paper: Official) -> Iterator[str]:
    if not paper.mark:
        return
    yield _paragraph(Style.MARK, _run(paper.mark))
    under = [_run(paper.number), TAB, _run(paper.dated)]
    if paper.signatory:
        who = _run("签发人：") + _run(paper.signatory, Face.KAI)
        yield _paragraph(
            Style.RULED,
            _run("　" + paper.number),
            TAB,
            who,
            _run("　"),
        )
    elif paper.office:
        if paper.number:
            yield _paragraph(Style.CENTRED, _run(paper.number))
        yield _paragraph(Style.RULED, _run(paper.office), *under[1:])
    else:
        yield _paragraph(Style.RULED_CENTRED, _run(paper.number))
    yield from (_paragraph(Style.FLUSH), _paragraph(Style.FLUSH))


def _title(paper: Official) -> Iterator[str]:
    broken = "<w:r><w:br/></w:r>".join(_run(line) for line in paper.title_lines)
    yield _paragraph(Style.TITLE, broken)
    yield _paragraph(Style.FLUSH)


def _body(paper: Official) -> Iterator[str]:
    for n, part in enumerate(paper.parts):
        if isinstance(part, Table):
            yield from _table(part)
        else:
            yield _line(part, breaks=paper.breaks and n > 0)


def _line(line: Line, *, breaks: bool) -> str:
    style, face = STYLE_OF[line.level]
    head = _run(line.head, face) if line.head else ""
    rest = _run(line.rest) if line.rest else ""
    is_new_page = breaks and line.level == Level.FIRST
    more = "<w:pageBreakBefore/>" if is_new_page else ""
    return _paragraph(style, head, rest, more=more)


def _table(table: Table) -> Iterator[str]:
    wide = _widths(table)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in wide)
    rows = "".join(_row(table, n, wide) for n in range(len(table.rows)))
    yield (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(wide)}" w:type="dxa"/>'
        f"{_borders('top left bottom right insideH insideV')}"
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
    # Two tables without a paragraph between them would become one.
    yield _paragraph(Style.BETWEEN)


def _row(table: Table, n: int, wide: list[int]) -> str:
    is_head = n == 0 and not table.is_form
    # A form stays whole on its page: each row keeps to the next.
    is_kept = table.is_form and n < len(table.rows) - 1
    cells = []
    for x, text in enumerate(table.filled[n]):
        is_name = is_head or (table.is_form and x == 0)
        style = Style.CELL_LEFT if table.is_form and x else Style.CELL
        more = "<w:keepNext/>" if is_kept else ""
        run = _run(text, Face.HEI if is_name else Face.FANG)
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{wide[x]}" w:type="dxa"/>'
            f'<w:vAlign w:val="center"/></w:tcPr>{_paragraph(style, run, more=more)}'
            "</w:tc>"
        )
    kept = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "")
    return f"<w:tr><w:trPr>{kept}</w:trPr>{''.join(cells)}</w:tr>"


def _widths(table: Table) -> list[int]:
    if table.is_form and table.columns > 1:
        return [1530, AREA - 1530]
    asks = [
        min(16, max(3, *(len(row[n]) for row in table.filled))) + 1
        for n in range(table.columns)
    ]
    return [AREA * ask // sum(asks) for ask in asks]


def _end(paper: Official) -> Iterator[str]:
    if not paper.signed_by:
        return
    yield from (_paragraph(Style.FLUSH), _paragraph(Style.FLUSH))
    # The organ's name is centred over its date, whichever of them is longer.
    for text, other in ((paper.signed_by, paper.dated), (paper.dated, paper.signed_by)):
        shift = max(0, (_characters(other) - _characters(text)) / 2)
        if text:
            yield _paragraph(Style.SIGNED, _run(text), more=_from_the_right(4 + shift))


def _characters(text: str) -> float:
    return sum(0.5 if letter < "\u2e80" else 1 for letter in text)


def _record(paper: Official) -> Iterator[str]:
    """Yield the 版记: a frame at the foot of the last page."""
    if not paper.has_record:
        return
    copied = f"抄送：{paper.copies}" if paper.copies else ""
    wrapped = len(copied) // RECORD_CHARACTERS
    high = RECORD_LINE * (1 + wrapped + bool(copied)) + RECORD_AIR
    frame = (
        f'<w:framePr w:w="{AREA}" w:wrap="around" w:vAnchor="page" w:hAnchor="margin" '
        f'w:x="1" w:y="{PAGE[1] - BOTTOM - high}"/>'
    )
    if copied:
        yield _paragraph(Style.RECORD, _run(copied), more=frame)
    issued = _run(paper.dated + "印发") if paper.dated else ""
    yield _paragraph(Style.RECORD, _run(paper.printed_by), TAB, issued, more=frame)
    yield _paragraph(Style.BETWEEN)


def _borders(sides: str, size: int = 4) -> str:
    drawn = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side in sides.split()
    )
    return f"<w:tblBorders>{drawn}</w:tblBorders>"


def _header(labels: tuple[str, ...]) -> str:
    said = _paragraph(Style.LABEL, _run("　".join(labels)) if labels else "")
    return f'<w:hdr xmlns:w="{SPACE}">{said}</w:hdr>'


def _footer(*, is_odd: bool) -> str:
    number = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    dash = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    style = Style.PAGE_ODD if is_odd else Style.PAGE_EVEN
    said = _paragraph(style, dash.format("— "), number, dash.format(" —"))
    return f'<w:ftr xmlns:w="{SPACE}">{said}</w:ftr>'


def _paragraph(style: Style, *runs: str, more: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style.name}"/>{more}</w:pPr>'
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def _from_the_right(characters: float) -> str:
    chars, twentieths = f"{characters * 100:.0f}", f"{characters * 315:.0f}"
    return f'<w:ind w:rightChars="{chars}" w:right="{twentieths}"/>'


def _run(text: str, face: Face | None = None) -> str:
    named = ""
    if face is not None:
        fonts = f'w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}"'
        named = f"<w:rPr><w:rFonts {fonts}/></w:rPr>"
    return f'<w:r>{named}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
