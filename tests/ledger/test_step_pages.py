"""The forms of single steps: a path, a person, a date, a look back, a focus."""

from datetime import date

from django.test import Client

from gongping.ledger.models import LedgerItem, YearFocus
from gongping.ledger.states import ItemState
from tests.ledger.factory import Desk
from tests.ledger.pages import body


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
