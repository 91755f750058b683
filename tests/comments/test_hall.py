"""The pad says where the hall is, and never goes there by itself."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from gongping.comments.models import LeaderComment
from gongping.comments.services import Point, save_draft, waive_pairs
from gongping.foundation import clock
from gongping.foundation.live import Value, heard_by
from gongping.meetings import services as meetings
from gongping.meetings.models import ReviewRound, ReviewSession
from gongping.meetings.states import SessionState
from gongping.procedure.follow_up import sign_comment
from gongping.procedure.sessions import open_session
from tests.comments.conftest import COMPLETE, pad_of
from tests.world import World

Heard = list[tuple[str, Mapping[str, Value]]]


@pytest.fixture
def session(world: World) -> ReviewSession:
    return begun(world)


def begun(world: World, **plan: Any) -> ReviewSession:
    """Begin a session in which the reports may be called."""
    by = world.actor("secretariat")
    made = meetings.create_round(
        year=2026,
        half="second",
        title="下半年",
        held_at=clock.now() + timedelta(days=3),
        chair_name="办公厅负责人",
        venues=["机关礼堂"],
        by=by,
        **plan,
    )
    open_session(made.session, by=by)
    meetings.move_session(current(made), SessionState.REPORTING, by=by)
    return current(made)


def current(round_: ReviewRound) -> ReviewSession:
    return ReviewSession.objects.select_related("round").get(pk=round_.pk)


def call(world: World, session: ReviewSession, unit: int) -> None:
    by = world.actor("secretariat")
    meetings.start_unit(current(session.round), world.units[unit].pk, by=by)


def bar(client: Client, round_: ReviewRound, unit_id: int) -> str:
    page = client.get(pad_of(round_, unit_id)).content.decode()
    return page.partition('class="pad-now"')[2].partition("<nav")[0]


def words_in(shown: str) -> str:
    """Return what stands before the clock."""
    found = re.search(r"<span>(.*?)</span>", shown)
    assert found, shown
    return found[1]


def test_before_anybody_reports_the_bar_is_silent(
    world: World, session: ReviewSession
) -> None:
    assert "现在" not in bar(world.client("leader"), session.round, world.units[1].pk)


def test_another_unit_of_mine_is_a_press_away(
    world: World, session: ReviewSession
) -> None:
    call(world, session, 0)

    shown = bar(world.client("leader"), session.round, world.units[1].pk)

    assert "现在汇报：" in shown
    assert pad_of(session.round, world.units[0].pk) in shown
    assert "00:0" in shown


def test_a_unit_that_is_not_mine_is_named_and_leads_nowhere(
    world: World, session: ReviewSession
) -> None:
    call(world, session, 2)

    shown = bar(world.client("leader"), session.round, world.units[1].pk)

    assert "资源保护司" in shown
    assert "<a " not in shown


def test_the_timer_stands_in_the_bar_of_the_unit_that_reports(
    world: World, session: ReviewSession
) -> None:
    call(world, session, 1)

    assert "汇报计时" in bar(world.client("leader"), session.round, world.units[1].pk)


def test_one_unit_one_comment_walks_from_report_to_questions_to_comment(
    world: World,
) -> None:
    session = begun(
        world, preset="party_duty_report_2019", question_minutes=2, comment_minutes=3
    )
    by, client = world.actor("secretariat"), world.client("leader")
    call(world, session, 1)
    said = []
    for _step in range(3):
        shown = bar(client, session.round, world.units[1].pk)
        said.append((words_in(shown), "is-asked" in shown))
        meetings.advance(current(session.round), by=by)

    assert said == [("汇报计时", False), ("现场提问", False), ("请点评", True)]


def test_while_another_leader_has_the_word_the_bar_names_them(world: World) -> None:
    session = begun(world, preset="party_duty_report_2019")
    by, client = world.actor("secretariat"), world.client("leader")
    call(world, session, 1)
    meetings.advance(current(session.round), by=by)
    said = []
    for leader in (world.leaders[2], world.leaders[1]):
        meetings.let_speak(current(session.round), leader.pk, by=by)
        said.append(words_in(bar(client, session.round, world.units[1].pk)))

    assert said == ["正在点评：总工程师", "请点评"]


def test_the_line_alone_is_fetched_with_a_fresh_pass(
    world: World, session: ReviewSession
) -> None:
    call(world, session, 0)

    answer = world.client("leader").get(
        f"{pad_of(session.round, world.units[1].pk)}/now"
    )

    assert "现在汇报：" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert f"hall.{session.pk}" in answer["X-Live-Pass"]


@pytest.fixture
def heard() -> Iterator[Heard]:
    found: Heard = []
    with heard_by(lambda topic, state: found.append((topic, state))):
        yield found


@pytest.mark.django_db(transaction=True)
def test_the_console_hears_of_a_signature_and_nothing_of_what_was_said(
    heard: Heard, world: World, round_: ReviewRound
) -> None:
    by = world.actor("leader")
    draft = save_draft(round_, world.units[1].pk, COMPLETE, by=by)
    before = len(heard)

    sign_comment(draft.pk, by=by)

    assert [topic for topic, _state in heard[before:]] == [f"console.{round_.pk}"]
    assert set(heard[before][1]) == {"what", "at"}
    assert COMPLETE[0].text not in str(heard)


@pytest.mark.django_db(transaction=True)
def test_the_console_hears_that_a_pair_was_waived(
    heard: Heard, world: World, round_: ReviewRound
) -> None:
    before = len(heard)
    pair = (world.leaders[1].pk, world.units[1].pk)

    waive_pairs(round_, {pair: "出国"}, by=world.actor("secretariat"))

    assert [topic for topic, _state in heard[before:]] == [f"console.{round_.pk}"]


@pytest.mark.django_db(transaction=True)
def test_nobody_hears_of_a_draft(
    heard: Heard, world: World, round_: ReviewRound
) -> None:
    before = len(heard)

    save_draft(round_, world.units[1].pk, COMPLETE, by=world.actor("leader"))

    assert heard[before:] == []


def test_the_same_words_sent_again_change_nothing(
    world: World, round_: ReviewRound
) -> None:
    by, words = world.actor("leader"), [Point("priorities", "一句。")]
    first = save_draft(round_, world.units[1].pk, words, by=by)

    again = save_draft(round_, world.units[1].pk, words, by=by, version=first.version)

    assert again.version == first.version
    assert LeaderComment.objects.get().version == first.version


def test_the_pad_in_the_middle_of_a_session_keeps_its_budget(
    world: World, session: ReviewSession, django_assert_max_num_queries: object
) -> None:
    call(world, session, 1)
    client, place = world.client("leader"), pad_of(session.round, world.units[1].pk)
    save_draft(session.round, world.units[1].pk, COMPLETE, by=world.actor("leader"))
    client.get(place)

    with django_assert_max_num_queries(15):  # type: ignore[operator]
        client.get(place)
