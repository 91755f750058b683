"""The hall's screen has an address of its own, and shows the hall and nothing else."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from gongping.audit.models import Event
from gongping.foundation.live import heard_by
from gongping.meetings import services
from gongping.meetings.models import ReviewRound
from gongping.meetings.states import SessionState
from gongping.polls.models import Poll
from gongping.procedure import screen_address
from gongping.procedure.hall_now import hall_now, pulse_of_hall, size_of_name
from gongping.procedure.models import ScreenAddress
from gongping.procedure.screen import screen_html
from gongping.results.models import ResultVersion
from tests.meetings.conftest import Hall
from tests.procedure import scenes
from tests.results import worlds as counts

BASE = "http://hall.example/"
SAID = {
    "planned": ["主持：办公厅负责人", "6 个单位汇报", "手机看会场"],
    "signing_in": ["签到", "20 / 33", "机关礼堂"],
    "ready": ["准备汇报", "办公厅", "规则码，请拍照留存"],
    "reporting": ["信息中心", "信息中心负责人汇报", "资源审批系统全国联网", "扫码领票"],
    "last_minute": ["05:20", "限 6 分钟"],
    "overtime": ["66:04"],
    "questions": ["现场提问", "办公厅负责人答问", "限 2 分钟"],
    "commenting": ["正在点评", "副部长甲点评", "限 3 分钟"],
    "pause": ["休会", "资源报社"],
    "heard": ["汇报完毕", "请等主持人宣布开始投票。"],
    "voting": ["投票中", "应参", "截止由主持人宣布"],
    "sealed": ["已截止", "票箱已封", "0 / 2"],
    "unsealing": ["2 名监票人，已到场 1 名，要 2 名。", "板首码，请拍照留存"],
    "unsealed": ["已启封", "c41e 07d2 9a66 38f5"],
    "invalid": ["本次不生效"],
    "closed": ["散会", "c41e 07d2 9a66 38f5"],
}
NEVER = ("优秀", "良好", "较差", "得分", "名次", "第一名", "平均")


def _open(hall: Hall) -> str:
    """Make the address of the screen; return its path."""
    answer = hall.world.client("secretariat").post(f"/meetings/{hall.round.pk}/screen")
    address: str = answer.context["address"]
    return "/" + address.split("/", 3)[3]


def _shown(path: str, query: str = "") -> str:
    answer = Client().get(path + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_any_machine_opens_the_screen_without_signing_in(hall: Hall) -> None:
    hall.begin_reports()
    services.next_unit(hall.session, by=hall.by)
    text = _shown(_open(hall))
    assert "办公厅负责人汇报" in text
    assert "data-live=" in text
    assert "退出" not in text


def test_the_key_lies_nowhere(hall: Hall) -> None:
    key = _open(hall).rsplit("/", 1)[1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM procedure_screenaddress")
        assert key not in repr(cursor.fetchall())
    assert key not in repr(list(Event.objects.values()))


def test_a_new_address_ends_the_old_one(hall: Hall) -> None:
    old, new = _open(hall), _open(hall)
    assert old != new
    assert Client().get(old).status_code == 404
    assert Client().get(f"{old}/now").status_code == 404
    assert _shown(new)
    assert ScreenAddress.objects.count() == 1


def test_an_address_taken_back_says_so(hall: Hall) -> None:
    path, office = _open(hall), hall.world.client("secretariat")
    page = office.post(f"/meetings/{hall.round.pk}/screen/revoke", follow=True)
    assert "那个大屏地址打不开了" in page.content.decode()
    answer = Client().get(path)
    assert answer.status_code == 404
    assert "这个大屏地址不对，或者已经收回" in answer.content.decode()
    office.post(f"/meetings/{hall.round.pk}/screen/revoke")
    tags = list(
        Event.objects.filter(tag__startswith="procedure:screen").order_by("position")
    )
    assert [event.tag for event in tags] == [
        "procedure:screen:opened", "procedure:screen:revoked",
    ]  # fmt: skip


def test_an_archived_round_has_no_screen(hall: Hall) -> None:
    path = _open(hall)
    ReviewRound.objects.update(state="archived")
    assert Client().get(path).status_code == 404


def test_a_key_opens_one_session_only(hall: Hall) -> None:
    _open(hall)
    assert Client().get("/screen/abcd-efgh-jkmn-pqrs").status_code == 404
    address = ScreenAddress.objects.get()
    assert Client().get(f"/screen/{address.digest}").status_code == 404


def test_the_address_decides_the_language(hall: Hall) -> None:
    hall.sign_in()
    path = _open(hall)
    english = Client(headers={"accept-language": "en"})
    assert ">签到<" in english.get(path).content.decode()
    assert ">签到<" not in english.get(f"{path}?lang=en").content.decode()
    assert ">签到<" in english.get(f"{path}?lang=xx").content.decode()
    office = hall.world.client("secretariat")
    office.cookies["gongping_language"] = "en"
    page = office.post(f"/meetings/{hall.round.pk}/screen")
    assert page.context["address"].endswith("?lang=en")


def test_only_the_secretariat_makes_an_address(hall: Hall) -> None:
    for who in ("unit", "leader", "scrutineer", "system_admin"):
        answer = hall.world.client(who).post(f"/meetings/{hall.round.pk}/screen")
        assert answer.status_code == 403
    assert not ScreenAddress.objects.exists()


def test_a_local_address_is_warned_of(hall: Hall) -> None:
    office, path = hall.world.client("secretariat"), f"/meetings/{hall.round.pk}/screen"
    page = office.post(path, headers={"host": "localhost:8000"})
    assert "这台设备用的是本机地址" in page.content.decode()
    page = office.get(path)
    assert "换一个大屏地址" in page.content.decode()
    assert "/screen/" not in page.content.decode().split("<main")[1].split("action")[0]


@pytest.mark.parametrize("name", scenes.SCENES)
def test_each_state_has_its_picture(hall: Hall, name: str) -> None:
    scenes.SCENES[name](hall)
    path = _open(hall)
    text = _shown(path)
    assert [words for words in SAID[name] if words not in text] == []
    assert [words for words in NEVER if words in text] == []
    english = _shown(path, "?lang=en")
    assert 'lang="en"' in english
    assert "汇报会" not in english
    assert _shown(f"{path}/now", "?lang=en").strip()[:5] == "<div "


def test_the_rules_are_shown_until_the_head_is_signed(hall: Hall) -> None:
    scenes.voting(hall)
    path = _open(hall)
    assert "规则码" in _shown(path)
    scenes.move(hall, SessionState.SEALED)
    Poll.objects.update(state="closed", board_digest=scenes.HEAD, head="00")
    text = _shown(path)
    assert "规则码" not in text
    digits = text.split('screen-digits num">')[1].split("</p>")[0]
    for tag in ("<span>", "</span>", " ", "\n"):
        digits = digits.replace(tag, "")
    assert digits == scenes.HEAD
    assert "板首指纹的二维码" in text


def test_no_score_appears_after_unsealing(hall: Hall) -> None:
    """What the screen shows is the same whatever was counted."""
    cells = len(hall.world.units) * len(counts.CRITERIA)
    result = counts.counted(
        hall.world, [counts.Group("干部", 100, counts.cycled(30, cells))]
    )
    hall.hear_everybody()
    scenes.move(hall, SessionState.SEALED)
    text = _shown(_open(hall))
    assert "已启封" in text
    assert [words for words in NEVER if words in text] == []
    before = text.split("screen-middle")[1]
    ResultVersion.objects.filter(result=result).update(figures={})
    again = Client().get(_open(hall)).content.decode()
    assert again.split("screen-middle")[1] == before


def test_a_picture_is_made_once_for_a_version(
    hall: Hall, django_assert_num_queries: Any
) -> None:
    scenes.reporting(hall)
    session = hall.session
    pulse = pulse_of_hall(session)
    with django_assert_num_queries(4):
        first = screen_html(pulse, BASE)
    with django_assert_num_queries(3):
        pulse = pulse_of_hall(session)
    with django_assert_num_queries(0):
        assert screen_html(pulse, BASE) == first
    services.finish_unit(hall.session, by=hall.by)
    assert screen_html(pulse_of_hall(hall.session), BASE) != first


def test_the_version_moves_with_what_the_hall_sees(hall: Hall) -> None:
    marks = [pulse_of_hall(hall.session).mark]
    hall.begin_reports()
    marks.append(pulse_of_hall(hall.session).mark)
    services.next_unit(hall.session, by=hall.by)
    marks.append(pulse_of_hall(hall.session).mark)
    services.pause_timer(hall.session, by=hall.by)
    marks.append(pulse_of_hall(hall.session).mark)
    hall.fill()
    marks.append(pulse_of_hall(hall.session).mark)
    scenes.poll_of(hall)
    marks.append(pulse_of_hall(hall.session).mark)
    assert len(set(marks)) == len(marks)
    assert pulse_of_hall(hall.session).mark == marks[-1]


@pytest.mark.django_db(transaction=True)
def test_what_is_announced_of_a_poll_are_tens(hall: Hall) -> None:
    scenes.voting(hall)
    roll = 37
    heard: list[tuple[str, dict[str, Any]]] = []

    def listen(topic: str, state: Mapping[str, Any]) -> None:
        heard.append((topic, dict(state)))

    with pytest.MonkeyPatch.context() as patch, heard_by(listen):
        patch.setattr("gongping.procedure.turnout.collected_total", lambda _poll: roll)
        for _look in range(3):
            pulse_of_hall(hall.session)
    assert [topic for topic, _state in heard] == [f"turnout.{hall.round.pk}"]
    assert heard[0][1]["collected"] == 30
    assert heard[0][1]["state"] == "casting"


def test_three_tasks_and_two_units_are_shown(hall: Hall) -> None:
    scenes.ready(hall)
    services.next_unit(hall.session, by=hall.by)
    scenes.tasks_of(hall, hall.world.units[0])
    scenes.tasks_of(hall, hall.world.units[0])
    now = hall_now(pulse_of_hall(hall.session))
    assert len(now.tasks) == 3
    assert [item.unit.name for item in now.following] == ["规划司", "资源保护司"]


@pytest.mark.parametrize(
    ("name", "size"),
    [("信息中心", "xl"), ("省" * 8, "xl"), ("省" * 9, "l"), ("省" * 13, "m"),
     ("省" * 40, "s"), ("General Office", "xl"), ("North China Inspectorate", "l")],
)  # fmt: skip
def test_long_names_step_down(name: str, size: str) -> None:
    assert size_of_name(name) == size


def test_without_script_the_screen_reloads_itself(hall: Hall) -> None:
    head = _shown(_open(hall)).split("<body")[0]
    assert '<noscript><meta http-equiv="refresh" content="15"></noscript>' in head


def test_the_address_can_be_typed() -> None:
    assert not set("01ilo") & set(screen_address.LETTERS)
