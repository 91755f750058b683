"""A drafted document piece by piece: words, and figures that know their source."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from gongping.documents.official.text import BAR

Piece = tuple[str, str]
"""What stands there, and from which record it is; words have no source."""
Cell = str | Piece | Sequence[Piece]

_DIGITS: Final = "〇一二三四五六七八九"
_TEN: Final = 10


def figure(value: object, source: str) -> Piece:
    """Return a figure with the record it comes from."""
    return (_one_line(str(value)), source)


def in_chinese(number: int) -> str:
    """Return a number below a hundred as headings count: 二十一."""
    tens, ones = divmod(number, _TEN)
    ten = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return ten + (_DIGITS[ones] if ones or not tens else "")


@dataclass(slots=True)
class Sheet:
    """The lines of a document as they are drafted, one after another."""

    lines: list[list[Piece]] = field(default_factory=list)
    headings: int = 0

    def heading(self, words: str) -> None:
        """Begin the next first-level part."""
        self.headings += 1
        self.say(f"{in_chinese(self.headings)}、{words}")

    def say(self, *pieces: str | Piece) -> None:
        """Add one paragraph."""
        self.lines.append([_piece(piece) for piece in pieces])

    def row(self, *cells: Cell) -> None:
        """Add one line of a table."""
        line: list[Piece] = []
        for n, cell in enumerate(cells):
            if n:
                line.append((BAR, ""))
            found = [cell] if isinstance(cell, str | tuple) else cell
            line += [_in_cell(piece) for piece in found]
        self.lines.append(line)


def _piece(piece: str | Piece) -> Piece:
    return piece if isinstance(piece, tuple) else (_one_line(piece), "")


def _in_cell(piece: str | Piece) -> Piece:
    words, source = _piece(piece)
    return (words.replace(BAR, "／"), source)


def _one_line(words: str) -> str:
    return " ".join(words.split())
