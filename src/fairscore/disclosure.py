"""What may be shown of small groups (measurement §6, disclosure control)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FORCED_PRIVATE_BELOW = 50


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What may be shown of one unit: which groups' figures, and the overall score."""

    groups: tuple[bool, ...]
    overall: bool


def publishable(sizes: Sequence[int], k: int) -> tuple[bool, ...]:
    """Return for each group whether its own figures may be shown.

    A group with fewer than `k` valid ballots is suppressed; as long as what is
    suppressed is a single group or still fewer than `k` ballots, the smallest
    other group goes too, since the overall result less all the others would give
    it away. Empty groups hide nothing.
    """
    shown = [size >= k for size in sizes]
    hidden = [n for n, size in enumerate(sizes) if 0 < size < k]
    while hidden and (len(hidden) == 1 or sum(sizes[n] for n in hidden) < k):
        least = _least(shown, sizes)
        if least is None:
            break
        shown[least] = False
        hidden.append(least)
    return tuple(shown)


def disclosure_of(
    counts: NDArray[np.int64], k: int, shown: Sequence[bool]
) -> Disclosure:
    """Return what may be shown of one unit, given the groups `shown` at all.

    `counts` has shape (G, K, C + 1). A group is withheld for the unit if fewer
    than `k` graded it, or if it is small and unanimous; others follow until what
    is withheld cannot be worked out from the overall score. If that cannot be
    reached, the overall score is withheld as well.
    """
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
