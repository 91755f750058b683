"""Counters side by side: none may run into its neighbour, however many ballots."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballotbox.errors import ManifestMalformed
from ballotbox.histogram import (
    BLOCK,
    FILLS_EIGHT_BITS,
    FILLS_FOUR_BITS,
    FILLS_TWO_BITS,
    GradeCounter,
)
from ballotbox.tally import Counting
from tests.ballotbox.samples import GRADES, MANIFEST, manifest_with

FULL = FILLS_TWO_BITS * FILLS_FOUR_BITS * FILLS_EIGHT_BITS


@pytest.mark.parametrize("blocks", [1, 3, 4, 15, 16, FULL - 1, FULL, FULL + 1])
def test_counters_that_are_full_move_on(blocks: int) -> None:
    counter = GradeCounter(cells=2, grades=5)
    for _ in range(blocks):
        counter.add(bytes((3, 4)) * BLOCK)
    everything = blocks * BLOCK
    assert counter.counts() == [[0, 0, 0, everything, 0], [0, 0, 0, 0, everything]]


@settings(max_examples=30)
@given(st.lists(st.lists(st.sampled_from([0, 1, 4, 6, 255]), min_size=3, max_size=3)))
def test_it_counts_as_one_would_by_hand(ballots: list[list[int]]) -> None:
    counter = GradeCounter(cells=3, grades=7)
    for ballot in ballots:
        counter.add(bytes(ballot))
    for cell, counts in enumerate(counter.counts()):
        by_hand = Counter(ballot[cell] for ballot in ballots)
        assert counts == [by_hand[grade] for grade in range(7)]


def test_a_scale_that_does_not_fit_is_refused() -> None:
    Counting(manifest_with(grades=GRADES[:1] * 255))
    with pytest.raises(ManifestMalformed):
        Counting(manifest_with(grades=GRADES[:1] * 256))


def test_a_low_byte_alone_is_not_taken_for_a_grade() -> None:
    counting = Counting(MANIFEST)
    counting.add([b"\1\0" * 6, b"\0\xff" * 6, b"\xff\0" * 6, b"\0\0" * 6])
    counting.add([b"\0\5" * 6, b"\0\1" * 6])
    assert counting.finish(1, 6).valid == 2
