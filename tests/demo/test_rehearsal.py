"""A whole session is rehearsed: everybody invented does their part, at any speed."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gongping.comments.selectors import coverage
from gongping.demo import rehearsal
from gongping.demo.cast import Cast
from gongping.demo.keyring import key_up, sign_rules
from gongping.demo.rehearsal.company import Company
from gongping.demo.rehearsal.pace import Intentions, Pace, risen
from gongping.foundation import clock
from gongping.foundation.actors import Actor, Role
from gongping.meetings import services as hall
from gongping.meetings.selectors import get_session, progress_of
from gongping.meetings.states import Preset, SessionState
from gongping.polls import services as poll_services
from gongping.polls.models import Poll
from gongping.polls.selectors import get_poll, plan_of
from gongping.polls.states import PollState
from gongping.procedure import services as procedure
from gongping.results.selectors import get_result
from tests.box.fixtures import BoxServer, box_in_use, box_server
from tests.polls.conftest import world
from tests.polls.sealed import NAMES
from tests.world import World, give_account

__all__ = ["box_in_use", "box_server", "world"]

FAST = 100_000


@pytest.fixture
def company(
    world: World, box_in_use: BoxServer, settings: Any, tmp_path: Path
) -> Company:
    """A small ministry before its session, rules frozen and signed."""
    settings.ISSUER_DIR, settings.BOARDS_DIR = tmp_path / "issuer", tmp_path / "boards"
    settings.DATA_DIR, settings.IS_DEMO = tmp_path, True
    return gathered(world, Preset.PARTY_DUTY_REPORT_2019)


def gathered(world: World, preset: str) -> Company:
    by = world.actor("secretariat")
    world.users[NAMES[2]] = give_account(NAMES[2], None, Role.SCRUTINEER)
    round_ = hall.create_round(
        year=clock.today().year,
        half="first",
        title="演练",
        held_at=clock.now(),
        chair_name="办公厅负责人",
        venues=["机关礼堂"],
        preset=preset,
        by=by,
    )
    poll = poll_services.create_poll(round_, is_synthetic=True, by=by)
    seats = frozenset(world.users[name].pk for name in NAMES)
    poll_services.save_plan(poll, replace(plan_of(poll), scrutineer_ids=seats), by=by)
    scrutineers = tuple(world.actor(name) for name in NAMES)
    keepers = key_up(poll, scrutineers)
    procedure.freeze_poll(get_poll(poll.code, by), by=by)
    poll = get_poll(poll.code, by)
    sign_rules(poll, keepers)
    leaders = {
        leader.pk: Actor(
            leader.user_id, leader.name, frozenset({Role.LEADER}), leader.pk
        )
        for leader in world.leaders
    }
    cast = Cast(secretariat=by, scrutineers=scrutineers, leaders=leaders, heads={})
    return Company(cast, round_, poll, keepers)


def played(company: Company, kept: Collection[str] = ()) -> Counter[str]:
    return Counter(name for name, _said in rehearsal.play(company, Pace(FAST), kept))


def state_of(company: Company) -> tuple[str, Poll]:
    poll = get_poll(company.poll.code, company.cast.secretariat)
    return get_session(company.round.pk).state, poll


def test_a_session_that_nobody_runs_walks_from_sign_in_to_the_count(
    company: Company,
) -> None:
    done = played(company)
    state, poll = state_of(company)
    assert (state, poll.state) == (SessionState.CLOSED, PollState.UNSEALED)
    assert not coverage(company.round).missing
    assert done["comments"] == coverage(company.round).total == 12
    assert done["ballots"] == done["collected"] == 33
    received = get_result(poll.code, company.cast.secretariat).figures["groups"]
    assert sum(group["received"] for group in received) == done["ballots"]
    assert done["refused"] == 0
    # Six units, and each of their three steps is one press; the last is the end.
    assert done["pressed"] == 6 * 2 + 1


def test_a_seat_that_is_kept_is_left_to_whoever_sits_there(company: Company) -> None:
    by, session = company.cast.secretariat, get_session(company.round.pk)
    hours = Pace(FAST)
    done: list[tuple[str, str]] = []
    playing = rehearsal.play(company, hours, {"secretariat"})
    procedure.open_session(session, by=by)
    hall.mark_all_present(session, by=by)
    hall.move_session(session, SessionState.REPORTING, by=by)
    called = hall.advance(session, by=by)
    assert called is not None
    hall.advance(session, by=by)
    done.append(next(playing))
    assert done == [("comments", "")]
    commented = {p.unit.pk for p in coverage(company.round).pairs if p.is_signed}
    assert commented == {called.unit_id}
    assert progress_of(get_session(company.round.pk)).current is not None


def test_what_a_rehearsal_cannot_do_is_said_and_the_rest_goes_on(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = company.cast.secretariat
    procedure.open_session(get_session(company.round.pk), by=by)
    # Nobody was marked present: the operator's next steps go on without a quorum.
    monkeypatch.setattr(hall, "mark_all_present", lambda *_a, **_k: None)
    playing = rehearsal.play(company, Pace(FAST), ())
    said = next(sentence for name, sentence in playing if name == "refused")
    assert "到会不足" in said


def test_each_intention_comes_once_and_in_its_time() -> None:
    plans = Intentions()
    plans.intend("late", 20.0)
    plans.intend("early", 10.0)
    assert plans.due(5.0) == []
    assert plans.due(30.0) == ["early", "late"]
    plans.intend("early", 40.0)
    assert plans.due(50.0) == []


def test_a_stream_rises_evenly_to_all_and_not_beyond() -> None:
    assert [risen(now, 100, 60, 30) for now in (90, 100, 130, 160, 900)] == [
        *(0, 0, 15, 30, 30)
    ]
