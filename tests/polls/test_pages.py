"""Every page of polls and roll: who may enter, what it says, what is kept."""

import json
from dataclasses import asdict
from typing import Any

import pytest
from django.test import Client

from ballotbox.manifest import parse_manifest
from gongping.polls.models import Poll
from gongping.polls.rules import GroupPlan
from gongping.polls.selectors import plan_of
from gongping.polls.states import PollState
from gongping.roll.models import RollEntry
from tests.polls.sealed import SealedSeason

EVERYBODY = ["voter", "unit", "leader", "scrutineer", "secretariat", "system_admin"]


def _form(season: SealedSeason, **changes: Any) -> dict[str, Any]:
    plan = plan_of(season.poll)
    data: dict[str, Any] = {
        "title": plan.title,
        "layout": plan.layout,
        "quorum_percent": plan.quorum_percent,
        "disclosure_threshold": plan.disclosure_threshold,
        "threshold": plan.threshold,
        "scrutineers": [str(pk) for pk in plan.scrutineer_ids],
    }
    lists: dict[str, tuple[Any, ...]] = {
        "criteria": plan.criteria,
        "grades": plan.grades,
        "groups": plan.groups,
    }
    for key, rows in lists.items():
        data[f"{key}-TOTAL_FORMS"] = data[f"{key}-INITIAL_FORMS"] = len(rows)
        for n, row in enumerate(rows):
            data |= {
                f"{key}-{n}-{field}": value for field, value in asdict(row).items()
            }
    return data | changes


def _post(client: Client, address: str, **data: Any) -> str:
    """Post, follow, and return the page that comes."""
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


# --- Planning -------------------------------------------------------------------


def test_the_secretariat_begins_a_poll(season: SealedSeason) -> None:
    client = season.world.client("secretariat")
    assert client.get("/polls/new").status_code == 200
    data = {"round": season.round.pk, "preset": "three_groups", "layout": "criteria"}
    page = _post(client, "/polls/new", **data)
    assert "业务与党建融合" in page
    assert "不到 5 人" in page
    assert client.post("/polls/new", {}).status_code == 422


def test_a_plan_is_kept_as_typed(season: SealedSeason) -> None:
    client = season.world.client("secretariat")
    page = _post(client, season.url("plan"), **_form(season, title="半年测评"))
    assert "方案已保存" in page
    season.poll.refresh_from_db()
    assert season.poll.title == "半年测评"


def test_an_untouched_row_at_the_end_is_left_alone(season: SealedSeason) -> None:
    empty = {"rule": "", "name": "", "name_en": "", "weight": "", "slip_count": ""}
    extra = {f"groups-1-{field}": value for field, value in empty.items()}
    data = _form(season, **{"groups-TOTAL_FORMS": 2}, **extra)
    client = season.world.client("secretariat")
    assert client.post(season.url("plan"), data).status_code == 302


