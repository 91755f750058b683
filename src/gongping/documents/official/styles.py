"""The paragraph styles of official documents in Word, each named for what it is for."""

from collections.abc import Iterator
from enum import Enum, StrEnum
from typing import Final

from gongping.documents.word import SPACE


class Face(StrEnum):
    """The faces of GB/T 9704 as Windows and WPS name them."""

    FANG = "仿宋_GB2312"
    KAI = "楷体_GB2312"
    HEI = "黑体"
    SONG = "方正小标宋简体"
    PAGE = "宋体"


class Style(Enum):
    """A style: its name in Word, face, size in half points, and how it stands."""

    BODY = ("正文", Face.FANG, 32, "both", "indent")
    FLUSH = ("顶格", Face.FANG, 32, "both", "")
    FIRST = ("一级标题", Face.HEI, 32, "both", "indent keep outline0")
    SECOND = ("二级标题", Face.FANG, 32, "both", "indent outline1")
    NAMED = ("名目", Face.FANG, 32, "both", "hang")
    CENTRED = ("居中", Face.FANG, 32, "center", "")
    MARK = ("发文机关标志", Face.SONG, 92, "center", "mark red")
    RULED = ("红线行", Face.FANG, 32, "left", "ruled tab")
    RULED_CENTRED = ("红线行居中", Face.FANG, 32, "center", "ruled")
    TITLE = ("标题", Face.SONG, 44, "center", "keep")
    SIGNED = ("署名", Face.FANG, 32, "right", "keep")
    CELL = ("表格", Face.FANG, 24, "center", "dense")
    CELL_LEFT = ("表格左", Face.FANG, 24, "left", "dense")
    BETWEEN = ("表间", Face.FANG, 2, "left", "thin")
    RECORD = ("版记", Face.FANG, 28, "left", "record tab inset")
    LABEL = ("草稿字样", Face.HEI, 44, "center", "grey loose")
    PAGE_ODD = ("单页码", Face.PAGE, 28, "right", "inset")
    PAGE_EVEN = ("双页码", Face.PAGE, 28, "left", "inset")


LINE: Final = 579
BODY_SIZE: Final = 32
CLOSE: Final = '<w:spacing w:val="-5"/>'
"""28 characters of 16 pt are wider than 156 mm: each gives up a quarter of a point."""
AREA: Final = 8844
_SPACED: Final = '<w:spacing w:before="{}" w:after="{}" w:line="{}" w:lineRule="{}"/>'
_LINES: Final = {
    "mark": _SPACED.format(1400, 900, 1000, "atLeast"),
    "dense": _SPACED.format(60, 60, 340, "exact"),
    "record": _SPACED.format(60, 60, 360, "exact"),
    "thin": _SPACED.format(0, 0, 120, "exact"),
}
_INDENT: Final = '<w:ind w:{0}Chars="{1}" w:{0}="{2}" w:{3}Chars="{4}" w:{3}="{5}"/>'
_PARTS: Final = {
    "indent": '<w:ind w:firstLineChars="200" w:firstLine="632"/>',
    "hang": _INDENT.format("left", 500, 1580, "hanging", 300, 948),
    "inset": _INDENT.format("left", 100, 280, "right", 100, 280),
}
_RULE: Final = '<w:{} w:val="single" w:sz="{}" w:space="{}" w:color="{}"/>'
_RED_RULE: Final = f"<w:pBdr>{_RULE.format('bottom', 12, 11, 'D7000F')}</w:pBdr>"
_RECORD_RULES: Final = "".join(
    (
        "<w:pBdr>",
        _RULE.format("top", 8, 3, "000000"),
        _RULE.format("bottom", 8, 3, "000000"),
        _RULE.format("between", 6, 3, "000000"),
        "</w:pBdr>",
    )
)
_LETTERS: Final = {
    "red": '<w:color w:val="D7000F"/><w:spacing w:val="40"/>',
    "grey": '<w:color w:val="6E6E6E"/>',
    "loose": '<w:spacing w:val="200"/>',
}


def _properties(align: str, traits: list[str]) -> Iterator[str]:
    """Yield the paragraph properties in the order in which Word wants them."""
    if "keep" in traits:
        yield "<w:keepNext/>"
    if "ruled" in traits:
        yield _RED_RULE
    if "record" in traits:
        yield _RECORD_RULES
    if "tab" in traits:
        end = AREA - 280 if "inset" in traits else AREA
        yield f'<w:tabs><w:tab w:val="right" w:pos="{end}"/></w:tabs>'
    yield '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    if "dense" in traits or "thin" in traits:
        yield '<w:snapToGrid w:val="0"/>'
    lines = (_LINES[trait] for trait in traits if trait in _LINES)
    yield next(
        lines,
        f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>',
    )
    yield from (_PARTS[trait] for trait in traits if trait in _PARTS)
    yield f'<w:jc w:val="{align}"/>'
    yield from (
        f'<w:outlineLvl w:val="{trait[-1]}"/>'
        for trait in traits
        if trait.startswith("outline")
    )


def _style(style: Style) -> str:
    name, face, size, align, said = style.value
    traits = said.split()
    letters = "".join(_LETTERS[trait] for trait in traits if trait in _LETTERS)
    if size == BODY_SIZE:
        letters += CLOSE
    latin = "Times New Roman" if face == Face.FANG else face
    is_usual = ' w:default="1"' if style is Style.BODY else ""
    faces = f'w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{face}" w:cs="{latin}"'
    return (
        f'<w:style w:type="paragraph"{is_usual} w:styleId="{style.name}">'
        f'<w:name w:val="{name}"/><w:qFormat/>'
        f"<w:pPr>{''.join(_properties(align, traits))}</w:pPr>"
        f"<w:rPr><w:rFonts {faces}/>{letters}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        "</w:style>"
    )


STYLES_XML: Final = (
    f'<w:styles xmlns:w="{SPACE}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    f"{''.join(_style(style) for style in Style)}</w:styles>"
)
