"""What happened stands in the documents, each figure with its source."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongping.bulletins import services
from gongping.bulletins.drafting import draft_of
from gongping.bulletins.models import Bulletin
from gongping.bulletins.states import Kind
from gongping.bulletins.tracing import trace
from gongping.documents.official.text import lines_of
from gongping.meetings.models import Incident, ReviewRound
from tests.bulletins.seasons import RARE, REQUIREMENTS
from tests.world import World


def drafted(office: Client, round_: ReviewRound, kind: str) -> Bulletin:
    answer = office.post(f"/bulletins/{round_.pk}/draft", {"kind": kind})
    assert answer.status_code == 302, answer.content.decode()
    return Bulletin.objects.get(round=round_, kind=kind)


def test_minutes_say_who_came_what_was_asked_and_what_is_followed_up(
    world: World, office: Client, round_: ReviewRound
) -> None:
    text = drafted(office, round_, "minutes").text
    expected = len(world.leaders + world.heads + world.liaisons + world.cadres)
    assert f"应到{expected}人，实到{expected - 1}人，请假1人" in text
    assert f"请假：{world.cadres[0].name}" in text
    assert "6个单位主要负责人" in text
    assert f"1. {REQUIREMENTS[0]}" in text
    assert f"1｜年底前把制度定型，请{RARE}牵头。｜信息中心｜副部长甲｜" in text


def test_minutes_of_a_hall_note_what_was_noted_there(
    world: World, office: Client, round_: ReviewRound
) -> None:
    Incident.objects.create(
        session=round_.session,
        happened_at=round_.session.held_at,
        text="分会场断线 2 分钟，已恢复。",
        noted_by_name="秘书处",
    )
    text = drafted(office, round_, "minutes").text
    assert "五、会场记事" in text
    assert "分会场断线 2 分钟，已恢复。" in text


def test_comment_records_are_one_form_for_each_comment(
    office: Client, round_: ReviewRound
) -> None:
    lines = drafted(office, round_, "comment_records").text.splitlines()
    assert lines[:3] == ["一、信息中心", "单位｜信息中心", "汇报人｜信息中心负责人"]
    assert "点评领导｜副部长甲（分管）" in lines
    assert "成绩｜审批提速看得见。" in lines
    assert "记录人｜" in lines
    assert lines[-1].startswith("单位签收｜信息中心负责人")


def test_the_requirements_say_how_many_tasks_answer_each(
    office: Client, round_: ReviewRound
) -> None:
    text = drafted(office, round_, "requirements").text
    assert f"1｜{REQUIREMENTS[0]}｜0" in text
    assert f"2. {REQUIREMENTS[1]}" in text


def test_the_report_tells_facts_and_leaves_open_what_only_people_know(
    world: World, office: Client, round_: ReviewRound
) -> None:
    text = drafted(office, round_, "activity_report").text
    assert "6个单位主要负责人逐一汇报（司局3个、派驻督察局1个、直属单位2个）" in text
    assert "应点评12对，已签署1对" in text
    assert "单位已签收1份" in text
    assert "没有安排测评" in text
    assert "待单位报路径｜待秘书处确认｜在办｜待审核｜已销号\n1｜0｜0｜0｜0" in text
    assert "（请填主送机关）" in text


def test_a_document_is_in_chinese_whoever_drafts_it(
    world: World, office: Client, round_: ReviewRound
) -> None:
    office.cookies["gongping_language"] = "en"
    text = drafted(office, round_, "activity_report").text
    assert not re.search(r"[A-Za-z]{3}", text)


def test_each_figure_leads_back_to_its_record(
    world: World, office: Client, leader: Client, round_: ReviewRound
) -> None:
    minutes = drafted(office, round_, "minutes")
    shown = office.get(f"/bulletin/{minutes.pk}").content.decode()
    links = set(re.findall(r'class="figure" href="([^"]+)"', shown))
    assert f"/meetings/{round_.pk}/attendance" in str(links)
    for link in links:
        assert office.get(link.replace("&amp;", "&")).status_code == 200, link
    services.submit(minutes.pk, version=1, by=world.actor("secretariat"))
    shown = leader.get(f"/bulletin/{minutes.pk}").content.decode()
    links = set(re.findall(r'class="figure" href="([^"]+)"', shown))
    assert links
    for link in links:
        assert leader.get(link.replace("&amp;", "&")).status_code == 200, link
    assert "attendance" not in str(links)


def test_a_figure_typed_over_is_no_link_any_more_and_is_named(
    office: Client, round_: ReviewRound
) -> None:
    minutes = drafted(office, round_, "minutes")
    changed = minutes.text.replace("请假1人", "请假3人")
    traced = trace(minutes.drafted, lines_of(changed))
    assert [(lost.value, lost.source) for lost in traced.lost] == [("1", "attendance")]
    kept = [piece for line in traced.lines for piece in line if piece[1]]
    assert ("6", "agenda") in kept


def test_a_digit_put_before_a_figure_makes_it_another_one() -> None:
    drafted = [[("实到", ""), ("60", "attendance"), ("人。", "")]]
    traced = trace(drafted, ["昨天实到160人。"])
    assert [lost.value for lost in traced.lost] == ["60"]
    moved = trace(drafted, ["昨天实到60人，很好。"])
    assert moved.lost == []


def test_a_page_asks_the_same_however_long_the_document(
    office: Client, round_: ReviewRound
) -> None:
    stated = {"/bulletins": 8, "/bulletin/{}": 8, "/bulletin/{}.docx": 8}
    pk = drafted(office, round_, "comment_records").pk
    for address, most in stated.items():
        office.get(address.format(pk))
        with CaptureQueriesContext(connection) as asked:
            office.get(address.format(pk))
        assert len(asked) <= most, (address, len(asked))


def test_a_text_written_anew_is_read_at_once() -> None:
    line = [("第", ""), ("12", "agenda"), ("个单位。", "")]
    drafted = [[("行", ""), (str(n), "agenda"), *line] for n in range(500)]
    traced = trace(drafted, [f"另写的第{n}行，和原来不同。" for n in range(500)])
    assert len(traced.lost) == 1000
    assert all(source == "" for line in traced.lines for _, source in line)


@pytest.mark.parametrize("kind", list(Kind))
def test_drafting_asks_the_same_however_many_units(
    world: World, round_: ReviewRound, kind: str
) -> None:
    by = world.actor("secretariat")
    with CaptureQueriesContext(connection) as asked:
        draft_of(kind, round_, by)
    assert len(asked) <= 18, [query["sql"][:90] for query in asked.captured_queries]
