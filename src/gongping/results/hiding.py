"""Which groups are not shown by themselves: the one rule, before and after the count.

Before the count it goes by the ballots that came in, afterwards by the valid ones.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from fairscore import Disclosure, Released, disclosure_of, publishable
from gongping.results.rule import criterion_scores, ends_of, group_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ballotbox.manifest import Manifest


def groups_shown(manifest: "Manifest", ballots: Sequence[int]) -> tuple[bool, ...]:
    """Return which groups may be shown, in their order, with so many ballots each."""
    may = publishable(
        ballots, k=manifest.disclosure_threshold, weights=_weights(manifest)
    )
    return tuple(may.tolist())


def unit_shown(
    manifest: "Manifest",
    cells: "NDArray[np.int64]",
    seen: "NDArray[np.int64]",
    shown: Sequence[bool],
) -> Disclosure:
    """Return what may be shown of one unit.

    `cells` (G, K, C + 1) are its counts, `seen` the same by what is shown: bands where
    numbers were given.
    """
    given = [criterion_scores(manifest, group) for group in cells]
    scores = np.array(
        [[np.nan if one is None else float(one) for one in row] for row in given]
    )
    released = Released(_weights(manifest), scores, *ends_of(manifest))
    return disclosure_of(seen, manifest.disclosure_threshold, shown, released)


def _weights(manifest: "Manifest") -> "NDArray[np.float64]":
    weights = group_weights(manifest)
    return np.array([weights.get(group.number, 0.0) for group in manifest.groups])
