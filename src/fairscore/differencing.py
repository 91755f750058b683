"""What two releases side by side would give away (measurement §6).

The difference of two results is the result of those who are in one and not in the
other. If these are a few, publishing both publishes them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fairscore import inputs
from fairscore.derivable import confined, is_wide
from fairscore.disclosure import USUAL_K, publishable, threshold
from fairscore.errors import OutOfRange, ShapeMismatch
from fairscore.inputs import Flags, Floats


@dataclass(frozen=True, slots=True)
class Release:
    """What of a second release may be shown: figures (G,) of groups, and overall."""

    groups: tuple[bool, ...]
    overall: bool


def second_release(before: ArrayLike, after: ArrayLike, k: int = USUAL_K) -> Release:
    """Return what may follow a release of `before` (G,) ballots with `after` (G,).

    The later release holds all ballots of the earlier, and others besides. Where a
    group gained 1 … k − 1 ballots its figures may not come again, and no others
    from which, with the weights known, the gain could be worked out. Ballots that
    were exchanged, not added, are not covered: then only one release is safe.
    Raises `OutOfRange` if a group lost ballots, `ShapeMismatch`.
    """
    old, new = inputs.finite(before, None), inputs.finite(after, None)
    if old.shape != new.shape:
        raise ShapeMismatch(f"{len(old)} groups before, {len(new)} after")
    gained = new - old
    if (gained < 0).any() or (old < 0).any() or (gained % 1).any():
        raise OutOfRange("a later release adds whole ballots and loses none")
    may = publishable(gained.astype(np.int64), k=k) | (gained == 0)
    hidden = gained[~may]
    overall = not len(hidden) or (len(hidden) > 1 and hidden.sum() >= k)
    return Release(tuple(may.tolist()), bool(overall))


@dataclass(frozen=True, slots=True)
class Means:
    """How many ballots `n` (G, U) of each group graded each unit, and their mean."""

    n: ArrayLike
    mean: ArrayLike


def differences_safe(
    before: Means,
    after: Means,
    W: ArrayLike,
    ends: tuple[float, float],
    k: int = USUAL_K,
) -> Flags:
    """Return for which units (U,) the score before may stand beside all of that after.

    `after` is published by group, of `before`, which holds some of its ballots, only
    the composite with weights `W` (G,). That is one equation for what the groups that
    lost ballots gave before. A unit is safe if it confines the mean of no 1 … k − 1
    ballots to less than `PROTECTION` of the scale between `ends` (`confined`). Raises
    `ShapeMismatch`, `WeightsMalformed`, and `OutOfRange` for ballots that are not
    among those after, or means beyond the ends.
    """
    threshold(k)
    weights = inputs.group_weights(W)
    n = inputs.finite(after.n, len(weights), None)
    left = inputs.finite(before.n, *n.shape)
    mean = inputs.shaped(after.mean, *n.shape)
    kept = inputs.shaped(before.mean, *n.shape)
    if (left < 0).any() or (left > n).any() or (n % 1 + left % 1).any():
        raise OutOfRange("ballots before are some of those after")
    units = np.array([n, left, mean, kept]).transpose(2, 0, 1)
    return np.array([_safe(u, weights, ends, k) for u in units], dtype=np.bool_)


def _safe(unit: Floats, W: Floats, ends: tuple[float, float], k: int) -> bool:
    """Tell it of one unit: `unit` (4, G) are numbers and means, after and before."""
    n, left, mean, kept = unit
    gone = (n - left > 0) & (W > 0)
    if not gone.any():
        return True
    if np.isnan(mean[gone]).any() or np.isnan(kept[gone]).any():
        return False
    m, rest, total = (n - left)[gone], left[gone], n[gone] * mean[gone]
    least = np.maximum(ends[0], (total - m * ends[1]) / rest)
    most = np.minimum(ends[1], (total - m * ends[0]) / rest)
    lo, hi = confined(W[gone], least, most, float(W[gone] @ kept[gone]))
    room = (hi - lo) * rest / m
    wide = is_wide(np.zeros(len(m)), room, ends[1] - ends[0])
    return bool(wide[m < k].all())


def filters_publishable(members: ArrayLike, k: int = USUAL_K) -> Flags:
    """Return for each filter (F,) whether its result may be shown, in their order.

    `members` (F, R): which ballots each filter holds. A filter is shown if it holds
    at least `k`, leaves out none or at least `k`, and differs from every filter
    shown before it by none or at least `k` ballots on either side. Pairs are
    checked, not sums of several filters: offer few. Raises `ShapeMismatch`,
    `OutOfRange`.
    """
    threshold(k)
    held = _memberships(members)
    shown: list[NDArray[np.bool_]] = [np.ones(held.shape[1], dtype=np.bool_)]
    found = np.zeros(len(held), dtype=np.bool_)
    for place, mine in enumerate(held):
        found[place] = mine.sum() >= k and all(_apart(mine, one, k) for one in shown)
        if found[place]:
            shown.append(mine)
    return found


def _apart(one: Flags, other: Flags, k: int) -> bool:
    sides = (int((one & ~other).sum()), int((other & ~one).sum()))
    return all(side == 0 or side >= k for side in sides)


def _memberships(members: ArrayLike) -> Flags:
    held = np.asarray(members)
    if held.ndim != 2:
        raise ShapeMismatch(f"memberships {held.shape}, wanted (F, R)")
    if held.dtype != np.bool_:
        raise OutOfRange("a ballot is in a filter or it is not")
    return held
