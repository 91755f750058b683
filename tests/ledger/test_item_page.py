"""One item as a page: its path, thread and source, and what each reader may do."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from gongping.foundation import format
from gongping.ledger import services
from gongping.ledger.models import Attachment, LedgerItem
from gongping.ledger.views import words
from tests.ledger.factory import Desk

PDF = b"%PDF-1.7 small"


def page(client: Client, item: LedgerItem, tail: str = "") -> str:
    answer = client.get(f"/ledger/{item.number}{tail}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_path_thread_duty_and_stages(desk: Desk) -> None:
    item = desk.published()
    desk.report(item, text="方案已印发，三省同步。")
    shown = page(desk.world.client("leader"), item)
    for expected in (
        "路径安排",
        "三省试点",
        "方案已印发，三省同步。",
        "责任",
        "回头看",
    ):
        assert expected in shown
    assert "3 个节点，已完成 0 个" in shown
    assert 'role="img"' in shown


def test_the_words_that_raised_it_stand_beside_it(desk: Desk) -> None:
    item = desk.follow_up()
    shown = page(desk.world.client("unit"), item)
    assert "“把部省联动的责任边界写清楚，上半年拿出评估。”" in shown
    assert "来自点评" in shown
    assert desk.leader.name in shown


def test_the_stages_say_only_what_is_still_to_do(desk: Desk) -> None:
    item = desk.published(started_on=None)
    shown = page(desk.world.client("unit"), item)
    assert "提出路径后" not in shown
    day = format.day(item.published_on)
    assert f"{day}起" in shown
    follow_up = page(desk.world.client("unit"), desk.follow_up())
    assert "提出路径后" in follow_up
    assert "待签收" not in follow_up


def test_a_look_back_far_away_is_dated_with_its_year(desk: Desk) -> None:
    item = desk.closed()
    shown = page(desk.world.client("unit"), item)
    assert format.day_year(item.look_back_due_on) in shown


def test_one_milestone_is_not_called_several(desk: Desk) -> None:
    item = desk.published(milestones=(("全部", desk.day(20)),))
    with translation.override("en"):
        assert words.path_count([*item.milestones.all()]) == "0 of 1 milestone done"


def test_a_refusal_names_the_unit_in_the_language_of_the_reader(desk: Desk) -> None:
    item = desk.published()
    client = desk.world.client("other_unit")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    refused = client.get(f"/ledger/{item.number}/report")
    assert refused.status_code == 403
    assert "Department of Resource Protection" in refused.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("secretariat", 200), ("unit", 200), ("other_unit", 404), ("leader", 404),
     ("voter", 404), ("scrutineer", 403)],
)  # fmt: skip
def test_a_draft_is_not_there_for_others(desk: Desk, who: str, status: int) -> None:
    draft = desk.draft()
    answer = desk.world.client(who).get(f"/ledger/{draft.number}")
    assert answer.status_code == status


def test_an_unknown_number_says_where_to_look(desk: Desk) -> None:
    answer = desk.world.client("secretariat").get("/ledger/2026-999-99")
    assert answer.status_code == 404
    assert "台账" in answer.content.decode()


STEPS = {
    "report": "/report", "extension": "/extension", "adjust": "/adjust",
    "edit": "/edit", "expedite": "/expedite",
}  # fmt: skip


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("unit", {"report", "extension"}),
        ("liaison", {"report", "extension"}),
        ("secretariat", {"adjust", "edit", "expedite"}),
        ("other_unit", set()),
        ("leader", set()),
        ("voter", set()),
    ],
)
def test_each_reader_is_offered_what_the_action_allows(
    desk: Desk, who: str, offered: set[str]
) -> None:
    item = desk.published()
    client = desk.world.client(who)
    shown = page(client, item)
    for step, tail in STEPS.items():
        assert (f'/ledger/{item.number}{tail}"' in shown) is (step in offered), step
        if step not in offered:
            answer = client.post(f"/ledger/{item.number}{tail}", {})
            assert answer.status_code == 403, step


def test_who_may_only_read_is_told_who_files(desk: Desk) -> None:
    item = desk.published()
    shown = page(desk.world.client("other_unit"), item)
    assert "这项由资源保护司填报，您可以看，不能改。" in shown


def test_a_step_that_waits_keeps_its_place_with_the_reason(desk: Desk) -> None:
    item = desk.published()
    shown = page(desk.world.client("secretariat"), item)
    assert 'aria-describedby="why-close"' in shown
    assert "最后一个节点审核通过就销号" in shown


def test_a_draft_lists_what_it_lacks_with_the_way_to_each(desk: Desk) -> None:
    draft = desk.draft(responsible_person=None, milestones=())
    shown = page(desk.world.client("secretariat"), draft)
    assert f"/ledger/{draft.number}/edit#id_responsible_person" in shown
    assert f"/ledger/{draft.number}/edit#milestones" in shown
    assert "还不能发布，缺 2 样：" in shown


def test_publishing_what_is_incomplete_is_refused_with_the_list(desk: Desk) -> None:
    draft = desk.draft(responsible_person=None)
    answer = desk.world.client("secretariat").post(
        f"/ledger/{draft.number}/publish", follow=True
    )
    assert "责任人" in answer.content.decode()
    assert desk.fresh(draft).state == "draft"


def test_publishing_by_post_only(desk: Desk) -> None:
    draft = desk.draft()
    client = desk.world.client("secretariat")
    assert client.get(f"/ledger/{draft.number}/publish").status_code == 405
    client.post(f"/ledger/{draft.number}/publish")
    assert desk.fresh(draft).state == "published"


def test_the_head_confirms_then_the_secretariat_verifies(desk: Desk) -> None:
    item = desk.published()
    update = desk.report(item, by=desk.liaison)
    base = f"/ledger/{item.number}/updates/{update.pk}"
    assert desk.world.client("liaison").post(f"{base}/confirm").status_code == 403
    assert f"{base}/confirm" in page(desk.world.client("unit"), item)
    desk.world.client("unit").post(f"{base}/confirm")
    secretariat = desk.world.client("secretariat")
    assert f"{base}/verify" in page(secretariat, item)
    secretariat.post(f"{base}/verify", {"note": "请写明责任单位。"})
    shown = page(desk.world.client("unit"), item)
    assert "请写明责任单位。" in shown
    assert "“方案印发”通过。" in shown


def test_a_report_of_another_item_is_not_found(desk: Desk) -> None:
    item, other = desk.published(), desk.published(title="另一件")
    update = desk.report(item)
    answer = desk.world.client("secretariat").post(
        f"/ledger/{other.number}/updates/{update.pk}/verify", {"note": ""}
    )
    assert answer.status_code == 404


def test_an_open_request_stands_first_and_is_answered(desk: Desk) -> None:
    item = desk.published()
    asked = services.request_extension(
        item, milestone=None, new_due_on=desk.day(150), reason="数据晚到", by=desk.head
    )
    base = f"/ledger/{item.number}/extensions/{asked.pk}"
    shown = page(desk.world.client("secretariat"), item)
    assert shown.index("申请延期") < shown.index('class="empty"')
    assert f"{base}/grant" in shown
    assert f"{base}/grant" not in page(desk.world.client("leader"), item)
    assert desk.world.client("unit").post(f"{base}/grant").status_code == 403
    desk.world.client("secretariat").post(f"{base}/grant")
    item = desk.fresh(item)
    assert item.due_on == desk.day(150)
    assert "<del>" in page(desk.world.client("unit"), item)


def test_a_liaisons_request_waits_for_the_head(desk: Desk) -> None:
    item = desk.published()
    asked = services.request_extension(
        item, milestone=None, new_due_on=desk.day(150), reason="晚", by=desk.liaison
    )
    base = f"/ledger/{item.number}/extensions/{asked.pk}"
    assert "待单位负责人签字" in page(desk.world.client("secretariat"), item)
    desk.world.client("unit").post(f"{base}/sign")
    assert f"{base}/grant" in page(desk.world.client("secretariat"), item)


def test_supporting_units_say_yes_themselves(desk: Desk) -> None:
    item = desk.published(supporting_units=(desk.world.other_unit.pk,))
    address = f"/ledger/{item.number}/supporting/confirm"
    assert "（待确认）" in page(desk.world.client("unit"), item)
    assert desk.world.client("unit").post(address).status_code == 403
    desk.world.client("other_unit").post(address)
    assert "（均已确认）" in page(desk.world.client("unit"), item)


def test_a_reminder_shows_in_the_thread(desk: Desk) -> None:
    item = desk.published()
    desk.world.client("secretariat").post(f"/ledger/{item.number}/expedite")
    assert "催办" in page(desk.world.client("unit"), item)


def test_receipt_is_signed_once(desk: Desk) -> None:
    item = desk.published()
    client = desk.world.client("unit")
    assert f"/ledger/{item.number}/acknowledge" in page(client, item)
    client.post(f"/ledger/{item.number}/acknowledge")
    assert f"/ledger/{item.number}/acknowledge" not in page(client, item)


def test_closing_asks_once_with_figures(desk: Desk) -> None:
    item = desk.published()
    client = desk.world.client("secretariat")
    assert client.get(f"/ledger/{item.number}/close").status_code == 409
    closed = desk.closed(title="办完的事")
    assert closed.state == "closed"
    shown = page(client, closed)
    assert "销号" in shown
    assert f"/ledger/{closed.number}/reopen" in shown


def test_a_file_goes_to_readers_of_the_item_as_a_download(desk: Desk) -> None:
    item = desk.published()
    desk.report(item, files=[SimpleUploadedFile("运行情况.pdf", PDF)])
    kept = Attachment.objects.get()
    linked = desk.world.client("other_leader")
    answer = linked.get(f"/ledger/attachments/{kept.pk}")
    assert b"".join(answer) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert f"/ledger/attachments/{kept.pk}" in page(linked, item)
    assert linked.get("/ledger/attachments/999").status_code == 404


def test_who_does_not_answer_for_the_item_reads_what_but_not_the_papers(
    desk: Desk,
) -> None:
    item = desk.published()
    desk.report(item, files=[SimpleUploadedFile("运行情况.pdf", PDF)])
    kept = Attachment.objects.get()
    for who in ("voter", "other_unit", "leader"):
        client = desk.world.client(who)
        shown = page(client, item)
        assert "运行情况.pdf" in shown
        assert f"/ledger/attachments/{kept.pk}" not in shown
        answer = client.get(f"/ledger/attachments/{kept.pk}")
        assert answer.status_code == 403
        assert "请向资源保护司索取" in answer.content.decode()


def test_the_page_costs_the_same_however_long_its_history(desk: Desk) -> None:
    item = desk.published()
    client = desk.world.client("leader")
    short = _queries(lambda: client.get(f"/ledger/{item.number}"))
    for place in range(2):
        desk.verified(item, place)
    long = _queries(lambda: client.get(f"/ledger/{item.number}"))
    assert long <= short + 2


def _queries(get: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        get()
    return len(captured)


def test_in_english_the_item_says_its_stages_and_lights(desk: Desk) -> None:
    item = desk.published()
    client = desk.world.client("leader")
    client.cookies["gongping_language"] = "en"
    shown = page(client, item)
    for expected in ("Overdue", "Acknowledge", "Look-back", "Responsible"):
        assert expected in shown


@pytest.mark.parametrize("ending", ["x.pdf", "\u202efdp.pdf"])
def test_no_file_name_writes_a_header(desk: Desk, ending: str) -> None:
    item = desk.published()
    evil = 'a"\r\nSet-Cookie: sessionid=x\r\n' + ending
    file = SimpleUploadedFile("x.pdf", PDF)
    vars(file)["_name"] = evil
    desk.report(item, files=[file])
    kept = Attachment.objects.get()
    answer = desk.world.client("unit").get(f"/ledger/attachments/{kept.pk}")
    assert answer.status_code == 200
    assert b"".join(answer) == PDF
    assert "\n" not in answer["Content-Disposition"]
    assert not answer.cookies
    assert "\u202e" not in kept.name
