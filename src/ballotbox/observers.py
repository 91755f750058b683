"""Observers (观察员): drawn from the roll by the board, so that nobody chooses them."""

import heapq
from typing import Final

from ballotbox.labels import DRAW, HEAD, OBSERVER, labelled_hash

OBSERVERS: Final = 3
DEPUTIES: Final = 2
"""Those drawn next, who stand in for whoever cannot come."""


# M, the number of ballots and the root of their tree.
DRAWS_IN_HEAD: Final = slice(len(HEAD), len(HEAD) + 32 + 8 + 32)


def draw_of(head: bytes) -> bytes:
    """Return the 32 bytes from which an encoded head draws.

    What somebody could choose until it suits, the salt of paper batches, has no part.
    """
    return labelled_hash(DRAW, head[DRAWS_IN_HEAD])


def draw_observers(
    draw: bytes, size: int, number: int = OBSERVERS + DEPUTIES
) -> tuple[int, ...]:
    """Return the places on the frozen roll, from 1, in the order of their lots.

    A longer draw begins with the shorter one: who is drawn does not depend on how many
    are wanted.
    """

    def lot(place: int) -> bytes:
        return labelled_hash(OBSERVER, draw, place.to_bytes(4, "big"))

    return tuple(heapq.nsmallest(number, range(1, size + 1), key=lot))
