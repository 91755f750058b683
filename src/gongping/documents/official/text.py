"""An official document is typed as it is read: its numbering says what a line is.

一、 begins a heading of the first level, （一） one of the second; 1. and （1） begin
paragraphs; cells between ｜ are a table. So nobody learns a markup, and what is pasted
from a word processor is right at once.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from gongping.foundation.plain import plain

BAR: Final = "｜"
_FIRST: Final = re.compile(r"[一二三四五六七八九十]+、")
_SECOND: Final = re.compile(r"（[一二三四五六七八九十]+）")
_NAMED: Final = re.compile(r"(时间|地点|主持|出席|列席|请假|缺席|记录)：")
_COLUMN_OF_NAMES: Final = 2


class Level(StrEnum):
    """What a line of text is."""

    FIRST = "first"
    SECOND = "second"
    NAMED = "named"
    ADDRESSEE = "addressee"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Line:
    """One line at its place in the text; `lead` characters of it are its heading."""

    at: int
    level: Level
    text: str
    lead: int = 0

    @property
    def head(self) -> str:
        """Return the part that is set as a heading."""
        return self.text[: self.lead]

    @property
    def rest(self) -> str:
        """Return the part that is set as text."""
        return self.text[self.lead :]


@dataclass(frozen=True, slots=True)
class Table:
    """Lines of cells; with more than two columns the first line is the head."""

    at: int
    rows: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> int:
        """Return how many cells the longest row has."""
        return max(len(row) for row in self.rows)

    @property
    def is_form(self) -> bool:
        """Tell whether the left cells are the names of the right ones."""
        return self.columns <= _COLUMN_OF_NAMES

    @property
    def filled(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows, each with as many cells as the longest."""
        return tuple(row + ("",) * (self.columns - len(row)) for row in self.rows)


def lines_of(text: str) -> list[str]:
    """Return the lines that say something, trimmed, without what nobody sees."""
    trimmed = (plain(line).replace("\t", BAR).strip() for line in text.splitlines())
    return [line for line in trimmed if line]


def parse(lines: Sequence[str]) -> list[Line | Table]:
    """Return the document part by part, each with the place where it begins."""
    parts: list[Line | Table] = []
    for is_table, group in groupby(enumerate(lines), lambda pair: BAR in pair[1]):
        run = list(group)
        parts += _tables(run) if is_table else (_line(*one) for one in run)
    return parts


def cells_of(line: str) -> tuple[str, ...]:
    """Return the cells of a table's line."""
    return tuple(cell.strip() for cell in line.split(BAR))


def _tables(run: list[tuple[int, str]]) -> Iterator[Table]:
    """Yield one table after another: a form begins where its first name comes again."""
    rows: list[tuple[str, ...]] = []
    begins = 0
    for at, line in run:
        row = cells_of(line)
        if rows and _begins_another(rows, row):
            yield Table(begins, tuple(rows))
            rows = []
        if not rows:
            begins = at
        rows.append(row)
    yield Table(begins, tuple(rows))


def _begins_another(rows: list[tuple[str, ...]], row: tuple[str, ...]) -> bool:
    is_form = len(rows[0]) <= _COLUMN_OF_NAMES
    if is_form != (len(row) <= _COLUMN_OF_NAMES):
        return True
    return is_form and row[0] == rows[0][0]


def _line(at: int, text: str) -> Line:
    if _FIRST.match(text):
        return Line(at, Level.FIRST, text, len(text))
    if _SECOND.match(text):
        end = text.find("。") + 1
        return Line(at, Level.SECOND, text, end or len(text))
    if named := _NAMED.match(text):
        return Line(at, Level.NAMED, text, named.end())
    is_addressee = at == 0 and text.endswith("：")
    return Line(at, Level.ADDRESSEE if is_addressee else Level.BODY, text)
