"""Checks of what is given: each returns the array as it is computed with, or raises.

All functions of `fairscore` begin here, so that the same mistake has the same name
everywhere. `nan` means "not answered" and is allowed only where a function says so;
infinity is allowed nowhere.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fairscore.errors import (
    Empty,
    NotFinite,
    OutOfRange,
    ShapeMismatch,
    WeightsMalformed,
)

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

SUM_TOLERANCE = 1e-9


def shaped(values: ArrayLike, *shape: int | None) -> Floats:
    """Return `values` as floats of the given shape; `None` is any length but zero.

    Raises `ShapeMismatch`, or `Empty` where a length is zero.
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != len(shape) or not _fits(array.shape, shape):
        raise ShapeMismatch(f"shape {array.shape}, wanted {shape}")
    if 0 in array.shape:
        raise Empty(f"shape {array.shape} holds nothing")
    return array


def finite(values: ArrayLike, *shape: int | None) -> Floats:
    """As `shaped`, and every number is finite. Raises `NotFinite`."""
    array = shaped(values, *shape)
    if not np.isfinite(array).all():
        raise NotFinite("every number must be finite")
    return array


def scores(S: ArrayLike, *shape: int | None) -> Floats:
    """As `shaped`, by default (R, U); `nan` is "not answered", something is answered.

    Raises `NotFinite` at infinity, `Empty` if everybody abstained everywhere.
    """
    array = shaped(S, *(shape or (None, None)))
    if np.isinf(array).any():
        raise NotFinite("a score is infinite")
    if np.isnan(array).all():
        raise Empty("nobody scored anything")
    return array


def weights(values: ArrayLike, *shape: int | None) -> Floats:
    """As `finite`, not negative and not all zero. Raises `WeightsMalformed`."""
    array = shaped(values, *shape)
    if not np.isfinite(array).all() or (array < 0).any() or not array.any():
        raise WeightsMalformed("weights are finite, not negative and not all zero")
    return array


def group_weights(W: ArrayLike) -> Floats:
    """As `weights` of shape (G,), with sum one: the caller says what is whole."""
    array = weights(W, None)
    if abs(array.sum() - 1) > SUM_TOLERANCE:
        raise WeightsMalformed(f"group weights sum to {array.sum()}, not to one")
    return array


def groups(g: ArrayLike, ballots: int, how_many: int) -> Ints:
    """Return the group of each ballot, shape (R,), in 0 … `how_many` − 1.

    Raises `ShapeMismatch` or `OutOfRange`.
    """
    array: NDArray[Any] = np.asarray(g)
    if array.shape != (ballots,):
        raise ShapeMismatch(f"{array.shape} groups for {ballots} ballots")
    if array.dtype.kind not in "iu":
        raise OutOfRange("groups are whole numbers")
    if (array < 0).any() or (array >= how_many).any():
        raise OutOfRange(f"groups are numbered 0 to {how_many - 1}")
    return array.astype(np.int64)


def level(value: float) -> float:
    """Return a level of confidence, which lies strictly between 0 and 1."""
    if not 0 < value < 1:
        raise OutOfRange(f"a level lies between 0 and 1, not at {value}")
    return float(value)


def _fits(found: tuple[int, ...], wanted: tuple[int | None, ...]) -> bool:
    return all(w is None or f == w for f, w in zip(found, wanted, strict=True))
