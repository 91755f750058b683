"""Steps that share a grade, groups that lack at one unit, and what a tier is."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from ballotbox.manifest import GradeStep
from ballotbox.scheme import Mark, Member
from gongping.results.models import Result
from gongping.results.sheet import sheet_of
from gongping.results.statements import step_names, tiers_said, warning_of
from gongping.results.views.rows import top_share
from tests.ballotbox.test_scheme import PLAIN
from tests.results.test_files import _book
from tests.results.worlds import CODE, Group, counted, counted_by, cycled, rules_for
from tests.world import World

STEPS = (("优秀", 100), ("优秀", 95), ("优秀", 90), ("良好", 80), ("一般", 60))
SHEET = f"/results/{CODE}"


@pytest.fixture
def shared(world: World) -> Result:
    """A poll in which three steps are one grade; nothing else is special."""
    groups = [Group("全体", 1, cycled(30, len(world.units)))]
    rules = rules_for(world, groups, criteria=(("总体", "Overall", 1),))
    scheme = replace(
        PLAIN,
        marks=(Mark("优秀", "", 3), Mark("良好", "", 1), Mark("一般", "", 1)),
        members=(Member(1, 0),),
    )
    grades = tuple(GradeStep(name, "", Decimal(points)) for name, points in STEPS)
    rules = replace(rules, grades=grades, scheme=scheme, formula="scheme/1")
    return counted_by(world, rules, groups)


def _page(client: Client, path: str = "") -> str:
    return client.get(SHEET + path).content.decode()


def test_steps_that_share_a_grade_are_one_bar_and_several_columns(
    world: World, shared: Result
) -> None:
    sheet = sheet_of(shared.figures)
    assert [(mark.name, mark.steps) for mark in sheet.marks] == [
        ("优秀", 3),
        ("良好", 1),
        ("一般", 1),
    ]
    assert step_names(sheet) == [
        "优秀 100 分",
        "优秀 95 分",
        "优秀 90 分",
        "良好",
        "一般",
    ]
    page = _page(world.client("secretariat"))
    assert ": 优秀 30, 良好 0, 一般 0" in page
    assert 'class="grade-4"' not in page
    for step in ("优秀 100 分", "优秀 95 分", "优秀 90 分"):
        assert f'<th scope="col" class="n">{step}</th>' in page


def test_the_rate_of_the_best_grade_counts_all_its_steps(shared: Result) -> None:
    assert top_share(sheet_of(shared.figures), (1, 1, 1, 1, 0, 5)) == 0.75


def test_the_workbook_tells_the_steps_of_a_grade_apart(
    world: World, shared: Result
) -> None:
    book = _book(world.client("secretariat"))
    head = next(book["票面分布"].values)
    assert head[4:] == (
        *("优秀 100 分", "优秀 95 分", "优秀 90 分", "良好", "一般"),
        "不了解",
    )


def test_a_unit_that_lacks_a_group_says_so_wherever_its_grades_stand(
    world: World, cells: int
) -> None:
    silent = [(0xFFFF, 0xFFFF, *row[2:]) for row in cycled(12, cells)]
    answering = cycled(8, cells)
    groups = [
        Group("部领导", 40, [*silent, *answering], name_en="Leaders"),
        Group("单位负责人", 20, cycled(20, cells, 1), name_en="Heads"),
        Group("其他干部", 40, cycled(60, cells, 2), name_en="Cadres"),
    ]
    result = counted(world, groups)
    first, *others = sheet_of(result.figures).units
    assert first.withheld == ("部领导", "单位负责人")
    assert not any(unit.withheld for unit in others)
    page = _page(world.client("secretariat"))
    assert page.count("60 票，部领导、单位负责人不单列") >= 2
    assert "有票种不单列" in page
    assert 'layer-lacking"' in page
    key = result.figures["units"][0]["key"]
    unit = _page(world.client("secretariat"), f"/units/{key}")
    assert "或者单列了就能倒推出这样的票种。所以这里不能逐步核对" in unit
    assert "人少不公布" not in unit


def test_what_is_said_of_tiers_is_no_stronger_than_the_borders(
    world: World, result: Result
) -> None:
    figures = _with_borders(result.figures, every=1)
    sheet = sheet_of(figures)
    assert warning_of(sheet) == "同档之内、档界两边的先后，都不宜作奖惩依据。"
    assert "5 个单位里有 5 个同邻档的某个单位分不开，没有逐个标。" in tiers_said(sheet)
    assert not any(unit.place and unit.place.is_marked for unit in sheet.units)


def test_few_units_at_a_border_are_marked_one_by_one(
    world: World, result: Result
) -> None:
    figures = _with_borders(result.figures, every=3)
    sheet = sheet_of(figures)
    marked = [
        unit.number for unit in sheet.units if unit.place and unit.place.is_marked
    ]
    assert marked == [1]
    assert "没有逐个标" not in tiers_said(sheet)


def _with_borders(figures: Any, every: int) -> Any:
    """Return figures of two tiers in which every so manieth unit of a set is at one."""
    for found in figures["precision"]["within"]:
        found["tiers"] = 2
        for n, row in enumerate(found["units"].values()):
            row["border"] = n % every == 0 and (every == 1 or len(found["units"]) > 2)
    return figures
