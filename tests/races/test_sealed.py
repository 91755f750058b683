"""A sealed poll under several hands: each right is used once, each lock made once."""

from ballotbox import client
from ballotbox.keys import new_lock_key
from gongping.organisation.models import Person
from gongping.polls.exceptions import LockTaken, PlanFixed
from gongping.polls.models import Lock, Poll
from gongping.polls.selectors import manifest_of
from gongping.polls.services import hand_in_keys
from gongping.polls.states import PollState
from gongping.procedure import ballots
from gongping.roll.exceptions import AlreadyCollected
from gongping.roll.models import LateVoter, Right, RollEntry
from gongping.roll.services import (
    add_late_voter,
    confirm_late_voter,
    issue,
    take_ticket,
)
from tests.polls.sealed import NAMES, SealedSeason, sealed
from tests.races.conftest import at_once, refused

__all__ = ["sealed"]


def test_of_many_requests_with_one_ticket_one_is_signed(sealed: SealedSeason) -> None:
    sealed.collecting()
    held = take_ticket(sealed.poll, by=sealed.voters()[0])
    rules = manifest_of(sealed.poll)
    asked = [
        client.start_collecting(rules, held.group, held.ticket).requests[0].blinded
        for _ in range(6)
    ]
    answers = at_once(
        *[lambda b=b: issue(sealed.poll, held.group, held.ticket, b) for b in asked]
    )
    assert refused(answers) == [AlreadyCollected] * 5
    (signed,) = [n for n, answer in enumerate(answers) if isinstance(answer, bytes)]
    right = Right.objects.exclude(blinded="").get()
    assert right.blinded == asked[signed].hex()


def test_one_request_sent_twice_gets_one_answer(sealed: SealedSeason) -> None:
    sealed.collecting()
    held = take_ticket(sealed.poll, by=sealed.voters()[0])
    state = client.start_collecting(manifest_of(sealed.poll), held.group, held.ticket)
    blinded = state.requests[0].blinded
    one, two = at_once(
        *[lambda: issue(sealed.poll, held.group, held.ticket, blinded)] * 2
    )
    assert isinstance(one, bytes)
    assert one == two


def test_a_lock_that_two_make_at_once_is_that_of_one(sealed: SealedSeason) -> None:
    watches = sealed.watches[:2]
    (shared,) = set.intersection(*[set(w.seat(sealed)["locks"]) for w in watches])
    keys = [new_lock_key().public.hex() for _ in watches]
    answers = at_once(
        *[
            lambda watch=watch, key=key: hand_in_keys(
                sealed.poll,
                watch.signing.public.hex(),
                {shared: key},
                by=sealed.world.actor(watch.name),
            )
            for watch, key in zip(watches, keys, strict=True)
        ]
    )
    assert refused(answers) == [LockTaken]
    assert Lock.objects.get().public_key in keys


def test_a_late_voter_whom_two_confirm_at_once_enters_once(
    sealed: SealedSeason,
) -> None:
    person = Person.objects.filter(pk=sealed.world.cadres[-1].pk)
    person.update(is_active=False)
    sealed.collecting()
    person.update(is_active=True)
    number = person.get().staff_no
    late = add_late_voter(sealed.poll, number, 1, "新调入", by=sealed.secretariat)
    answers = at_once(
        *[
            lambda name=name: confirm_late_voter(
                sealed.poll, late.pk, by=sealed.world.actor(name)
            )
            for name in NAMES[:2]
        ]
    )
    assert refused(answers) == []
    assert LateVoter.objects.get().is_entered
    assert RollEntry.objects.filter(poll=sealed.poll, is_late=True).count() == 1


def test_of_two_who_freeze_at_once_one_does_and_its_keys_serve(
    sealed: SealedSeason,
) -> None:
    sealed.key_up()
    plans = [sealed.reloaded() for _ in range(2)]
    answers = at_once(
        *[lambda p=p: ballots.freeze_poll(p, by=sealed.secretariat) for p in plans]
    )
    assert refused(answers) == [PlanFixed]
    sealed.poll = Poll.objects.get()
    assert sealed.poll.state == PollState.FROZEN
    sealed.sign_rules()
    sealed.poll = ballots.open_collecting(sealed.reloaded(), by=sealed.secretariat)
    assert sealed.collect(sealed.voters()[0]).tokens
