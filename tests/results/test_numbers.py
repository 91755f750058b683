"""Numbers in place of grades: what is kept, shown and explained of such a count."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ballotbox.cells import NO_OPINION
from ballotbox.manifest import GradeStep, Manifest
from ballotbox.scheme import FORMULA, Member, Method, Scale, Scheme
from gongping.results.models import Result
from gongping.results.numbers import bands_of_numbers
from gongping.results.sheet import sheet_of
from gongping.results.totals import published_totals
from tests.results.worlds import CODE, Group, counted_by, rules_for
from tests.world import World

TOTAL = (("总体评价", "Overall", 100),)
FIRST = (95, 90, 88, 84, 80, 79, 75, 70, 66, 60, 42, 37)
"""What twelve give the first unit: mean 866 / 12 = 72.17."""


def numeric(rules: Manifest, method: Method = Method.MEAN) -> Manifest:
    """Return the same rules with the whole numbers from 100 to 0 as their scale."""
    scheme = Scheme(
        version=1,
        scale=Scale.NUMBERS,
        method=method,
        best=1,
        trim_each=1 if method is Method.TRIMMED else 0,
        trim_above=5 if method is Method.TRIMMED else 0,
        worth=Decimal(0),
        quorum_parts=1,
        quorum_of=2,
        is_by_row=False,
        marks=(),
        bands=(),
        overrides=(),
        quotas=(),
        pools=(),
        members=tuple(Member(group.number, 0) for group in rules.groups),
    )
    steps = (GradeStep(str(n), str(n), Decimal(n)) for n in range(100, -1, -1))
    return replace(rules, formula=FORMULA, grades=tuple(steps), scheme=scheme)


def _counted(world: World, groups: list[Group], method: Method) -> Result:
    return counted_by(world, numeric(rules_for(world, groups, TOTAL), method), groups)


def _result(world: World, method: Method = Method.MEAN) -> Result:
    others = len(world.units) - 1
    ballots = [
        (100 - n, *[(7 * row + 13 * unit) % 40 for unit in range(others)])
        for row, n in enumerate(FIRST)
    ]
    silent = (NO_OPINION, *ballots[0][1:])
    return _counted(world, [Group("干部", 1, [*ballots, silent], 20)], method)


@pytest.fixture
def numbers(world: World) -> Result:
    """A count of numbers by the plain mean."""
    return _result(world)


@pytest.mark.parametrize(
    ("highest", "lowest", "spans"),
    [
        (100, 0, ["90–100", "80–89", "70–79", "60–69", "0–59"]),
        (10, 0, ["9–10", "8", "7", "6", "0–5"]),
        (100, 60, ["96–100", "92–95", "88–91", "84–87", "60–83"]),
        (1, 0, ["1", "0"]),
    ],
)
def test_numbers_fall_into_bands(highest: int, lowest: int, spans: list[str]) -> None:
    assert [band.span for band in bands_of_numbers(highest, lowest)] == spans


def test_an_example_done_by_hand(numbers: Result) -> None:
    # Sum 866 over the 12 who gave a number: 72.1667.
    unit = numbers.figures["units"][0]
    assert unit["by_group"][0] == {
        "score": "72.17",
        "counts": [[2, 3, 3, 2, 2, 1]],
        "means": ["72.1667"],
    }
    assert (unit["score"], unit["score_fine"]) == ("72.2", "72.17")
    assert numbers.figures["grades"][0]["name"] == "90–100 分"


def test_highest_and_lowest_are_left_out_before_the_mean(world: World) -> None:
    # Without 95 and 37: 734 / 10. Trimmed means have no interval.
    result = _result(world, Method.TRIMMED)
    unit = result.figures["units"][0]
    assert unit["by_group"][0]["means"] == ["73.4000"]
    assert unit["score_fine"] == "73.40"
    assert result.figures["precision"] is None


def test_no_single_number_is_kept_with_the_result(numbers: Result) -> None:
    widths = {
        len(row)
        for unit in numbers.figures["units"]
        for row in unit["counts"] + unit["by_group"][0]["counts"]
    }
    assert widths == {6}
    (group,) = json.loads(published_totals(numbers.figures))["totals"]
    assert group["histogram"] == [[]] * len(numbers.figures["units"])
    assert (group["valid"], group["received"]) == (13, 13)


def test_a_small_group_that_agrees_on_a_band_is_not_shown(world: World) -> None:
    """Twelve different numbers of ninety and more say of everybody “ninety or more”."""
    others = len(world.units) - 1
    ballots = [(n % 10, *[(9 * n) % 60] * others) for n in range(12)]
    result = _counted(world, [Group("干部", 1, ballots, 20)], Method.MEAN)
    assert result.figures["units"][0]["by_group"] == [None]
    assert result.figures["units"][1]["by_group"] != [None]


def test_scores_that_are_means_have_intervals(numbers: Result) -> None:
    assert numbers.figures["precision"] is not None
    sheet = sheet_of(numbers.figures)
    assert sheet.is_numeric
    assert sheet.lines[0].place is not None


@pytest.mark.parametrize("page", ["", "/table", "?order=score", "/count-report"])
def test_pages_show_bands_and_no_rate_of_best_grades(
    world: World, numbers: Result, page: str
) -> None:
    answer = world.client("secretariat").get(f"/results/{CODE}{page}")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "优秀率" not in text
    if page != "/count-report":
        assert "90–100 分" in text


def test_the_explanation_reckons_with_means(world: World, numbers: Result) -> None:
    key = numbers.figures["units"][0]["key"]
    page = world.client("secretariat").get(f"/results/{CODE}/units/{key}")
    text = page.content.decode()
    assert "1 × 72.1667" in text
    assert "72.17" in text
    assert "赋分合计" not in text
    assert "平均分由打的分直接算" in text


@pytest.mark.parametrize("end", ["counts.xlsx", "sheet.pdf", "sheet.docx"])
def test_files_are_made(world: World, numbers: Result, end: str) -> None:
    answer: Any = world.client("secretariat").get(f"/results/{CODE}/{end}")
    assert answer.status_code == 200
