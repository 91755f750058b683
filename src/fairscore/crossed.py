"""The sums of ballots × units from which every variance follows, blanks allowed.

Ballots are gathered by the number of units they answered: everything else here
depends on the number of units only, however many ballots there are.
"""

from dataclasses import dataclass

import numpy as np

from fairscore.additive import anchored, is_connected
from fairscore.errors import CannotBeEstimated, NotComparable, UnitUnseen
from fairscore.inputs import Flags, Floats


@dataclass(frozen=True, slots=True)
class Crossed:
    """Sums over ballots of scores less their grand mean.

    `sizes` (N,): numbers of units answered that occur; by these: `ballots` (N,),
    `pairs` (N, U, U) how many answered both units, `seen` (N, U), `of_units` (N, U)
    sums of ballot totals by unit, `totals` (N,) sums of totals, `squared` (N,) of
    their squares. `sums` (U,) are unit totals, `square` that of all scores, `level`
    the same before the mean was taken off, for what counts as nothing.
    """

    sizes: Floats
    ballots: Floats
    pairs: Floats
    seen: Floats
    of_units: Floats
    totals: Floats
    squared: Floats
    sums: Floats
    square: float
    level: float

    @property
    def units(self) -> int:
        """How many units there are."""
        return len(self.sums)

    @property
    def cells(self) -> int:
        """How many scores were given."""
        return int(self.sizes @ self.ballots)

    @property
    def is_complete(self) -> bool:
        """Whether every ballot scored every unit."""
        return self.cells == self.units * int(self.ballots.sum())

    def absorbed(
        self, drop: Floats, whole: float = 1.0
    ) -> tuple[Floats, Floats, float]:
        """Return the equations of mean and units with so much of ballots taken out.

        Matrix (U+1, U+1), right side (U+1,) and sum of squares; `drop` (N,) is
        γ / (1 + γ n) where γ = σ²_b / σ²_e. All is linear in it: with `whole` = 0 and
        a derivative for `drop`, these are the derivatives.
        """
        n = whole * self.seen.sum(axis=0)
        A = np.empty((self.units + 1, self.units + 1))
        A[0, 0] = n.sum() - drop @ (self.ballots * self.sizes**2)
        A[0, 1:] = A[1:, 0] = n - (drop * self.sizes) @ self.seen
        A[1:, 1:] = np.diag(n) - np.tensordot(drop, self.pairs, 1)
        total = whole * self.totals.sum() - drop @ (self.sizes * self.totals)
        q = np.concatenate(([total], whole * self.sums - drop @ self.of_units))
        return A, q, whole * self.square - float(drop @ self.squared)


def crossed(S: Floats) -> Crossed:
    """Return the sums of S (R, U). Raises where no variance can be told."""
    S = S[~np.isnan(S).all(axis=1)]
    answered = ~np.isnan(S)
    _check(S, answered)
    n = answered.sum(axis=1)
    left = np.where(answered, S - S[answered].mean(), 0.0)
    sizes = np.unique(n)
    parts = [_gathered(left[n == k], answered[n == k]) for k in sizes]
    pairs, seen, of_units, totals, squared, ballots = (
        np.array(part) for part in zip(*parts, strict=True)
    )
    return Crossed(
        sizes=sizes.astype(np.float64),
        ballots=ballots,
        pairs=pairs,
        seen=seen,
        of_units=of_units,
        totals=totals,
        squared=squared,
        sums=left.sum(axis=0),
        square=float(np.square(left).sum()),
        level=float(np.square(S[answered]).mean()),
    )


def henderson(table: Crossed) -> tuple[float, float, float]:
    """Return σ²_u, σ²_b, σ²_e by Henderson's third method; they may be negative.

    Each sum of squares, adjusted for the other factor, is set equal to what is
    expected of it. On complete ballots these are the mean squares.
    """
    R, U, N = int(table.ballots.sum()), table.units, table.cells
    n = table.seen.sum(axis=0)
    C = np.diag(n) - np.tensordot(1 / table.sizes, table.pairs, 1)
    q = table.sums - (1 / table.sizes) @ table.of_units
    # A constant is no difference of units: without its rounding, C can be anchored.
    q -= q.mean()
    of_units = float(q @ np.linalg.solve(anchored(C), q))
    both = of_units + float(table.squared @ (1 / table.sizes))
    of_ballots = both - float(np.square(table.sums) @ (1 / n))
    residual = (table.square - both) / (N - R - U + 1)
    unit = (of_units - (U - 1) * residual) / (N - R)
    ballot = (of_ballots - (R - 1) * residual) / (N - U)
    return unit, ballot, residual


def _gathered(left: Floats, answered: Flags) -> tuple[Floats | float, ...]:
    mask = answered.astype(np.float64)
    totals = left.sum(axis=1)
    return (
        mask.T @ mask,
        mask.sum(axis=0),
        totals @ mask,
        float(totals.sum()),
        float(np.square(totals).sum()),
        float(len(left)),
    )


def _check(S: Floats, answered: Flags) -> None:
    ballots, units = S.shape
    unseen = np.flatnonzero(~answered.any(axis=0))
    if unseen.size:
        raise UnitUnseen(0, int(unseen[0]))
    if min(ballots, units) < 2:
        raise CannotBeEstimated("a variance needs two ballots and two units")
    if not is_connected(S):
        raise NotComparable("no chain of common ballots joins all units")
    if answered.sum() - ballots - units + 1 < 1:
        raise CannotBeEstimated("too few scores are left to tell a residual")
