"""What the adviser says that planned sizes and weights mean."""

from decimal import Decimal
from fractions import Fraction

import pytest

from gongping.polls import services
from gongping.polls.counting import BandPlan, CountingPlan, PoolPlan
from gongping.polls.selectors import plan_of
from gongping.polls.selectors.weighing import weighing
from tests.polls.sealed import SealedSeason

BANDS = (
    BandPlan(Fraction(9, 10), Decimal(200)),
    BandPlan(Fraction(0), Decimal(160)),
)


def _weighed(season: SealedSeason, sizes: dict[int, int], units: int = 47) -> str:
    return "".join(weighing(plan_of(season.reloaded()), sizes, units))


def test_the_adviser_says_what_a_few_leaders_carry(season: SealedSeason) -> None:
    services.apply_preset(season.poll, "three_groups", by=season.secretariat)
    text = _weighed(season, {1: 12, 2: 47, 3: 541})
    assert "“部领导”12 人，票权占 40%" in text
    assert "92% 来自他们" in text
    assert "600 人投票，把握只相当于 69 人" in text
    # 2.772 · 10 points ÷ √69.05, and 5.54 (47 units) for any two of them.
    assert "至少相差 3.3 分；47 个单位里任意两个，至少相差 6.7 分" in text


def test_pools_are_weighed_by_what_they_decide(season: SealedSeason) -> None:
    services.apply_preset(season.poll, "three_groups", by=season.secretariat)
    pool = PoolPlan("干部", "", Decimal(5), ("unit_heads", "cadres"))
    season.plan(counting=CountingPlan(pools=(pool,)))
    assert "票权占 89%" in _weighed(season, {1: 12, 2: 47, 3: 541})


def test_points_are_those_of_the_sheet(season: SealedSeason) -> None:
    services.apply_preset(season.poll, "three_groups", by=season.secretariat)
    season.plan(counting=CountingPlan(worth=Decimal(10)))
    assert "至少相差 0.3 分；47" in _weighed(season, {1: 12, 2: 47, 3: 541})


def test_a_group_is_named_that_is_hidden_with_a_small_one(
    season: SealedSeason,
) -> None:
    services.apply_preset(season.poll, "three_groups", by=season.secretariat)
    text = _weighed(season, {1: 8, 2: 47, 3: 541})
    assert "“单位主要负责人”也不单独公布" in text


def test_the_group_that_weighs_enough_is_hidden_with_a_small_one(
    season: SealedSeason,
) -> None:
    services.apply_preset(season.poll, "three_groups", by=season.secretariat)
    pool = PoolPlan("单位", "", Decimal(1), ("unit_heads",))
    season.plan(counting=CountingPlan(pools=(pool,)))
    text = _weighed(season, {1: 8, 2: 12, 3: 541})
    assert "“其他处级以上干部”也不单独公布" in text
    assert "“单位主要负责人”也不单独公布" not in text


@pytest.mark.parametrize(
    ("weight", "said"),
    [(5, "只公布综合得分"), (Decimal("0.5"), "每个单位的得分都不会公布")],
)
def test_it_is_said_beforehand_if_no_choice_protects_a_small_group(
    season: SealedSeason, weight: int | Decimal, said: str
) -> None:
    services.apply_preset(season.poll, "three_groups", by=season.secretariat)
    pool = PoolPlan("干部", "", Decimal(weight), ("unit_heads", "cadres"))
    season.plan(counting=CountingPlan(pools=(pool,)))
    text = _weighed(season, {1: 8, 2: 47, 3: 541})
    assert said in text
    assert "也不单独公布" not in text
    assert said not in _weighed(season, {1: 12, 2: 47, 3: 541})


def test_one_group_carries_itself(season: SealedSeason) -> None:
    assert "来自他们" not in _weighed(season, {1: 600})


def test_bands_are_not_promised_a_difference(season: SealedSeason) -> None:
    season.plan(counting=CountingPlan(method="bands", bands=BANDS))
    (said,) = _weighed(season, {1: 600}).split("。")[:1]
    assert said == "不是平均分，得分的误差没有可靠的算法：结果页将没有区间，也不分档次"


@pytest.mark.parametrize(("sizes", "units"), [({1: 0}, 47), ({1: 600}, 1)])
def test_nothing_is_said_where_nothing_can_be_reckoned(
    season: SealedSeason, sizes: dict[int, int], units: int
) -> None:
    assert _weighed(season, sizes, units) == ""


def test_the_plan_page_says_it_in_both_languages(season: SealedSeason) -> None:
    services.apply_preset(season.poll, "three_groups", by=season.secretariat)
    client = season.world.client("secretariat")
    page = client.get(season.url("plan")).content.decode()
    assert "至少相差" in page
    client.cookies["gongping_language"] = "en"
    assert "must differ by at least" in client.get(season.url("plan")).content.decode()
