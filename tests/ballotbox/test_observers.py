"""The board draws the observers: anybody can repeat it, nobody can bend it."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from ballotbox.observers import draw_observers, draw_of

DRAW = bytes(range(32))
M, SIZE, ROOT = b"m" * 32, (600).to_bytes(8, "big"), b"r" * 32


def test_the_lots_are_those_of_the_specification() -> None:
    lots = {
        hashlib.sha256(b"gp1/observer\0" + DRAW + place.to_bytes(4, "big")).digest(): (
            place
        )
        for place in range(1, 601)
    }
    assert draw_observers(DRAW, 600) == tuple(lots[lot] for lot in sorted(lots)[:5])


def test_another_draw_draws_others() -> None:
    assert draw_observers(DRAW, 600) != draw_observers(DRAW[::-1], 600)


def test_only_rules_and_ballots_draw_and_no_salt_of_paper() -> None:
    head = b"gp1/head\0" + M + SIZE + ROOT
    drawn = hashlib.sha256(b"gp1/draw\0" + M + SIZE + ROOT).digest()
    assert draw_of(head + b"c" * 32 + b"p" * 32) == drawn
    assert draw_of(head + b"c" * 32 + b"q" * 32) == drawn


@given(st.binary(min_size=32, max_size=32), st.integers(0, 60), st.integers(0, 8))
def test_everybody_is_drawn_at_most_once_from_the_roll(
    head: bytes, size: int, number: int
) -> None:
    drawn = draw_observers(head, size, number)
    assert len(set(drawn)) == len(drawn) == min(size, number)
    assert all(1 <= place <= size for place in drawn)
    assert drawn == draw_observers(head, size, number + 1)[:number]
