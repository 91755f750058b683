"""The pages of reports, and the pages for paper."""

import re

import pytest

from gongping.meetings import selectors, services
from tests.meetings.conftest import Hall
from tests.meetings.test_reports import WHOLE


def test_a_unit_writes_and_hands_in_its_report(hall: Hall) -> None:
    unit, client = hall.world.unit, hall.world.client("liaison")
    address = f"/meetings/{hall.round.pk}/reports/{unit.pk}"
    assert "内容已按台账带出" in client.get(address).content.decode()
    data = {"version": 0, "business": "甲", "party_building": "乙"}
    page = client.post(address, data, follow=True)
    assert "草稿已保存" in page.content.decode()
    page = client.post(f"{address}/submit", {**data, "version": 1}, follow=True)
    assert "材料已交" in page.content.decode()
    assert "<textarea" not in re.sub(
        r"<footer.*", "", page.content.decode(), flags=re.DOTALL
    )
    page = client.post(f"{address}/withdraw", follow=True)
    assert "材料已撤回" in page.content.decode()


def test_a_report_saved_elsewhere_shows_both_and_keeps_what_was_typed(
    hall: Hall,
) -> None:
    unit, client = hall.world.unit, hall.world.client("unit")
    address = f"/meetings/{hall.round.pk}/reports/{unit.pk}"
    services.save_report(hall.round, unit.pk, WHOLE, by=hall.world.actor("liaison"))
    answer = client.post(address, {"version": 0, "business": "我写的"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "我写的" in text
    assert "划定红线" in text
    answer = client.post(address, {"version": 1, "business": "我写的"})
    assert answer.status_code == 302


def test_a_half_empty_report_is_not_handed_in(hall: Hall) -> None:
    unit, client = hall.world.unit, hall.world.client("unit")
    address = f"/meetings/{hall.round.pk}/reports/{unit.pk}/submit"
    answer = client.post(address, {"version": 0, "business": "只有业务"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "党建这一半还是空的" in text
    assert "只有业务" in text
    assert client.post(address, {"business": "没有版本"}).status_code == 422


@pytest.mark.parametrize(
    ("who", "status"),
    [("leader", 200), ("secretariat", 200), ("other_unit", 403), ("voter", 403)],
)
def test_who_may_open_a_report(hall: Hall, who: str, status: int) -> None:
    address = f"/meetings/{hall.round.pk}/reports/{hall.world.unit.pk}"
    assert hall.world.client(who).get(address).status_code == status


def test_nobody_else_saves_a_report(hall: Hall) -> None:
    address = f"/meetings/{hall.round.pk}/reports/{hall.world.unit.pk}"
    data = {"version": 0, "business": "x"}
    assert hall.world.client("leader").post(address, data).status_code == 403
    assert hall.world.client("other_unit").post(address, data).status_code == 403


def test_reports_are_listed_for_each_reader(hall: Hall) -> None:
    services.submit_report(
        hall.round, hall.world.unit.pk, by=hall.world.actor("unit"), text=WHOLE
    )
    address = f"/meetings/{hall.round.pk}/reports"
    text = hall.world.client("secretariat").get(address).content.decode()
    assert "已交 1 / 6" in text
    text = hall.world.client("leader").get(address + "?show=submitted").content.decode()
    assert "资源保护司" in text
    assert "信息中心" not in text
    text = hall.world.client("other_unit").get(address).content.decode()
    assert "资源保护司" not in text
    text = hall.world.client("unit").get(address + "?show=missing").content.decode()
    assert "都交了" in text


def test_pages_for_paper_carry_their_lines(hall: Hall) -> None:
    key, unit = hall.round.pk, hall.world.unit
    client = hall.world.client("secretariat")
    services.mark_attendance(
        hall.session, hall.world.heads[0].pk, "excused", by=hall.by
    )
    text = client.get(f"/meetings/{key}/print/agenda").content.decode()
    assert "资源保护司负责人" in text
    text = client.get(f"/meetings/{key}/print/sign-in-sheet").content.decode()
    assert "签名" in text
    assert "请假" in text
    assert "这个会场没有应到人员" not in text
    branch = selectors.venues_of(hall.session)[1]
    text = client.get(
        f"/meetings/{key}/print/sign-in-sheet?venue={branch.pk}"
    ).content.decode()
    assert "这个会场没有应到人员" in text
    text = client.get(f"/meetings/{key}/reports/{unit.pk}/print").content.decode()
    assert "草稿，未交" in text


def test_a_part_that_is_too_long_is_said(hall: Hall) -> None:
    address = f"/meetings/{hall.round.pk}/reports/{hall.world.unit.pk}"
    data = {"version": 0, "business": "长" * 6001}
    answer = hall.world.client("unit").post(address, data)
    assert answer.status_code == 422


def test_the_report_can_be_begun_anew_from_the_ledger(hall: Hall) -> None:
    unit = hall.world.unit.pk
    services.save_report(hall.round, unit, WHOLE, by=hall.world.actor("unit"))
    address = f"/meetings/{hall.round.pk}/reports/{unit}"
    text = hall.world.client("unit").get(address + "?refill=1").content.decode()
    assert "按台账重新带出的内容，还没有保存" in text
    assert "划定红线" not in text
