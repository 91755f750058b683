"""The board file: lines in a fixed order, read and written one by one.

The whole file is the public part followed by the contents part, byte for byte, so
that either can be cut off it or joined to it by any tool.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from ballotbox.findings import (
    LineDoubled,
    LineMisplaced,
    LineMissing,
    VersionUnknown,
)
from ballotbox.lines import (
    KINDS,
    VERSION,
    BallotLine,
    BoardLine,
    ContentsLine,
    Line,
    PaperCellsLine,
    SealedLine,
    UncastLine,
    decode_line,
    encode_line,
)

_OF_ANY_NUMBER: Final = {BallotLine, UncastLine, SealedLine, PaperCellsLine}
_CONTENTS_AT: Final = KINDS.index(ContentsLine)


class LineOrder:
    """Where in the fixed order a file is; raises at the first line out of it."""

    def __init__(self, start: type[Line] = BoardLine) -> None:
        self._next = KINDS.index(start)
        self._start = self._next
        self._number = 0

    def take(self, line: Line) -> None:
        """Go on to this line."""
        self._number += 1
        kind, place = type(line), KINDS.index(type(line))
        if place < self._next:
            self._refuse_earlier(kind, place)
        self._refuse_gap(place)
        self._next = place if kind in _OF_ANY_NUMBER else place + 1

    def finish(self) -> None:
        """Raise `LineMissing` unless the file may end here."""
        self._number += 1
        self._refuse_gap(max(_CONTENTS_AT, self._start + 1))

    def _refuse_earlier(self, kind: type[Line], place: int) -> None:
        where = f"line {self._number}: {kind.kind}"
        is_seen = kind not in _OF_ANY_NUMBER and place >= self._start
        if is_seen:
            raise LineDoubled(f"{where} stands twice")
        raise LineMisplaced(f"{where} comes too late")

    def _refuse_gap(self, place: int) -> None:
        for kind in KINDS[self._next : place]:
            if kind not in _OF_ANY_NUMBER:
                raise LineMissing(f"line {self._number}: {kind.kind} is missing")


def read_lines(
    raw_lines: Iterable[bytes], start: type[Line] = BoardLine
) -> Iterator[Line]:
    """Yield the lines of a file as they come; memory does not grow with the ballots.

    `start` is `ContentsLine` for a contents part on its own.
    """
    order = LineOrder(start)
    for number, raw in enumerate(raw_lines, 1):
        line = decode_line(raw, number)
        order.take(line)
        if isinstance(line, BoardLine) and line.version != VERSION:
            raise VersionUnknown(f"line {number}: version {line.version}")
        yield line
    order.finish()


def write_lines(
    lines: Iterable[Line], start: type[Line] = BoardLine
) -> Iterator[bytes]:
    """Yield the bytes of each line, which must come in the order of the file."""
    order = LineOrder(start)
    for line in lines:
        order.take(line)
        yield encode_line(line)
    order.finish()


def public_part(raw_lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the public part of a whole file, byte for byte."""
    for raw in raw_lines:
        if _begins_contents(raw):
            return
        yield raw


def contents_part(raw_lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the contents part of a whole file, byte for byte."""
    is_inside = False
    for raw in raw_lines:
        is_inside = is_inside or _begins_contents(raw)
        if is_inside:
            yield raw


def _begins_contents(raw: bytes) -> bool:
    # Keys are sorted, and no other kind of line has "head" for its first.
    return raw.startswith(b'{"head":')
