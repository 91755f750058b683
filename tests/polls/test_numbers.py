"""A scale of numbers, from the setup page to the rules that are frozen."""

from dataclasses import replace
from typing import Any

import pytest

from ballotbox.scheme import Scale
from gongping.polls import services
from gongping.polls.counting import CountingPlan, NumberQuotaPlan, from_plain, to_plain
from gongping.polls.rules import problems_of
from gongping.polls.selectors import manifest_of, plan_of
from gongping.polls.selectors.weighing import weighing
from tests.polls.sealed import SealedSeason
from tests.polls.test_counting import _refused, _save
from tests.polls.test_pages import _form

NUMBERS = CountingPlan(
    scale="numbers",
    number_quotas=(NumberQuotaPlan(90, 100, most=3), NumberQuotaPlan(0, 69, least=2)),
)
TYPED: dict[str, Any] = {
    "scale": "numbers",
    "lowest": "0",
    "highest": "100",
    "number_quotas": [
        {"low": "90", "high": "100", "most": "3"},
        {"low": "0", "high": "69", "least": "2"},
    ],
}


def test_the_page_keeps_a_scale_of_numbers_with_its_quotas(
    season: SealedSeason,
) -> None:
    assert "计分规则已保存" in _save(season, **TYPED)
    assert plan_of(season.reloaded()).counting == NUMBERS
    assert from_plain(to_plain(NUMBERS)) == NUMBERS


def test_a_plain_plan_keeps_nothing_of_numbers() -> None:
    assert to_plain(CountingPlan()) == {}
    assert CountingPlan(number_quotas=NUMBERS.number_quotas).step_quotas == ()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"lowest": "100"}, "最低分要小于最高分"),
        ({"highest": "101"}, "100"),
        ({"method": "bands"}, "打分没有优秀票"),
        ({"number_quotas": [{"low": "90", "high": "80"}]}, "从低写到高"),
        ({"lowest": "60"}, "都在 60 到 100 分之间"),
        (
            {"number_quotas": [{"low": "0", "high": "9", "least": "3", "most": "2"}]},
            "“至少”不能多于“最多”",
        ),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(
    season: SealedSeason, changes: dict[str, Any], sentence: str
) -> None:
    assert sentence in _refused(season, **{**TYPED, **changes})


def test_every_number_is_a_step_of_the_frozen_rules(season: SealedSeason) -> None:
    season.plan(counting=NUMBERS, excellent_quota=3)
    season.freeze()
    rules = manifest_of(season.reloaded())
    assert [grade.name for grade in rules.grades] == [
        str(n) for n in range(100, -1, -1)
    ]
    assert rules.scheme is not None
    assert (rules.scheme.scale, rules.scheme.marks) == (Scale.NUMBERS, ())
    quotas = [(q.first, q.last, q.least) for q in rules.scheme.quotas]
    assert quotas == [(0, 10, 0), (31, 100, 2)]
    assert rules.scheme.quotas[0].most == 3
    # How many best grades there may be is a rule of grades, and none of numbers.
    assert rules.rules == ()


def test_the_rules_are_read_in_plain_words(season: SealedSeason) -> None:
    season.plan(counting=replace(NUMBERS, is_best_invalid=True))
    season.freeze()
    page = season.world.client("secretariat").get(season.url("rules"))
    text = page.content.decode()
    assert "每个单位的每一项写一个整数分，从 0 到 100" in text
    assert "每项90 分以上的超过 3 个的作废" in text
    assert "每项不到 70 分的少于 2 个的作废" in text
    assert "整张票全是满分的作废" in text
    assert "等次和赋分" not in text


def test_the_plan_asks_for_no_grades_and_keeps_them_for_later(
    season: SealedSeason,
) -> None:
    before = season.plan(counting=NUMBERS)
    client = season.world.client("secretariat")
    text = client.get(season.url("plan")).content.decode()
    assert "这次是打分" in text
    assert "grades-0-name" not in text
    typed = _form(season, title="改过的名称")
    typed = {name: each for name, each in typed.items() if name[:6] != "grades"}
    assert client.post(season.url("plan"), typed).status_code == 302
    after = plan_of(season.reloaded())
    assert (after.title, after.grades) == ("改过的名称", before.grades)
    assert after.counting == NUMBERS


def test_the_preset_has_the_published_rule(season: SealedSeason) -> None:
    services.apply_preset(season.poll, "numbers_with_quota", by=season.secretariat)
    plan = plan_of(season.reloaded())
    assert plan.is_identical_invalid
    assert plan.counting == replace(
        NUMBERS, method="trimmed", trim_each=1, trim_above=5, is_best_invalid=True
    )
    assert problems_of(plan) == []


def test_the_advice_speaks_of_numbers(season: SealedSeason) -> None:
    plan = season.plan(counting=NUMBERS)
    sizes = {n: 40 for n, _group in enumerate(plan.groups, 1)}
    said = list(weighing(plan, sizes, 47))
    assert "一半比另一半高 10 分估算" in said[-1]
