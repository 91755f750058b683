"""What may be shown of small groups (measurement §6, statistical disclosure control)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FORCED_PRIVATE_BELOW = 50


def publishable(sizes: Sequence[int], k: int) -> tuple[bool, ...]:
    """Return for each group whether its own figures may be shown.

    A group with fewer than `k` valid ballots is suppressed; if it is the only
    one, the smallest other group goes too, since the overall result less all
    the others would give it away. Empty groups hide nothing.
    """
    shown = [size >= k for size in sizes]
    hidden = [n for n, size in enumerate(sizes) if 0 < size < k]
    others = [n for n, is_shown in enumerate(shown) if is_shown]
    if len(hidden) == 1 and others:
        shown[min(others, key=lambda n: sizes[n])] = False
    return tuple(shown)


def unanimous(row: NDArray[np.int64]) -> bool:
    """Tell whether a small group's counts of one unit reveal what everybody gave.

    `row` has shape (C + 1,); groups of `FORCED_PRIVATE_BELOW` and more are large
    enough for unanimity to be a result and not a leak.
    """
    total = int(row.sum())
    return 0 < total < FORCED_PRIVATE_BELOW and int(row.max()) == total
