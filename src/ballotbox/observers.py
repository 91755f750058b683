"""Observers (观察员): drawn from the roll by the head, so that nobody chooses them."""

import heapq
from typing import Final

from ballotbox.labels import OBSERVER, labelled_hash

OBSERVERS: Final = 3
DEPUTIES: Final = 2
"""Those drawn next, who stand in for whoever cannot come."""


def draw_observers(
    head_digest: bytes, size: int, number: int = OBSERVERS + DEPUTIES
) -> tuple[int, ...]:
    """Return the places on the frozen roll, from 1, in the order of their lots.

    A longer draw begins with the shorter one: who is drawn does not depend on how many
    are wanted.
    """

    def lot(place: int) -> bytes:
        return labelled_hash(OBSERVER, head_digest, place.to_bytes(4, "big"))

    return tuple(heapq.nsmallest(number, range(1, size + 1), key=lot))
