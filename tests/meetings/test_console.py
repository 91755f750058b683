"""The console: one session on one screen."""

from datetime import timedelta

import pytest

from gongping.comments.models import LeaderComment
from gongping.foundation import clock
from gongping.meetings import selectors, services
from gongping.organisation.models import LeaderUnitLink
from gongping.polls.models import Poll, Scrutineer, VoterGroup
from gongping.procedure import readiness
from gongping.procedure.console import console_of
from gongping.procedure.sessions import begin_voting, seal_voting
from tests.meetings.conftest import NOW, Hall

LINES = ["把路径、时限、责任人落到每一项。", "业务与党建同谋划。"]


def _text(hall: Hall, tail: str = "", who: str = "secretariat") -> str:
    answer = hall.world.client(who).get(f"/meetings/{hall.round.pk}{tail}")
    assert answer.status_code == 200
    return answer.content.decode()


def _poll(hall: Hall, state: str = "draft") -> Poll:
    poll = Poll.objects.create(
        code="p1", round=hall.round, title="测评", state=state, threshold=2
    )
    VoterGroup.objects.create(poll=poll, position=1, name="全体", rule="cadres")
    return poll


def test_before_the_session_the_console_says_what_is_wanting(hall: Hall) -> None:
    text = _text(hall)
    assert "还差 3 项" in text
    assert "开始签到" in text


def test_a_phase_of_less_than_a_minute_has_one_time(hall: Hall) -> None:
    with clock.standing_still_at(NOW):
        hall.begin_reports()
    text = _text(hall)
    assert "<small>09:00</small>" in text
    assert "09:00–09:00" not in text


def test_sign_in_is_opened_from_the_console(hall: Hall) -> None:
    client = hall.world.client("secretariat")
    page = client.post(f"/meetings/{hall.round.pk}/open", follow=True)
    assert "已开始签到" in page.content.decode()
    page = client.post(f"/meetings/{hall.round.pk}/open", follow=True)
    assert "不能改为" in page.content.decode()


def test_each_phase_has_its_desk(hall: Hall) -> None:
    hall.sign_in()
    assert "开始汇报" in _text(hall)
    client = hall.world.client("secretariat")
    client.post(f"/meetings/{hall.round.pk}/phase", {"state": "reporting"})
    assert "准备汇报" in _text(hall)
    client.post(f"/meetings/{hall.round.pk}/next")
    text = client.get(f"/meetings/{hall.round.pk}").content.decode()
    assert "下一单位：规划司" in text
    assert "点评：部长、副部长甲" in text
    assert "data-started=" in text


def test_other_phases_are_not_entered_from_here(hall: Hall) -> None:
    client = hall.world.client("secretariat")
    page = client.post(
        f"/meetings/{hall.round.pk}/phase", {"state": "closed"}, follow=True
    )
    assert "不能从这里走" in page.content.decode()


def test_the_hall_is_run_by_its_buttons(hall: Hall) -> None:
    hall.begin_reports()
    client, address = hall.world.client("secretariat"), f"/meetings/{hall.round.pk}"
    for verb in ("next", "pause", "resume", "minute", "skip", "next", "back", "finish"):
        answer = client.post(f"{address}/{verb}")
        assert answer["Location"] == address
    assert selectors.progress_of(hall.session).reported == 1
    client.post(f"{address}/start/{hall.world.unit.pk}")
    assert selectors.progress_of(hall.session).current is not None
    page = client.post(f"{address}/start/{hall.world.unit.pk}", follow=True)
    assert "有单位正在汇报" in page.content.decode()


def test_a_second_device_sees_who_runs_the_session(hall: Hall) -> None:
    hall.begin_reports()
    first, second = (hall.world.client("secretariat") for _ in range(2))
    address = f"/meetings/{hall.round.pk}"
    first.post(f"{address}/next")
    text = second.get(address).content.decode()
    assert "另一台设备正在控制会场" in text
    assert "下一单位：" not in text
    second.post(f"{address}/take")
    assert "下一单位：" in second.get(address).content.decode()
    page = first.post(f"{address}/next", follow=True)
    assert "接管" in page.content.decode()


def test_the_matrix_marks_every_pair(hall: Hall) -> None:
    hall.begin_reports()
    services.next_unit(hall.session, by=hall.by)
    services.next_unit(hall.session, by=hall.by)
    link = LeaderUnitLink.objects.filter(unit=hall.world.units[0])[0]
    LeaderComment.objects.create(
        round=hall.round, leader=link.leader, unit=link.unit, state="signed",
        link_kind=link.kind, saved_at=clock.now(), signed_at=clock.now(),
    )  # fmt: skip
    console = console_of(hall.session)
    states = [pair.state for pair in console.matrix.pairs.values()]
    counts = {state: states.count(state) for state in set(states)}
    assert counts == {"filled": 1, "missing": 1, "due": 2, "later": 8}
    assert console.missing == 1
    assert console.matrix.units[0].spoken_seconds is not None
    assert [c.name for c in console.matrix.units if c.starts_category] == [
        "办公厅", "华北督察局", "信息中心",
    ]  # fmt: skip


def test_without_links_the_console_says_where_to_enter_them(hall: Hall) -> None:
    hall.sign_in()
    LeaderUnitLink.objects.all().delete()
    assert "还没有分管联系关系" in _text(hall)


