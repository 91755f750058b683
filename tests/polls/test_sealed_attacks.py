"""What somebody on the inside tries with a sealed poll, and is refused."""

from typing import Any

import pytest
from django.test import Client

from ballotbox.keys import LockKey, new_lock_key, new_signing_key
from gongping.polls import services
from gongping.polls.exceptions import MoreBallotsThanCollected
from gongping.procedure import ballots
from gongping.roll.exceptions import NotCollectingNow
from gongping.roll.models import Ticket
from gongping.roll.selectors import entries_of
from gongping.roll.services import mark_slip_drawn
from tests.box.fixtures import BoxServer
from tests.polls.sealed import SealedSeason, begin_season
from tests.world import World


@pytest.fixture
def sealed(world: World, box_in_use: BoxServer, settings: Any, tmp_path: Any) -> Any:
    """A sealed poll that is planned; no scrutineer has handed in keys."""
    settings.ISSUER_DIR = tmp_path / "issuer"
    settings.BOARDS_DIR = tmp_path / "boards"
    return begin_season(world, box_in_use)


def _hand_in(season: SealedSeason, place: int, signing: str, **locks: LockKey) -> int:
    watch = season.watches[place]
    publics = {name[1:]: key.public.hex() for name, key in locks.items()}
    answer = watch.send(season, "keys", signing_key=signing, locks=publics)
    return answer.status_code


def test_a_lock_that_was_opened_in_another_poll_is_not_taken(
    sealed: SealedSeason,
) -> None:
    """Its key lies on an old board: whoever has that would open the new ballots."""
    sealed.key_up()
    old = sealed.watches[0].locks[2]
    ballots.void_poll(sealed.poll, "重来", by=sealed.secretariat)
    sealed.poll = services.create_poll(sealed.round, by=sealed.secretariat)
    ids = frozenset(sealed.world.users[watch.name].pk for watch in sealed.watches)
    sealed.plan(scrutineer_ids=ids)
    fresh = new_signing_key().public.hex()
    assert _hand_in(sealed, 0, fresh, _2=old) == 422
    assert _hand_in(sealed, 0, fresh, _2=new_lock_key()) == 204


def test_nobody_hands_in_a_key_that_is_there_already(sealed: SealedSeason) -> None:
    """The rules must name distinct keys; a copy would only fail at the freeze."""
    one = new_signing_key().public.hex()
    lock = new_lock_key()
    assert _hand_in(sealed, 0, one, _2=lock) == 204
    assert _hand_in(sealed, 1, one) == 422
    assert _hand_in(sealed, 1, new_signing_key().public.hex(), _1=lock) == 422
    assert _hand_in(sealed, 1, lock.public.hex()) == 422


def test_ballots_with_tickets_that_nobody_took_stop_the_head(
    sealed: SealedSeason,
) -> None:
    """Whoever reads the pool can cast; the roll does not know of it."""
    sealed.collecting()
    sealed.poll = ballots.open_casting(sealed.poll, by=sealed.secretariat)
    for voter in sealed.voters()[:20]:
        assert sealed.vote(voter) == 201
    stolen = Ticket.objects.filter(group__poll=sealed.poll).first()
    assert stolen is not None
    stuffed = sealed.seal(sealed.redeem(stolen.secret, stolen.group.position))
    assert sealed.send(stuffed).status_code == 201
    sealed.close()
    with pytest.raises(MoreBallotsThanCollected):
        ballots.sign_head(sealed.reloaded(), by=sealed.secretariat)
    assert not sealed.reloaded().head


def test_nobody_is_marked_once_the_head_is_signed(sealed: SealedSeason) -> None:
    """The head says how many drew a slip; the roll must go on saying the same."""
    sealed.collecting()
    sealed.poll = ballots.open_casting(sealed.poll, by=sealed.secretariat)
    for voter in sealed.voters()[:20]:
        assert sealed.vote(voter) == 201
    sealed.close()
    waited_its_turn = sealed.reloaded()
    sealed.headed()
    entry = entries_of(sealed.poll).filter(channel="").first()
    assert entry is not None
    for poll in (sealed.reloaded(), waited_its_turn):
        with pytest.raises(NotCollectingNow, match="板首"):
            mark_slip_drawn(poll, entry.key, by=sealed.secretariat)


def test_a_huge_request_to_the_issuer_gets_no_page_and_no_cookie(
    sealed: SealedSeason,
) -> None:
    sealed.collecting()
    answer: Any = Client().post(
        sealed.url("issue", "roll"), b"x" * 3_000_000, "application/json"
    )
    assert answer.status_code == 422
    assert answer["content-type"] == "application/json"
    assert not answer.cookies


def test_the_public_board_goes_out_in_few_pieces(sealed: SealedSeason) -> None:
    """Each piece that a slow reader has not taken holds up a thread of the site."""
    sealed.collecting()
    sealed.poll = ballots.open_casting(sealed.poll, by=sealed.secretariat)
    for voter in sealed.voters()[:20]:
        assert sealed.vote(voter) == 201
    sealed.close()
    sealed.headed()
    answer: Any = Client().get(sealed.url("board-public.jsonl"))
    pieces = list(answer.streaming_content)
    assert len(pieces) == 1
    assert pieces[0].count(b"\n") > 20
