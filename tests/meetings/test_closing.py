"""The end of a session: requirements, closing, the archive."""

import pytest

from gongping.audit.models import Event
from gongping.comments.models import CommentPoint, LeaderComment
from gongping.foundation import clock
from gongping.foundation.errors import Invalid, Refused
from gongping.ledger.models import YearFocus
from gongping.meetings import services
from gongping.meetings.exceptions import UnitsStillWaiting
from gongping.organisation.models import LeaderUnitLink
from gongping.polls.models import Poll, VoterGroup
from gongping.procedure.sessions import close_session
from tests.meetings.conftest import Hall

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


def test_closing_records_the_requirements_for_all_units(hall: Hall) -> None:
    hall.hear_everybody()
    close_session(hall.session, [*LINES, "  "], by=hall.by)
    assert list(YearFocus.objects.values_list("text", flat=True)) == LINES
    assert (hall.session.state, hall.session.round.state) == ("closed", "closed")
    text = _text(hall)
    assert "会已开完" in text
    assert LINES[0] in text


def test_a_session_closes_only_when_all_have_reported(hall: Hall) -> None:
    hall.begin_reports()
    with pytest.raises(UnitsStillWaiting):
        close_session(hall.session, LINES, by=hall.by)
    assert not YearFocus.objects.exists()


@pytest.mark.parametrize("lines", [["长" * 201], ["同样", "同样"]])
def test_a_requirement_that_cannot_be_recorded_stops_the_closing(
    hall: Hall, lines: list[str]
) -> None:
    hall.hear_everybody()
    with pytest.raises(Invalid):
        close_session(hall.session, lines, by=hall.by)
    assert hall.session.state == "reporting"


def test_others_do_not_close_a_session(hall: Hall) -> None:
    hall.hear_everybody()
    with pytest.raises(Refused):
        close_session(hall.session, [], by=hall.world.actor("leader"))


def test_the_closing_page_keeps_what_was_typed(hall: Hall) -> None:
    client, address = (
        hall.world.client("secretariat"),
        f"/meetings/{hall.round.pk}/close",
    )
    assert "还不能散会" in client.get(address).content.decode()
    hall.begin_reports()
    answer = client.post(address, {"requirements": LINES[0]})
    assert answer.status_code == 422
    assert LINES[0] in answer.content.decode()
    while services.next_unit(hall.session, by=hall.by):
        pass
    answer = client.post(address, {"requirements": "长" * 201, "is_sure": "on"})
    assert "这条要求太长" in answer.content.decode()
    typed = {"requirements": "\n".join(LINES), "is_sure": "on"}
    page = client.post(address, typed, follow=True)
    assert "记下 2 条年度要求" in page.content.decode()
    assert "已经散会" in client.get(address).content.decode()


def test_a_session_may_close_without_requirements(hall: Hall) -> None:
    hall.hear_everybody()
    client = hall.world.client("secretariat")
    typed = {"is_sure": "on"}
    page = client.post(f"/meetings/{hall.round.pk}/close", typed, follow=True)
    assert "已散会。" in page.content.decode()
    tags = list(Event.objects.order_by("-position").values_list("tag", flat=True)[:2])
    assert tags == ["meetings:round:closed", "meetings:session:closed"]


def _cover(hall: Hall) -> None:
    for link in LeaderUnitLink.objects.all():
        LeaderComment.objects.create(
            round=hall.round, leader=link.leader, unit=link.unit, state="signed",
            link_kind=link.kind, saved_at=clock.now(), signed_at=clock.now(),
        )  # fmt: skip


def _archive(hall: Hall) -> str:
    client = hall.world.client("secretariat")
    address = f"/meetings/{hall.round.pk}/archive"
    page = client.post(address, {"sure": "1"}, follow=True)
    return page.content.decode()


def test_a_round_is_archived_when_nothing_is_left_undecided(hall: Hall) -> None:
    hall.hear_everybody()
    close_session(hall.session, [], by=hall.by)
    assert "还有 12 对没有点评" in _archive(hall)
    _cover(hall)
    point = CommentPoint.objects.create(
        comment=LeaderComment.objects.all()[0], section="priorities", position=1,
        text="抓紧", disposition="undecided",
    )  # fmt: skip
    assert "还有 1 条意见没有定" in _archive(hall)
    point.disposition = "reference"
    point.save()
    assert "已归档" in _archive(hall)
    assert hall.session.round.state == "archived"
    assert "这一轮已归档" in _text(hall)


def test_a_round_with_a_running_poll_is_not_archived(hall: Hall) -> None:
    hall.hear_everybody()
    close_session(hall.session, [], by=hall.by)
    _cover(hall)
    poll = _poll(hall, "closed")
    said = {
        "draft": "“测评”还没有办完（筹备）。请到测评台把它作废",
        "frozen": "“测评”还没有办完（已冻结）。请到测评台把它作废",
        "collecting": "“测评”还没有办完（领票中）。请到测评台把它作废",
        "casting": "“测评”还在投票。请先截止、启封",
        "closed": "“测评”还没有启封。请监票人到场",
    }
    for state, sentence in said.items():
        poll.state = state
        poll.save()
        assert sentence in _archive(hall)
        assert sentence in _text(hall)
    poll.is_rehearsal = True
    poll.save()
    assert "已归档" in _archive(hall)


def test_an_older_poll_left_half_way_keeps_a_round_from_the_archive(hall: Hall) -> None:
    hall.hear_everybody()
    close_session(hall.session, [], by=hall.by)
    _cover(hall)
    _poll(hall, "draft")
    Poll.objects.create(code="p2", round=hall.round, title="第二次", state="unsealed")
    assert "“测评”还没有办完" in _archive(hall)


def test_the_archive_is_asked_for_once(hall: Hall) -> None:
    hall.hear_everybody()
    close_session(hall.session, [], by=hall.by)
    _cover(hall)
    client = hall.world.client("secretariat")
    page = client.post(f"/meetings/{hall.round.pk}/archive")
    assert "归档这一轮？" in page.content.decode()
    assert 'name="sure"' in page.content.decode()
    assert hall.session.round.state == "closed"


def test_closing_without_a_quorum_is_asked_about(hall: Hall) -> None:
    hall.hear_everybody()
    poll = _poll(hall)
    client, address = hall.world.client("secretariat"), f"/meetings/{hall.round.pk}"
    text = client.get(f"{address}/close").content.decode()
    assert "一个人都没有记到会" in text
    assert "“测评”还没有冻结" in text
    answer = client.post(f"{address}/close", {"requirements": LINES[0]})
    assert answer.status_code == 422
    assert LINES[0] in answer.content.decode()
    assert hall.session.state == "reporting"
    poll.delete()
    row = hall.session.attendance.all()[0]
    services.mark_attendance(hall.session, row.person_id, "present", by=hall.by)
    assert "还差 22 人。散会以后" in client.get(f"{address}/close").content.decode()
    page = client.post(f"{address}/close", {"is_sure": "on"}, follow=True)
    assert "已散会。" in page.content.decode()


def test_closing_with_a_quorum_asks_nothing(hall: Hall) -> None:
    hall.hear_everybody().fill()
    text = _text(hall, "/close")
    assert "is_sure" not in text
    page = hall.world.client("secretariat").post(
        f"/meetings/{hall.round.pk}/close", {}, follow=True
    )
    assert "已散会。" in page.content.decode()
