"""The workbook one gets: what is filtered, and nothing one may not see."""

import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.ledger.factory import Desk


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    return in_book(answer.content)


def in_book(content: bytes) -> str:
    book = load_workbook(io.BytesIO(content))
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return "\n".join(str(value) for value in cells if value is not None)


@pytest.fixture
def two(desk: Desk) -> Desk:
    desk.published(title="第一件")
    desk.draft(title="草稿一件")
    return desk


def test_all_that_one_sees(two: Desk) -> None:
    everything = words(two.world.client("secretariat"), "/ledger/export.xlsx")
    assert "第一件" in everything
    assert "草稿一件" in everything
    seen = words(two.world.client("leader"), "/ledger/export.xlsx")
    assert "第一件" in seen
    assert "草稿一件" not in seen


def test_what_is_filtered(two: Desk) -> None:
    found = words(two.world.client("secretariat"), "/ledger/export.xlsx?state=draft")
    assert "第一件" not in found
    assert "草稿一件" in found


def test_what_is_chosen(two: Desk) -> None:
    client = two.world.client("secretariat")
    number = f"{two.day(0).year}-003-01"
    preview = client.get(f"/ledger/bulk?act=export&item={number}").content.decode()
    assert "将导出 1 项，涉及 1 个单位。" in preview
    found = in_book(client.post("/ledger/bulk/export.xlsx", {"item": number}).content)
    assert "第一件" in found
    assert "草稿一件" not in found


def test_choosing_nothing_leads_back(two: Desk) -> None:
    client = two.world.client("secretariat")
    assert client.get("/ledger/bulk?act=export").status_code == 302
    assert client.get("/ledger/bulk?act=nonsense&item=x").status_code == 302
    assert client.get("/ledger/bulk/report").status_code == 302


def test_a_bulk_reminder_previews_then_reports_row_by_row(two: Desk) -> None:
    client = two.world.client("secretariat")
    year = two.day(0).year
    chosen = {"item": [f"{year}-003-01", f"{year}-003-02"]}
    preview = client.get("/ledger/bulk", {"act": "expedite", **chosen}).content.decode()
    assert "将催办 1 项，涉及 1 个单位。" in preview
    assert "不办：" in preview
    shown = client.post("/ledger/bulk/expedite", chosen, follow=True).content.decode()
    assert "办了 1 项，没有办 1 项，原因写在每一行。" in shown


def test_what_could_not_be_done_stands_in_the_report_too(two: Desk) -> None:
    closed, running = two.closed(title="办完的"), two.published(title="在办的")
    client = two.world.client("secretariat")
    chosen = {"act": "expedite", "item": [closed.number, running.number]}
    preview = client.get("/ledger/bulk", chosen).content.decode()
    for number in chosen["item"]:
        assert f'name="item" value="{number}"' in preview
    sent = {"item": chosen["item"]}
    shown = client.post("/ledger/bulk/expedite", sent, follow=True).content.decode()
    assert "办了 1 项，没有办 1 项" in shown
    assert "办完的" in shown


def test_a_bulk_change_of_person_asks_for_person_and_reason(two: Desk) -> None:
    client = two.world.client("secretariat")
    number = f"{two.day(0).year}-003-01"
    sent = {"item": number, "responsible_person": "", "reason": ""}
    answer = client.post("/ledger/bulk/reassign", sent)
    assert answer.status_code == 422
    assert "请选新的责任人。" in answer.content.decode()
    sent |= {"responsible_person": str(two.world.cadres[8].pk), "reason": "调岗"}
    shown = client.post("/ledger/bulk/reassign", sent, follow=True).content.decode()
    assert "1 项都办了。" in shown


@pytest.mark.parametrize("who", ["unit", "leader", "voter"])
def test_bulk_steps_are_the_secretariats(two: Desk, who: str) -> None:
    client = two.world.client(who)
    assert client.post("/ledger/bulk/expedite", {"item": "x"}).status_code == 403
    assert client.post("/ledger/bulk/reassign", {"item": "x"}).status_code == 403
