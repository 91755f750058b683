"""Opened ballots as the matrix that statistics read: in memory, and gone with it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from fairscore import composite
from gongping.results.rule import criterion_weights, group_weights, points_by_byte

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ballotbox.manifest import Manifest

AT_ONCE: Final = 20_000
"""So many ballots become floats together: half a million need no more memory."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Ballots that gave a grade: `scores` (R, U) each one's score of each unit.

    `g` (R,) are places in `numbers`, the groups that count; `weights` (G,) theirs.
    `blank` of `cells` are 不了解. No row can be traced: the order is that of hashes.
    """

    scores: "NDArray[np.float64]"
    g: "NDArray[np.int64]"
    weights: "NDArray[np.float64]"
    numbers: tuple[int, ...]
    blank: int
    cells: int

    @property
    def sizes(self) -> "NDArray[np.int64]":
        """Return how many ballots each group has."""
        return np.bincount(self.g, minlength=len(self.numbers))

    def of(self, units: "NDArray[np.int64]") -> "Matrix":
        """Return the same of some units; who graded none of them is left out."""
        scores = self.scores[:, units]
        kept = ~np.isnan(scores).all(axis=1)
        return Matrix(
            scores[kept],
            self.g[kept],
            self.weights,
            self.numbers,
            self.blank,
            self.cells,
        )


def matrix_of(manifest: "Manifest", ballots: "Mapping[int, bytes]") -> Matrix:
    """Return the matrix of the valid ballots, without those that are all blank."""
    weights = group_weights(manifest)
    numbers = tuple(weights)
    parts = [_group(manifest, ballots.get(number, b"")) for number in numbers]
    sizes = [len(scores) for scores, _blank in parts]
    return Matrix(
        scores=np.concatenate([scores for scores, _blank in parts]),
        g=np.repeat(np.arange(len(numbers)), sizes),
        weights=np.array(list(weights.values())),
        numbers=numbers,
        blank=sum(blank for _scores, blank in parts),
        cells=sum(sizes) * manifest.cell_count,
    )


def _group(manifest: "Manifest", cells: bytes) -> "tuple[NDArray[np.float64], int]":
    shape = (-1, len(manifest.units), len(manifest.criteria))
    raw = np.frombuffer(cells, dtype=np.uint8).reshape(-1, manifest.cell_count)
    points, weights = points_by_byte(manifest), criterion_weights(manifest)
    is_grade = ~np.isnan(points)[raw]
    graded = is_grade.any(axis=1)
    blank = int((~is_grade[graded]).sum())
    raw = raw[graded].reshape(shape)
    pieces = [
        composite(points[raw[start : start + AT_ONCE]], weights)
        for start in range(0, len(raw), AT_ONCE)
    ]
    none = np.empty((0, len(manifest.units)))
    return np.concatenate([none, *pieces]), blank
