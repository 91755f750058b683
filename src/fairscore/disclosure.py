"""What may be shown of small groups (measurement §6, disclosure control)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fairscore import inputs
from fairscore.derivable import confined, is_wide, leave_room
from fairscore.errors import OutOfRange, ShapeMismatch
from fairscore.inputs import Flags, Floats, Ints

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


@dataclass(frozen=True, slots=True)
class Released:
    """What a unit's composite is made of, for what can be worked out of it.

    `weights` (G,) with sum one; `scores` (G, K) of each group on each criterion, `nan`
    where nobody graded; all lie between `low` and `high`.
    """

    weights: Floats
    scores: Floats
    low: float
    high: float

    def leaves_room(self, hidden: Sequence[int], needs: Sequence[int]) -> bool:
        """Tell whether the mean of each group in `needs` stays protected.

        Who knows the composite on every criterion and all groups but the `hidden`
        knows the weighted sum of theirs (`confined`).
        """
        W, ends = self.weights[list(hidden)], np.ones(len(hidden))
        asked = np.isin(hidden, needs)
        for given in self.scores[list(hidden)].T:
            if np.isnan(given[W > 0]).any():
                continue  # Then no composite is published.
            total = float(W @ np.nan_to_num(given))
            ends_ = confined(W, self.low * ends, self.high * ends, total)
            if not is_wide(*ends_, self.high - self.low)[asked].all():
                return False
        return True


def publishable(
    n: ArrayLike,
    cells: ArrayLike | None = None,
    k: int = USUAL_K,
    *,
    weights: ArrayLike | None = None,
    points: ArrayLike | None = None,
) -> Flags:
    """Return which figures of groups may be shown: (G,), or with `cells` (G, U).

    `n` (G,) valid ballots; `cells` (G, U, K, C + 1) counts of grades and, last,
    不了解. A group with fewer than `k` valid ballots is suppressed, and others with
    it, since the overall result less all that is shown would give it away: until two
    groups and `k` ballots are suppressed and, with `weights` (G,), the others weigh at
    least `PROTECTION` of what it weighs. The smallest go first; none goes that need
    not. Empty groups hide nothing. With `cells` the same is asked of every unit
    (`disclosure_of`, which also tells whether its overall score may be shown); with
    `weights` and `points` (C,), what the grades are worth, of its scores, too.
    Raises `OutOfRange`, `ShapeMismatch`, `WeightsMalformed`.
    """
    sizes = _whole(n, 1)
    W = None if weights is None else inputs.group_weights(weights)
    if W is not None and W.shape != sizes.shape:
        raise ShapeMismatch(f"{len(W)} weights for {len(sizes)} groups")
    shown = _groups([int(size) for size in sizes], threshold(k), W)
    if cells is None:
        return np.array(shown, dtype=np.bool_)
    counts = _whole(cells, 4)
    if len(counts) != len(sizes):
        raise ShapeMismatch(f"cells of {len(counts)} groups for {len(sizes)} sizes")
    units = [
        disclosure_of(counts[:, u], k, shown, _released(counts[:, u], W, points))
        for u in range(counts.shape[1])
    ]
    rows = [unit.groups for unit in units]
    return np.array(rows, dtype=np.bool_).reshape(-1, len(sizes)).T


def disclosure_of(
    counts: NDArray[np.int64],
    k: int,
    shown: Sequence[bool],
    released: Released | None = None,
) -> Disclosure:
    """Return what may be shown of one unit, given the groups `shown` at all.

    `counts` has shape (G, K, C + 1). A group is withheld for the unit if fewer
    than `k` graded it, or if it is small and unanimous; others follow until what
    is withheld cannot be worked out from the overall score. With `released`, neither
    can the mean of a group that is withheld for its own sake be confined to less than
    `PROTECTION` of the scale. If that cannot be reached, the overall score is withheld
    as well. Raises `OutOfRange`, `ShapeMismatch`.
    """
    threshold(k)
    counts = _whole(counts, 3)
    if len(shown) != len(counts):
        raise ShapeMismatch(f"{len(counts)} groups, of which {len(shown)} are shown")
    sizes = [_contributors(group) for group in counts]
    delicate = [
        bool(size) and (size < k or any(unanimous(row) for row in group))
        for size, group in zip(sizes, counts, strict=True)
    ]
    may = [
        bool(is_shown) and size > 0 and not alone
        for is_shown, size, alone in zip(shown, sizes, delicate, strict=True)
    ]
    hidden = [n for n, size in enumerate(sizes) if size and not may[n]]
    needs = [n for n, alone in enumerate(delicate) if alone]

    def is_safe(hidden: Sequence[int]) -> bool:
        known = _can_be_worked_out(counts[list(hidden)], k)
        return not known and (released is None or released.leaves_room(hidden, needs))

    found = _with_others(hidden, may, sizes, is_safe)
    kept = [is_shown and place not in found for place, is_shown in enumerate(may)]
    return Disclosure(tuple(kept), overall=not found or is_safe(found))


def withholds_all(n: ArrayLike, weights: ArrayLike, k: int = USUAL_K) -> bool:
    """Tell whether groups of `n` (G,) ballots will leave no score that may be shown.

    So it is if one of fewer than `k` weighs so much that the composite is as good as
    its mean, or if all together are fewer than `k`. Raises as `publishable`.
    """
    sizes, W = _whole(n, 1), inputs.group_weights(weights)
    shown = publishable(sizes, k=k, weights=W)
    hidden = [place for place, n_g in enumerate(sizes) if n_g and not shown[place]]
    return bool(hidden) and not _hide(sizes.tolist(), k, W)(hidden)


def unanimous(row: NDArray[np.int64]) -> bool:
    """Tell whether a small group's counts of one unit reveal what everybody gave.

    `row` has shape (C + 1,); groups of `FORCED_PRIVATE_BELOW` and more are large
    enough for unanimity to be a result and not a leak. Raises `OutOfRange`.
    """
    row = _whole(row, 1)
    total = int(row.sum())
    return 0 < total < FORCED_PRIVATE_BELOW and int(row.max()) == total


def _groups(sizes: Sequence[int], k: int, W: Floats | None) -> tuple[bool, ...]:
    shown = [size >= k for size in sizes]
    hidden = [n for n, size in enumerate(sizes) if 0 < size < k]
    found = _with_others(hidden, shown, sizes, _hide(sizes, k, W))
    return tuple(is_shown and n not in found for n, is_shown in enumerate(shown))


def _hide(
    sizes: Sequence[int], k: int, W: Floats | None
) -> Callable[[Sequence[int]], bool]:
    """Return what tells whether groups that are hidden protect each other."""

    def is_safe(hidden: Sequence[int]) -> bool:
        some = np.array([sizes[n] for n in hidden])
        if len(some) < 2 or some.sum() < k:
            return False
        return W is None or leave_room(W[list(hidden)], some < k)

    return is_safe


def _with_others(
    hidden: Sequence[int],
    may: Sequence[bool],
    sizes: Sequence[int],
    is_safe: Callable[[Sequence[int]], bool],
) -> list[int]:
    """Return what is hidden in the end: so many others, smallest first, as protect it.

    Then those are shown again, the largest first, that turn out not to be needed. All
    are hidden if nothing protects.
    """
    found = list(hidden)
    others = sorted(np.flatnonzero(may).tolist(), key=lambda n: (sizes[n], n))
    if not found or is_safe(found):
        return found
    added = []
    for other in others:
        added.append(other)
        if is_safe([*found, *added]):
            break
    else:
        return [*found, *others]
    for other in added[-2::-1]:
        fewer = [n for n in added if n != other]
        if is_safe([*found, *fewer]):
            added = fewer
    return [*found, *added]


def _released(
    counts: NDArray[np.int64], W: Floats | None, points: ArrayLike | None
) -> Released | None:
    if W is None or points is None:
        return None
    worth = inputs.finite(points, counts.shape[-1] - 1)
    graded = counts[..., :-1]
    n = graded.sum(axis=-1)
    scores = np.divide(graded @ worth, n, out=np.full(n.shape, np.nan), where=n > 0)
    return Released(W, scores, float(worth.min()), float(worth.max()))


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