def test_a_row_is_added_and_another_removed(season: SealedSeason) -> None:
    extra = {
        "criteria-TOTAL_FORMS": 2,
        "criteria-1-name": "措施具体可行",
        "criteria-1-name_en": "",
        "criteria-1-weight": "2",
        "criteria-0-DELETE": "on",
    }
    client = season.world.client("secretariat")
    _post(client, season.url("plan"), **_form(season, **extra))
    names = [c.name for c in season.poll.criteria.all()]
    assert names == ["措施具体可行"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "error-summary"),
        ({"grades-0-points": "1"}, "依次降低"),
        ({"groups-0-weight": "0"}, "权重要大于 0"),
        ({"groups-0-slip_count": "-1"}, "field-error"),
        ({"disclosure_threshold": "4"}, "error-summary"),
    ],
)
def test_a_bad_plan_comes_back_with_what_was_typed(
    season: SealedSeason, changes: dict[str, str], sentence: str
) -> None:
    client = season.world.client("secretariat")
    data = _form(season, **{"criteria-0-name": "刚刚写的指标", **changes})
    answer = client.post(season.url("plan"), data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "刚刚写的指标" in page
    assert season.poll.criteria.get().name == "总体评价"


def test_a_fault_in_a_row_is_named_above_the_plan(season: SealedSeason) -> None:
    client = season.world.client("secretariat")
    data = _form(season, **{"criteria-0-weight": ""})
    page = client.post(season.url("plan"), data).content.decode()
    summary = page.partition("data-error-summary")[2].partition("</ul>")[0]
    assert "有 1 处要改" in summary
    assert 'href="#id_criteria-0-weight"' in summary
    assert "第 1 行的权重" in summary
    assert "请填权重。" in summary


def test_a_bound_is_named_in_the_words_of_the_house(season: SealedSeason) -> None:
    client = season.world.client("secretariat")
    data = _form(season, disclosure_threshold="4", title="")
    page = client.post(season.url("plan"), data).content.decode()
    summary = page.partition("data-error-summary")[2].partition("</ul>")[0]
    assert "不能小于 5。" in summary
    assert "请填名称。" in summary
    assert "确保该值" not in page


def test_a_frozen_plan_leads_to_the_rules(season: SealedSeason) -> None:
    season.freeze()
    client = season.world.client("secretariat")
    assert client.get(season.url("plan")).headers["Location"] == season.url("rules")


# --- The life of a poll on the desk ---------------------------------------------


def test_the_desk_leads_from_freeze_to_close(season: SealedSeason) -> None:
    client = season.key_up().world.client("secretariat")
    assert "冻结规则和名册" in client.get(season.url("freeze")).content.decode()
    assert "已冻结" in _post(client, season.url("freeze"))
    season.sign_rules()
    for verb, sentence in (
        ("open-collecting", "已开始领票"),
        ("open-casting", "已开始投票"),
        ("close", "已截止并封存"),
    ):
        asked = client.get(season.url(f"step/{verb}")).content.decode()
        assert season.url(f"step/{verb}") in asked
        assert sentence in _post(client, season.url(f"step/{verb}"))
    assert season.reloaded().state == PollState.CLOSED


def test_a_plan_with_problems_cannot_be_frozen_from_the_page(
    season: SealedSeason,
) -> None:
    season.plan(groups=(GroupPlan("leaders", "部领导"),))
    client = season.world.client("secretariat")
    page = client.get(season.url("freeze")).content.decode()
    assert "改好上面的问题才能冻结" in page
    assert "不到 5 人" in _post(client, season.url("freeze"))
    season.poll.refresh_from_db()
    assert season.poll.state == PollState.DRAFT


def test_a_step_out_of_order_is_refused_with_a_sentence(season: SealedSeason) -> None:
    client = season.world.client("secretariat")
    season.freeze()
    assert "不能改为" in _post(client, season.url("step/close"))
    assert client.get(season.url("step/reopen")).status_code == 404
    assert client.get(season.url("freeze")).headers["Location"] == season.url("desk")


def test_a_poll_is_given_up_with_a_reason(season: SealedSeason) -> None:
    season.freeze()
    client = season.world.client("secretariat")
    assert client.get(season.url("void")).status_code == 200
    assert client.post(season.url("void"), {"reason": ""}).status_code == 422
    page = _post(client, season.url("void"), reason="名册有误")
    assert "名册有误" in page
    assert client.get(season.url("rules")).status_code == 200


def test_numbers_of_groups_come_after_close(season: SealedSeason) -> None:
    client = season.world.client("secretariat")
    season.casting()
    for voter in season.voters()[:12]:
        season.vote(voter)
    assert "10 多" in client.get(season.url("desk")).content.decode()
    season.close()
    page = client.get(season.url("desk")).content.decode()
    assert '<td class="n">12</td>' in page
    assert "不到法定的 17 张" in page


# --- Scrutineers ----------------------------------------------------------------


def test_scrutineers_come_and_unseal(season: SealedSeason) -> None:
    season.closed(ballots_cast=20).headed()
    first, second = (season.world.client(f"scrutineer{n}") for n in ("", "2"))
    first.post(season.url("scrutineers/present"))
    page = second.get(season.url("scrutineers")).content.decode()
    assert "还差 1 名" in page
    assert season.url("unseal") not in page
    second.post(season.url("scrutineers/present"))
    season.opened()
    assert (
        season.url("unseal") in second.get(season.url("scrutineers")).content.decode()
    )
    assert "启封后立即计票" in second.get(season.url("unseal")).content.decode()
    answer = second.post(season.url("unseal"))
    assert answer.headers["Location"] == f"/results/{season.code}"
    assert season.reloaded().state == PollState.UNSEALED


def test_unsealing_too_early_or_below_quorum_is_said(season: SealedSeason) -> None:
    season.closed(ballots_cast=4).headed()
    client = season.world.client("scrutineer")
    assert "现在到场 0 名" in _post(client, season.url("unseal"))
    season.attend("scrutineer", "scrutineer2")
    page = _post(client, season.url("unseal"))
    assert "本次不生效" in page
    assert "收回 4 张" in page


# --- The rules as a file ---------------------------------------------------------


def test_the_rules_are_public_once_frozen(season: SealedSeason) -> None:
    address = season.url("manifest.json")
    assert Client().get(address).status_code == 404
    season.freeze()
    facts = json.loads(Client().get(address).content)
    manifest = parse_manifest(facts["text"], allow_weak=True)
    assert manifest.digest.hex() == facts["digest"]
    assert manifest.rule_code == facts["rule_code"]
    assert manifest.units[0].name == "办公厅"
    assert facts["state"] == "frozen"


# --- Collecting -----------------------------------------------------------------


def test_a_voter_collects_without_script(season: SealedSeason) -> None:
    client = season.world.client("voter")
    address = season.url(room="roll")
    season.freeze()
    assert "还没有开始领票" in client.get(address).content.decode()
    season.sign_rules()
    season.poll = _opened(season)
    page = _post(client, season.url("take", "roll"))
    ticket = page.partition("&amp;t=")[2][:32]
    assert page.count(ticket) == 1
    # Until it is redeemed, the same one is given again.
    assert ticket in _post(client, season.url("take", "roll"))
    season.redeem(ticket, 1)
    page = client.get(address).content.decode()
    assert "t=" + ticket not in page
    assert "已经领过票" in page
    assert client.post(season.url("take", "roll")).status_code == 409


def test_a_program_collects_as_json(season: SealedSeason) -> None:
    season.collecting()
    client = season.world.client("voter")
    json_please = {"HTTP_ACCEPT": "application/json"}
    told = client.post(season.url("take", "roll"), **json_please).json()  # type: ignore[arg-type]
    assert told.keys() == {"ticket", "group", "address"}
    assert told["address"].endswith(
        f"#{season.poll.manifest_digest}&t={told['ticket']}&g=1"
    )


def test_the_collecting_page_is_not_kept_by_the_browser(season: SealedSeason) -> None:
    season.collecting()
    client = season.world.client("voter")
    client.post(season.url("take", "roll"))
    answer = client.get(season.url(room="roll"))
    assert "no-store" in answer.headers["Cache-Control"]


def test_who_drew_a_slip_is_told_so(season: SealedSeason) -> None:
    season.plan(groups=(GroupPlan("everybody", "全体", slip_count=9),))
    season.collecting()
    secretariat = season.world.client("secretariat")
    person = season.world.users["voter"].person
    key = RollEntry.objects.get(person=person).key
    page = _post(secretariat, season.url(f"entries/{key}/slip", "roll"))
    assert "登记错了" in page
    voter = season.world.client("voter")
    assert "您抽了票条" in voter.get(season.url(room="roll")).content.decode()
    page = _post(
        secretariat, season.url(f"entries/{key}/take-back", "roll"), reason="点错"
    )
    assert "已改正" in page


def test_slips_are_printed_pile_by_pile(season: SealedSeason) -> None:
    season.plan(groups=(GroupPlan("everybody", "全体", slip_count=9),))
    client = season.world.client("secretariat")
    season.freeze()
    assert "排版打印" in client.get(season.url("slips", "roll")).content.decode()
    page = client.post(season.url("slips/1", "roll")).content.decode()
    assert page.count('class="qr"') == 9
    season.sign_rules()
    season.poll = _opened(season)
    page = client.get(season.url("slips", "roll")).content.decode()
    assert "不能再打印" in page
    assert client.post(season.url("slips/1", "roll")).status_code == 409


def _opened(season: SealedSeason) -> Any:
    from gongping.procedure import ballots

    return ballots.open_collecting(season.reloaded(), by=season.secretariat)


# --- Who may enter --------------------------------------------------------------

ROUTES = {
    ("polls", ""): (EVERYBODY, 302),
    ("polls", "rules"): (EVERYBODY, 200),
    ("polls", "desk"): (["secretariat"], 200),
    ("polls", "plan"): (["secretariat"], 302),
    ("polls", "freeze"): (["secretariat"], 302),
    ("polls", "void"): (["secretariat"], 200),
    ("polls", "step/close"): (["secretariat"], 200),
    ("polls", "scrutineers"): (["secretariat", "scrutineer"], 200),
    ("polls", "unseal"): (["scrutineer"], 200),
    ("roll", ""): (["voter", "unit", "leader"], 200),
    ("roll", "slips"): (["secretariat"], 200),
    ("roll", "entries"): (["secretariat"], 200),
}


@pytest.mark.parametrize(("room", "verb"), ROUTES)
def test_each_page_is_for_some(season: SealedSeason, room: str, verb: str) -> None:
    season.freeze()
    may_enter, status = ROUTES[room, verb]
    address = season.url(verb, room)
    assert Client().get(address).status_code == 302
    for who in EVERYBODY:
        wanted = status if who in may_enter else 403
        assert season.world.client(who).get(address).status_code == wanted, who


def test_the_list_of_polls_is_for_everybody(season: SealedSeason) -> None:
    for who in EVERYBODY:
        answer = season.world.client(who).get("/polls")
        assert answer.status_code == 200
        sees = who in {"secretariat", "scrutineer"}
        assert (season.poll.title in answer.content.decode()) == sees, who


def test_only_those_who_always_read_are_offered_the_result(
    season: SealedSeason,
) -> None:
    season.freeze()
    Poll.objects.filter(pk=season.poll.pk).update(state=PollState.UNSEALED)
    for who in EVERYBODY:
        page = season.world.client(who).get("/polls").content.decode()
        assert ("看结果" in page) == (who in {"leader", "scrutineer", "secretariat"}), (
            who
        )


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_render_in_both_languages(season: SealedSeason, language: str) -> None:
    season.closed(ballots_cast=11)
    for who, room, verb in (
        ("secretariat", "polls", "desk"),
        ("secretariat", "polls", "rules"),
        ("scrutineer", "polls", "scrutineers"),
        ("secretariat", "roll", "entries"),
        ("voter", "roll", ""),
    ):
        client = season.world.client(who)
        client.cookies["gongping_language"] = language
        answer = client.get(season.url(verb, room))
        assert answer.status_code == 200
        assert f'lang="{language}"'.lower() in answer.content.decode().lower()
