"""The adviser on quotas: which no ballot can keep, and what they press voters to."""

import pytest

from gongping.polls.counting import CountingPlan, NumberQuotaPlan, QuotaPlan
from gongping.polls.selectors import advise, is_ready, sizes_by_group
from tests.polls.sealed import SealedSeason

PRESSES = "会逼人压低不该低的"


def _advice(season: SealedSeason, counting: CountingPlan) -> tuple[str, str]:
    """Return what stands in the way, and what there is to think of; six units."""
    season.plan(counting=counting)
    poll = season.reloaded()
    found = advise(poll, sizes_by_group(poll))
    errors = "".join(each.text for each in found if each.level == "error")
    assert is_ready(found) == (not errors)
    return errors, "".join(each.text for each in found if each.level == "warning")


@pytest.mark.parametrize(
    ("quotas", "said"),
    [
        ((QuotaPlan(1, 1, least=7),), "至少 7 个单位，可参评的只有 6 个"),
        (
            (QuotaPlan(1, 2, least=4), QuotaPlan(3, 4, least=3)),
            "加起来要 7 个单位，可参评的只有 6 个",
        ),
    ],
)
def test_quotas_that_no_ballot_can_keep_stand_in_the_way(
    season: SealedSeason, quotas: tuple[QuotaPlan, ...], said: str
) -> None:
    errors, _warnings = _advice(season, CountingPlan(quotas=quotas))
    assert said in errors
    assert "没有一张票能有效" in errors


def test_quotas_that_overlap_are_not_added_up(season: SealedSeason) -> None:
    quotas = (QuotaPlan(1, 3, least=4), QuotaPlan(2, 4, least=4))
    errors, _warnings = _advice(season, CountingPlan(quotas=quotas))
    assert "名额" not in errors


def test_every_quota_of_low_grades_is_named_for_what_it_does(
    season: SealedSeason,
) -> None:
    _errors, warnings = _advice(
        season, CountingPlan(quotas=(QuotaPlan(3, 4, least=2),))
    )
    assert PRESSES in warnings
    numbers = CountingPlan(
        scale="numbers", number_quotas=(NumberQuotaPlan(0, 69, least=2),)
    )
    assert PRESSES in _advice(season, numbers)[1]
    _errors, warnings = _advice(season, CountingPlan(quotas=(QuotaPlan(1, 1, most=3),)))
    assert PRESSES not in warnings
    assert "名额会逼人改变真实的评价" in warnings


def test_units_for_which_quotas_leave_no_grade_are_counted(
    season: SealedSeason,
) -> None:
    quotas = (QuotaPlan(1, 2, most=3), QuotaPlan(3, 4, most=1))
    _errors, warnings = _advice(season, CountingPlan(quotas=quotas))
    assert "最多给 4 个单位评分，其余 2 个只能选“不了解”" in warnings
    _errors, warnings = _advice(season, CountingPlan(quotas=quotas[:1]))
    assert "只能选“不了解”" not in warnings


def test_where_the_sheet_will_have_no_errors_the_adviser_says_so(
    season: SealedSeason,
) -> None:
    trimmed = CountingPlan(method="trimmed", trim_each=1, trim_above=5)
    assert "结果页将没有区间，也不分档次" in _advice(season, trimmed)[1]
    assert "结果页将没有区间" not in _advice(season, CountingPlan())[1]
