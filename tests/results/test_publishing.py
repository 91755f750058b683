"""What the secretariat is told before a result goes out, and who hears of it."""

import datetime as dt

from gongping.results import services
from gongping.results.models import Result
from tests.results.worlds import CODE
from tests.world import World

SHEET = f"/results/{CODE}"
DECISION = services.Ranking(
    is_ranked=True,
    is_across=True,
    decided_by="部长办公会",
    decided_on=dt.date(2026, 6, 30),
    number="第 12 号纪要",
)


def _asked(world: World, audience: str = "units", language: str = "zh-hans") -> str:
    client = world.client("secretariat")
    client.cookies["gongping_language"] = language
    page = client.get(f"{SHEET}/publish", {"audience": audience})
    return page.content.decode()


def test_the_question_names_what_goes_out(world: World, result: Result) -> None:
    for audience in ("", "units"):
        page = _asked(world, audience)
        assert f"结果第 1 版，指纹 {result.digest}" in page
        assert "不列名次，同类相比" in page
        assert "各票种给各单位的平均分（部领导、单位负责人、其他干部）" in page
    services.set_ranking(result.pk, DECISION, by=world.actor("secretariat"))
    page = _asked(world)
    assert "列大致名次，全部单位放在一起比" in page
    assert "第 12 号纪要" in page
    assert "likely places listed, all units" in _asked(world, language="en").lower()


def test_the_question_names_what_does_not_go_out(world: World, result: Result) -> None:
    assert "不随结果公布的：计票报告" in _asked(world)
    assert "不随结果公布的" not in _asked(world, "leadership")
    assert "另能拿计票报告" in _asked(world, "leadership")


def test_what_is_said_to_stay_back_stays_back(world: World, result: Result) -> None:
    services.publish_result(result.pk, "everybody", by=world.actor("secretariat"))
    for who in ("unit", "voter"):
        client = world.client(who)
        for file in ("count-report", "sheet.pdf", "counts.xlsx", "totals.json"):
            assert client.get(f"{SHEET}/{file}").status_code == 403, (who, file)
