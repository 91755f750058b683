"""What a leader dictates: the secretariat types it, and only the leader signs it."""

from typing import Any

import pytest

from gongping.audit.models import Event
from gongping.comments.models import LeaderComment
from gongping.comments.policies import can_take_down
from gongping.comments.services import Point, save_draft
from gongping.meetings.models import ReviewRound
from tests.comments.conftest import COMPLETE, pad_of, typed
from tests.world import World

SECRET = Point("problems", "只写给自己看的一句。")


def sheet_of(world: World, round_: ReviewRound) -> str:
    leader, unit = world.leaders[1], world.units[1]
    return f"/comments/{round_.pk}/dictate/{leader.pk}/{unit.pk}"


def dictated(world: World, round_: ReviewRound, *points: Point) -> Any:
    sent = typed(*points)
    return world.client("secretariat").post(sheet_of(world, round_), sent, follow=True)


def test_the_leader_finds_what_was_taken_down_and_who_typed_it(
    world: World, round_: ReviewRound
) -> None:
    answer = dictated(world, round_, *COMPLETE)

    pad = world.client("leader").get(pad_of(round_, world.units[1].pk))
    assert "签署才作数" in answer.content.decode()
    assert "由秘书处代记（secretariat" in pad.content.decode()
    assert COMPLETE[1].text in pad.content.decode()


def test_the_record_says_who_typed_and_nothing_of_what(
    world: World, round_: ReviewRound
) -> None:
    dictated(world, round_, *COMPLETE)

    event = Event.objects.get(tag="comments:comment:dictated")
    assert event.actor_name == "secretariat"
    assert COMPLETE[1].text not in str(event.detail)


def test_the_leader_confirms_by_signing(world: World, round_: ReviewRound) -> None:
    dictated(world, round_, *COMPLETE)
    place = pad_of(round_, world.units[1].pk)

    world.client("leader").post(f"{place}/sign", typed(*COMPLETE, version=1))

    signed = LeaderComment.objects.get()
    assert signed.state == "signed"
    assert signed.dictated_by_name == "secretariat"
    printed = world.client("leader").get(f"/comments/{signed.pk}/print")
    assert "记录人" in printed.content.decode()


@pytest.mark.parametrize("who", ["unit", "voter", "leader", "system_admin"])
def test_only_the_secretariat_takes_down(
    world: World, round_: ReviewRound, who: str
) -> None:
    page = sheet_of(world, round_)

    assert world.client(who).get(page).status_code == 403
    assert world.client(who).post(page, typed(*COMPLETE)).status_code == 403
    assert not LeaderComment.objects.exists()


def test_the_secretariat_cannot_sign(world: World, round_: ReviewRound) -> None:
    dictated(world, round_, *COMPLETE)
    client, place = world.client("secretariat"), pad_of(round_, world.units[1].pk)

    assert client.post(f"{place}/sign", typed(*COMPLETE)).status_code == 403
    assert LeaderComment.objects.get().state == "draft"


@pytest.mark.parametrize("is_sent", [False, True])
def test_what_a_leader_wrote_alone_the_secretariat_cannot_read(
    world: World, round_: ReviewRound, *, is_sent: bool
) -> None:
    save_draft(round_, world.units[1].pk, [SECRET], by=world.actor("leader"))
    client, page = world.client("secretariat"), sheet_of(world, round_)

    answer = client.post(page, typed(*COMPLETE)) if is_sent else client.get(page)

    assert answer.status_code == 403
    assert SECRET.text not in answer.content.decode()
    assert LeaderComment.objects.get().points.get().text == SECRET.text


def test_what_a_leader_changed_is_no_longer_the_secretariats(
    world: World, round_: ReviewRound
) -> None:
    dictated(world, round_, *COMPLETE)
    place = pad_of(round_, world.units[1].pk)
    changed = typed(*COMPLETE, SECRET, version=1)
    world.client("leader").post(f"{place}/save", changed)

    answer = world.client("secretariat").get(sheet_of(world, round_))
    home = world.client("secretariat").get("/comments")

    assert answer.status_code == 403
    assert SECRET.text not in answer.content.decode()
    assert "代记了，等部领导签署" not in home.content.decode()


def test_looking_alone_leaves_a_dictation_with_the_secretariat(
    world: World, round_: ReviewRound
) -> None:
    dictated(world, round_, *COMPLETE)
    place = pad_of(round_, world.units[1].pk)
    world.client("leader").post(f"{place}/save", typed(*COMPLETE, version=1))

    answer = world.client("secretariat").get(sheet_of(world, round_))

    assert COMPLETE[0].text in answer.content.decode()


def test_two_clerks_never_overwrite_each_other(
    world: World, round_: ReviewRound
) -> None:
    dictated(world, round_, COMPLETE[0])

    answer = dictated(world, round_, COMPLETE[1])

    page = answer.content.decode()
    assert answer.status_code == 409
    assert COMPLETE[1].text in page
    assert LeaderComment.objects.get().points.get().text == COMPLETE[0].text


def test_another_line_can_be_added(world: World, round_: ReviewRound) -> None:
    sent = typed(COMPLETE[1]) | {"more": "priorities"}

    page = world.client("secretariat").post(sheet_of(world, round_), sent)

    assert page.content.decode().count('value="priorities"') >= 3
    assert not LeaderComment.objects.exists()


def test_a_pair_that_is_not_due_has_no_sheet(world: World, round_: ReviewRound) -> None:
    leader, unit = world.leaders[1], world.units[2]
    page = f"/comments/{round_.pk}/dictate/{leader.pk}/{unit.pk}"

    assert world.client("secretariat").get(page).status_code == 404


def test_a_signed_comment_takes_no_dictation(
    world: World, round_: ReviewRound, signed: LeaderComment
) -> None:
    answer = dictated(world, round_, *COMPLETE)

    assert answer.status_code == 409
    assert signed.dictated_by_name == ""


def test_what_may_be_taken_down_depends_on_whose_words_stand_there(
    world: World, round_: ReviewRound
) -> None:
    clerk, leader = world.actor("secretariat"), world.actor("leader")
    empty = save_draft(round_, world.units[0].pk, [], by=leader)
    own = save_draft(round_, world.units[1].pk, [SECRET], by=leader)

    assert can_take_down(None, clerk)
    assert can_take_down(empty, clerk)
    assert not can_take_down(own, clerk)
    assert not can_take_down(None, leader)
