"""Who scored what: ballots, groups and weights that belong together, checked once."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from fairscore import inputs
from fairscore.errors import UnitUnseen
from fairscore.inputs import Flags, Floats, Ints


@dataclass(frozen=True, slots=True)
class Design:
    """Checked input of every weighted fit.

    `S` (R, U) scores, `nan` = not answered; `g` (R,) groups; `W` (G,) weights with
    sum one; `m` (R, U): answered, by a ballot of a group with weight; `n` (G, U): how
    many ballots of each group scored each unit.
    """

    S: Floats
    g: Ints
    W: Floats
    m: Flags
    n: Ints

    @property
    def counts(self) -> Flags:
        """Return which ballots (R,) bear on the result."""
        return np.asarray(self.m.any(axis=1))

    @property
    def with_error(self) -> Flags:
        """Return which units (U,) two ballots or more of each group with weight scored.

        Errors are those of contrasts to the mean of these, in every group alike.
        """
        return np.asarray((self.n[self.W > 0] > 1).all(axis=0))

    def groups(self) -> Iterator[tuple[int, Ints]]:
        """Yield each group with weight, and its ballots that count."""
        counts = self.counts
        for k in np.flatnonzero(self.W):
            yield int(k), np.flatnonzero(counts & (self.g == k))


def designed(S: ArrayLike, g: ArrayLike, W: ArrayLike) -> Design:
    """Return the design. Raises `UnitUnseen`, and what `inputs` raises."""
    scores = inputs.scores(S)
    w = inputs.group_weights(W)
    groups = inputs.groups(g, len(scores), len(w))
    answered = ~np.isnan(scores)
    n = np.stack([answered[groups == k].sum(axis=0) for k in range(len(w))])
    missing = np.argwhere((n == 0) & (w > 0)[:, None])
    if missing.size:
        raise UnitUnseen(int(missing[0, 0]), int(missing[0, 1]))
    answered &= (w > 0)[groups][:, None]
    return Design(scores, groups, w, answered, n)
