"""A ministry with one planned round, and helpers that walk the real states."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.meetings import services
from gongping.meetings.models import ReviewRound, ReviewSession
from gongping.meetings.states import SessionState
from gongping.procedure.sessions import open_session
from tests.world import World, build_world

NOW = datetime(2026, 6, 28, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai


@dataclass
class Hall:
    """One round with its session, and the secretariat that runs it."""

    world: World
    round: ReviewRound
    by: Actor

    @property
    def session(self) -> ReviewSession:
        """The session as the database has it now."""
        return ReviewSession.objects.select_related("round").get(pk=self.round.pk)

    def sign_in(self) -> "Hall":
        open_session(self.session, by=self.by)
        return self

    def begin_reports(self) -> "Hall":
        self.sign_in()
        services.move_session(self.session, SessionState.REPORTING, by=self.by)
        return self

    def hear_everybody(self) -> "Hall":
        self.begin_reports()
        while services.next_unit(self.session, by=self.by):
            pass
        return self

    def fill(self) -> "Hall":
        services.mark_all_present(self.session, by=self.by)
        return self


@pytest.fixture(autouse=True)
def in_chinese() -> Iterator[None]:
    """A page read in English leaves its language behind in the thread."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def hall(world: World) -> Hall:
    by = world.actor("secretariat")
    round_ = services.create_round(
        year=2026,
        half="first",
        title="2026年度·上半年",
        title_en="First half of 2026",
        held_at=clock.now() + timedelta(days=1),
        chair_name="办公厅负责人",
        venues=["机关礼堂", "华北分会场"],
        by=by,
    )
    return Hall(world, round_, by)
