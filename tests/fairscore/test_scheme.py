"""Every rule that was seen in use, against sums done by hand."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairscore import SchemeMalformed, ShapeMismatch, evaluate, parse_scheme
from fairscore.evaluation import trimmed
from fairscore.scheme import Trim
from fairscore.scores import Score, score_counts

FOUR: dict[str, Any] = {
    "points": [100, 80, 60, 40],
    "criteria": [1],
    "groups": [1],
}


def _score(changes: dict[str, Any], *rows: list[int], **outside: Any) -> Score:
    """Return the composite of one unit; one row of counts for each group."""
    counts = np.array([[[row]] for row in rows])
    return evaluate(parse_scheme(FOUR | changes), counts, **outside).composite[0]


def test_four_grades_and_criteria_of_30_30_40() -> None:
    # 90, 80 and 70 of 100: 27 + 24 + 28 = 79.
    scheme = parse_scheme(FOUR | {"criteria": [30, 30, 40]})
    counts = np.array([[[[1, 1, 0, 0, 0], [0, 2, 0, 0, 3], [1, 0, 0, 1, 0]]]])
    assert evaluate(scheme, counts).composite == (Fraction(79),)


def test_ten_seven_five_two() -> None:
    # 3·10 + 2·7 + 1·5 + 1·2 = 51 of 7 ballots.
    assert _score({"points": [10, 7, 5, 2]}, [3, 2, 1, 1, 0]) == Fraction(51, 7)


def test_one_grade_with_several_values_is_several_steps() -> None:
    # 优秀 is 100, 95 or 90: 100 + 2·95 + 90 + 85 = 465 of 5.
    points = [100, 95, 90, 85]
    assert _score({"points": points}, [1, 2, 1, 1, 0]) == Fraction(93)


BANDS = {
    "method": "bands",
    "bands": [["9/10", 200], ["8/10", 190], ["7/10", 180], ["6/10", 170], [0, 160]],
    "overrides": [[2, "1/3", 130]],
}


@pytest.mark.parametrize(
    ("row", "points"),
    [
        ([90, 10, 0, 0, 0], 200),
        ([89, 11, 0, 0, 5], 190),
        ([80, 0, 10, 10, 0], 190),
        ([70, 30, 0, 0, 0], 180),
        ([6, 4, 0, 0, 0], 170),
        ([59, 41, 0, 0, 0], 160),
        ([2, 0, 1, 0, 0], 130),
        ([200, 1, 50, 50, 0], 170),
        ([66, 0, 33, 0, 0], 130),
        ([67, 0, 33, 0, 0], 170),
    ],
)
def test_the_rate_bands_of_2012(row: list[int], points: int) -> None:
    assert _score(BANDS, row) == points


def test_the_rate_may_be_that_of_several_best_steps() -> None:
    assert _score(BANDS | {"best": 2}, [5, 4, 1, 0, 0]) == 200


def test_a_rate_of_nobody_is_no_rate() -> None:
    assert _score(BANDS, [0, 0, 0, 0, 3]) is None


TRIM = {"method": "trimmed", "trim": [1, 5]}


def test_more_than_five_raters_drop_one_highest_and_one_lowest() -> None:
    # Of 100, 80 × 4, 40 the 80s stay; with five raters all of them count.
    assert _score(TRIM, [1, 4, 0, 1, 0]) == 80
    assert _score(TRIM, [1, 3, 0, 1, 9]) == Fraction(100 + 240 + 40, 5)


def test_the_highest_may_lie_on_several_steps() -> None:
    assert trimmed([1, 1, 3, 0, 1], Trim(2, 4)) == [0, 0, 2, 0, 0]


@given(
    st.lists(st.integers(0, 9), min_size=4, max_size=4),
    st.integers(1, 4),
    st.integers(0, 6),
)
def test_trimming_is_that_of_the_sorted_list(
    counts: list[int], each: int, more: int
) -> None:
    above = 2 * each + more
    listed = [place for place, n in enumerate(counts) for _ in range(n)]
    kept = listed[each:-each] if len(listed) > above else listed
    found = trimmed(counts, Trim(each, above))
    assert found == [kept.count(place) for place in range(4)]


def test_supervisor_20_staff_40_and_an_assessment_from_outside_40_with_extra() -> None:
    # 20 % of 90 + 40 % of 80 + 40 % of 85 = 84, and 1.5 on top.
    pools = {"groups": [20, 40], "pools": [[40, 0]]}
    rows = ([1, 1, 0, 0, 0], [0, 3, 0, 0, 0])
    outside = {"given": {1: [Fraction(85)]}, "extra": [Decimal("1.5")]}
    assert _score(pools, *rows, **outside) == Fraction(171, 2)
    assert _score(pools, *rows) is None


def test_pools_inside_pools() -> None:
    # Rated side: 自评 (from outside) 10, 本处 55, 同级 35; appraisers 60 : rated 40;
    # then four quarters 95 % and the leaders' 5 %.
    nested = {
        "pools": [[95, 0], [40, 1], [10, 2]],
        "groups": [60, 55, 35, 5],
        "pool_of": [1, 2, 2, 0],
    }
    rows = ([1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0])
    rated = Fraction(10 * 90 + 55 * 80 + 35 * 60, 100)
    quarters = (60 * 100 + 40 * rated) / 100
    expected = (95 * quarters + 5 * 40) / 100
    assert _score(nested, *rows, given={3: [Fraction(90)]}) == expected
    shares = parse_scheme(FOUR | nested).group_shares
    assert shares == tuple(Fraction(n, 10**4) for n in (5700, 2090, 1330, 500))


def test_ballots_may_be_worth_40_of_100() -> None:
    # 24 : 16 of 40; 90 and 80 of 100: 21.6 + 12.8 = 34.4.
    county = {"groups": [24, 16], "worth": 40}
    assert _score(county, [1, 1, 0, 0, 0], [0, 1, 0, 0, 0]) == Fraction(344, 10)


def test_scores_lie_between_the_lowest_and_the_highest_that_a_rule_gives() -> None:
    plain = {"points": [100, 80, 60], "criteria": [1], "groups": [1]}
    assert parse_scheme(plain).ends == (Fraction(60), Fraction(100))
    rule = parse_scheme(plain | BANDS | {"points": [4, 3, 2, 1]})
    assert rule.ends == (Fraction(130), Fraction(200))


def test_bands_are_full_at_their_highest() -> None:
    assert _score(BANDS | {"worth": 100}, [9, 1, 0, 0, 0]) == 100


counted = st.lists(st.integers(0, 30), min_size=5, max_size=5)


@given(counted, counted, st.integers(1, 9), st.integers(1, 9))
def test_the_plain_scheme_is_the_plain_count(
    one: list[int], two: list[int], a: int, b: int
) -> None:
    counts = np.array([[[one]], [[two]]])
    scheme = parse_scheme(FOUR | {"groups": [a, b]})
    assert evaluate(scheme, counts) == score_counts(counts, FOUR["points"], [1], [a, b])


def test_a_missing_group_leaves_the_unit_without_a_score() -> None:
    pools = {"groups": [1, 1], "pools": [[1, 0]], "pool_of": [0, 1]}
    assert _score(pools, [1, 0, 0, 0, 0], [0, 0, 0, 0, 7]) is None


@pytest.mark.parametrize(
    ("place", "changes"),
    [
        ("weight", {"weight": 1}),
        ("points", {"points": [100]}),
        ("points", {"points": None}),
        ("points", {"points": [100, 0.5]}),
        ("points", {"points": [100, True]}),
        ("points", {"points": [100, "much"]}),
        ("points", {"points": [100, "1/0"]}),
        ("criteria", {"criteria": []}),
        ("criteria", {"criteria": [-1, 2]}),
        ("criteria", {"criteria": [0]}),
        ("groups", {"groups": []}),
        ("groups", {"groups": [0]}),
        ("groups", {"groups": [2, -1]}),
        ("groups", {"groups": [1, 0], "pools": [[1, 0]], "pool_of": [0, 1]}),
        ("pools", {"pools": [[0, 0]]}),
        ("pools", {"pools": [[1, 1]]}),
        ("pools", {"pools": [[1, -1]]}),
        ("pools", {"pools": [[1]]}),
        ("pools", {"pools": 3}),
        ("pools", {"pools": [[1, "0"]]}),
        ("pool_of", {"pool_of": [0, 0]}),
        ("pool_of", {"pool_of": [1]}),
        ("method", {"method": "median"}),
        ("trim", {"method": "trimmed"}),
        ("trim", TRIM | {"trim": [3, 5]}),
        ("best", {"best": 0}),
        ("best", {"best": 4}),
        ("bands", {"method": "bands"}),
        ("bands", BANDS | {"bands": [["1/2", 2], ["1/2", 1], [0, 0]]}),
        ("bands", BANDS | {"bands": [["1/2", 2]]}),
        ("bands", BANDS | {"bands": [["3/2", 2], [0, 1]]}),
        ("overrides", {"overrides": [[0, "1/3", 1]]}),
        ("overrides", {"overrides": [[4, "1/3", 1]]}),
        ("overrides", {"overrides": [[2, 0, 1]]}),
        ("overrides", {"overrides": [[2, "4/3", 1]]}),
        ("worth", {"worth": 0}),
        ("worth", {"points": [0, -1], "worth": 40}),
    ],
)
def test_a_rule_that_cannot_be_computed_with_names_its_place(
    place: str, changes: dict[str, Any]
) -> None:
    with pytest.raises(SchemeMalformed) as refused:
        parse_scheme(FOUR | changes)
    assert refused.value.place == place


@pytest.mark.parametrize(
    "outside",
    [
        {"given": {1: [None]}},
        {"given": {2: [None, None]}},
        {"given": {3: [None]}},
        {"extra": [1, 2]},
    ],
)
def test_what_comes_from_outside_must_fit(outside: dict[str, Any]) -> None:
    pools = {"pools": [[1, 0], [1, 0]], "pool_of": [1]}
    with pytest.raises(ShapeMismatch):
        _score(pools, [1, 0, 0, 0, 0], **outside)


def test_counts_of_other_groups_are_refused() -> None:
    with pytest.raises(ShapeMismatch):
        _score({}, [1, 0, 0, 0, 0], [1, 0, 0, 0, 0])
