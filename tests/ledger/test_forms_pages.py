"""The forms of the ledger: what is typed is kept, what is wrong says how to mend it."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongping.ledger.models import LedgerItem, ProgressUpdate, YearFocus
from gongping.ledger.states import ItemState, UpdateState
from tests.ledger.factory import Desk

NODES = (("方案印发", 20), ("三省试点", 60))


def typed(desk: Desk, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends for a complete item."""
    sent: dict[str, Any] = {
        "title": "数据共享目录与口径统一",
        "track": "business",
        "lead_unit": desk.world.unit.pk,
        "responsible_person": desk.world.cadres[6].pk,
        "started_on": desk.day(0).isoformat(),
        "due_on": desk.day(90).isoformat(),
        "goal": "", "measures": "", "party_link": "",
        "path-TOTAL_FORMS": 3, "path-INITIAL_FORMS": 0,
        "do": "save",
    }  # fmt: skip
    for n, (title, days) in enumerate(NODES):
        sent[f"path-{n}-title"] = title
        sent[f"path-{n}-due_on"] = desk.day(days).isoformat()
    return {**sent, **changes}


def body(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def secretariat(desk: Desk) -> Client:
    return desk.world.client("secretariat")


@pytest.fixture
def unit(desk: Desk) -> Client:
    return desk.world.client("unit")


@pytest.mark.parametrize(
    ("who", "status"),
    [("secretariat", 200), ("unit", 200), ("leader", 403), ("voter", 403)],
)
def test_who_may_register(desk: Desk, who: str, status: int) -> None:
    assert desk.world.client(who).get("/ledger/new").status_code == status


def test_the_form_has_at_most_twelve_fields(secretariat: Client) -> None:
    form = secretariat.get("/ledger/new").context["form"]
    assert len(form.fields) + 1 <= 12  # the path counts as one


def test_a_draft_is_kept_with_its_path(desk: Desk, secretariat: Client) -> None:
    answer = secretariat.post("/ledger/new", typed(desk))
    item = LedgerItem.objects.get()
    assert answer["Location"] == f"/ledger/{item.number}"
    assert item.state == ItemState.DRAFT
    assert [m.title for m in item.milestones.all()] == ["方案印发", "三省试点"]


def test_saving_and_publishing_in_one_step(desk: Desk, secretariat: Client) -> None:
    secretariat.post("/ledger/new", typed(desk, do="publish"))
    assert LedgerItem.objects.get().state == ItemState.PUBLISHED


def test_a_units_own_item_goes_to_the_secretariat(desk: Desk, unit: Client) -> None:
    unit.post("/ledger/new", typed(desk, do="publish"))
    assert LedgerItem.objects.get().state == ItemState.PROPOSED


def test_a_unit_cannot_register_for_another(desk: Desk) -> None:
    client = desk.world.client("other_unit")
    answer = client.post("/ledger/new", typed(desk))
    assert answer.status_code == 422
    assert "没有这个选项。请从列表里选。" in body(answer)
    assert not LedgerItem.objects.exists()


def test_publishing_names_every_missing_field_and_leads_to_it(
    desk: Desk, secretariat: Client
) -> None:
    sent = typed(desk, do="publish", lead_unit="", responsible_person="", due_on="")
    sent |= {"path-0-title": "", "path-0-due_on": ""}
    sent |= {"path-1-title": "", "path-1-due_on": ""}
    answer = secretariat.post("/ledger/new", sent)
    assert answer.status_code == 422
    shown = body(answer)
    for place in ("id_lead_unit", "id_responsible_person", "id_due_on", "milestones"):
        assert f'href="#{place}"' in shown
        assert f'id="{place}"' in shown
    assert "数据共享目录与口径统一" in shown
    assert not LedgerItem.objects.exists()


def test_another_row_is_added_without_script(desk: Desk, secretariat: Client) -> None:
    answer = secretariat.post("/ledger/new", typed(desk, do="more", title=""))
    assert answer.status_code == 200
    shown = body(answer)
    assert 'name="path-3-title"' in shown
    assert 'value="方案印发"' in shown
    assert "data-error-summary" not in shown
    assert not LedgerItem.objects.exists()


def test_there_are_never_more_than_twelve_rows(desk: Desk, secretariat: Client) -> None:
    sent = typed(desk, do="more") | {"path-TOTAL_FORMS": 12}
    assert 'name="path-12-title"' not in body(secretariat.post("/ledger/new", sent))
    sent["path-TOTAL_FORMS"] = "nonsense"
    assert secretariat.post("/ledger/new", sent).status_code == 200


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "请填事项名称。"),
        ({"title": "长" * 81}, "最多 80 字，请删短。"),
        ({"track": ""}, "请选线别。"),
        ({"due_on": "2026-02-30"}, "没有这一天，或写法不对。请写成 2026-06-30。"),
        ({"due_on": "2020-01-01"}, "完成时限早于启动时间"),
        ({"track": "integrated"}, "融合事项要写明党建结合点。"),
        ({"path-2-title": "没有日期"}, "请填这个节点的时限。"),
        ({"path-2-due_on": "2027-01-01"}, "请写这个节点做到什么。"),
        ({"path-1-title": "方案印发"}, "有两个节点都叫“方案印发”"),
        ({"path-1-due_on": "2090-01-01"}, "晚于完成时限"),
        ({"responsible_person": "999999"}, "没有这个选项。请从列表里选。"),
    ],
)
def test_each_mistake_says_how_to_mend_it_and_keeps_the_rest(
    desk: Desk, secretariat: Client, changes: dict[str, str], sentence: str
) -> None:
    answer = secretariat.post("/ledger/new", typed(desk, goal="目标还在", **changes))
    assert answer.status_code == 422
    shown = body(answer)
    assert sentence in shown
    assert "目标还在" in shown
    assert "data-error-summary" in shown


