"""A poll whose round has ended, that was begun by mistake, or that few took part in."""

from typing import Any

import pytest
from django.test import Client

from gongping.meetings.states import RoundState
from gongping.polls.models import Poll
from gongping.polls.states import PollState
from gongping.procedure import ballots
from gongping.procedure.exceptions import RoundIsOver
from tests.polls.sealed import SealedSeason

STEPS: list[Any] = [
    (ballots.freeze_poll, "draft"),
    (ballots.open_collecting, "freeze"),
    (ballots.open_casting, "collecting"),
]


def offered(client: Client) -> list[str]:
    """Return the rounds that a new poll may be set up for."""
    choices = client.get("/polls/new").context["form"].fields["round"].choices
    return [str(value) for value, _label in choices]


@pytest.mark.parametrize(("step", "until"), STEPS)
@pytest.mark.parametrize("state", [RoundState.CLOSED, RoundState.ARCHIVED])
def test_nobody_is_called_to_vote_after_the_session(
    season: SealedSeason, step: Any, until: str, state: str
) -> None:
    if until != "draft":
        getattr(season, until)()
    before = season.poll.state
    season.round.state = state
    season.round.save()
    season.reloaded()

    with pytest.raises(RoundIsOver, match="已经散会"):
        step(season.poll, by=season.secretariat)
    season.poll.refresh_from_db()
    assert season.poll.state == before


def test_a_round_that_is_over_takes_no_new_poll(season: SealedSeason) -> None:
    client = season.world.client("secretariat")
    assert offered(client) == [str(season.round.pk)]
    season.round.state = RoundState.ARCHIVED
    season.round.save()
    assert offered(client) == []


def test_a_poll_begun_by_mistake_can_be_given_up(season: SealedSeason) -> None:
    client = season.world.client("secretariat")
    desk = client.get(f"/polls/{season.code}/desk").content.decode()
    assert f"/polls/{season.code}/void" in desk

    page = client.post(
        f"/polls/{season.code}/void", {"reason": "建错了轮次。"}, follow=True
    )

    assert "已作废" in page.content.decode()
    assert "建错了轮次。" in page.content.decode()
    season.poll.refresh_from_db()
    assert season.poll.state == PollState.VOID


@pytest.mark.parametrize("state", [RoundState.CLOSED, RoundState.ARCHIVED])
def test_the_desk_says_beforehand_that_the_round_is_over(
    season: SealedSeason, state: str
) -> None:
    season.round.state = state
    season.round.save()
    desk = season.world.client("secretariat").get(season.url("desk")).content.decode()
    assert "这一轮已经散会" in desk
    assert f'href="{season.url("freeze")}"' not in desk


def test_the_void_page_says_why_it_is_too_late(season: SealedSeason) -> None:
    client = season.world.client("secretariat")
    said = {
        "casting": "开始投票以后，测评不能由秘书处作废",
        "closed": "开始投票以后，测评不能由秘书处作废",
        "unsealed": "已经启封并计票",
        "void": "已经不生效",
    }
    for state, sentence in said.items():
        Poll.objects.update(state=state)
        page = client.get(season.url("void")).content.decode()
        assert sentence in page
        assert 'name="reason"' not in page
        page = client.post(season.url("void"), {"reason": "建错了"}).content.decode()
        assert sentence in page


def test_what_was_never_frozen_is_shown_to_no_voter(season: SealedSeason) -> None:
    ballots.void_poll(season.poll, "建错了。", by=season.secretariat)

    voter = season.world.client("voter")
    assert season.code not in voter.get("/polls").content.decode()
    assert voter.get(f"/polls/{season.code}/rules").status_code == 404
    assert voter.get(f"/polls/{season.code}/manifest.json").status_code == 404


def test_before_the_close_the_desk_says_that_too_few_came_in(
    season: SealedSeason,
) -> None:
    season.casting()
    client = season.world.client("secretariat")

    desk = client.get(f"/polls/{season.code}/desk").content.decode()
    asked = client.get(f"/polls/{season.code}/step/close").content.decode()

    for text in (desk, asked):
        assert "现在收回不到 10 张" in text
        assert "现在截止就不到法定张数" in text


def test_a_scrutineer_finds_the_way_in_among_the_polls(season: SealedSeason) -> None:
    page = season.world.client("scrutineer").get("/polls").content.decode()

    assert f'href="/polls/{season.code}/scrutineers"' in page
