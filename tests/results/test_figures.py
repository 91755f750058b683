"""What is kept of a count: recomputed by hand, and nothing that gives groups away."""

from decimal import Decimal
from typing import Any

import pytest

from ballotbox.cells import NO_OPINION
from ballotbox.manifest import UnitRow
from gongping.audit.models import Event
from gongping.polls.selectors import manifest_of
from gongping.results import services
from gongping.results.exceptions import AlreadyCounted
from gongping.results.figures import figures_of
from gongping.results.models import Result
from gongping.results.sheet import sheet_of
from tests.results.conftest import three_groups
from tests.results.worlds import (
    CODE,
    Group,
    counted,
    cycled,
    manifest_for,
    opened_for,
)
from tests.world import World

TOTAL = (("总体评价", "Overall", 100),)


def _unit(result: Result, place: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = result.figures["units"][place]
    return found


def _graded(grades: str, others: int) -> list[tuple[int, ...]]:
    """One ballot per letter; a, b, c, d are grades and x is 不了解."""
    known = dict(zip("abcdx", (0, 1, 2, 3, NO_OPINION), strict=True))
    return [(known[g], *[n % 2 for _ in range(others)]) for n, g in enumerate(grades)]


def test_an_example_done_by_hand(world: World) -> None:
    # Leaders, 40: 4·100 + 5·80 + 2·60 = 920, by 11 who graded: 83.63 (83.6364).
    # Cadres, 60: 3·100 + 6·80 + 3·60 = 960, by 12: 80.
    # (40·83.6364 + 60·80) / 100 = 81.4545: 81.45 in the report, 81.5 on the sheet.
    others = len(world.units) - 1
    groups = [
        Group("部领导", 40, _graded("aaaabbbbbccx", others), 14),
        Group("干部", 60, _graded("aaabbbbbbccc", others), 20),
    ]
    result = counted(world, groups, TOTAL)
    unit = _unit(result)
    assert unit["by_group"][0] == {"score": "83.64", "counts": [[4, 5, 2, 0, 1]]}
    assert unit["by_group"][1] == {"score": "80.00", "counts": [[3, 6, 3, 0, 0]]}
    assert (unit["score"], unit["score_fine"]) == ("81.5", "81.45")
    assert unit["counts"] == [[7, 11, 5, 0, 1]]
    leaders, cadres = result.figures["groups"]
    assert (leaders["entitled"], leaders["received"], leaders["valid"]) == (14, 12, 12)
    assert (cadres["entitled"], cadres["collected"]) == (20, 12)


def test_criteria_are_weighted(world: World) -> None:
    # 思路清晰 (60): all 100 but one 80; 措施可行 (40): all 60 but one 40.
    cells = len(world.units) * 2
    row = [0, 2] * (cells // 2)
    ballots = [tuple(row)] * 11 + [tuple([1, 3] * (cells // 2))]
    unit = _unit(counted(world, [Group("全体", 1, ballots)]))
    # (11·100 + 80) / 12 = 98.33; (11·60 + 40) / 12 = 58.33; 0.6 and 0.4: 82.33.
    assert unit["by_criterion"] == ["98.3", "58.3"]
    assert unit["score_fine"] == "82.33"


def test_received_is_valid_and_invalid(result: Result) -> None:
    for group in result.figures["groups"]:
        assert group["valid"] + group["invalid"] == group["received"]
        assert group["received"] <= group["collected"] <= group["entitled"]


def test_abstentions_and_spoilt_ballots_are_counted(world: World, cells: int) -> None:
    silent, torn = tuple([NO_OPINION] * cells), tuple([0] * (cells - 1))
    ballots = [*cycled(20, cells), silent, torn]
    (group,) = counted(world, [Group("全体", 1, ballots)]).figures["groups"]
    assert (group["received"], group["valid"], group["abstained"]) == (22, 21, 1)
    assert group["invalid_reasons"] == {"length": 1}


# --- Suppression ----------------------------------------------------------------


def test_a_small_group_hides_itself_and_another(world: World, cells: int) -> None:
    result = counted(world, three_groups(cells, leaders=7))
    assert [g["is_shown"] for g in result.figures["groups"]] == [False, False, True]
    for unit in result.figures["units"]:
        leaders, heads, cadres = unit["by_group"]
        assert leaders is None
        assert heads is None
        assert unit["is_shown"]
        assert unit["score_fine"] is None
        # What is shown together is exactly what is shown apart: nothing to subtract.
        assert unit["counts"] == cadres["counts"]


COUNTED = ("collected", "issued", "received", "valid", "invalid", "abstained")


def test_of_a_hidden_group_only_the_roll_is_kept(world: World, cells: int) -> None:
    result = counted(world, three_groups(cells, leaders=7))
    leaders, heads, cadres = result.figures["groups"]
    for hidden in (leaders, heads):
        assert [hidden[key] for key in COUNTED] == [None] * 6
        assert hidden["invalid_reasons"] is None
        assert (hidden["adds_up"], hidden["is_silent"]) == (True, False)
    assert (leaders["entitled"], leaders["is_few"]) == (12, True)
    assert (heads["entitled"], heads["is_few"]) == (24, False)
    assert cadres["received"] == 60
    sheet = sheet_of(result.figures)
    assert (sheet.total("received"), sheet.total("entitled")) == (87, 106)
    assert [group.name for group in sheet.hidden_groups] == ["部领导", "单位负责人"]
    assert sheet.silent_groups == []


def test_results_that_were_kept_with_all_counts_are_read_as_they_are(
    world: World, cells: int
) -> None:
    figures = counted(world, three_groups(cells)).figures
    now = sheet_of(figures)
    for group in figures["groups"]:
        for key in ("is_few", "is_silent", "adds_up"):
            del group[key]
    del figures["totals"]
    then = sheet_of(figures)
    assert then.groups == now.groups
    for what in ("entitled", *COUNTED[2:], "invalid_reasons"):
        assert then.totals[what] == now.totals[what]


def test_what_was_invalid_is_told_of_all_groups_together(
    world: World, cells: int
) -> None:
    groups = three_groups(cells, leaders=7)
    torn = tuple([0] * (cells - 1))
    groups[0] = Group("部领导", 40, [*groups[0].ballots, torn], 12)
    result = counted(world, groups)
    assert result.figures["groups"][0]["invalid_reasons"] is None
    assert result.figures["totals"]["invalid_reasons"] == {"length": 1}
    page = (
        world.client("secretariat")
        .get(f"/results/{CODE}/count-report")
        .content.decode()
    )
    assert "票面不完整 1" in page


def test_scores_beside_a_hidden_group_keep_one_decimal(
    world: World, cells: int
) -> None:
    result = counted(world, three_groups(cells, leaders=7))
    for unit in result.figures["units"]:
        for score in (unit["score"], *unit["by_criterion"]):
            assert Decimal(score).as_tuple().exponent == -1


def test_a_small_poll_of_one_group_shows_no_score(world: World, cells: int) -> None:
    unit = _unit(counted(world, [Group("全体", 1, cycled(8, cells))]))
    assert not unit["is_shown"]
    assert unit["score"] is None
    assert unit["by_criterion"] == []
    assert unit["counts"] is None
    assert unit["by_group"] == [None]


def test_a_unanimous_group_is_hidden_for_that_unit_only(world: World) -> None:
    others = len(world.units) - 1
    groups = [
        Group("部领导", 40, _graded("a" * 12, others)),
        Group("单位负责人", 20, _graded("aabbccaabbcca", others)),
        Group("其他干部", 40, _graded("abc" * 20, others)),
    ]
    result = counted(world, groups, TOTAL)
    agreed, divided = _unit(result), _unit(result, 1)
    assert [part is None for part in agreed["by_group"]] == [True, True, False]
    assert [part is None for part in divided["by_group"]] == [False, False, False]


def test_the_weights_say_who_goes_with_a_small_group(world: World) -> None:
    # Twelve of weight 1 beside seven of weight 40 would leave the seven a point and a
    # half: the others go in their place, and the twelve are shown.
    others = len(world.units) - 1
    groups = [
        Group("部领导", 40, _graded("aabbcca", others)),
        Group("特邀代表", 1, _graded("aabbccaabbcc", others)),
        Group("其他干部", 59, _graded("abc" * 20, others)),
    ]
    result = counted(world, groups, TOTAL)
    assert [g["is_shown"] for g in result.figures["groups"]] == [False, True, False]
    assert [part is None for part in _unit(result)["by_group"]] == [True, False, True]
    assert all(unit["is_shown"] for unit in result.figures["units"])


def test_a_small_group_that_decides_nearly_all_hides_the_scores(world: World) -> None:
    others = len(world.units) - 1
    groups = [
        Group("部领导", 97, _graded("aabbcca", others)),
        Group("其他干部", 3, _graded("abc" * 20, others)),
    ]
    result = counted(world, groups, TOTAL)
    assert not any(unit["is_shown"] for unit in result.figures["units"])
    assert result.figures["precision"] is None


def test_nobody_of_a_group_graded_is_missing_not_zero(world: World) -> None:
    others = len(world.units) - 1
    groups = [
        Group("部领导", 40, _graded("x" * 12, others)),
        Group("其他干部", 60, _graded("abc" * 20, others)),
    ]
    unit = _unit(counted(world, groups, TOTAL))
    assert unit["is_shown"]
    assert unit["score"] is None
    assert unit["by_group"][0] is None


def test_late_voters_count_for_the_quorum_as_at_the_unsealing() -> None:
    groups = [Group("干部", 100, _graded("aaaabbbbcc", 0), 20)]
    units = [UnitRow(1, "司", "Bureau", "司局", "Bureaus")]
    manifest = manifest_for(units, groups, TOTAL)
    opened = opened_for(manifest, groups)
    for entitled, needed, is_met in ((20, 10, True), (21, 11, False)):
        roll = {1: services.RollCount(entitled, 10)}
        quorum = figures_of(manifest, opened, roll)["quorum"]
        assert (quorum["entitled"], quorum["needed"]) == (entitled, needed)
        assert quorum["is_met"] == is_met


def test_below_the_quorum_no_unit_is_scored(world: World, cells: int) -> None:
    result = counted(world, [Group("全体", 1, cycled(20, cells), size=100)])
    assert result.figures["units"] == []
    assert not result.figures["quorum"]["is_met"]


# --- Counting once --------------------------------------------------------------


def test_the_same_board_again_changes_nothing(world: World, result: Result) -> None:
    opened = opened_for(manifest_of(result.poll), three_groups(len(world.units) * 2))
    roll = {n: services.RollCount(100, 100) for n in (1, 2, 3)}
    again = services.count(result.poll, opened, roll, by=world.actor("scrutineer"))
    assert again.pk == result.pk
    assert again.digest == result.digest
    assert Event.objects.filter(tag="results:result:counted").count() == 1


def test_another_board_is_refused(world: World, result: Result) -> None:
    groups = three_groups(len(world.units) * 2, leaders=11)
    opened = opened_for(manifest_of(result.poll), groups)
    with pytest.raises(AlreadyCounted):
        services.count(result.poll, opened, {}, by=world.actor("scrutineer"))


# --- The sheet ------------------------------------------------------------------


def test_score_order_keeps_equals_in_establishment_order(result: Result) -> None:
    lines = sheet_of(result.figures, by_score=True, is_across=True).lines
    placed = [(-(line.score or 0), line.number) for line in lines]
    assert placed == sorted(placed)


def test_a_category_keeps_the_numbers_of_the_whole(result: Result) -> None:
    sheet = sheet_of(result.figures, 1)
    assert [line.name for line in sheet.lines] == ["华北督察局"]
    assert [line.number for line in sheet.lines] == [4]
    assert len(sheet_of(result.figures, 99).lines) == 6
