"""What a result says of itself: tiers, doubt, and what it keeps back of both."""

import json
from typing import Any

import pytest

from gongping.results.figures import RollCount, figures_of
from gongping.results.models import Result
from gongping.results.sheet import sheet_of
from gongping.results.statements import doubt_of, lead_of
from tests.results.conftest import three_groups
from tests.results.ministry import ministry_result
from tests.results.test_versions import DECISION
from tests.results.worlds import CODE, Group, counted, cycled, opened_for, rules_for
from tests.world import World

FORBIDDEN = ("显著", "p值", "P值", "p <", "p=", "logit", "significant", "p-value")


def _precision(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = result.figures["precision"]
    return found


def test_a_ministry_is_told_apart_within_its_categories(world: World) -> None:
    result = ministry_result(world)
    within = _precision(result)["within"]
    assert [row["category"] for row in within] == ["司局", "派驻督察局", "直属单位"]
    assert [row["compared"] for row in within] == [19, 9, 19]
    assert all(row["tiers"] > 1 for row in within)
    said = lead_of(sheet_of(result.figures))
    assert said[0].startswith("同类相比，能可靠地分出的档次：司局 ")
    assert said[1] == "同档之内、档界两边的先后，都不宜作奖惩依据。"


def test_places_lie_within_the_category_unless_all_are_compared(world: World) -> None:
    result = ministry_result(world)
    alone = sheet_of(result.figures).units
    across = sheet_of(result.figures, is_across=True).units
    assert max(u.place.ranks[1] for u in alone if u.place) == 19
    assert max(u.place.ranks[1] for u in across if u.place) == 47
    chosen = sheet_of(result.figures, 1, is_across=True)
    assert not chosen.is_across
    assert max(u.place.ranks[1] for u in chosen.lines if u.place) == 9


def test_twelve_leaders_carry_most_of_the_doubt(world: World) -> None:
    doubt = doubt_of(sheet_of(ministry_result(world).figures))
    assert doubt is not None
    assert 85 < doubt.percent < 97
    assert doubt.text == "的不确定性来自部领导的 12 张票"


def test_groups_that_are_not_shown_have_one_share_together(world: World) -> None:
    shares = _precision(ministry_result(world, leaders=7))["shares"]
    assert [share["groups"] for share in shares] == [[3], [1, 2]]
    assert sum(share["percent"] for share in shares) == 100


def test_the_same_board_gives_the_same_figures(world: World, cells: int) -> None:
    groups = three_groups(cells)
    manifest = rules_for(world, groups)
    opened = opened_for(manifest, groups)
    roll = {n: RollCount(60, 60) for n in (1, 2, 3)}
    first, again = (json.dumps(figures_of(manifest, opened, roll)) for _ in range(2))
    assert first == again
    assert json.loads(first)["precision"]["seed"] == int(opened.digest[:12], 16)


def test_many_blanks_are_adjusted_for_and_said(world: World) -> None:
    assert not _precision(ministry_result(world))["is_adjusted"]
    many = ministry_result(world, unseen=0.03, code="res2")
    assert _precision(many)["is_adjusted"]
    unit = sheet_of(many.figures).units[0]
    assert unit.place is not None
    assert unit.place.value is not None
    assert unit.drawn == unit.place.value


def test_blanks_that_leave_every_unit_graded_adjust_nothing(world: World) -> None:
    result = ministry_result(world, blank=0.03)
    assert not _precision(result)["is_adjusted"]
    assert all(u.drawn == u.score for u in sheet_of(result.figures).units)


def test_a_single_unit_of_its_category_is_compared_with_nobody(
    world: World, result: Result
) -> None:
    within = {row["category"]: row for row in _precision(result)["within"]}
    alone = within["派驻督察局"]
    assert (alone["tiers"], alone["why"], alone["units"]) == (None, "one_unit", {})
    page = world.client("secretariat").get(f"/results/{CODE}", {"category": "1"})
    assert "只有一个单位有得分，没有可以相比的。" in page.content.decode()


def test_too_few_ballots_are_said_and_give_no_number(world: World, cells: int) -> None:
    groups = [
        Group("部领导", 40, cycled(1, cells), 5),
        Group("其他干部", 60, cycled(60, cells, 2)),
    ]
    result = counted(world, groups, quorum=10)
    precision = _precision(result)
    assert (precision["across"]["tiers"], precision["across"]["why"]) == (
        None,
        "too_few",
    )
    assert precision["shares"] == []
    said = lead_of(sheet_of(result.figures))
    assert not any("能可靠地分出" in one for one in said)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_speaks_as_a_statistician(world: World, language: str) -> None:
    ministry_result(world)
    Result.objects.update(is_ranked=True)
    client = world.client("secretariat")
    client.cookies["gongping_language"] = language
    for path in ("", "?order=score", "/table", "/units/3", "/versions"):
        page = client.get(f"/results/{CODE}{path}").content.decode()
        for word in FORBIDDEN:
            assert word not in page, (path, word)


def test_places_are_listed_only_where_the_secretariat_said_so(world: World) -> None:
    ministry_result(world)
    client = world.client("secretariat")
    assert "大致在第" not in client.get(f"/results/{CODE}").content.decode()
    client.post(f"/results/{CODE}/ranking", DECISION)
    assert "大致在第" in client.get(f"/results/{CODE}").content.decode()


def test_a_withheld_unit_has_no_interval(world: World, cells: int) -> None:
    result = counted(world, three_groups(cells, leaders=7))
    for place, unit in enumerate(result.figures["units"]):
        has_place = any(
            str(place) in row["units"] for row in _precision(result)["within"]
        )
        assert not has_place or unit["is_shown"]


def test_no_list_of_ballots_is_kept(world: World) -> None:
    checks = _precision(ministry_result(world))["checks"]
    assert set(checks) == {"k", "flagged", "kinds", "without"}
    assert all(n is None or n >= 10 for n in checks["kinds"].values())


def test_a_category_with_one_tier_is_not_said_to_be_told_apart(
    world: World, result: Result
) -> None:
    assert {row["tiers"] for row in _precision(result)["within"]} == {1, None}
    said = "这次投票分不出档次：得分的差别都在误差以内。"
    assert lead_of(sheet_of(result.figures))[0] == said
    page = world.client("secretariat").get(f"/results/{CODE}").content.decode()
    assert "缺票</td>" not in page
    assert "没有可比的</td>" in page
