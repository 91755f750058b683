"""Scores and severities together: S_ru = θ_u + b_r + error (measurement §4.1).

Severities are eliminated, so that only U equations remain, however many ballots:

    (Σ_r [diag w_r − w_r w_rᵀ/(n_r+λ)]) θ = Σ_r [w_r∘S_r − w_r (w_r·S_r)/(n_r+λ)]

with w_r the weights of a ballot's cells (one where it answered, else zero) and n_r
their sum. λ = 0 is least squares (fixed severities); λ = σ²_e/σ²_b the mixed form, in
which severities are shrunk towards nought (Henderson's equations).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse.csgraph import connected_components

from fairscore import inputs
from fairscore.errors import NotComparable, OutOfRange, UnitUnseen
from fairscore.inputs import Floats


@dataclass(frozen=True, slots=True)
class Additive:
    """A fit with what its errors need: `theta` (U,), `b` (R,), `A` (U, U) and w."""

    theta: Floats
    b: Floats
    A: Floats
    w: Floats


def fit_additive(
    S: ArrayLike, lam: float = 0.0, weights: ArrayLike | None = None
) -> tuple[Floats, Floats]:
    """Return (θ (U,), b (R,)) minimising Σ w (S − θ − b)² + `lam` Σ b².

    `S` (R, U), `nan` = not answered; `weights` (R, U) of cells, for robust fits; never
    put weights of voter groups here (measurement §1.3). With `lam` = 0 severities have
    mean zero over the ballots that count, so that a complete design gives θ = plain
    means; a ballot without an answer has b = `nan`, or 0 if `lam` is positive.

    Raises `UnitUnseen` (group 0) for a unit that nobody scored, `NotComparable` if
    common ballots do not join all units, `OutOfRange` for a negative `lam`,
    `WeightsMalformed`, and what `inputs` raises.
    """
    if not 0 <= lam < np.inf:
        raise OutOfRange(f"a ratio of variances is {lam}")
    scores = inputs.scores(S)
    w = (~np.isnan(scores)).astype(np.float64)
    if weights is not None:
        w *= inputs.weights(weights, *scores.shape)
    fit = solve(scores, w, lam)
    return fit.theta, fit.b


def is_connected(S: ArrayLike) -> bool:
    """Tell whether chains of common ballots join all units, shape (R, U).

    The rank of the design's Laplacian is then U − 1. A unit that nobody scored is
    joined to none. Raises what `inputs` raises.
    """
    return joins((~np.isnan(inputs.scores(S))).astype(np.float32))


def joins(w: NDArray[np.floating[Any]]) -> bool:
    """Tell whether cells with weight, shape (R, U), join all units."""
    if not w.any(axis=0).all():
        return False
    return int(connected_components(w.T @ w > 0, directed=False)[0]) == 1


def solve(S: Floats, w: Floats, lam: float = 0.0) -> Additive:
    """Return the fit to checked scores; cells without weight may be `nan`.

    Raises `UnitUnseen` or `NotComparable`.
    """
    level = float(np.nanmean(S))
    given = np.where(w > 0, S - level, 0.0)
    n = w.sum(axis=1) + lam
    share = np.divide(w, n[:, None], out=np.zeros_like(w), where=n[:, None] > 0)
    weighted = w * given
    A = np.diag(w.sum(axis=0)) - share.T @ w
    _check(A, w)
    right = weighted.sum(axis=0) - share.T @ weighted.sum(axis=1)
    theta = np.linalg.solve(A if lam else anchored(A), right)
    b = np.full(len(S), np.nan)
    np.divide((weighted - w * theta).sum(axis=1), n, out=b, where=n > 0)
    shift = 0.0 if lam else float(np.nanmean(b))
    return Additive(theta + shift + level, b - shift, A, w)


def anchored(A: Floats) -> Floats:
    """Return `A` with its null direction, a constant, given the weight of the others.

    The solution of the anchored equations is the one whose mean is zero.
    """
    fixed: Floats = A + (np.trace(A) / len(A) ** 2 or 1.0)
    return fixed


def _check(A: Floats, w: Floats) -> None:
    """Raise unless every unit has weight and chains of common ballots join all."""
    unseen = np.flatnonzero(~w.any(axis=0))
    if unseen.size:
        raise UnitUnseen(0, int(unseen[0]))
    if len(A) > 1 and connected_components(A != 0, directed=False)[0] > 1:
        raise NotComparable("no chain of common ballots joins all units")
