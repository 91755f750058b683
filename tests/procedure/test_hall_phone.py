"""The hall on a phone: the same for all, one's own turn, and what one can do now."""

from typing import Any

import pytest

from gongping.comments.models import LeaderComment
from gongping.foundation import clock
from gongping.meetings import services
from gongping.polls.models import Poll
from gongping.procedure.hall_now import pulse_of_hall
from gongping.procedure.hall_phone import phone_of, shared_of
from gongping.roll.models import RollEntry
from tests.meetings.conftest import Hall
from tests.procedure import scenes


def _page(hall: Hall, who: str, tail: str = "") -> str:
    answer = hall.world.client(who).get(f"/hall/{hall.round.pk}{tail}")
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text.split("<main", 1)[-1].split("<footer", 1)[0]


def _enter(hall: Hall, who: str, channel: str = "") -> None:
    """Put one person on the roll of the poll."""
    poll = Poll.objects.get()
    RollEntry.objects.create(
        poll=poll,
        person=hall.world.users[who].person,
        group=poll.groups.get(),
        channel=channel,
    )


def test_it_says_where_the_hall_is(hall: Hall) -> None:
    scenes.reporting(hall)
    text = _page(hall, "voter")
    for words in ("信息中心", "正在汇报", "限 6 分钟", "资源报社", "data-started="):
        assert words in text
    assert "共 6 位" in text


def test_a_unit_learns_when_its_turn_comes(hall: Hall) -> None:
    hall.begin_reports()
    services.next_unit(hall.session, by=hall.by)
    for who in ("unit", "liaison"):
        assert "资源保护司排第 3 位，大约还有 12 分钟。" in _page(hall, who)
    assert "信息中心排第 5 位" in _page(hall, "other_unit")
    assert "hall-turn" not in _page(hall, "voter")
    for _turn in range(2):
        services.next_unit(hall.session, by=hall.by)
    assert "现在轮到资源保护司。" in _page(hall, "unit")
    services.next_unit(hall.session, by=hall.by)
    assert "资源保护司已汇报。" in _page(hall, "unit")


def test_who_has_a_vote_is_led_to_the_ballot(hall: Hall) -> None:
    scenes.ready(hall)
    assert "领票评分" not in _page(hall, "voter")
    _enter(hall, "voter")
    text = _page(hall, "voter")
    assert "领票评分" in text
    assert "/roll/p1" in text
    RollEntry.objects.update(channel="named")
    assert "可以先评，开始投票后再投出。" in _page(hall, "voter")
    Poll.objects.update(state="casting")
    assert "现在可以投出。" in _page(hall, "voter")
    RollEntry.objects.update(channel="paper")
    assert "/roll/p1" not in _page(hall, "voter")


def test_each_is_led_to_what_is_theirs(hall: Hall) -> None:
    scenes.ready(hall)
    assert "本单位的汇报材料" in _page(hall, "unit")
    assert "写点评" in _page(hall, "leader")
    assert "打开监票台" in _page(hall, "scrutineer")
    assert "打开控制台" in _page(hall, "secretariat")
    for who in ("voter", "system_admin"):
        assert "现在没有要您做的事" in _page(hall, who)


def test_a_unit_is_told_of_comments_that_wait(hall: Hall) -> None:
    hall.begin_reports()
    LeaderComment.objects.create(
        round=hall.round, leader=hall.world.leaders[1], unit=hall.world.unit,
        state="signed", link_kind="supervises", saved_at=clock.now(),
        signed_at=clock.now(),
    )  # fmt: skip
    assert "有 1 条等您签收。" in _page(hall, "unit")
    assert "等您签收" not in _page(hall, "other_unit")


def test_afterwards_it_says_so_and_points_on(hall: Hall) -> None:
    scenes.closed(hall)
    text = _page(hall, "voter")
    assert "会已开完" in text
    assert "核对我的票在不在" in text
    assert "看我的待办" in text
    assert scenes.HEAD in text
    assert "本单位的汇报材料" not in _page(hall, "unit")


@pytest.mark.parametrize("name", scenes.SCENES)
def test_every_state_can_be_read_and_holds_no_score(hall: Hall, name: str) -> None:
    scenes.SCENES[name](hall)
    text = _page(hall, "unit")
    assert "hall-unit" in text
    assert [w for w in ("优秀", "良好", "得分", "名次") if w in text] == []
    client = hall.world.client("unit")
    client.cookies["gongping_language"] = "en"
    english = client.get(f"/hall/{hall.round.pk}/now").content.decode()
    own = ("汇报", "点评", "投票", "监票", "分钟", "接下来")
    assert [word for word in own if word in english] == []


def test_the_fragment_carries_a_fresh_pass(hall: Hall) -> None:
    hall.begin_reports()
    answer = hall.world.client("voter").get(f"/hall/{hall.round.pk}/now")
    assert f"~hall.{hall.round.pk}~turnout.{hall.round.pk}~" in answer["X-Live-Pass"]
    assert answer["Cache-Control"].startswith("max-age=0")
    assert "<html" not in answer.content.decode()


def test_the_shared_part_is_made_once_for_all(
    hall: Hall, django_assert_num_queries: Any
) -> None:
    scenes.ready(hall)
    _enter(hall, "voter")
    services.next_unit(hall.session, by=hall.by)
    voter, unit = hall.world.actor("voter"), hall.world.actor("unit")
    pulse = pulse_of_hall(hall.session)
    with django_assert_num_queries(3):
        first = shared_of(pulse)
    with django_assert_num_queries(1):
        assert phone_of(pulse, voter).shared == first
    with django_assert_num_queries(2):
        assert phone_of(pulse, unit).shared == first
    services.next_unit(hall.session, by=hall.by)
    assert shared_of(pulse_of_hall(hall.session)) != first


def test_one_more_phone_costs_eight_short_questions(
    hall: Hall, django_assert_max_num_queries: Any
) -> None:
    scenes.ready(hall)
    _enter(hall, "voter")
    client = hall.world.client("voter")
    client.get(f"/hall/{hall.round.pk}/now")
    with django_assert_max_num_queries(8):
        client.get(f"/hall/{hall.round.pk}/now")


def test_menu_and_workbench_lead_there_while_the_session_is_on(hall: Hall) -> None:
    client, address = hall.world.client("unit"), f"/hall/{hall.round.pk}"
    assert client.get("/meetings").headers["Location"].endswith("/agenda")
    assert address not in client.get("/").content.decode()
    hall.sign_in()
    assert client.get("/meetings").headers["Location"] == address
    assert f'href="{address}">进会场' in client.get("/").content.decode()
    office = hall.world.client("secretariat")
    assert office.get("/meetings").headers["Location"] == f"/meetings/{hall.round.pk}"


def test_what_moves_often_asks_for_no_page(hall: Hall) -> None:
    """Badges and tens change all the time: seven hundred phones only show them."""
    scenes.signing_in(hall)
    text = _page(hall, "voter")
    assert '<span class="num" data-live-value="present">20</span> / 33' in text
    keys = text.split('data-live-keys="')[1].split('"')[0].split()
    assert not {"present", "collected", "cast"} & set(keys)
    assert {"phase", "version", "item", "step", "state", "head"} <= set(keys)
    scenes.poll_of(hall)
    assert 'data-live-value="collected">0<' in _page(hall, "voter")


def test_no_such_hall(hall: Hall) -> None:
    answer = hall.world.client("voter").get("/hall/999")
    assert answer.status_code == 404
