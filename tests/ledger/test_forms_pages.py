"""The form of an item: what is typed is kept, what is wrong says how to mend it."""

import pytest
from django.test import Client

from gongping.ledger.models import LedgerItem
from gongping.ledger.states import ItemState
from tests.ledger.factory import Desk
from tests.ledger.pages import as_it_stands, body, typed


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
