"""Where many cells are blank: what is drawn, and what is the score of the rules."""

from dataclasses import replace
from decimal import Decimal

import pytest

from gongping.results.drawing import spoken
from gongping.results.explaining import formula_of
from gongping.results.models import Result
from gongping.results.selectors import earlier_result
from gongping.results.sheet import sheet_of
from tests.results.conftest import three_groups
from tests.results.ministry import ministry_result
from tests.results.test_files import _book
from tests.results.worlds import CODE, counted_by, rules_for
from tests.world import World

SHEET = f"/results/{CODE}"
CAVEAT = "用的是校正了各人宽严的得分"


@pytest.fixture
def adjusted(world: World) -> Result:
    """A ministry in which many have no opinion of whole units."""
    return ministry_result(world, unseen=0.03)


def test_a_score_that_is_drawn_elsewhere_says_where(
    world: World, adjusted: Result
) -> None:
    lines = [line for line in sheet_of(adjusted.figures).units if line.is_adjusted]
    assert lines
    for line in lines:
        assert f"校正得分 {line.drawn}" in spoken(line)
    page = world.client("secretariat").get(SHEET).content.decode()
    assert CAVEAT in page
    assert page.count('<small class="result-note">校正得分') == len(lines)
    head, *rows = _book(world.client("secretariat"))["得分"].values
    at = head.index("校正得分")
    for line in lines:
        assert Decimal(str(rows[line.number - 1][at])) == line.drawn


def test_complete_ballots_speak_of_no_adjusted_score(
    world: World, result: Result
) -> None:
    page = world.client("secretariat").get(SHEET).content.decode()
    assert "校正得分" not in page
    head = next(_book(world.client("secretariat"))["得分"].values)
    assert "校正得分" not in head


def test_the_last_step_of_a_sum_is_rounded_from_the_whole(
    world: World, result: Result
) -> None:
    sheet = sheet_of(result.figures)
    for line in sheet.units:
        end = f" → 两位 {line.score_fine}，一位 {line.score}"
        assert formula_of(sheet, line).endswith(end)


@pytest.mark.parametrize("change", ["none", "criteria", "weights"])
def test_two_polls_are_held_together_only_if_they_asked_the_same(
    world: World, cells: int, change: str
) -> None:
    groups = three_groups(cells)
    now = rules_for(world, groups)
    then = replace(now, poll="res0", title="2025年上半年民主测评")
    if change == "criteria":
        first, second = then.criteria
        then = replace(then, criteria=(replace(first, name="别的指标"), second))
    if change == "weights":
        leaders, *others = then.groups
        then = replace(then, groups=(replace(leaders, weight=Decimal(1)), *others))
    before = counted_by(world, then, groups)
    result = counted_by(world, now, groups)
    found = earlier_result(result, world.actor("secretariat"))
    assert found == (before if change == "none" else None)
