"""Word files that are made to be read and edited: paragraphs, tables, a footer.

Written part by part, because only a dozen kinds of element are needed; what people
typed is escaped and can never become markup. The same content gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
)
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
BEGAN: Final = (1980, 1, 1, 0, 0, 0)
PLAIN, TITLE, HEADING, NOTE = "Normal", "Title", "Heading1", "Note"
STYLES: Final = (
    (PLAIN, "宋体", 21, False),
    (TITLE, "黑体", 36, True),
    (HEADING, "黑体", 26, True),
    (NOTE, "宋体", 18, False),
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph in one of the styles."""

    text: str
    style: str = PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head repeats on every page; `is_number` sets a column right."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    is_number: Sequence[bool] = ()


def write_docx(
    title: str,
    parts: Iterable[Paragraph | Table],
    *,
    footer: str,
    is_landscape: bool = False,
) -> bytes:
    """Return a Word file of `parts`; `footer` and the page stand under every page."""
    body = "".join(_part(part) for part in parts)
    document = _document(body, is_landscape=is_landscape)
    parts_beside = [
        ("styles", "styles", _styles()),
        ("footer1", "footer", _footer(footer)),
    ]
    return pack(title, document, parts_beside)


def pack(
    title: str, document: str, beside: Sequence[tuple[str, str, str]], subject: str = ""
) -> bytes:
    """Return a Word file of a document and the parts beside it.

    `beside` are (file, kind, text); the first is named `r1` in the document, and so on.
    """
    files = {
        "[Content_Types].xml": _types([(name, kind) for name, kind, _ in beside]),
        "_rels/.rels": _relations(
            [("officeDocument", "word/document.xml"), ("", "docProps/core.xml")]
        ),
        "docProps/core.xml": _core(title, subject),
        "word/_rels/document.xml.rels": _relations(
            [(kind, f"{name}.xml") for name, kind, _ in beside]
        ),
        "word/document.xml": document,
        **{f"word/{name}.xml": text for name, _, text in beside},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, BEGAN)
            archive.writestr(entry, HEAD + text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _part(part: Paragraph | Table) -> str:
    if isinstance(part, Table):
        return _table(part)
    return _paragraph(part.text, part.style)


def _paragraph(text: str, style: str, *, to_right: bool = False) -> str:
    side = '<w:jc w:val="right"/>' if to_right else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{side}</w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _table(table: Table) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "bottom", "insideH")
    )
    rows = "".join(_row(row, table.is_number) for row in table.rows)
    grid = "<w:gridCol/>" * len(table.head)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/>'
        f"<w:tblBorders>{sides}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{_row(table.head, table.is_number, is_head=True)}{rows}</w:tbl>"
        f"{_paragraph('', NOTE)}"
    )


def _row(
    cells: Sequence[str], is_number: Sequence[bool], *, is_head: bool = False
) -> str:
    kept = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "")
    written = "".join(
        f"<w:tc><w:tcPr/>{_paragraph(text, NOTE, to_right=to_right)}</w:tc>"
        for text, to_right in zip(cells, _sides(is_number, len(cells)), strict=True)
    )
    return f"<w:tr><w:trPr>{kept}</w:trPr>{written}</w:tr>"


def _sides(is_number: Sequence[bool], columns: int) -> Iterator[bool]:
    for place in range(columns):
        yield place < len(is_number) and is_number[place]


def _document(body: str, *, is_landscape: bool) -> str:
    wide, high = (16838, 11906) if is_landscape else (11906, 16838)
    turned = ' w:orient="landscape"' if is_landscape else ""
    return (
        f'<w:document xmlns:w="{SPACE}" xmlns:r="{OFFICE}"><w:body>{body}'
        f'<w:sectPr><w:footerReference w:type="default" r:id="r2"/>'
        f'<w:pgSz w:w="{wide}" w:h="{high}"{turned}/>'
        f'<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" '
        f'w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
        f"</w:body></w:document>"
    )


def _footer(text: str) -> str:
    page = (
        '<w:r><w:tab/></w:r><w:fldSimple w:instr="PAGE">'
        "<w:r><w:t>1</w:t></w:r></w:fldSimple>"
    )
    said = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return (
        f'<w:ftr xmlns:w="{SPACE}"><w:p><w:pPr><w:pStyle w:val="{NOTE}"/></w:pPr>'
        f"{said}{page}</w:p></w:ftr>"
    )


def _styles() -> str:
    return (
        f'<w:styles xmlns:w="{SPACE}">{"".join(_style(*s) for s in STYLES)}</w:styles>'
    )


def _style(name: str, font: str, size: int, is_bold: bool) -> str:  # noqa: FBT001
    default = ' w:default="1"' if name == PLAIN else ""
    bold = "<w:b/>" if is_bold else ""
    outline = '<w:outlineLvl w:val="0"/>' if name == HEADING else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name}">'
        f'<w:name w:val="{name}"/><w:pPr><w:spacing w:after="60"/>{outline}</w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
        f'w:eastAsia="{font}"/>{bold}<w:sz w:val="{size}"/></w:rPr></w:style>'
    )


def _core(title: str, subject: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title>"
        f"<dc:subject>{escape(subject)}</dc:subject></cp:coreProperties>"
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    core = f"{PACKAGE}/relationships/metadata/core-properties"
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{f"{OFFICE}/{kind}" if kind else core}" '
        f'Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _types(beside: Sequence[tuple[str, str]]) -> str:
    parts = {
        "/word/document.xml": WORD_TYPE.format("document.main"),
        **{f"/word/{name}.xml": WORD_TYPE.format(kind) for name, kind in beside},
        "/docProps/core.xml": (
            "application/vnd.openxmlformats-package.core-properties+xml"
        ),
    }
    rows = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>'
        for name, kind in parts.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )
