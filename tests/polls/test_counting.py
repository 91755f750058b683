"""How a poll is counted, from the setup page to the count."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ballotbox.manifest import parse_manifest
from ballotbox.scheme import Method
from gongping.foundation.errors import Invalid
from gongping.polls import services
from gongping.polls.counting import (
    BandPlan,
    CountingPlan,
    PoolPlan,
    QuotaPlan,
    from_plain,
    to_plain,
)
from gongping.polls.presets import presets
from gongping.polls.rules import GradePlan, GroupPlan, problems_of
from gongping.polls.selectors import plan_of, scoring_rule
from tests.polls.sealed import SealedSeason

FULL = CountingPlan(
    quorum=Fraction(2, 3),
    method="bands",
    best=1,
    bands=(
        BandPlan(Fraction(9, 10), Decimal(200)),
        BandPlan(Fraction(0), Decimal(160)),
    ),
    low_steps=2,
    low_points=Decimal(130),
    worth=Decimal(40),
    is_by_row=True,
    is_best_invalid=True,
    most_unsure=5,
    quotas=(QuotaPlan(1, 1, most=3), QuotaPlan(3, 4, least=2)),
    pools=(PoolPlan("领导和负责人", "Heads", Decimal(60), ("leaders", "unit_heads")),),
)


def _typed(**changes: Any) -> dict[str, Any]:
    """Return what the page sends; lists as tuples of rows."""
    typed: dict[str, Any] = {"quorum": "50", "scale": "grades", "method": "mean"}
    for prefix in ("bands", "quotas", "number_quotas", "pools"):
        rows = changes.pop(prefix, ())
        typed[f"{prefix}-TOTAL_FORMS"] = len(rows)
        typed[f"{prefix}-INITIAL_FORMS"] = 0
        for n, row in enumerate(rows):
            typed |= {f"{prefix}-{n}-{name}": value for name, value in row.items()}
    return typed | changes


def _save(season: SealedSeason, **changes: Any) -> str:
    client = season.world.client("secretariat")
    answer = client.post(season.url("counting"), _typed(**changes))
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer["Location"]).content.decode()


def _refused(season: SealedSeason, **changes: Any) -> str:
    client = season.world.client("secretariat")
    answer = client.post(season.url("counting"), _typed(**changes))
    assert answer.status_code == 422
    return answer.content.decode()


def test_what_is_planned_is_kept_and_comes_back() -> None:
    assert from_plain(json.loads(json.dumps(to_plain(FULL)))) == FULL
    assert to_plain(CountingPlan()) == {}


def test_the_page_keeps_every_rule(season: SealedSeason) -> None:
    season.plan(groups=(GroupPlan("unit_heads", "负责人"), GroupPlan("cadres", "其他")))
    page = _save(
        season,
        quorum="2/3",
        method="bands",
        best="1",
        bands=[{"at_least": "90", "points": "200"}, {"at_least": "0", "points": "160"}],
        low_steps="2",
        low_share="1/3",
        low_points="130",
        worth="40",
        is_by_row="on",
        is_best_invalid="on",
        most_unsure="5",
        quotas=[
            {"first": "1", "last": "1", "most": "3"},
            {"first": "3", "last": "4", "least": "2"},
        ],
        pools=[{"name": "合并", "weight": "60", "rules": ["unit_heads"]}],
    )
    assert "计分规则已保存" in page
    plan = plan_of(season.reloaded())
    assert plan.quorum_percent == 67
    assert plan.counting == CountingPlan(
        **{
            name: getattr(FULL, name)
            for name in CountingPlan.__dataclass_fields__
            if name != "pools"
        },
        pools=(PoolPlan("合并", "", Decimal(60), ("unit_heads",)),),
    )


def test_the_page_shows_what_was_kept(season: SealedSeason) -> None:
    kept = CountingPlan(**{**_fields(FULL), "pools": ()})
    season.plan(quorum_percent=67, counting=kept)
    page = season.world.client("secretariat").get(season.url("counting"))
    text = page.content.decode()
    for part in ('value="2/3"', 'value="90"', 'value="200"', 'value="40"'):
        assert part in text


def _fields(plan: CountingPlan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in plan.__dataclass_fields__}


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("quorum", {"quorum": ""}, "请填法定收回比例"),
        ("quorum", {"quorum": "many"}, "百分数"),
        ("quorum", {"quorum": "101"}, "百分数"),
        ("quorum", {"quorum": "3/2"}, "百分数"),
        ("quorum", {"quorum": "1/0"}, "百分数"),
        ("quorum", {"quorum": "0"}, "大于 0"),
        ("method", {"method": "median"}, "没有这个选项"),
        ("trim_each", {"method": "trimmed"}, "两头各去掉几个"),
        (
            "trim_above",
            {"method": "trimmed", "trim_each": "3", "trim_above": "5"},
            "不到 6 人就会去光",
        ),
        ("bands-0-points", {"bands": [{"at_least": "90"}]}, "请填"),
        (
            "bands-0-at_least",
            {"method": "bands", "bands": [{"at_least": "90", "points": "2"}]},
            "最后一档要从 0 起",
        ),
        (
            "best",
            {
                "method": "bands",
                "best": "4",
                "bands": [{"at_least": "0", "points": "1"}],
            },
            "少于等次总数",
        ),
        (
            "low_steps",
            {
                "method": "bands",
                "low_steps": "4",
                "bands": [{"at_least": "0", "points": "1"}],
            },
            "少于等次总数",
        ),
        ("worth", {"worth": "-1"}, "大于或等于"),
        ("quotas-0-first", {"quotas": [{"first": "2", "last": "1"}]}, "先高后低"),
        ("quotas-0-first", {"quotas": [{"first": "1", "last": "5"}]}, "第 4 个"),
        (
            "quotas-0-first",
            {"quotas": [{"first": "1", "last": "1", "least": "3", "most": "2"}]},
            "至少",
        ),
        (
            "pools-0-name",
            {"pools": [{"name": "空", "weight": "1"}]},
            "至少要有一个票种",
        ),
    ],
)
def test_each_mistake_is_said_at_its_field(
    season: SealedSeason, field: str, typed: dict[str, Any], sentence: str
) -> None:
    page = _refused(season, **typed)
    _, _, after = page.partition(f'id="id_{field}-error"')
    assert sentence in after[:400]
    assert plan_of(season.reloaded()).counting == CountingPlan()


@pytest.mark.parametrize(
    ("pools", "sentence"),
    [
        ([PoolPlan("a", "", Decimal(1), ("cadres",))] * 2, "只能归入一个"),
        ([PoolPlan("a", "", Decimal(1), ("leaders",))], "已经不在方案里"),
        ([PoolPlan("a", "", Decimal(0), ("cadres",))], "大于 0"),
        ([PoolPlan("a", "", Decimal(1), ("cadres",), 1)], "排在它前面"),
    ],
)
def test_pools_that_cannot_be_are_said(
    season: SealedSeason, pools: list[PoolPlan], sentence: str
) -> None:
    groups = (GroupPlan("cadres", "其他"),)
    counting = CountingPlan(pools=tuple(pools))
    with pytest.raises(Invalid, match=sentence):
        season.plan(groups=groups, counting=counting)


def test_the_rest_that_cannot_be_counted_by_is_said(season: SealedSeason) -> None:
    plan = plan_of(season.poll)
    for counting, sentence in (
        (CountingPlan(quorum=Fraction(3, 2)), "不超过 1"),
        (CountingPlan(worth=Decimal(-1)), "不能是负数"),
        (CountingPlan(method="bands"), "至少写一档"),
        (CountingPlan(method="bands", bands=FULL.bands[::-1]), "依次降低"),
    ):
        with pytest.raises(Invalid, match=sentence):
            season.plan(counting=counting)
    scattered = (*plan.grades[:2], GradePlan("优秀", "", Decimal(1)))
    with pytest.raises(Invalid, match="挨着写"):
        season.plan(grades=scattered)


# --- Presets ----------------------------------------------------------------------


@pytest.mark.parametrize("preset", sorted(presets()))
def test_every_preset_can_be_applied(season: SealedSeason, preset: str) -> None:
    client = season.world.client("secretariat")
    answer = client.post(season.url("preset"), {"preset": preset}, follow=True)
    assert "请逐项核对" in answer.content.decode()
    plan = plan_of(season.reloaded())
    assert problems_of(plan) == []
    assert [g.rule for g in plan.groups] == [
        row["rule"] for row in presets()[preset]["groups"]
    ]


def test_a_preset_keeps_people_and_slips(season: SealedSeason) -> None:
    before = season.plan(groups=(GroupPlan("cadres", "其他", slip_count=7),))
    services.apply_preset(season.poll, "party_duty_report_2019", by=season.secretariat)
    plan = plan_of(season.reloaded())
    assert {g.rule: g.slip_count for g in plan.groups} == {"unit_heads": 0, "cadres": 7}
    assert plan.scrutineer_ids == before.scrutineer_ids
    assert (plan.title, plan.quorum_percent) == (before.title, 80)


def test_an_unknown_preset_changes_nothing(season: SealedSeason) -> None:
    client = season.world.client("secretariat")
    answer = client.post(season.url("preset"), {"preset": "x"})
    assert answer.status_code == 422
    with pytest.raises(Invalid):
        services.apply_preset(season.poll, "x", by=season.secretariat)


def test_a_percentage_that_is_typed_later_takes_the_share_away(
    season: SealedSeason,
) -> None:
    _save(season, quorum="2/3")
    client = season.world.client("secretariat")
    assert 'value="67"' in client.get(season.url("plan")).content.decode()
    page = client.get(season.url("rules")).content.decode()
    assert "不少于应参的 2/3" in page
    _save(season, quorum="80")
    assert plan_of(season.reloaded()).counting.quorum is None


# --- The freeze -------------------------------------------------------------------


def test_plain_rules_freeze_as_they_always_did(season: SealedSeason) -> None:
    manifest = _frozen(season)
    assert manifest.scheme is None
    assert manifest.formula == "weighted-mean/1"
    assert list(scoring_rule(manifest).groups) == [1]


def test_further_rules_are_under_the_hash(season: SealedSeason) -> None:
    season.plan(
        groups=(GroupPlan("unit_heads", "负责人"), GroupPlan("cadres", "其他")),
        quorum_percent=67,
        is_identical_invalid=True,
        counting=CountingPlan(
            **_fields(FULL) | {"pools": (PoolPlan("处", "", Decimal(1), ("cadres",)),)}
        ),
    )
    manifest = _frozen(season)
    assert [rule.name for rule in manifest.rules] == [
        "all_identical",
        "all_best",
        "unfinished",
    ]
    assert manifest.quorum == Fraction(2, 3)
    assert manifest.scheme is not None
    assert manifest.scheme.method is Method.BANDS
    rule = scoring_rule(manifest)
    assert rule.worth == 40
    assert rule.pool_of == (0, 1)
    assert [row.points for row in rule.bands] == [200, 160]
    client = season.world.client("voter")
    page = client.get(season.url("rules")).content.decode()
    for part in ("90% 起 200 分", "折算为 40 分", "只作废这一行", "2/3", "少于 2 个"):
        assert part in page


def test_one_grade_may_have_several_values(season: SealedSeason) -> None:
    values = [("优秀", 100), ("优秀", 95), ("良好", 80), ("一般", 60)]
    season.plan(
        grades=tuple(GradePlan(name, "", Decimal(n)) for name, n in values),
        excellent_quota=3,
    )
    manifest = _frozen(season)
    names = [step.name for step in manifest.grades]
    assert names == ["优秀 100", "优秀 95", "良好", "一般"]
    assert manifest.scheme is not None
    assert [mark.steps for mark in manifest.scheme.marks] == [2, 1, 1]
    assert [(q.first, q.last, q.most) for q in manifest.quotas] == [(0, 1, 3)]
    assert manifest.rules == ()


def test_rules_for_trimming_freeze(season: SealedSeason) -> None:
    season.plan(counting=CountingPlan(method="trimmed", trim_each=1, trim_above=5))
    assert scoring_rule(_frozen(season)).trim.above == 5


def _frozen(season: SealedSeason) -> Any:
    text = season.freeze().reloaded().manifest
    return parse_manifest(text, allow_weak=True)


def test_a_frozen_poll_leads_to_its_rules(season: SealedSeason) -> None:
    season.freeze()
    client = season.world.client("secretariat")
    for answer in (
        client.get(season.url("counting")),
        client.post(season.url("preset"), {"preset": "one_group"}),
    ):
        assert answer["Location"] == season.url("rules")


def test_reading_the_page_takes_few_queries(
    season: SealedSeason, django_assert_max_num_queries: Any
) -> None:
    client = season.world.client("secretariat")
    client.get(season.url("counting"))
    with django_assert_max_num_queries(15):
        client.get(season.url("counting"))
