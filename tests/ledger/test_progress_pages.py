"""The forms around a report: progress, its return, more time."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongping.ledger.models import ProgressUpdate
from gongping.ledger.states import UpdateState
from tests.ledger.factory import Desk
from tests.ledger.pages import body


def test_a_report_is_taken_with_files(desk: Desk) -> None:
    item = desk.published()
    node = item.milestones.all()[0]
    sent = {
        "milestone": node.pk, "text": "三省都签了清单。", "obstacle": "",
        "files": [SimpleUploadedFile("清单.pdf", b"%PDF-1.7 x")],
    }  # fmt: skip
    client = desk.world.client("liaison")
    client.post(f"/ledger/{item.number}/report", sent)
    update = ProgressUpdate.objects.get()
    assert update.state == UpdateState.SUBMITTED
    assert update.milestone == node
    assert update.attachments.get().name == "清单.pdf"


def test_the_responsible_person_reports_without_a_post(desk: Desk) -> None:
    person, unit = desk.world.cadres[0], desk.world.units[0]
    item = desk.published(lead_unit=unit.pk, responsible_person=person.pk)
    client = desk.world.client("voter")
    address = f"/ledger/{item.number}/report"
    assert f'href="{address}"' in body(client.get(f"/ledger/{item.number}"))
    client.post(address, {"milestone": "0", "text": "办到一半。"})
    assert ProgressUpdate.objects.get().reported_by_name == person.name


def test_the_next_milestone_is_chosen_beforehand(desk: Desk, unit: Client) -> None:
    item = desk.published()
    form = unit.get(f"/ledger/{item.number}/report").context["form"]
    assert form["milestone"].value() == item.milestones.all()[0].pk


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": ""}, "请填进展。"),
        ({"milestone": "77777"}, "没有这个选项。请从列表里选。"),
        ({"obstacle": "难" * 301}, "最多 300 字，请删短。"),
    ],
)
def test_a_bad_report_keeps_what_was_typed(
    desk: Desk, unit: Client, changes: dict[str, str], sentence: str
) -> None:
    item = desk.published()
    sent = {"milestone": "0", "text": "做到一半", "obstacle": "缺数据"} | changes
    answer = unit.post(f"/ledger/{item.number}/report", sent)
    assert answer.status_code == 422
    assert sentence in body(answer)
    assert (sent["text"] or sent["obstacle"]) in body(answer)


def test_a_file_of_another_kind_is_named(desk: Desk, unit: Client) -> None:
    item = desk.published()
    files = [SimpleUploadedFile("程序.exe", b"MZ...")]
    sent = {"milestone": "0", "text": "进展还在", "files": files}
    answer = unit.post(f"/ledger/{item.number}/report", sent)
    assert answer.status_code == 422
    assert "程序.exe" in body(answer)
    assert "进展还在" in body(answer)


def test_the_report_form_keeps_a_draft_on_the_device(desk: Desk, unit: Client) -> None:
    item = desk.published()
    shown = body(unit.get(f"/ledger/{item.number}/report"))
    assert f'data-draft="ledger-report-{item.number}"' in shown


def test_returning_needs_a_reason_and_shows_it_to_the_unit(
    desk: Desk, secretariat: Client, unit: Client
) -> None:
    item = desk.published()
    update = desk.report(item)
    address = f"/ledger/{item.number}/updates/{update.pk}/return"
    assert secretariat.post(address, {"note": " "}).status_code == 422
    secretariat.post(address, {"note": "请补第三省的数据。"})
    shown = body(unit.get(f"/ledger/{item.number}/report"))
    assert "请补第三省的数据。" in shown


def test_more_time_is_asked_for_with_a_later_date(desk: Desk, unit: Client) -> None:
    item = desk.published()
    address = f"/ledger/{item.number}/extension"
    sent = {"milestone": "0", "new_due_on": desk.day(1).isoformat(), "reason": "晚"}
    assert unit.post(address, sent).status_code == 422
    sent["new_due_on"] = desk.day(200).isoformat()
    assert unit.post(address, sent)["Location"] == f"/ledger/{item.number}"
    assert unit.get(address).status_code == 409


def test_declining_more_time_needs_a_reason(
    desk: Desk, secretariat: Client, unit: Client
) -> None:
    item = desk.published()
    sent = {
        "milestone": "0", "new_due_on": desk.day(200).isoformat(), "reason": "数据晚到"
    }  # fmt: skip
    unit.post(f"/ledger/{item.number}/extension", sent)
    asked = item.extensions.get()
    address = f"/ledger/{item.number}/extensions/{asked.pk}/decline"
    assert secretariat.post(address, {"note": ""}).status_code == 422
    secretariat.post(address, {"note": "年内必须完成。"})
    assert "年内必须完成。" in body(unit.get(f"/ledger/{item.number}"))


def test_a_report_refused_with_files_asks_for_them_again(
    desk: Desk, unit: Client
) -> None:
    item = desk.published()
    file = SimpleUploadedFile("清单.pdf", b"%PDF-1.7 x")
    sent = {"milestone": "0", "text": "", "obstacle": "缺数据", "files": [file]}
    shown = body(unit.post(f"/ledger/{item.number}/report", sent))
    assert "选好的文件浏览器不会留着，请重新选。其他已填的内容都在。" in shown
    assert "文件要重新选一次。" in shown
    del sent["files"]
    shown = body(unit.post(f"/ledger/{item.number}/report", sent))
    assert ">已填的内容都在。<" in shown
    assert "重新选" not in shown.split("</form>")[0].split("<form")[-1]


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("liaison", "进展已报。单位负责人核过后交秘书处审核。"),
        ("unit", "进展已报，等秘书处审核。"),
    ],
)
def test_a_report_is_answered_by_whose_turn_it_is(
    desk: Desk, who: str, said: str
) -> None:
    item = desk.published()
    sent = {"milestone": "0", "text": "办到一半。"}
    client = desk.world.client(who)
    answer = client.post(f"/ledger/{item.number}/report", sent, follow=True)
    assert said in body(answer)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("liaison", "延期申请已提出，待单位负责人签字后交秘书处。"),
        ("unit", "延期申请已交秘书处。"),
    ],
)
def test_a_request_for_time_is_answered_by_whose_turn_it_is(
    desk: Desk, who: str, said: str
) -> None:
    item = desk.published()
    sent = {
        "milestone": "0", "new_due_on": desk.day(200).isoformat(), "reason": "晚到"
    }  # fmt: skip
    client = desk.world.client(who)
    answer = client.post(f"/ledger/{item.number}/extension", sent, follow=True)
    assert said in body(answer)


def test_who_verifies_sees_milestone_and_evidence(
    desk: Desk, secretariat: Client, unit: Client
) -> None:
    item = desk.published()
    node = item.milestones.all()[0]
    file = SimpleUploadedFile("清单.pdf", b"%PDF-1.7 x")
    sent = {"milestone": node.pk, "text": "三省都签了。", "obstacle": "缺数据"}
    unit.post(f"/ledger/{item.number}/report", {**sent, "files": [file]})
    update = ProgressUpdate.objects.get()
    for verb in ("verify", "return"):
        address = f"/ledger/{item.number}/updates/{update.pk}/{verb}"
        about = body(secretariat.get(address)).split("blockquote")[1]
        for expected in (node.title, "三省都签了。", "缺数据", "清单.pdf"):
            assert expected in about
        assert f"/ledger/attachments/{update.attachments.get().pk}" in about


def test_the_last_milestone_asks_for_the_deadline_too(
    desk: Desk, secretariat: Client, unit: Client
) -> None:
    item = desk.published()
    first, *_others, last = item.milestones.all()
    address = f"/ledger/{item.number}/extension"
    choices = dict(unit.get(address).context["form"]["milestone"].field.choices)
    assert "完成时限一起延" in choices[last.pk]
    assert "完成时限" not in choices[first.pk]
    sent = {"new_due_on": desk.day(200).isoformat(), "reason": "晚到"}
    unit.post(address, {**sent, "milestone": last.pk})
    asked = item.extensions.get()
    shown = body(secretariat.get(f"/ledger/{item.number}"))
    assert "“机制定型”连同完成时限" in shown
    secretariat.post(f"/ledger/{item.number}/extensions/{asked.pk}/grant")
    item = desk.fresh(item)
    assert item.due_on == item.milestones.all()[2].due_on == desk.day(200)
    assert item.original_due_on == desk.day(120)
    assert [change.field for change in item.changes.all()].count("due_on") == 1
