from datetime import timedelta

import pytest

from gongping.comments.models import LeaderComment
from gongping.comments.services import Point, save_draft
from gongping.foundation import clock
from gongping.meetings import services as meetings
from gongping.meetings.models import ReviewRound
from gongping.procedure.follow_up import sign_comment
from tests.world import World, build_world


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def round_(world: World) -> ReviewRound:
    made = meetings.create_round(
        year=clock.today().year,
        half="first",
        title="上半年",
        held_at=clock.now() + timedelta(days=3),
        chair_name="办公厅负责人",
        venues=["机关礼堂"],
        by=world.actor("secretariat"),
    )
    return meetings.open_round(made.pk, by=world.actor("secretariat"))


COMPLETE = [
    Point("achievements", "审批提速看得见。", disposition="reference"),
    Point("priorities", "年底前把制度定型。", disposition="follow_up"),
    Point("directions", "先定口径，再建系统。", disposition="reference"),
]


@pytest.fixture
def signed(world: World, round_: ReviewRound) -> LeaderComment:
    leader = world.actor("leader")
    draft = save_draft(round_, world.units[1].pk, COMPLETE, by=leader)
    return sign_comment(draft.pk, by=leader)


def pad_of(round_: ReviewRound, unit_id: int) -> str:
    return f"/comments/{round_.pk}/{unit_id}/pad"


def typed(*points: Point, version: int = 0) -> dict[str, str]:
    data = {"version": str(version)}
    for n, point in enumerate(points):
        data |= {
            f"p-{n}-section": point.section,
            f"p-{n}-text": point.text,
            f"p-{n}-track": point.track,
            f"p-{n}-disposition": point.disposition,
        }
    return data