def test_two_lead_units_cannot_be_given(desk: Desk, secretariat: Client) -> None:
    sent = typed(desk, supporting_units=[desk.world.unit.pk])
    answer = secretariat.post("/ledger/new", sent)
    assert "牵头单位不再列为配合单位。请去掉一处。" in body(answer)


def test_editing_a_published_item_asks_why(desk: Desk, secretariat: Client) -> None:
    item = desk.published()
    address = f"/ledger/{item.number}/edit"
    assert 'name="reason"' in body(secretariat.get(address))
    sent = as_it_stands(secretariat, address) | {"title": "改过的名称", "reason": ""}
    assert "请填改动理由。" in body(secretariat.post(address, sent))
    sent["reason"] = "表述更准"
    secretariat.post(address, sent)
    shown = body(secretariat.get(f"/ledger/{item.number}"))
    assert "改过的名称" in shown
    assert "表述更准" in shown


def test_a_stale_form_names_who_was_faster_and_keeps_what_was_typed(
    desk: Desk, secretariat: Client
) -> None:
    item = desk.draft()
    address = f"/ledger/{item.number}/edit"
    stale = as_it_stands(secretariat, address)
    desk.world.client("unit").post(address, stale | {"title": "单位先改的"})
    answer = secretariat.post(address, stale | {"title": "秘书处后改的"})
    assert answer.status_code == 422
    assert desk.head.name in body(answer)
    assert "秘书处后改的" in body(answer)
    assert desk.fresh(item).title == "单位先改的"


def test_a_published_item_is_not_its_units_to_edit(desk: Desk, unit: Client) -> None:
    item = desk.published()
    assert unit.get(f"/ledger/{item.number}/edit").status_code == 403


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


def test_a_follow_up_gets_its_path_from_the_unit(
    desk: Desk, secretariat: Client, unit: Client
) -> None:
    item = desk.follow_up()
    address = f"/ledger/{item.number}/path"
    assert desk.world.client("other_unit").get(address).status_code == 404
    sent = {
        "responsible_person": desk.world.cadres[6].pk,
        "due_on": desk.day(90).isoformat(),
        "path-TOTAL_FORMS": 2, "path-INITIAL_FORMS": 0,
        "path-0-title": "清单", "path-0-due_on": desk.day(30).isoformat(),
        "path-1-title": "", "path-1-due_on": "", "do": "save",
    }  # fmt: skip
    assert unit.post(address, sent | {"due_on": ""}).status_code == 422
    unit.post(address, sent)
    assert desk.fresh(item).state == ItemState.PROPOSED
    secretariat.post(f"/ledger/{item.number}/send-back", {"note": "清单太笼统。"})
    assert "清单太笼统。" in body(unit.get(f"/ledger/{item.number}"))
    unit.post(address, sent)
    secretariat.post(f"/ledger/{item.number}/confirm")
    assert desk.fresh(item).state == ItemState.PUBLISHED


