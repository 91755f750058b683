"""Versions of a result: beside each other, and the one that is published is named."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from gongping.audit.models import Event
from gongping.polls import services as polls
from gongping.polls.selectors import manifest_of
from gongping.results import rule, selectors, services
from gongping.results.exceptions import NothingToCorrect
from gongping.results.models import Result
from tests.box.fixtures import box_in_use, box_server
from tests.polls.sealed import SealedSeason, sealed
from tests.results.conftest import three_groups
from tests.results.test_reconciliation import closed
from tests.results.worlds import CODE, counted_by, opened_for, rules_for
from tests.world import World

__all__ = ["box_in_use", "box_server", "sealed"]
SHEET = f"/results/{CODE}"


@pytest.fixture
def board(world: World, result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the kept board be opened again, as the unsealing left it."""
    opened = opened_for(manifest_of(result.poll), three_groups(len(world.units) * 2))
    monkeypatch.setattr(polls, "opened_again", lambda _poll: opened)


@pytest.fixture
def corrected_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later release of the program computes by a corrected formula."""
    monkeypatch.setattr(services, "FORMULA_VERSION", f"{rule.FORMULA_VERSION} mended")


def _correct(world: World, reason: str = "更正了舍入") -> Any:
    return world.client("secretariat").post(f"{SHEET}/correct", {"reason": reason})


def test_a_correction_stands_beside_and_never_instead(
    world: World, result: Result, board: None, corrected_formula: None
) -> None:
    before = result.shown
    assert _correct(world).status_code == 302
    first, second = Result.objects.get().versions.all()
    assert (first.digest, first.figures) == (before.digest, before.figures)
    assert second.digest != first.digest
    assert (second.number, second.reason) == (2, "更正了舍入")
    assert second.made_by_name
    event = Event.objects.get(tag="results:result:corrected")
    assert event.detail["version"] == 2
    page = world.client("secretariat").get(f"{SHEET}/versions").content.decode()
    assert first.digest in page
    assert second.digest in page


def test_who_reads_a_published_result_goes_on_reading_that_version(
    world: World, result: Result, board: None, corrected_formula: None
) -> None:
    by = world.actor("secretariat")
    services.publish_result(result.pk, "units", by=by)
    _correct(world)
    unit, office = world.client("unit"), world.client("secretariat")
    first, second = Result.objects.get().versions.all()
    assert first.digest in unit.get(SHEET).content.decode()
    assert second.digest in office.get(SHEET).content.decode()
    older = office.get(SHEET, {"version": "1"}).content.decode()
    assert first.digest in older
    assert "这是第 1 版，最新的是第 2 版。" in older
    assert first.digest in unit.get(SHEET, {"version": "2"}).content.decode()
    services.publish_result(result.pk, "units", by=by)
    assert second.digest in unit.get(SHEET).content.decode()


def test_the_same_figures_make_no_version(
    world: World, result: Result, board: None
) -> None:
    answer = _correct(world)
    assert answer.status_code == 409
    assert "没有新版本" in answer.content.decode()
    with pytest.raises(NothingToCorrect):
        services.correct(result.pk, "再算一次", by=world.actor("secretariat"))
    assert result.versions.count() == 1


def test_a_correction_needs_a_reason(world: World, result: Result) -> None:
    answer = _correct(world, "  ")
    assert answer.status_code == 422
    assert "请写明更正的原因" in answer.content.decode()


@pytest.mark.parametrize("who", ["leader", "scrutineer", "unit", "voter"])
def test_only_the_secretariat_corrects_and_ranks(
    world: World, result: Result, who: str
) -> None:
    for path in ("correct", "ranking"):
        assert world.client(who).post(f"{SHEET}/{path}").status_code == 403


DECISION = {
    "is_ranked": "1",
    "is_across": "1",
    "decided_by": "部长办公会",
    "decided_on": "2026-06-30",
    "number": "第 12 号纪要",
}


def _decide(world: World, **changes: str | None) -> Any:
    typed = {k: v for k, v in (DECISION | changes).items() if v is not None}
    return world.client("secretariat").post(f"{SHEET}/ranking", typed)


def test_the_same_decision_is_recorded_once(world: World, result: Result) -> None:
    for _twice in range(2):
        assert _decide(world).status_code == 302
    found = Result.objects.get()
    assert (found.is_ranked, found.is_across) == (True, True)
    assert found.rankings.count() == 1
    event = Event.objects.get(tag="results:ranking:set")
    assert event.detail == {
        "is_ranked": True,
        "is_across": True,
        "decided_by": "部长办公会",
        "decided_on": "2026-06-30",
        "number": "第 12 号纪要",
    }
    log = world.client("audit_admin").get("/system/audit").content.decode()
    assert "按部长办公会 2026-06-30 的决定（第 12 号纪要）记下" in log
    assert "<dt>列大致名次</dt><dd>是</dd>" in log
    for machine in ("is_ranked", "is_across", "True"):
        assert machine not in log


def test_sheet_and_versions_name_the_decision(world: World, result: Result) -> None:
    said = "按部长办公会 2026年6月30日的决定（第 12 号纪要）"
    assert said not in world.client("leader").get(SHEET).content.decode()
    _decide(world)
    for who in ("leader", "secretariat"):
        sheet = world.client(who).get(SHEET).content.decode()
        assert f"列大致名次，全部单位放在一起比：{said}。" in sheet
    _decide(world, is_ranked=None, is_across=None, number="第 13 号纪要")
    assert "的决定（" not in world.client("leader").get(SHEET).content.decode()
    page = world.client("secretariat").get(f"{SHEET}/versions").content.decode()
    before, after = page.index("第 12 号纪要"), page.index("第 13 号纪要")
    assert before < after
    assert "不列名次，同类相比：按部长办公会" in page
    assert "secretariat记下" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"decided_by": " "}, "请填谁决定的。"),
        ({"number": ""}, "请填文号或纪要号。"),
        ({"decided_on": "2126-06-30"}, "决定日期还没有到。"),
        ({"decided_on": "2026-02-30"}, "没有这一天"),
    ],
)
def test_a_decision_says_who_when_and_which(
    world: World, result: Result, typed: dict[str, str | None], said: str
) -> None:
    answer = _decide(world, **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "checked" in page
    assert not Result.objects.get().is_ranked


def test_opening_the_address_of_an_act_leads_back(world: World, result: Result) -> None:
    client = world.client("secretariat")
    for path in ("correct", "ranking"):
        answer = client.get(f"{SHEET}/{path}")
        assert answer.status_code == 405
        assert f'href="{SHEET}"' in answer.content.decode()
        assert "光打开网址不办" in answer.content.decode()
    told = client.get(f"{SHEET}/correct", headers={"accept": "application/json"})
    assert (told.status_code, told.content) == (405, b"")


def test_a_rehearsal_is_never_published(world: World, cells: int) -> None:
    groups = three_groups(cells)
    manifest = replace(rules_for(world, groups), is_rehearsal=True)
    counted_by(world, manifest, groups)
    client = world.client("secretariat")
    assert client.post(f"{SHEET}/publish", {"audience": "units"}).status_code == 409
    page = client.get(SHEET).content.decode()
    assert "这是演练，结果不作数。" in page
    assert f'href="{SHEET}/publish"' not in page


def test_last_year_stands_beside_this_year(world: World, cells: int) -> None:
    groups = three_groups(cells)
    now = rules_for(world, groups)
    then = replace(now, poll="res0", title="2025年上半年民主测评")
    counted_by(world, then, groups)
    counted_by(world, now, groups)
    client = world.client("secretariat")
    page = client.get(SHEET).content.decode()
    assert '">在误差以内</small>' in page
    assert "比2025年上半年</th>" in page
    assert "超出误差" not in page
    assert "比20" not in client.get("/results/res0").content.decode()


def test_last_year_on_another_scale_is_not_compared(world: World, cells: int) -> None:
    groups = three_groups(cells)
    now = rules_for(world, groups)
    grades = tuple(replace(g, points=g.points / 10) for g in now.grades)
    then = replace(now, poll="res0", title="2025年上半年民主测评", grades=grades)
    counted_by(world, then, groups)
    counted_by(world, now, groups)
    page = world.client("secretariat").get(SHEET).content.decode()
    assert "比2025年上半年" not in page


def test_the_kept_board_gives_the_same_figures_again(sealed: SealedSeason) -> None:
    sealed.plan()
    closed(sealed, 24).headed()
    result = sealed.unseal()
    assert result.figures["units"]
    with pytest.raises(NothingToCorrect):
        services.correct(result.pk, "核对", by=sealed.secretariat)


def test_selectors_of_versions_cost_what_they_say(
    world: World, result: Result, django_assert_num_queries: Callable[[int], Any]
) -> None:
    actor = world.actor("secretariat")
    with django_assert_num_queries(3):
        found = selectors.get_result(CODE, actor, 1)
    with django_assert_num_queries(1):
        assert len(selectors.list_versions(found, actor)) == 1
    with django_assert_num_queries(1):
        assert selectors.list_rankings(found, actor) == []
    with django_assert_num_queries(1):
        assert selectors.earlier_result(found, actor) is None
