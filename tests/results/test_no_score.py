"""A result in which no unit has a score."""

from tests.results.worlds import CODE, Group, counted, cycled
from tests.world import World

SHEET = f"/results/{CODE}"
PUBLISH = f"{SHEET}/publish"


def test_without_a_score_the_sheet_says_why_and_offers_no_publishing(
    world: World, cells: int
) -> None:
    counted(
        world,
        [
            Group("部领导", 30, [], size=5),
            Group("单位负责人", 30, [], size=6),
            Group("其他干部", 40, cycled(30, cells)),
        ],
    )
    client = world.client("secretariat")
    page = client.get(SHEET).content.decode()
    assert "没有有效票的票种：部领导、单位负责人。" in page
    assert "没有可以公布的得分。" in page
    assert f'href="{PUBLISH}"' not in page
    assert "没有一个单位有得分" in client.get(PUBLISH).content.decode()
    assert client.post(PUBLISH, {"audience": "units"}).status_code == 409