def test_a_follow_up_without_a_path_is_not_taken(desk: Desk, unit: Client) -> None:
    item = desk.follow_up()
    sent = {
        "responsible_person": desk.world.cadres[6].pk,
        "due_on": desk.day(90).isoformat(),
        "path-TOTAL_FORMS": 1, "path-INITIAL_FORMS": 0,
        "path-0-title": "", "path-0-due_on": "", "do": "save",
    }  # fmt: skip
    answer = unit.post(f"/ledger/{item.number}/path", sent)
    assert answer.status_code == 422
    assert "路径" in body(answer)


def test_person_and_date_are_adjusted_in_the_row(
    desk: Desk, secretariat: Client
) -> None:
    item = desk.published()
    address = f"/ledger/{item.number}/adjust"
    inline = body(secretariat.get(address, headers={"HX-Request": "true"}))
    assert "<html" not in inline
    sent = {
        "responsible_person": desk.world.cadres[7].pk,
        "due_on": desk.day(120).isoformat(), "reason": "", "version": item.version,
    }  # fmt: skip
    answer = secretariat.post(address, sent)
    assert answer.status_code == 422
    assert "<html" in body(answer)
    secretariat.post(address, sent | {"reason": "调岗"})
    assert desk.fresh(item).responsible_person == desk.world.cadres[7]
    assert secretariat.post(address, sent | {"reason": "再改"}).status_code == 422


def test_looking_back_is_for_commenter_and_secretariat(
    desk: Desk, secretariat: Client
) -> None:
    item = desk.closed()
    LedgerItem.objects.filter(pk=item.pk).update(look_back_due_on=date(2020, 1, 1))
    address = f"/ledger/{item.number}/look-back"
    assert desk.world.client("leader").get(address).status_code == 403
    assert secretariat.post(address, {"result": ""}).status_code == 422
    secretariat.post(address, {"result": "机制还在运行。"})
    assert "机制还在运行。" in body(secretariat.get(f"/ledger/{item.number}"))


def test_a_closed_item_is_taken_up_again_with_a_reason(
    desk: Desk, secretariat: Client
) -> None:
    item = desk.closed()
    address = f"/ledger/{item.number}/reopen"
    sent = {"reason": "回潮", "due_on": desk.day(-5).isoformat()}
    assert secretariat.post(address, sent).status_code == 422
    secretariat.post(address, sent | {"due_on": desk.day(60).isoformat()})
    assert desk.fresh(item).state == ItemState.PUBLISHED


def test_closing_by_hand_is_confirmed_on_a_page_of_its_own(
    desk: Desk, secretariat: Client
) -> None:
    item = desk.published()
    assert secretariat.post(f"/ledger/{item.number}/close").status_code == 409
    assert desk.fresh(item).state == ItemState.PUBLISHED


def test_year_focuses_are_recorded_by_the_secretariat(
    desk: Desk, secretariat: Client
) -> None:
    address = "/ledger/focuses?year=2027"
    unit = desk.world.client("unit")
    assert "记下这条要求" not in body(unit.get(address))
    unit.post(address, {"text": "我来定", "year": "2027"})
    assert not YearFocus.objects.exists()
    assert secretariat.post(address, {"text": "", "year": "2027"}).status_code == 422
    secretariat.post(address, {"text": "路径、时限、责任人三落实", "year": "2027"})
    assert YearFocus.objects.get().year == 2027
    assert "路径、时限、责任人三落实" in body(unit.get(address))


def as_it_stands(client: Client, address: str) -> dict[str, Any]:
    """Return what the form at the address would send if nothing were changed."""
    context = client.get(address).context
    sent = {
        bound.html_name: bound.value() for bound in context["form"] if bound.value()
    }
    rows = context["path"]
    sent |= {"path-TOTAL_FORMS": len(rows.forms), "path-INITIAL_FORMS": 0}
    for row in rows.forms:
        sent |= {bound.html_name: bound.value() or "" for bound in row}
    return {**sent, "version": context["version"], "do": "save"}
