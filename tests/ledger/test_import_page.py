"""Importing the workbook: nothing is written before somebody has seen it row by row."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from gongping.ledger.models import LedgerImport, LedgerItem
from tests.ledger.factory import Desk

HEADER = (
    "编号",
    "任务类别",
    "重点工作",
    "路径安排（阶段节点）",
    "牵头单位",
    "责任人",
    "完成时限",
)
PATH = "方案印发 {0}-02-20；三省试点 {0}-04-25"


@pytest.fixture
def secretariat(desk: Desk) -> Client:
    return desk.world.client("secretariat")


def workbook(*rows: tuple[Any, ...], sheet: str = "台账") -> SimpleUploadedFile:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    page.append(HEADER)
    for row in rows:
        page.append(row)
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("年度台账.xlsx", content.getvalue())


def good_row(desk: Desk, title: str = "构建部省联动审批新机制") -> tuple[Any, ...]:
    year = desk.day(0).year
    person = desk.world.cadres[6].name
    return (
        "", "业务", title, PATH.format(year), desk.world.unit.name, person,
        f"{year}-12-20",
    )  # fmt: skip


def upload(client: Client, file: SimpleUploadedFile) -> Any:
    return client.post("/ledger/import", {"file": file})


def body(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize("who", ["unit", "leader", "voter", "other_unit"])
def test_imports_are_the_secretariats(desk: Desk, who: str) -> None:
    client = desk.world.client(who)
    assert client.get("/ledger/import").status_code == 403
    assert client.get("/ledger/import/template.xlsx").status_code == 403
    assert client.post("/ledger/import/1/apply").status_code == 403


def test_from_upload_to_result_and_back(desk: Desk, secretariat: Client) -> None:
    answer = upload(secretariat, workbook(good_row(desk)))
    address = answer["Location"]
    shown = body(secretariat.get(address))
    assert "新增 1、更新 0、不变 0、有错 0。" in shown
    assert "构建部省联动审批新机制" in shown
    assert not LedgerItem.objects.exists()
    done = body(secretariat.post(f"{address}/apply", follow=True))
    assert "已写入台账" in done
    item = LedgerItem.objects.get()
    assert item.state == "draft"
    undone = body(secretariat.post(f"{address}/undo", follow=True))
    assert "已撤销" in undone
    assert not LedgerItem.objects.exists()


def test_complete_rows_may_be_published_at_once(
    desk: Desk, secretariat: Client
) -> None:
    address = upload(secretariat, workbook(good_row(desk)))["Location"]
    secretariat.post(f"{address}/apply", {"publish": "yes"})
    assert LedgerItem.objects.get().state == "published"


def test_what_stays_a_draft_is_said_before_and_after(
    desk: Desk, secretariat: Client
) -> None:
    bare = [*good_row(desk, "另一件")]
    bare[3] = bare[5] = ""
    file = workbook(good_row(desk), tuple(bare))
    address = upload(secretariat, file)["Location"]
    shown = body(secretariat.get(address))
    assert "新增的有 1 项不齐，不能直接发布，写入后是草稿" in shown
    assert "草稿，缺：责任人、路径安排" in shown
    secretariat.post(f"{address}/apply", {"publish": "yes"})
    done = body(secretariat.get(address))
    assert "新增的有 1 项是草稿，还没有发布，单位还不用办。" in done
    assert 'href="/ledger?state=draft"' in done
    assert "另一件" in body(secretariat.get("/ledger?state=draft"))


def test_published_items_change_only_with_a_reason(
    desk: Desk, secretariat: Client
) -> None:
    first = upload(secretariat, workbook(good_row(desk)))["Location"]
    assert 'name="reason"' not in body(secretariat.get(first))
    secretariat.post(f"{first}/apply", {"publish": "yes"})
    item = LedgerItem.objects.get()
    row = (item.number, *good_row(desk, "换个名字")[1:])
    again = upload(secretariat, workbook(row))["Location"]
    assert 'name="reason"' in body(secretariat.get(again))
    refused = secretariat.post(f"{again}/apply", follow=True)
    assert "有已发布的事项要改。请写改动理由。" in body(refused)
    secretariat.post(f"{again}/apply", {"reason": "会上定的"})
    item.refresh_from_db()
    assert item.title == "换个名字"
    assert item.changes.get().reason.startswith("会上定的")


def test_an_import_is_taken_back_after_asking_once(
    desk: Desk, secretariat: Client
) -> None:
    address = upload(secretariat, workbook(good_row(desk)))["Location"]
    secretariat.post(f"{address}/apply")
    assert f'href="{address}/undo"' in body(secretariat.get(address))
    assert "撤销“年度台账.xlsx”的导入？" in body(secretariat.get(f"{address}/undo"))
    assert LedgerItem.objects.exists()


def test_written_without_publishing_all_are_called_drafts(
    desk: Desk, secretariat: Client
) -> None:
    address = upload(secretariat, workbook(good_row(desk)))["Location"]
    assert "不能直接发布" not in body(secretariat.get(address))
    secretariat.post(f"{address}/apply")
    assert "新增的有 1 项是草稿" in body(secretariat.get(address))


def test_a_refused_file_is_to_be_chosen_again(secretariat: Client) -> None:
    shown = body(upload(secretariat, SimpleUploadedFile("a.txt", b"hello")))
    assert "选好的文件浏览器不会留着，请重新选。" in shown
    assert "文件要重新选一次。" in shown
    assert "已填的内容都在" not in shown


def test_the_same_file_again_changes_nothing(desk: Desk, secretariat: Client) -> None:
    first = upload(secretariat, workbook(good_row(desk)))["Location"]
    secretariat.post(f"{first}/apply")
    again = upload(secretariat, workbook(good_row(desk)))["Location"]
    shown = body(secretariat.get(again))
    assert "不变 1" in shown
    assert "和台账完全一样，没有要写入的。" in shown


def test_every_problem_names_sheet_row_and_column(
    desk: Desk, secretariat: Client
) -> None:
    unit, day = list(good_row(desk, "另一件")), list(good_row(desk, "第三件"))
    unit[4], day[6] = "没有的司", "2026-02-30"
    address = upload(secretariat, workbook(tuple(unit), tuple(day)))["Location"]
    shown = body(secretariat.get(address))
    assert "没有的司" in shown
    assert "牵头单位" in shown
    assert "完成时限" in shown
    assert ">2</td>" in shown
    assert ">3</td>" in shown
    assert "有错的地方改好后重新上传，才能写入。" in shown
    assert f'{address}/apply"' not in shown
    assert secretariat.post(f"{address}/apply").status_code == 409
    assert not LedgerItem.objects.exists()


def test_rows_can_be_looked_at_by_what_becomes_of_them(
    desk: Desk, secretariat: Client
) -> None:
    address = upload(secretariat, workbook(good_row(desk)))["Location"]
    assert "构建部省联动审批新机制" in body(secretariat.get(f"{address}?fate=new"))
    none = body(secretariat.get(f"{address}?fate=bad"))
    assert "构建部省联动审批新机制" not in none
    assert secretariat.get(f"{address}?fate=nonsense").status_code == 200


@pytest.mark.parametrize(
    ("name", "content"),
    [("说明.txt", b"hello"), ("旧.xls", b"\xd0\xcf\x11\xe0"), ("空.xlsx", b"")],
)
def test_other_files_are_refused_with_what_to_do(
    secretariat: Client, name: str, content: bytes
) -> None:
    answer = upload(secretariat, SimpleUploadedFile(name, content))
    assert answer.status_code == 422
    assert "xlsx" in body(answer)
    assert not LedgerImport.objects.exists()


def test_no_file_at_all(secretariat: Client) -> None:
    answer = secretariat.post("/ledger/import", {})
    assert answer.status_code == 422
    assert "请选要导入的文件。" in body(answer)


def test_a_workbook_without_the_sheet(desk: Desk, secretariat: Client) -> None:
    answer = upload(secretariat, workbook(good_row(desk), sheet="别的"))
    if answer.status_code == 302:
        shown = body(secretariat.get(answer["Location"]))
        assert "台账" in shown
    else:
        assert answer.status_code == 422


def test_a_staged_workbook_can_be_dropped(desk: Desk, secretariat: Client) -> None:
    address = upload(secretariat, workbook(good_row(desk)))["Location"]
    shown = body(secretariat.post(f"{address}/discard", follow=True))
    assert "已放弃，台账没有变。" in shown
    assert secretariat.post(f"{address}/apply").status_code == 409
    assert "已放弃的导入" in body(secretariat.get(address))


def test_an_unknown_import_is_not_found(secretariat: Client) -> None:
    assert secretariat.get("/ledger/import/999").status_code == 404


def test_the_empty_workbook_opens_and_has_the_columns(secretariat: Client) -> None:
    answer = secretariat.get("/ledger/import/template.xlsx")
    book = load_workbook(io.BytesIO(answer.content))
    titles = [cell.value for row in book["台账"].iter_rows(max_row=3) for cell in row]
    assert any("重点工作" in str(title) for title in titles)
