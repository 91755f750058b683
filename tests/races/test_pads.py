"""Two devices of one leader, or a clerk and a leader, at the same moment."""

from datetime import timedelta

import pytest

from gongping.comments.exceptions import (
    AlreadySigned,
    NotYoursToTakeDown,
    SavedElsewhere,
)
from gongping.comments.models import LeaderComment
from gongping.comments.selectors import pair_of
from gongping.comments.services import Point, dictate, save_draft
from gongping.foundation import clock
from gongping.ledger.models import LedgerItem
from gongping.meetings import services as meetings
from gongping.meetings.models import ReviewRound
from gongping.procedure.follow_up import sign_comment
from tests.races.conftest import at_once, refused
from tests.world import World

ONE = [Point("priorities", "平板上写的。", disposition="follow_up")]
OTHER = [Point("priorities", "电脑上写的。")]
WHOLE = [
    *ONE,
    Point("achievements", "做成了。", disposition="reference"),
    Point("directions", "先定口径。", disposition="reference"),
]


@pytest.fixture
def round_(world: World) -> ReviewRound:
    return meetings.create_round(
        year=2026,
        half="first",
        title="上半年",
        held_at=clock.now() + timedelta(days=3),
        chair_name="办公厅负责人",
        venues=["机关礼堂"],
        by=world.actor("secretariat"),
    )


def test_the_first_words_of_two_devices_make_one_draft_and_one_refusal(
    world: World, round_: ReviewRound
) -> None:
    by, unit = world.actor("leader"), world.units[1].pk
    answers = at_once(
        lambda: save_draft(round_, unit, ONE, by=by, version=0),
        lambda: save_draft(round_, unit, OTHER, by=by, version=0),
    )
    assert refused(answers) == [SavedElsewhere]
    assert LeaderComment.objects.get().points.count() == 1


def test_a_clerk_and_the_leader_never_overwrite_each_other(
    world: World, round_: ReviewRound
) -> None:
    leader, clerk = world.actor("leader"), world.actor("secretariat")
    pair = pair_of(round_, world.leaders[1].pk, world.units[1].pk)
    answers = at_once(
        lambda: save_draft(round_, pair.unit.pk, ONE, by=leader, version=0),
        lambda: dictate(pair, round_, OTHER, by=clerk, version=0),
    )
    assert refused(answers) in ([SavedElsewhere], [NotYoursToTakeDown])
    assert LeaderComment.objects.get().points.count() == 1


def test_two_presses_sign_once_and_raise_one_item(
    world: World, round_: ReviewRound
) -> None:
    by = world.actor("leader")
    draft = save_draft(round_, world.units[1].pk, WHOLE, by=by)
    answers = at_once(*[lambda: sign_comment(draft.pk, by=by)] * 2)
    assert refused(answers) == [AlreadySigned]
    assert LedgerItem.objects.count() == 1