def test_the_console_asks_the_same_questions_for_any_number_of_units(
    hall: Hall, django_assert_num_queries: object
) -> None:
    hall.begin_reports()
    services.next_unit(hall.session, by=hall.by)
    session = hall.session
    with django_assert_num_queries(7):  # type: ignore[operator]
        console_of(session)
    _poll(hall, "collecting")
    with django_assert_num_queries(9):  # type: ignore[operator]
        console_of(session)


@pytest.mark.parametrize(
    ("tail", "most"),
    [("", 15), ("/live", 15), ("/print/running-sheet", 15), ("/agenda", 15), ("/agenda?edit=1", 15), ("/venues", 15),
     ("/attendance", 15), ("/reports", 15), ("/readiness", 15), ("/reports/{unit}", 15)],
)  # fmt: skip
def test_pages_stay_within_their_queries(
    hall: Hall, django_assert_max_num_queries: object, tail: str, most: int
) -> None:
    client, unit = hall.world.client("secretariat"), hall.world.unit.pk
    with django_assert_max_num_queries(most):  # type: ignore[operator]
        client.get(f"/meetings/{hall.round.pk}{tail.format(unit=unit)}")


def test_the_checklist_knows_the_poll(hall: Hall) -> None:
    checks = {check.key: check for check in readiness.gather(hall.session.round)}
    assert not checks["poll"].is_met
    poll = _poll(hall)
    checks = {check.key: check for check in readiness.gather(hall.session.round)}
    assert checks["groups"].is_met
    assert not checks["scrutineers"].is_met
    for who in ("scrutineer", "scrutineer2"):
        Scrutineer.objects.create(poll=poll, user=hall.world.users[who])
    poll.state = "frozen"
    poll.save()
    checks = {check.key: check for check in readiness.gather(hall.session.round)}
    assert checks["scrutineers"].is_met
    assert checks["frozen"].is_met
    assert "准备清单" in _text(hall, "/readiness")


def test_the_open_button_says_why_it_waits(hall: Hall) -> None:
    _poll(hall, "collecting")
    hall.begin_reports()
    assert "还有 6 个单位未汇报完，暂不能开启。" in _text(hall)
    while services.next_unit(hall.session, by=hall.by):
        pass
    assert "到会不足，还差 23 人" in _text(hall)
    hall.fill()
    text = _text(hall)
    assert "/polls/p1/step/open-casting" in text
    assert "可以开始投票。" in text
    client = hall.world.client("secretariat")
    answer = client.post(f"/meetings/{hall.round.pk}/close", {"is_sure": "on"})
    assert "请先办完测评" in answer.content.decode()


def test_steps_of_the_poll_lead_back_to_the_console(hall: Hall) -> None:
    _poll(hall, "frozen")
    hall.begin_reports()
    address = "/polls/p1/step/open-collecting?from=console"
    assert address in _text(hall)
    client, console = hall.world.client("secretariat"), f"/meetings/{hall.round.pk}"
    page = client.get(address).content.decode()
    assert f'href="{console}"' in page
    assert f'action="{address}"' in page
    answer = client.post("/polls/p1/step/close?from=console")
    assert answer["Location"] == console
    assert client.post("/polls/p1/step/close")["Location"] == "/polls/p1/desk"


def test_the_desk_of_the_poll_waits_as_the_console_does(hall: Hall) -> None:
    _poll(hall, "collecting")
    hall.begin_reports()
    client = hall.world.client("secretariat")

    def desk() -> str:
        return client.get("/polls/p1/desk").content.decode()

    assert "还有 6 个单位没有汇报完" in desk()
    assert "/polls/p1/step/open-casting" not in desk()
    while services.next_unit(hall.session, by=hall.by):
        pass
    assert "到会不足" in desk()
    hall.fill()
    assert "/polls/p1/step/open-casting" in desk()


def test_a_frozen_poll_is_not_asked_to_be_frozen(hall: Hall) -> None:
    _poll(hall, "frozen")
    hall.begin_reports()
    assert "规则已冻结，还没有开始领票" in _text(hall)


def test_the_session_follows_its_poll(hall: Hall) -> None:
    poll = _poll(hall, "casting")
    hall.hear_everybody().fill()
    begin_voting(poll.round, by=hall.by)
    assert hall.session.state == "voting"
    assert "投票中" in _text(hall)
    seal_voting(hall.session.round, by=hall.by)
    assert hall.session.state == "sealed"
    poll.state, poll.closed_at = "closed", clock.now()
    poll.save()
    assert "票箱已封" in _text(hall)
    seal_voting(hall.session.round, by=hall.by)
    assert hall.session.state == "sealed"


def test_an_unsealed_poll_is_passed_on_the_phase_line(hall: Hall) -> None:
    _poll(hall, "unsealed")
    hall.hear_everybody().fill()
    console = console_of(hall.session)
    assert console.phases[-1][2] == "passed"
    assert [label for label, *_ in console.phases][1] == "推选监票人"


def test_the_delay_is_said(hall: Hall) -> None:
    hall.begin_reports()
    services.next_unit(hall.session, by=hall.by)
    item = selectors.progress_of(hall.session).current
    assert item
    item.turn_at = clock.now() - timedelta(minutes=10)
    item.save()
    assert "全场比计划慢 4 分钟" in _text(hall)
    services.pause_timer(hall.session, by=hall.by)
    assert "计时已暂停" in _text(hall)


@pytest.mark.parametrize("who", ["leader", "unit", "voter"])
def test_others_are_led_to_the_agenda(hall: Hall, who: str) -> None:
    answer = hall.world.client(who).get(f"/meetings/{hall.round.pk}")
    assert answer["Location"] == f"/meetings/{hall.round.pk}/agenda"
