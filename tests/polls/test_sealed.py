"""A sealed poll from keys to count, through real doors and a real box."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from ballotbox import client
from ballotbox.board_file import public_part
from ballotbox.messages import parse_issue_request
from ballotbox.verify import Given, verify
from gongping.foundation.errors import DomainError
from gongping.polls import selectors
from gongping.polls.exceptions import (
    BoardNotAsClosed,
    BoxUnreachable,
    LocksShut,
    NotEnoughScrutineers,
    NotReady,
    PlanFixed,
    RulesNotSigned,
)
from gongping.polls.selectors import manifest_of, plan_of
from gongping.polls.states import PollState
from gongping.procedure import ballots
from gongping.roll.models import Right
from gongping.roll.services import open_undrawn_slips, print_slips, take_ticket
from tests.polls.sealed import SealedSeason


def _closed(season: SealedSeason, votes: int = 24) -> SealedSeason:
    season.collecting()
    season.poll = ballots.open_casting(season.poll, by=season.secretariat)
    for n, voter in enumerate(season.voters()[:votes]):
        assert season.vote(voter, grade=n % 3) == 201
    season.close()
    return season


def test_a_sealed_poll_is_counted_from_its_own_board_file(sealed: SealedSeason) -> None:
    result = _closed(sealed).headed().unseal()
    assert result.board_digest == sealed.poll.board_digest
    path = selectors.board_path(sealed.poll)
    with path.open("rb") as whole:
        report = verify(Given(whole), allow_weak=True)
    assert report.tally is not None
    assert sum(group.received for group in report.tally.groups) == 24
    assert sum(group["received"] for group in result.figures["groups"]) == 24


def test_the_public_part_can_be_verified_without_the_contents(
    sealed: SealedSeason,
) -> None:
    _closed(sealed).headed()
    lines = list(selectors.public_board(sealed.reloaded()))
    assert verify(Given(lines), allow_weak=True).tally is None
    sealed.unseal()
    with selectors.board_path(sealed.poll).open("rb") as whole:
        assert list(public_part(whole)) == lines


def test_it_is_not_frozen_before_every_key_and_lock_is_there(
    sealed: SealedSeason,
) -> None:
    with pytest.raises(NotReady, match="公钥"):
        ballots.freeze_poll(sealed.reloaded(), by=sealed.secretariat)
    sealed.key_up().freeze()
    assert sealed.poll.state == PollState.FROZEN


def test_collecting_waits_for_every_signature_under_the_rules(
    sealed: SealedSeason,
) -> None:
    sealed.key_up().freeze()
    with pytest.raises(RulesNotSigned):
        ballots.open_collecting(sealed.reloaded(), by=sealed.secretariat)


def test_a_signature_of_another_key_is_refused(sealed: SealedSeason) -> None:
    sealed.key_up().freeze()
    one, two = sealed.watches[:2]
    foreign = two.signing.sign(b"anything").hex()
    assert one.send(sealed, "rules", signature=foreign).status_code == 422


def test_a_lock_is_made_once(sealed: SealedSeason) -> None:
    sealed.key_up()
    watch = sealed.watches[0]
    number = min(watch.locks)
    other = watch.signing.public.hex()
    answer = watch.send(sealed, "keys", signing_key=other, locks={number: other})
    assert answer.status_code == 409


def test_the_same_request_gets_the_same_token_and_another_none(
    sealed: SealedSeason,
) -> None:
    sealed.collecting()
    held = take_ticket(sealed.poll, by=sealed.voters()[0])
    rules = manifest_of(sealed.poll)
    first, other = (
        client.start_collecting(rules, held.group, held.ticket).requests[0]
        for _ in range(2)
    )
    answers = [sealed.ask_issuer(first.text) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert sealed.ask_issuer(other.text).status_code == 409
    assert Right.objects.exclude(blinded="").count() == 1
    assert parse_issue_request(first.text).blinded.hex() == (
        Right.objects.exclude(blinded="").get().blinded
    )


def test_the_issuer_sets_no_cookie_and_asks_no_name(sealed: SealedSeason) -> None:
    sealed.collecting()
    answer = Client().post(
        sealed.url("issue", "roll"), "{}", "application/json", HTTP_ACCEPT="text/plain"
    )
    assert answer.status_code == 422
    assert not answer.cookies


def test_no_token_can_be_signed_after_the_close(
    sealed: SealedSeason, settings: Any
) -> None:
    sealed.collecting()
    held = take_ticket(sealed.poll, by=sealed.voters()[0])
    state = client.start_collecting(manifest_of(sealed.poll), held.group, held.ticket)
    sealed.poll = ballots.open_casting(sealed.poll, by=sealed.secretariat)
    sealed.close()
    assert not (settings.ISSUER_DIR / sealed.code).exists()
    assert sealed.ask_issuer(state.requests[0].text).status_code == 409
    assert not Right.objects.exclude(blinded="").exists()


def test_no_lock_is_taken_before_enough_are_present_and_have_signed(
    sealed: SealedSeason,
) -> None:
    _closed(sealed)
    assert sealed.release(sealed.watches[0]).status_code == 409
    sealed.headed()
    assert sealed.release(sealed.watches[0]).status_code == 409
    sealed.attend("scrutineer")
    assert sealed.release(sealed.watches[0]).status_code == 409


def test_one_scrutineer_alone_cannot_open_the_poll(sealed: SealedSeason) -> None:
    _closed(sealed).headed()
    sealed.attend("scrutineer", "scrutineer2")
    assert sealed.release(sealed.watches[0]).status_code == 204
    with pytest.raises(LocksShut):
        ballots.unseal_poll(sealed.reloaded(), by=sealed.world.actor("scrutineer"))


def test_a_key_that_does_not_fit_its_lock_is_refused(sealed: SealedSeason) -> None:
    _closed(sealed).headed()
    sealed.attend("scrutineer", "scrutineer2")
    watch = sealed.watches[0]
    keys = {n: watch.signing.encode().hex() for n in watch.locks}
    assert watch.send(sealed, "locks", keys=keys).status_code == 422


def test_a_board_that_was_changed_in_the_box_is_not_opened(
    sealed: SealedSeason,
) -> None:
    _closed(sealed).headed()
    stored = sealed.box.store / sealed.code / "ballots.jsonl"
    lines = stored.read_bytes().splitlines(keepends=True)
    stored.write_bytes(b"".join(lines[1:]))
    with pytest.raises(BoardNotAsClosed):
        sealed.unseal()
    assert not selectors.board_path(sealed.poll).exists()


def test_a_slip_that_nobody_drew_and_was_redeemed_stops_the_head(
    sealed: SealedSeason,
) -> None:
    slips = _with_slips(sealed, 2)
    sealed.redeem(slips[0], 1)
    sealed.close()
    sealed.attend("scrutineer", "scrutineer2")
    opened = open_undrawn_slips(sealed.reloaded(), slips[1:], by=sealed.secretariat)
    assert opened == 1
    with pytest.raises(DomainError, match="冒领"):
        open_undrawn_slips(sealed.reloaded(), slips[:1], by=sealed.secretariat)


def test_the_board_files_go_to_those_for_whom_they_are(sealed: SealedSeason) -> None:
    anybody = Client()
    _closed(sealed)
    assert anybody.get(sealed.url("board-public.jsonl")).status_code == 404
    sealed.headed().unseal()
    public: Any = anybody.get(sealed.url("board-public.jsonl"))
    lines = b"".join(public.streaming_content).splitlines(keepends=True)
    assert verify(Given(lines), allow_weak=True).head is not None
    watch, office = sealed.watches[0].browser, sealed.world.client("secretariat")
    assert office.get(sealed.url("board.jsonl")).status_code == 403
    answer: Any = watch.get(sealed.url("board.jsonl"))
    whole = b"".join(answer.streaming_content).splitlines(keepends=True)
    assert verify(Given(whole), allow_weak=True).tally is not None
    page = watch.get(sealed.url("scrutineers")).content.decode()
    assert "board-public.jsonl" in page
    assert "/board.jsonl" in page


def test_who_presses_freeze_twice_does_not_make_the_keys_again(
    sealed: SealedSeason,
) -> None:
    sealed.key_up()
    second_press = sealed.reloaded()
    sealed.freeze()
    with pytest.raises(PlanFixed):
        ballots.freeze_poll(second_press, by=sealed.secretariat)
    sealed.sign_rules()
    sealed.poll = ballots.open_collecting(sealed.reloaded(), by=sealed.secretariat)
    assert sealed.collect(sealed.voters()[0]).tokens


def test_a_box_that_does_not_close_leaves_collecting_as_it_was(
    sealed: SealedSeason, settings: Any
) -> None:
    sealed.collecting()
    sealed.poll = ballots.open_casting(sealed.poll, by=sealed.secretariat)
    settings.BOX_URL = "http://127.0.0.1:9"
    with pytest.raises(BoxUnreachable):
        sealed.close()
    sealed.poll = sealed.reloaded()
    assert sealed.poll.state == PollState.CASTING
    assert sealed.collect(sealed.voters()[0]).tokens


def test_a_void_poll_leaves_no_key_to_sign_with(
    sealed: SealedSeason, settings: Any
) -> None:
    sealed.collecting()
    assert (settings.ISSUER_DIR / sealed.code).exists()
    ballots.void_poll(sealed.reloaded(), "重来", by=sealed.secretariat)
    assert not (settings.ISSUER_DIR / sealed.code).exists()


def _with_slips(season: SealedSeason, number: int) -> list[str]:
    """Bring a poll with slips in its first group to casting; return the slips."""
    groups = plan_of(season.poll).groups
    season.plan(groups=(replace(groups[0], slip_count=number), *groups[1:]))
    season.key_up().freeze()
    slips = print_slips(season.poll, 1, by=season.secretariat)
    season.sign_rules()
    season.poll = ballots.open_collecting(season.reloaded(), by=season.secretariat)
    season.poll = ballots.open_casting(season.reloaded(), by=season.secretariat)
    return slips


def test_below_the_quorum_no_lock_is_taken_and_the_poll_is_void(
    sealed: SealedSeason,
) -> None:
    _closed(sealed, votes=2).headed()
    sealed.attend("scrutineer", "scrutineer2")
    assert sealed.release(sealed.watches[0]).status_code == 409
    assert (
        ballots.unseal_poll(sealed.reloaded(), by=sealed.world.actor("scrutineer"))
        is None
    )
    assert sealed.reloaded().state == PollState.VOID
    assert not sealed.poll.locks.exclude(released_key="").exists()


def test_a_poll_is_not_found_too_small_before_its_head_is_cosigned(
    sealed: SealedSeason,
) -> None:
    _closed(sealed, votes=2)
    sealed.attend("scrutineer", "scrutineer2")
    with pytest.raises(NotEnoughScrutineers):
        ballots.unseal_poll(sealed.reloaded(), by=sealed.world.actor("scrutineer"))


def test_the_office_has_the_same_names_in_the_rules_whoever_freezes(
    sealed: SealedSeason,
) -> None:
    with translation.override("en"):
        sealed.key_up().freeze()
    office = manifest_of(sealed.reloaded()).seal.issuers[0]
    assert (office.name, office.name_en) == (
        "示范资源部",
        "Ministry of Model Resources",
    )
