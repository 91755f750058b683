"""Numbers in bands: what is kept and shown of a poll in which numbers were given.

How often each single number was given is not kept: among a hundred numbers an odd
one is a mark by which a ballot can be recognised. Scores come from the whole count.
"""

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

import numpy as np

from ballotbox.scheme import Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ballotbox.manifest import Manifest

CUTS: Final = (9, 8, 7, 6)
"""Where bands begin, in tenths of the way from the lowest number to the highest."""


@dataclass(frozen=True, slots=True)
class NumberBand:
    """The numbers from low to high, as one column."""

    low: int
    high: int

    @property
    def span(self) -> str:
        """Return the numbers as they stand above a column."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


def is_numeric(manifest: "Manifest") -> bool:
    """Tell whether voters gave numbers and not grades."""
    return manifest.scheme is not None and manifest.scheme.scale is Scale.NUMBERS


def bands_of_numbers(highest: int, lowest: int) -> "Sequence[NumberBand]":
    """Return at most five bands, the best first; of 0 to 100 those of ten above 60."""
    reach = highest - lowest
    cuts = [lowest + ceil(reach * tenth / 10) for tenth in CUTS]
    feet = list(dict.fromkeys([*cuts, lowest]))
    tops = [highest, *(foot - 1 for foot in feet[:-1])]
    return [NumberBand(low, top) for low, top in zip(feet, tops, strict=True)]


def bands_under(manifest: "Manifest") -> "Sequence[NumberBand]":
    """Return the bands of a poll of numbers."""
    points = [int(grade.points) for grade in manifest.grades]
    return bands_of_numbers(points[0], points[-1])


def shown_counts(
    manifest: "Manifest", cells: "NDArray[np.int64]"
) -> "NDArray[np.int64]":
    """Return counts (…, C + 1) by what is shown: each grade, or bands of numbers."""
    if not is_numeric(manifest):
        return cells
    highest = int(manifest.grades[0].points)
    columns = [
        cells[..., highest - band.high : highest - band.low + 1].sum(axis=-1)
        for band in bands_under(manifest)
    ]
    return np.stack([*columns, cells[..., -1]], axis=-1)
