from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from gongping.foundation.errors import Invalid
from gongping.polls import services
from gongping.polls.exceptions import NoSuchPoll
from gongping.polls.models import Poll
from gongping.polls.presets import usual_plan
from gongping.polls.rules import (
    CriterionPlan,
    GradePlan,
    GroupPlan,
    problems_of,
)
from gongping.polls.selectors import (
    advise,
    current_poll,
    get_poll,
    get_public_poll,
    is_ready,
    list_polls,
    members_by_group,
    plan_of,
    sizes_by_group,
)
from gongping.polls.states import PollState
from gongping.procedure import ballots
from tests.polls.sealed import SealedSeason


def test_a_new_poll_begins_with_one_group_of_equal_weight(season: SealedSeason) -> None:
    plan = plan_of(season.poll)
    assert [(g.rule, g.weight) for g in plan.groups] == [("everybody", Decimal(1))]
    assert [g.points for g in plan.grades] == [100, 80, 60, 40]
    assert len(plan.criteria) == 1
    assert plan.excellent_quota is None
    assert not plan.is_identical_invalid


def test_the_preset_of_three_groups_has_its_weights(season: SealedSeason) -> None:
    poll = services.create_poll(
        season.round, by=season.secretariat, preset="three_groups", layout="criteria"
    )
    plan = plan_of(poll)
    assert [g.weight for g in plan.groups] == [40, 20, 40]
    assert len(plan.criteria) == 4


def test_an_unknown_preset_is_refused(season: SealedSeason) -> None:
    with pytest.raises(Invalid):
        services.create_poll(season.round, by=season.secretariat, preset="x")


def test_every_voter_belongs_to_one_group(season: SealedSeason) -> None:
    season.poll = services.create_poll(
        season.round, by=season.secretariat, preset="three_groups"
    )
    members = members_by_group(season.poll)
    assert {n: len(people) for n, people in members.items()} == {1: 3, 2: 6, 3: 24}
    everybody = [person.pk for people in members.values() for person in people]
    assert len(set(everybody)) == len(everybody) == 33


def test_people_outside_all_groups_do_not_vote(season: SealedSeason) -> None:
    season.plan(groups=(GroupPlan("unit_heads", "单位负责人"),))
    assert sizes_by_group(season.poll) == {1: 6}


PLAN = usual_plan("测评")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"criteria": ()}, "测评指标"),
        ({"grades": PLAN.grades[:1]}, "两个等次"),
        ({"grades": PLAN.grades[::-1]}, "依次降低"),
        ({"grades": (*PLAN.grades, GradePlan("差", "", Decimal(40)))}, "依次降低"),
        ({"groups": ()}, "一个票种"),
        ({"groups": PLAN.groups * 2}, "同一范围"),
        ({"criteria": (CriterionPlan("x", "", Decimal(0)),)}, "权重"),
        ({"disclosure_threshold": 4}, "公布下限"),
        ({"quorum_percent": 0}, "法定收回"),
        ({"threshold": 6}, "监票人"),
        ({"scrutineer_ids": frozenset(range(6))}, "最多 5 人"),
    ],
)
def test_what_cannot_be_planned_is_said(changes: dict[str, Any], sentence: str) -> None:
    assert problems_of(PLAN) == []
    (problem,) = problems_of(replace(PLAN, **changes))
    assert sentence in problem


@pytest.mark.parametrize("who", ["secretariat", "system_admin", "voter"])
def test_a_scrutineer_neither_organises_nor_administers(
    season: SealedSeason, who: str
) -> None:
    with pytest.raises(Invalid, match="监票人职责"):
        season.plan(scrutineer_ids=frozenset({season.world.users[who].pk}))


def test_a_scrutineer_needs_the_second_factor(season: SealedSeason) -> None:
    user = season.world.users["scrutineer"]
    user.is_totp_confirmed = False
    user.save()
    with pytest.raises(Invalid, match="第二道验证"):
        season.plan(scrutineer_ids=frozenset({user.pk}))


def test_the_adviser_says_what_the_plan_leads_to(season: SealedSeason) -> None:
    season.plan(
        groups=(
            GroupPlan("unit_heads", "负责人", slip_count=9),
            GroupPlan("cadres", "其他"),
        ),
        quorum_percent=40,
        threshold=1,
        excellent_quota=3,
        is_identical_invalid=True,
        scrutineer_ids=frozenset({season.world.users["scrutineer"].pk}),
    )
    season.watches = season.watches[:1]
    season.key_up()
    advice = advise(season.reloaded(), sizes_by_group(season.poll))
    assert is_ready(advice)
    text = "".join(entry.text for entry in advice)
    for part in (
        "不单独公布",
        "当众作废",
        "40%",
        "优秀名额",
        "作难",
        "一个人",
        "一个都不能缺",
    ):
        assert part in text


def test_a_round_without_units_is_not_ready(season: SealedSeason) -> None:
    season.round.units.clear()
    advice = advise(season.poll, sizes_by_group(season.poll))
    assert not is_ready(advice)


# --- Who finds which poll -------------------------------------------------------


def test_a_draft_is_for_those_who_prepare_it(season: SealedSeason) -> None:
    for who in ("secretariat", "scrutineer"):
        assert list_polls(season.world.actor(who)) == [season.poll]
    for who in ("voter", "unit", "leader", "audit_admin"):
        assert list_polls(season.world.actor(who)) == []
        with pytest.raises(NoSuchPoll):
            get_poll(season.code, season.world.actor(who))
    with pytest.raises(NoSuchPoll):
        get_public_poll(season.code)
    season.freeze()
    assert get_poll(season.code, season.world.actor("voter")) == season.poll


def test_an_unknown_code_is_missing(season: SealedSeason) -> None:
    with pytest.raises(NoSuchPoll):
        get_poll("nowhere", season.secretariat)


def test_the_current_poll_is_the_newest_that_counts(season: SealedSeason) -> None:
    assert current_poll(season.round) == season.poll
    ballots.void_poll(season.freeze().poll, "重来", by=season.secretariat)
    assert season.reloaded().state == PollState.VOID
    assert current_poll(season.round) is None
    second = services.create_poll(season.round, by=season.secretariat)
    assert current_poll(season.round) == second


def test_a_new_draft_takes_no_hall_from_a_poll_that_runs_or_is_over(
    season: SealedSeason,
) -> None:
    running = season.collecting().poll
    draft = services.create_poll(season.round, by=season.secretariat)
    assert current_poll(season.round) == running
    Poll.objects.filter(pk=running.pk).update(state=PollState.UNSEALED)
    assert current_poll(season.round) == running
    Poll.objects.filter(pk=draft.pk).update(state=PollState.FROZEN)
    assert current_poll(season.round) == draft


def test_reading_a_poll_takes_few_queries(
    season: SealedSeason, django_assert_num_queries: Any
) -> None:
    actor = season.secretariat
    with django_assert_num_queries(6):
        plan_of(get_poll(season.code, actor))
    with django_assert_num_queries(1):
        list_polls(actor)
    with django_assert_num_queries(4):
        members_by_group(season.poll)


def test_no_two_polls_ever_share_a_code(season: SealedSeason) -> None:
    """In the box they would share a folder, and so a key: 16 bits were too few."""
    codes = {
        services.create_poll(season.round, by=season.secretariat).code
        for _ in range(40)
    }
    tails = [code.partition("-")[2] for code in codes]
    assert len(codes) == 40
    assert all(
        len(tail) == 6 and len(code) <= 12
        for tail, code in zip(tails, codes, strict=True)
    )
    assert len(set("".join(tails))) > 16
