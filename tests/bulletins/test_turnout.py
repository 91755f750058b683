"""The report tells of ballots what may be published, and never a score."""

from gongping.bulletins.drafting.activity_report import _turnout
from gongping.bulletins.drafting.facts import Facts
from gongping.bulletins.drafting.pieces import Sheet
from gongping.bulletins.tracing import plain_line
from tests.results.conftest import three_groups
from tests.results.worlds import counted
from tests.world import World


def told(world: World, leaders: int) -> list[str]:
    """What the report says of a poll in which so many leaders voted."""
    result = counted(world, three_groups(len(world.units) * 2, leaders))
    sheet = Sheet()
    facts = Facts(result.poll.round, world.actor("secretariat"))
    _turnout(sheet, facts, result.poll)
    return [plain_line(line) for line in sheet.lines]


def test_each_group_is_told_with_its_turnout(world: World) -> None:
    said = told(world, leaders=12)
    assert "应参106人，收回92张" in said[0]
    assert "部领导｜12｜12｜12｜12｜100.0%" in said
    assert "单位负责人｜24｜20｜20｜20｜83.3%" in said
    assert "不列得分，不排名次" in said[0]


def test_of_a_small_group_nothing_is_told_and_no_sum_tells_it(world: World) -> None:
    said = told(world, leaders=5)
    assert "部领导｜12｜人少不公布｜人少不公布｜人少不公布｜人少不公布" in said
    assert "收回" not in said[0].replace("法定收回", "")
