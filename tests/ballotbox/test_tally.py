from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from ballotbox.cells import NO_OPINION, encode_cells
from ballotbox.manifest import Manifest, Rule, RuleName
from ballotbox.tally import Tally, tally_cells
from ballotbox.validity import Reason
from tests.ballotbox.samples import MANIFEST, manifest_with

NONE = NO_OPINION
GRADES = st.lists(st.sampled_from([0, 1, 2, 3, NONE]), min_size=6, max_size=6)
Row = tuple[int, list[int]]


def _tally(manifest: Manifest, *rows: Row, issued: int = 10) -> Tally:
    """Count ballots given as their group and their grades."""
    ballots: dict[int, list[bytes]] = {n: [] for n in manifest.group_numbers}
    for group, grades in rows:
        ballots[group].append(encode_cells(grades))
    return tally_cells(manifest, dict.fromkeys(ballots, issued), ballots)


def test_grades_are_counted_by_group_unit_and_criterion() -> None:
    tally = _tally(
        MANIFEST,
        (1, [0, 1, 2, 3, NONE, 0]),
        (1, [0, 0, 2, 3, NONE, NONE]),
        (2, [3, 3, 3, 3, 3, 3]),
    )
    leaders = tally.of_group(1)
    assert leaders.histogram == (
        ((2, 0, 0, 0, 0), (1, 1, 0, 0, 0)),
        ((0, 0, 2, 0, 0), (0, 0, 0, 2, 0)),
        ((0, 0, 0, 0, 2), (1, 0, 0, 0, 1)),
    )
    assert (leaders.issued, leaders.received, leaders.valid) == (10, 2, 2)


def test_invalid_ballots_are_counted_by_reason_and_nowhere_else() -> None:
    manifest = manifest_with(rules=(Rule(RuleName.ALL_IDENTICAL, 0),))
    graded = ([1] * 6, [1, 1], [9, 1, 1, 1, 1, 1], [NONE] * 6)
    tally = _tally(manifest, *((1, grades) for grades in graded)).of_group(1)
    assert Counter(dict(tally.invalid)) == Counter(
        {Reason.LENGTH: 1, Reason.RANGE: 1, Reason.ALL_IDENTICAL: 1}
    )
    assert (tally.invalid_total, tally.valid, tally.abstained) == (3, 1, 1)
    assert tally.histogram[0][0] == (0, 0, 0, 0, 1)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(1, 2), GRADES), max_size=20))
def test_nothing_is_lost_and_nothing_is_added(
    rows: list[Row],
) -> None:
    for tally in _tally(MANIFEST, *rows, issued=99).groups:
        assert tally.valid + tally.invalid_total == tally.received <= tally.issued
        for unit in tally.histogram:
            assert all(sum(column) == tally.valid for column in unit)
