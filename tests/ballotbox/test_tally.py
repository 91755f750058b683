from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballotbox.cells import NO_OPINION
from ballotbox.errors import BoardDiffers
from ballotbox.manifest import Rule, RuleName
from ballotbox.tally import tally_board
from ballotbox.validity import Reason
from tests.ballotbox.samples import MANIFEST, ballot_of, board_of, manifest_with

if TYPE_CHECKING:
    from ballotbox.ballots import Ballot

NONE = NO_OPINION
GRADES = st.lists(st.sampled_from([0, 1, 2, 3, NONE]), min_size=6, max_size=6)


def test_grades_are_counted_by_group_unit_and_criterion() -> None:
    board = board_of(
        MANIFEST,
        ballot_of(0, 1, 2, 3, NONE, 0),
        ballot_of(0, 0, 2, 3, NONE, NONE),
        ballot_of(3, 3, 3, 3, 3, 3, group=2),
    )
    leaders = tally_board(MANIFEST, board).of_group(1)
    assert leaders.histogram == (
        ((2, 0, 0, 0, 0), (1, 1, 0, 0, 0)),
        ((0, 0, 2, 0, 0), (0, 0, 0, 2, 0)),
        ((0, 0, 0, 0, 2), (1, 0, 0, 0, 1)),
    )
    assert (leaders.issued, leaders.received, leaders.valid) == (10, 2, 2)


def test_invalid_ballots_are_counted_by_reason_and_nowhere_else() -> None:
    manifest = manifest_with(rules=(Rule(RuleName.ALL_IDENTICAL, 0),))
    board = board_of(
        manifest,
        ballot_of(1, 1, 1, 1, 1, 1),
        ballot_of(1, 1),
        ballot_of(9, 1, 1, 1, 1, 1),
        ballot_of(*[NONE] * 6),
    )
    tally = tally_board(manifest, board).of_group(1)
    assert Counter(dict(tally.invalid)) == Counter(
        {Reason.LENGTH: 1, Reason.RANGE: 1, Reason.ALL_IDENTICAL: 1}
    )
    assert (tally.invalid_total, tally.valid, tally.abstained) == (3, 1, 1)
    assert tally.histogram[0][0] == (0, 0, 0, 0, 1)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(1, 2), GRADES), max_size=20))
def test_nothing_is_lost_and_nothing_is_added(
    rows: list[tuple[int, list[int]]],
) -> None:
    ballots: list[Ballot] = [ballot_of(*grades, group=g) for g, grades in rows]
    for tally in tally_board(MANIFEST, board_of(MANIFEST, *ballots, issued=99)).groups:
        assert tally.valid + tally.invalid_total == tally.received <= tally.issued
        for unit in tally.histogram:
            assert all(sum(column) == tally.valid for column in unit)


def test_a_board_is_verified_before_it_is_counted() -> None:
    with pytest.raises(BoardDiffers):
        tally_board(MANIFEST, board_of(manifest_with(poll="other")))
