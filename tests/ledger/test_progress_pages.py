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
