"""The pages of a round, as each kind of person sees them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongping.foundation import clock
from gongping.meetings import selectors, services
from gongping.meetings.forms import usual_title
from gongping.meetings.models import Half, ReviewRound
from tests.meetings.conftest import Hall
from tests.meetings.test_reports import WHOLE
from tests.world import World


def _fields(**changes: object) -> dict[str, object]:
    day = timezone.localtime(clock.now() + timedelta(days=9)).date()
    return {
        "year": 2027, "half": "second", "title": "2027年度·下半年",
        "held_on": day.isoformat(), "held_time": "09:00", "main_venue": "机关礼堂",
        "further_venues": "华北分会场\n\n西北分会场", "chair_name": "部长",
        "minutes_per_unit": 6, "quorum_percent": 67, "order_kind": "establishment",
        "preset": "leader_review_2012",
        **changes,
    }  # fmt: skip


def _post_round(world: World, **changes: object) -> Any:
    units = [unit.pk for unit in world.units]
    return world.client("secretariat").post(
        "/meetings/rounds/new", {"unit_ids": units, **_fields(**changes)}
    )


def test_without_rounds_the_home_says_so(world: World) -> None:
    page = world.client("secretariat").get("/meetings", follow=True)
    assert "还没有轮次" in page.content.decode()
    page = world.client("unit").get("/meetings", follow=True)
    assert "还没有汇报会" in page.content.decode()


def test_the_form_proposes_the_next_half_year(hall: Hall) -> None:
    page = hall.world.client("secretariat").get("/meetings/rounds/new")
    assert page.status_code == 200
    assert page.context["form"].initial["unit_ids"] == [u.pk for u in hall.world.units]


def test_units_are_ticked_all_none_or_by_category(world: World) -> None:
    def ticked(answer: Any) -> set[int]:
        assert answer.status_code == 200
        return set(answer.context["form"]["unit_ids"].value())

    first, *others = [unit.pk for unit in world.units]
    assert ticked(_post_round(world, choose="none")) == set()
    assert ticked(_post_round(world, choose="all")) == {first, *others}
    category = world.units[4].category_id
    answer = _post_round(world, choose=category, unit_ids=[first])
    members = {u.pk for u in world.units if u.category_id == category}
    assert ticked(answer) == {first} | members
    assert answer.context["form"]["chair_name"].value() == "部长"
    assert not ReviewRound.objects.exists()


def test_a_proposed_title_follows_the_half_year(world: World) -> None:
    other = usual_title(2027, Half.FIRST, "en")
    _post_round(world, title="2027年度·上半年", title_en=other)
    round_ = ReviewRound.objects.get()
    assert (round_.title, round_.half) == ("2027年度·下半年", "second")
    assert round_.title_en == usual_title(2027, Half.SECOND, "en")


def test_a_title_of_ones_own_stays(world: World) -> None:
    _post_round(world, title="年中专场")
    assert ReviewRound.objects.get().title == "年中专场"


def test_a_round_is_made_from_the_form_and_becomes_the_current_one(
    world: World,
) -> None:
    answer = _post_round(world)
    round_ = ReviewRound.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/meetings/{round_.pk}/readiness"
    assert len(selectors.venues_of(round_.session)) == 3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"held_on": "2020-01-01"}, "这个时间已经过去"),
        ({"held_on": "2027-02-30"}, "没有这一天"),
        ({"held_time": "25:00"}, "没有这个时刻"),
        ({"main_venue": ""}, "请填主会场"),
        ({"further_venues": "机关礼堂"}, "写了两次"),
        ({"quorum_percent": 0}, "到会法定比例请填 1 到 100"),
        ({"minutes_per_unit": "六"}, "请填整数"),
        ({"unit_ids": []}, "请至少选一个单位"),
        ({"half": ""}, "请选时段"),
        ({"title": ""}, "请填名称"),
    ],
)
def test_bad_input_is_said_at_its_field_and_kept(
    world: World, changes: dict[str, object], said: str
) -> None:
    answer = _post_round(world, **{"chair_name": "这是主持人", **changes})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert "这是主持人" in text
    assert not ReviewRound.objects.exists()


def test_a_second_round_of_the_half_year_is_refused(hall: Hall) -> None:
    answer = _post_round(hall.world, year=2026, half="first")
    assert answer.status_code == 422
    assert "已有轮次" in answer.content.decode()


def test_the_plan_is_edited_on_its_page(hall: Hall) -> None:
    client, address = hall.world.client("secretariat"), hall.round.pk
    page = client.get(f"/meetings/rounds/{address}/edit")
    assert "办公厅负责人" in page.content.decode()
    units = [unit.pk for unit in hall.world.units]
    answer = client.post(
        f"/meetings/rounds/{address}/edit",
        _fields(year=2026, half="first", chair_name="部长", unit_ids=units),
    )
    assert answer.status_code == 302
    assert hall.session.chair_name == "部长"
    answer = client.post(
        f"/meetings/rounds/{address}/edit",
        _fields(year=2026, half="first", quorum_percent=0, unit_ids=units),
    )
    assert answer.status_code == 422


def test_rounds_are_switched_from_the_top_line(hall: Hall) -> None:
    other = services.create_round(
        year=2025, half="second", title="2025年度·下半年", held_at=clock.now(),
        chair_name="部长", venues=["礼堂"], by=hall.by,
    )  # fmt: skip
    client = hall.world.client("unit")
    client.post("/meetings/choose-round", {"round": other.pk, "next": "/ledger"})
    assert client.get("/meetings")["Location"] == f"/meetings/{other.pk}/agenda"


@pytest.mark.parametrize(
    ("where", "leads_to"),
    [("/ledger?x=1", "/ledger?x=1"), ("https://evil.example/", "/meetings"),
     ("", "/meetings")],
)  # fmt: skip
def test_switching_leads_back_but_never_out(
    hall: Hall, where: str, leads_to: str
) -> None:
    client = hall.world.client("unit")
    data = {"round": hall.round.pk, "next": where}
    assert client.post("/meetings/choose-round", data)["Location"] == leads_to


def test_switching_leaves_the_page_of_the_old_round(hall: Hall) -> None:
    data = {"round": hall.round.pk, "next": f"/meetings/{hall.round.pk}/agenda"}
    answer = hall.world.client("unit").post("/meetings/choose-round", data)
    assert answer["Location"] == "/meetings"


def test_switching_to_nowhere_is_said(hall: Hall) -> None:
    client = hall.world.client("unit")
    assert client.post("/meetings/choose-round", {"round": "999"}).status_code == 404
    assert client.post("/meetings/choose-round", {"round": "x"}).status_code == 302


def test_the_list_shows_every_round(hall: Hall) -> None:
    text = hall.world.client("leader").get("/meetings/rounds").content.decode()
    assert "2026年度·上半年" in text
    assert "0 / 6" in text
    assert "新建轮次" not in text


def test_home_leads_each_to_its_page(hall: Hall) -> None:
    key = hall.round.pk
    assert (
        hall.world.client("secretariat").get("/meetings")["Location"]
        == f"/meetings/{key}"
    )
    assert (
        hall.world.client("voter").get("/meetings")["Location"]
        == f"/meetings/{key}/agenda"
    )
    show = hall.world.client("leader").get(f"/meetings/rounds/{key}")
    assert show["Location"] == f"/meetings/{key}/agenda"
    show = hall.world.client("secretariat").get(f"/meetings/rounds/{key}")
    assert show["Location"] == f"/meetings/{key}/readiness"


def test_the_agenda_is_read_by_all_and_changed_by_few(hall: Hall) -> None:
    address = f"/meetings/{hall.round.pk}/agenda"
    text = hall.world.client("unit").get(address + "?edit=1").content.decode()
    assert "第 3 位汇报" in text
    assert "抽签定顺序" not in text
    assert 'name="position"' not in text
    text = hall.world.client("secretariat").get(address + "?edit=1").content.decode()
    assert 'name="position"' in text


def test_the_secretariat_arranges_the_agenda(hall: Hall) -> None:
    client, address = (
        hall.world.client("secretariat"),
        f"/meetings/{hall.round.pk}/agenda",
    )
    item = selectors.agenda_of(hall.session)[5]
    person = hall.world.liaisons[5]
    data = {"position": "1", "reporter": str(person.pk)}
    client.post(f"{address}/{item.pk}", data)
    first = selectors.agenda_of(hall.session)[0]
    assert (first.pk, first.reporter) == (item.pk, person)
    page = client.post(f"{address}/{item.pk}", {"position": "99"}, follow=True)
    assert "请填 1 到 6 之间的序号" in page.content.decode()
    page = client.post(f"{address}/draw", follow=True)
    assert "已抽定 6 个单位的顺序" in page.content.decode()
    for verb, question in (("draw", "重新抽签？"), ("restore", "改按编制序排？")):
        drawn_at = hall.session.drawn_at
        page = client.post(f"{address}/{verb}")
        assert question in page.content.decode()
        assert hall.session.drawn_at == drawn_at
    page = client.post(f"{address}/restore", {"sure": "1"}, follow=True)
    assert "已按编制序排列" in page.content.decode()
    assert client.post(f"{address}/999", data).status_code == 404


def test_the_venues_are_arranged(hall: Hall) -> None:
    client, address = (
        hall.world.client("secretariat"),
        f"/meetings/{hall.round.pk}/venues",
    )
    page = client.post(f"{address}/add", {"name": "西北分会场"}, follow=True)
    assert "已加会场“西北分会场”" in page.content.decode()
    main, branch, third = selectors.venues_of(hall.session)
    client.post(f"{address}/{third.pk}/rename", {"name": "西安分会场"})
    client.post(
        f"{address}/seat", {f"unit-{hall.world.units[3].pk}": branch.pk, "x": 1}
    )
    client.post(f"{address}/{third.pk}/remove")
    page = client.post(f"{address}/{main.pk}/remove", follow=True)
    assert "主会场不能去掉" in page.content.decode()
    page = client.post(f"{address}/refresh", follow=True)
    assert "共 33 人" in page.content.decode()
    places = selectors.attendance_summary(hall.session).places
    assert [place.expected for place in places] == [28, 5]


def test_attendance_is_marked_by_venue_and_by_person(hall: Hall) -> None:
    client = hall.world.client("secretariat")
    address = f"/meetings/{hall.round.pk}/attendance"
    assert "还没有开始签到" in client.get(address).content.decode()
    hall.sign_in()
    main, person = selectors.venues_of(hall.session)[0], hall.world.heads[1]
    page = client.post(f"{address}/fill", {"venue": main.pk}, follow=True)
    assert "已记 33 人到会" in page.content.decode()
    page = client.post(
        f"{address}/mark",
        {f"person-{person.pk}": "excused", "query": "q=规划司"},
        follow=True,
    )
    assert "已改 1 人的签到" in page.content.decode()
    assert page.request["QUERY_STRING"].startswith("q=")
    assert selectors.attendance_summary(hall.session).excused == 1
    page = client.get(address + "?q=没有此人")
    assert "没有符合条件的人" in page.content.decode()


SECRETARIAT_ONLY = (
    "/meetings/rounds/new", "/meetings/rounds/{key}/edit", "/meetings/{key}/venues",
    "/meetings/{key}/attendance", "/meetings/{key}/readiness", "/meetings/{key}/close",
    "/meetings/{key}/print/sign-in-sheet",
)  # fmt: skip


@pytest.mark.parametrize("address", SECRETARIAT_ONLY)
@pytest.mark.parametrize("who", ["unit", "leader", "voter", "system_admin"])
def test_others_do_not_enter_the_secretariats_pages(
    hall: Hall, who: str, address: str
) -> None:
    answer = hall.world.client(who).get(address.format(key=hall.round.pk))
    assert answer.status_code == 403


VERBS = (
    "agenda/draw", "agenda/restore", "venues/add", "venues/seat", "venues/refresh",
    "attendance/mark", "attendance/fill", "phase", "take", "next", "finish", "skip",
    "back", "pause", "resume", "minute", "open",
)  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_verbs_are_posted_by_the_secretariat_only(hall: Hall, verb: str) -> None:
    address = f"/meetings/{hall.round.pk}/{verb}"
    assert hall.world.client("secretariat").get(address).status_code == 405
    assert hall.world.client("leader").post(address).status_code == 403
    assert Client().post(address).status_code == 302


@pytest.mark.parametrize(
    "address",
    ["agenda", "venues", "attendance", "reports", "readiness", "reports/1",
     "print/agenda"],
)  # fmt: skip
def test_a_round_that_is_not_there_is_said(hall: Hall, address: str) -> None:
    answer = hall.world.client("secretariat").get(f"/meetings/4711/{address}")
    assert answer.status_code == 404
    assert "没有这场汇报会" in answer.content.decode()


def test_a_unit_that_has_reported_cannot_be_moved_on_the_page(hall: Hall) -> None:
    hall.begin_reports()
    services.next_unit(hall.session, by=hall.by)
    services.next_unit(hall.session, by=hall.by)
    text = (
        hall.world.client("secretariat")
        .get(f"/meetings/{hall.round.pk}/agenda?edit=1")
        .content.decode()
    )
    assert text.count('name="position"') == 4
    assert "已汇报，不再调整" in text


def test_saving_a_slot_unchanged_changes_nothing(hall: Hall) -> None:
    item = selectors.agenda_of(hall.session)[0]
    client = hall.world.client("secretariat")
    data = {"position": str(item.position), "reporter": str(item.reporter_id)}
    client.post(f"/meetings/{hall.round.pk}/agenda/{item.pk}", data)
    after = selectors.agenda_of(hall.session)[0]
    assert (after.pk, after.reporter_id) == (item.pk, item.reporter_id)


def test_the_form_proposes_the_half_after_those_that_are_taken(hall: Hall) -> None:
    for half in ("first", "second"):
        for year in (clock.today().year, clock.today().year + 1):
            if (year, half) != (2026, "first"):
                services.create_round(
                    year=year, half=half, title=f"{year} {half}", by=hall.by,
                    held_at=clock.now(), chair_name="部长", venues=["礼堂"],
                )  # fmt: skip
    page = hall.world.client("secretariat").get("/meetings/rounds/new")
    assert page.context["form"].initial["year"] == clock.today().year + 2
    assert page.context["form"].initial["half"] == "first"


def test_things_have_names(hall: Hall) -> None:
    services.save_report(
        hall.round, hall.world.unit.pk, WHOLE, by=hall.world.actor("unit")
    )
    assert str(hall.session).startswith(str(hall.round.pk))
    assert str(selectors.venues_of(hall.session)[0]) == "机关礼堂"
    for thing in (
        selectors.agenda_of(hall.session)[0],
        selectors.attendance_rows(hall.session)[0],
        selectors.report_for(hall.round, hall.world.unit.pk, hall.by),
    ):
        assert str(thing)


def test_english_readers_see_the_english_title(hall: Hall) -> None:
    client = hall.world.client("leader")
    client.cookies["gongping_language"] = "en"
    text = client.get(f"/meetings/{hall.round.pk}/agenda").content.decode()
    assert "First half of 2026" in text
    assert "Running order" in text
