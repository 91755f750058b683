"""The sheet on the screen: each part of the text, each figure with its way back."""

from dataclasses import dataclass, field
from typing import Any

from gongping.bulletins.drafting.pieces import Piece
from gongping.bulletins.models import Bulletin
from gongping.bulletins.sources import address_of, label_of
from gongping.bulletins.tracing import trace
from gongping.documents.official.text import BAR, Line, Table, lines_of, parse
from gongping.foundation.actors import Actor


@dataclass(frozen=True, slots=True)
class Bit:
    """Some words; a figure names its record and, where it may, leads there."""

    words: str
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One part of the text: a line, its heading apart, or the rows of a table."""

    kind: str
    head: str = ""
    bits: list[Bit] = field(default_factory=list)
    rows: list[list[list[Bit]]] = field(default_factory=list)
    columns: list[list[Bit]] = field(default_factory=list)


def shown(bulletin: Bulletin, actor: Actor) -> dict[str, Any]:
    """Return the text part by part, and the figures that no longer are the records'."""
    lines = lines_of(bulletin.text)
    traced = trace(bulletin.drafted, lines)

    def bit(piece: Piece) -> Bit:
        words, source = piece
        if not source:
            return Bit(words)
        return Bit(words, label_of(source), address_of(source, bulletin, actor))

    bits = [[bit(piece) for piece in line] for line in traced.lines]
    return {
        "parts": [_part(part, bits) for part in parse(lines)],
        "lost": [(one.value, label_of(one.source), one.line) for one in traced.lost],
    }


def _part(part: Line | Table, bits: list[list[Bit]]) -> Shown:
    if isinstance(part, Line):
        return Shown(part.level, part.head, _after(bits[part.at], part.lead))
    rows = [_cells(bits[part.at + n], part.columns) for n in range(len(part.rows))]
    if part.is_form:
        return Shown("form", rows=rows)
    return Shown("table", rows=rows[1:], columns=rows[0])


def _after(bits: list[Bit], lead: int) -> list[Bit]:
    """Return the bits without the first characters, which stand as a heading."""
    rest = []
    for one in bits:
        cut, lead = one.words[lead:], max(0, lead - len(one.words))
        if cut:
            rest.append(one if cut == one.words else Bit(cut))
    return rest


def _cells(bits: list[Bit], columns: int) -> list[list[Bit]]:
    cells: list[list[Bit]] = [[]]
    for one in bits:
        if one.source:
            cells[-1].append(one)
            continue
        first, *others = one.words.split(BAR)
        cells[-1].append(Bit(first))
        cells += [[Bit(words)] for words in others]
    return cells + [[] for _ in range(columns - len(cells))]
