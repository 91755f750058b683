"""Counting grades by the million: many small counters side by side in long integers.

One addition of two long integers adds thousands of counters at once. Counters begin
two bits wide, four to a byte, and move into wider ones before they can overflow:
three ballots fill two bits, five of those fill four, seventeen of those fill eight.
"""

from typing import Final

BLOCK: Final = 128
"""How many ballots are added at once; small enough to stay near the processor."""

PER_BYTE: Final = 4
FILLS_TWO_BITS: Final = 3
FILLS_FOUR_BITS: Final = 5
FILLS_EIGHT_BITS: Final = 17


class GradeCounter:
    """How often each cell of a ballot had each grade."""

    def __init__(self, cells: int, grades: int) -> None:
        self.cells = cells
        self._lanes = [
            _FourGrades(cells, first) for first in range(0, grades, PER_BYTE)
        ]
        self._grades = grades

    def add(self, low: bytes) -> None:
        """Count at most `BLOCK` ballots, given as one byte for each of their cells."""
        for lane in self._lanes:
            lane.add(low)

    def counts(self) -> list[list[int]]:
        """Return for each cell how often each grade was given."""
        columns = [column for lane in self._lanes for column in lane.totals()]
        return [list(cell) for cell in zip(*columns[: self._grades], strict=True)]


class _FourGrades:
    """The counters of four neighbouring grades."""

    def __init__(self, cells: int, first: int) -> None:
        size = cells * BLOCK
        self._cells, self._size = cells, size
        table = bytearray(256)
        for place in range(PER_BYTE):
            table[first + place] = 1 << 2 * place
        self._table = bytes(table)
        self._pairs_mask = int.from_bytes(b"\x33" * size)
        self._fours_mask = int.from_bytes(b"\x0f" * size)
        self._twos, self._fours, self._eights = 0, [0] * 2, [0] * PER_BYTE
        self._filled = [0, 0, 0]
        self._totals = [[0] * cells for _ in range(PER_BYTE)]

    def add(self, low: bytes) -> None:
        self._twos += int.from_bytes(low.translate(self._table), "little")
        if self._is_full(0, FILLS_TWO_BITS):
            self._widen_twos()

    def totals(self) -> list[list[int]]:
        self._widen_twos()
        self._widen_fours()
        self._empty_eights()
        return self._totals

    def _is_full(self, level: int, limit: int) -> bool:
        self._filled[level] += 1
        return self._filled[level] == limit

    def _widen_twos(self) -> None:
        for odd in range(2):
            self._fours[odd] += (self._twos >> 2 * odd) & self._pairs_mask
        self._twos, self._filled[0] = 0, 0
        if self._is_full(1, FILLS_FOUR_BITS):
            self._widen_fours()

    def _widen_fours(self) -> None:
        for place in range(PER_BYTE):
            four = self._fours[place % 2] >> 4 * (place // 2)
            self._eights[place] += four & self._fours_mask
        self._fours, self._filled[1] = [0] * 2, 0
        if self._is_full(2, FILLS_EIGHT_BITS):
            self._empty_eights()

    def _empty_eights(self) -> None:
        for total, eight in zip(self._totals, self._eights, strict=True):
            raw = eight.to_bytes(self._size, "little")
            for cell in range(self._cells):
                total[cell] += sum(raw[cell :: self._cells])
        self._eights, self._filled[2] = [0] * PER_BYTE, 0
