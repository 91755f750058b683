"""Cells: one u16 for each unit × criterion, in manifest order."""

import struct
from collections.abc import Sequence
from typing import Final

from ballotbox.errors import BallotMalformed

NO_OPINION: Final = 0xFFFF
"""不了解: an explicit choice, never a blank."""

CELL_BYTES: Final = 2


def encode_cells(grades: Sequence[int]) -> bytes:
    """Return the cells of `grades` (place on the scale from 0, or `NO_OPINION`)."""
    try:
        return struct.pack(f">{len(grades)}H", *grades)
    except struct.error as error:
        raise BallotMalformed(f"cells: {error}") from error


def decode_cells(cells: bytes) -> tuple[int, ...]:
    """Return the grades of `cells`; raise `BallotMalformed` on half a cell."""
    if len(cells) % CELL_BYTES:
        raise BallotMalformed("cells: half a cell at the end")
    return struct.unpack(f">{len(cells) // CELL_BYTES}H", cells)
