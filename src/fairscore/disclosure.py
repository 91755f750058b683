"""What may be shown of small groups (measurement §6, disclosure control)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fairscore.errors import OutOfRange, ShapeMismatch
from fairscore.inputs import Flags, Ints

FLOOR: Final = 5
USUAL_K: Final = 10
FORCED_PRIVATE_BELOW: Final = 50


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What may be shown of one unit: which groups' figures, and the overall score."""

    groups: tuple[bool, ...]
    overall: bool


def threshold(k: int) -> int:
    """Return `k`, below which figures are suppressed. Raises `OutOfRange` under 5."""
    if k < FLOOR:
        raise OutOfRange(f"a threshold of {k}; at least {FLOOR} voters stay together")
    return k


def publishable(
    n: ArrayLike, cells: ArrayLike | None = None, k: int = USUAL_K
) -> Flags:
    """Return which figures of groups may be shown: (G,), or with `cells` (G, U).

    `n` (G,) valid ballots; `cells` (G, U, K, C + 1) counts of grades and, last,
    不了解. A group with fewer than `k` valid ballots is suppressed; as long as what
    is suppressed is a single group or still fewer than `k` ballots, the smallest
    other group goes too, since the overall result less all the others would give it
    away. Empty groups hide nothing. With `cells` the same is asked of every unit
    (`disclosure_of`, which also tells whether its overall score may be shown).
    Raises `OutOfRange`, `ShapeMismatch`.
    """
    sizes = _whole(n, 1)
    shown = _groups([int(size) for size in sizes], threshold(k))
    if cells is None:
        return np.array(shown, dtype=np.bool_)
    counts = _whole(cells, 4)
    if len(counts) != len(sizes):
        raise ShapeMismatch(f"cells of {len(counts)} groups for {len(sizes)} sizes")
    units = [disclosure_of(counts[:, u], k, shown) for u in range(counts.shape[1])]
    rows = [unit.groups for unit in units]
    return np.array(rows, dtype=np.bool_).reshape(-1, len(sizes)).T


def disclosure_of(
    counts: NDArray[np.int64], k: int, shown: Sequence[bool]
) -> Disclosure:
    """Return what may be shown of one unit, given the groups `shown` at all.

    `counts` has shape (G, K, C + 1). A group is withheld for the unit if fewer
    than `k` graded it, or if it is small and unanimous; others follow until what
    is withheld cannot be worked out from the overall score. If that cannot be
    reached, the overall score is withheld as well.
    """
    threshold(k)
    sizes = [_contributors(group) for group in counts]
    may = [
        bool(is_shown) and size >= k and not any(unanimous(row) for row in group)
        for is_shown, size, group in zip(shown, sizes, counts, strict=True)
    ]
    hidden = [n for n, size in enumerate(sizes) if size and not may[n]]
    while hidden and _can_be_worked_out(counts[hidden], k):
        least = _least(may, sizes)
        if least is None:
            return Disclosure(tuple(may), overall=False)
        may[least] = False
        hidden.append(least)
    return Disclosure(tuple(may), overall=True)


def unanimous(row: NDArray[np.int64]) -> bool:
    """Tell whether a small group's counts of one unit reveal what everybody gave.

    `row` has shape (C + 1,); groups of `FORCED_PRIVATE_BELOW` and more are large
    enough for unanimity to be a result and not a leak.
    """
    total = int(row.sum())
    return 0 < total < FORCED_PRIVATE_BELOW and int(row.max()) == total


def _groups(sizes: Sequence[int], k: int) -> tuple[bool, ...]:
    shown = [size >= k for size in sizes]
    hidden = [n for n, size in enumerate(sizes) if 0 < size < k]
    while hidden and (len(hidden) == 1 or sum(sizes[n] for n in hidden) < k):
        least = _least(shown, sizes)
        if least is None:
            break
        shown[least] = False
        hidden.append(least)
    return tuple(shown)


def _whole(values: ArrayLike, axes: int) -> Ints:
    array: NDArray[Any] = np.asarray(values)
    if array.ndim != axes:
        raise ShapeMismatch(f"counts {array.shape}, wanted {axes} axes")
    if array.size and (array.dtype.kind not in "iu" or (array < 0).any()):
        raise OutOfRange("counts are whole numbers, not below zero")
    return array.astype(np.int64)


def _can_be_worked_out(hidden: NDArray[np.int64], k: int) -> bool:
    """Tell whether the overall score less what is shown would give groups away."""
    together = hidden.sum(axis=0)
    few = len(hidden) == 1 or sum(_contributors(group) for group in hidden) < k
    return few or any(unanimous(row) for row in together)


def _contributors(group: NDArray[np.int64]) -> int:
    """Return on how many grades the thinnest criterion of a group rests."""
    graded = group[:, :-1].sum(axis=1)
    given = graded[graded > 0]
    return int(given.min()) if given.size else 0


def _least(shown: Sequence[bool], sizes: Sequence[int]) -> int | None:
    others = [n for n, is_shown in enumerate(shown) if is_shown]
    return min(others, key=lambda n: sizes[n]) if others else None
