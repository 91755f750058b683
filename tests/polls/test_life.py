"""From freeze to count, through a real box."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from gongping.audit.models import Event
from gongping.foundation.errors import DomainError, Invalid, Refused
from gongping.foundation.transitions import NotPossibleNow
from gongping.polls import services
from gongping.polls.exceptions import (
    BoxRefused,
    BoxUnreachable,
    MoreBallotsThanCollected,
    NotEnoughScrutineers,
    NotReady,
    NotYours,
    PlanFixed,
    UnitsStillReporting,
)
from gongping.polls.models import Poll
from gongping.polls.rules import GroupPlan
from gongping.polls.selectors import (
    get_public_poll,
    manifest_of,
    progress_of,
    rule_code,
    why_void,
)
from gongping.polls.states import PollState
from gongping.procedure import ballots
from gongping.results.models import Result
from gongping.roll.models import RollEntry, Ticket
from tests.box.fixtures import free_port
from tests.polls.sealed import NAMES, SealedSeason


def test_a_poll_runs_from_freeze_to_count(season: SealedSeason) -> None:
    result = season.closed(ballots_cast=20).headed().unseal()
    assert isinstance(result, Result)
    (group,) = result.figures["groups"]
    counts = [group[key] for key in ("entitled", "collected", "received", "valid")]
    assert counts == [33, 20, 20, 20]
    assert season.reloaded().state == PollState.UNSEALED


def test_the_freeze_fixes_rules_and_sizes(season: SealedSeason) -> None:
    season.freeze()
    manifest = manifest_of(season.poll)
    assert [unit.key for unit in manifest.units] == [u.pk for u in season.world.units]
    assert [group.size for group in manifest.groups] == [33]
    assert rule_code(season.poll) == manifest.rule_code
    assert season.poll.manifest_digest == manifest.digest.hex()
    with pytest.raises(PlanFixed):
        season.plan(title="别的名称")


def test_the_box_learns_no_names_and_no_tickets(season: SealedSeason) -> None:
    season.freeze()
    folder = season.box.store / season.code
    stored = b"".join(path.read_bytes() for path in folder.iterdir())
    for person in season.world.cadres:
        assert person.name.encode() not in stored
    for secret in Ticket.objects.values_list("secret", flat=True):
        assert secret.encode() not in stored
        assert bytes.fromhex(secret) not in stored


def test_a_plan_that_is_not_ready_is_not_frozen(season: SealedSeason) -> None:
    season.plan(scrutineer_ids=frozenset())
    with pytest.raises(NotReady, match="监票人"):
        ballots.freeze_poll(season.reloaded(), by=season.secretariat)
    assert not RollEntry.objects.exists()


def test_a_group_below_the_floor_cannot_be_frozen(season: SealedSeason) -> None:
    season.plan(groups=(GroupPlan("leaders", "部领导"), GroupPlan("cadres", "其他")))
    with pytest.raises(NotReady, match="不到 5 人"):
        season.freeze()


def test_a_silent_box_leaves_nothing_half_done(
    season: SealedSeason, settings: Any
) -> None:
    there = settings.BOX_URL
    settings.BOX_URL = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(BoxUnreachable, match="没有应答"):
        season.freeze()
    assert Poll.objects.get().state == PollState.DRAFT
    assert not RollEntry.objects.exists()
    settings.BOX_URL = there
    season.casting()
    settings.BOX_URL = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(BoxUnreachable):
        season.close()
    assert Poll.objects.get().state == PollState.CASTING
    assert Ticket.objects.exists()
    settings.BOX_URL = there
    season.close()


def test_a_box_that_lost_its_answer_may_be_asked_again(season: SealedSeason) -> None:
    season.freeze()
    Poll.objects.update(state=PollState.DRAFT)
    season.collecting()
    season.box.admin("POST", f"/{season.code}/cast-open")
    season.poll = ballots.open_casting(season.poll, by=season.secretariat)
    season.box.admin("POST", f"/{season.code}/close")
    season.close()
    assert season.poll.state == PollState.CLOSED


def test_another_secret_is_refused_with_a_sentence(
    season: SealedSeason, settings: Any, tmp_path: Path
) -> None:
    wrong = tmp_path / "secret"
    wrong.write_text("wrong")
    settings.BOX_SECRET_PATH = wrong
    with pytest.raises(BoxRefused, match="口令"):
        season.freeze()
    settings.BOX_SECRET_PATH = tmp_path / "absent"
    with pytest.raises(BoxUnreachable, match="口令文件"):
        season.freeze()


def test_a_box_without_the_poll_is_named(season: SealedSeason) -> None:
    season.collecting()
    Poll.objects.update(code="other")
    season.poll.refresh_from_db()
    with pytest.raises(BoxRefused, match="没有这次测评"):
        ballots.open_casting(season.poll, by=season.secretariat)


def test_a_box_that_has_gone_further_is_named(season: SealedSeason) -> None:
    season.casting()
    Poll.objects.update(state=PollState.DRAFT)
    with pytest.raises(BoxRefused, match="already_open"):
        season.freeze()


def test_closing_forgets_every_ticket(season: SealedSeason) -> None:
    season.closed(ballots_cast=6)
    assert not Ticket.objects.exists()
    assert not RollEntry.objects.exclude(held_ticket="").exists()
    assert season.poll.box_counts == {"1": {"spent": 6}}


def test_below_the_quorum_the_poll_is_void_and_nobody_sees_a_ballot(
    season: SealedSeason,
) -> None:
    season.closed(ballots_cast=10).headed()
    season.attend(*NAMES[:2])
    actor = season.world.actor("scrutineer2")
    assert ballots.unseal_poll(season.reloaded(), by=actor) is None
    poll = get_public_poll(season.code)
    assert poll.state == PollState.VOID
    assert why_void(poll) == "应参 33 人，收回 10 张，不到法定的 17 张。"
    assert not Result.objects.exists()


def test_unsealing_waits_for_enough_scrutineers(season: SealedSeason) -> None:
    season.closed(ballots_cast=20).headed()
    season.attend("scrutineer")
    with pytest.raises(NotEnoughScrutineers, match="现在到场 1 名"):
        ballots.unseal_poll(season.reloaded(), by=season.world.actor("scrutineer"))
    season.attend("scrutineer", "scrutineer2")
    assert Event.objects.filter(tag="polls:scrutineer:present").count() == 2


def test_nobody_else_takes_part_in_unsealing(season: SealedSeason) -> None:
    season.closed(ballots_cast=20).headed().opened()
    for who in ("secretariat", "system_admin", "leader", "unit"):
        actor = season.world.actor(who)
        with pytest.raises(NotYours):
            ballots.unseal_poll(season.reloaded(), by=actor)
        with pytest.raises(NotYours):
            services.mark_present(season.poll, by=actor)


def test_scrutineers_come_only_after_close(season: SealedSeason) -> None:
    season.casting()
    with pytest.raises(PlanFixed, match="截止之后"):
        season.attend("scrutineer")


def test_more_ballots_than_collected_stop_the_head(season: SealedSeason) -> None:
    season.closed(ballots_cast=20)
    entry = RollEntry.objects.exclude(channel="").first()
    assert entry is not None
    entry.channel = ""
    entry.save()
    desk = season.world.client("secretariat").get(season.url("desk"))
    assert "在名册上补登抽走的票条" in desk.content.decode()
    group = entry.group.name
    with pytest.raises(MoreBallotsThanCollected, match=f"“{group}”收回 20 张"):
        season.headed()
    assert not season.reloaded().head


def test_a_poll_may_be_given_up_before_casting(season: SealedSeason) -> None:
    season.collecting()
    with pytest.raises(Invalid, match="为什么作废"):
        ballots.void_poll(season.poll, " ", by=season.secretariat)
    poll = ballots.void_poll(season.poll, "名册有误", by=season.secretariat)
    assert (poll.state, poll.void_reason) == (PollState.VOID, "名册有误")
    assert not Ticket.objects.exists()
    status = season.box.admin("GET", f"/{season.code}").json()
    assert status["state"] == "closed"


def test_a_poll_is_not_given_up_once_casting_began(season: SealedSeason) -> None:
    season.casting()
    with pytest.raises(PlanFixed, match="不能由秘书处作废"):
        ballots.void_poll(season.poll, "后悔", by=season.secretariat)
    assert Ticket.objects.exists()


def test_steps_cannot_be_skipped(season: SealedSeason) -> None:
    for act in (ballots.open_collecting, ballots.open_casting, ballots.close_poll):
        with pytest.raises(NotPossibleNow):
            act(season.poll, by=season.secretariat)


def test_only_the_secretariat_leads_a_poll(season: SealedSeason) -> None:
    season.freeze().sign_rules()
    season.reloaded()
    for who in ("voter", "leader", "scrutineer", "system_admin"):
        actor = season.world.actor(who)
        for act in (ballots.freeze_poll, ballots.open_collecting, ballots.open_casting):
            with pytest.raises(Refused):
                act(season.poll, by=actor)
        with pytest.raises(DomainError):
            ballots.void_poll(season.poll, "x", by=actor)


def test_casting_waits_for_the_last_report(season: SealedSeason) -> None:
    from gongping.foundation import clock
    from gongping.meetings.models import AgendaItem, ReviewSession
    from gongping.meetings.states import AgendaState

    session = ReviewSession.objects.create(
        round=season.round, held_at=clock.now(), chair_name="部长"
    )
    season.collecting()
    for position, unit in enumerate(season.world.units, 1):
        AgendaItem.objects.create(session=session, unit=unit, position=position)
    season.reloaded()
    with pytest.raises(UnitsStillReporting, match="还有 6 个单位"):
        ballots.open_casting(season.poll, by=season.secretariat)
    AgendaItem.objects.update(state=AgendaState.REPORTED)
    ballots.open_casting(season.reloaded(), by=season.secretariat)


# --- What may be seen on the way ------------------------------------------------


def test_while_casting_only_tens_are_shown(season: SealedSeason) -> None:
    season.casting()
    sizes = {1: 33}
    for voter in season.voters()[:19]:
        season.vote(voter)
    progress = progress_of(season.reloaded(), sizes)
    assert (progress.cast_in_tens, progress.received) == (10, None)
    season.vote(season.voters()[19])
    assert progress_of(season.poll, sizes).cast_in_tens == 10
    cache.clear()
    assert progress_of(season.poll, sizes).cast_in_tens == 20


def test_a_silent_box_is_no_error_for_who_only_looks(
    season: SealedSeason, settings: Any
) -> None:
    season.casting()
    settings.BOX_URL = f"http://127.0.0.1:{free_port()}"
    assert progress_of(season.reloaded(), {1: 33}).cast_in_tens is None


def test_groups_below_k_are_withheld_after_close(season: SealedSeason) -> None:
    season.closed(ballots_cast=9)
    (group,) = progress_of(season.reloaded(), {1: 33}).groups
    assert group.received is None


def test_every_step_is_on_record_without_a_ballot(season: SealedSeason) -> None:
    season.closed(ballots_cast=12)
    tags = list(Event.objects.order_by("position").values_list("tag", flat=True))
    assert [tag for tag in tags if tag.startswith("polls:poll:")] == [
        "polls:poll:created",
        "polls:poll:planned",
        "polls:poll:frozen",
        "polls:poll:collecting_opened",
        "polls:poll:casting_opened",
        "polls:poll:closed",
    ]
    assert tags.count("roll:collected:listed") == 1
