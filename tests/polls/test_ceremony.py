"""What the site takes, and refuses, of the ceremony before the freeze."""

import json
from typing import Any

import pytest

from ballotbox.keys import new_lock_key
from gongping.polls import selectors, services
from gongping.polls.exceptions import NotReady, PlanFixed
from gongping.polls.models import Handover, Lock
from gongping.workbench.gathering import of_scrutineer
from tests.polls.sealed import SealedSeason, Watch

# As long as one private key sealed to a holder, and nothing that opens.
SEALED = "ab" * 113


def hand_over(
    season: SealedSeason, watch: Watch, number: int, to: int, sealed: str = SEALED
) -> int:
    content = {"number": number, "sealed": {to: sealed}}
    return watch.send(season, "handover", **content).status_code


def facts(season: SealedSeason, watch: Watch) -> dict[str, Any]:
    return dict(json.loads(watch.browser.get(season.url("scrutineers/facts")).content))


def test_a_poll_is_not_frozen_before_everybody_has_tried_their_locks(
    sealed: SealedSeason,
) -> None:
    sealed.key_up()
    seat = sealed.poll.scrutineers.all()[1]
    type(seat).objects.filter(pk=seat.pk).update(tried_locks="")
    sealed.reloaded()
    with pytest.raises(NotReady, match="还没有试启"):
        sealed.freeze()


def test_a_trial_is_stale_when_a_key_changed_since(sealed: SealedSeason) -> None:
    sealed.key_up()
    watch = sealed.watches[0]
    assert facts(sealed, watch)["people"][0]["tried"]
    other = new_lock_key().public.hex()
    watch.send(sealed, "keys", signing_key=other, locks={})
    assert not facts(sealed, watch)["people"][0]["tried"]


def test_a_wrong_answer_to_the_trial_is_no_trial(sealed: SealedSeason) -> None:
    sealed.key_up()
    watch = sealed.watches[0]
    offered = json.loads(watch.browser.get(sealed.url("scrutineers/trial")).content)
    wrong = dict.fromkeys(offered["sealed"], "00" * 32)
    challenge = offered["challenge"]
    for answers, told in ((wrong, challenge), ({}, challenge), (wrong, "nonsense")):
        answer = watch.send(sealed, "tried", challenge=told, answers=answers)
        assert answer.status_code == 422


def test_the_trial_of_one_does_not_do_for_another(sealed: SealedSeason) -> None:
    sealed.key_up()
    one, two = sealed.watches[:2]
    offered = json.loads(one.browser.get(sealed.url("scrutineers/trial")).content)
    answer = two.send(sealed, "tried", challenge=offered["challenge"], answers={})
    assert answer.status_code == 422


def test_a_lock_goes_from_a_holder_to_a_holder_and_to_nobody_else(
    sealed: SealedSeason,
) -> None:
    first, second, third = sealed.watches
    # With 2 of 3 the first lacks lock 1, the second lock 2, the third lock 3.
    assert hand_over(sealed, first, 3, to=2) == 204
    assert facts(sealed, second)["handovers"] == {"3": SEALED}
    assert facts(sealed, third)["handovers"] == {}
    assert hand_over(sealed, first, 3, to=3) == 409
    assert hand_over(sealed, first, 1, to=2) == 409
    assert hand_over(sealed, first, 3, to=9) == 409
    assert hand_over(sealed, first, 3, to=2, sealed="ab") == 422


def test_another_holder_never_overwrites_what_the_maker_handed_over(
    sealed: SealedSeason,
) -> None:
    # Lock 3 is held by the first and the second, and made by the first.
    assert hand_over(sealed, sealed.watches[0], 3, to=2) == 204
    assert hand_over(sealed, sealed.watches[1], 3, to=1) == 409
    assert hand_over(sealed, sealed.watches[1], 3, to=2, sealed="cd" * 113) == 409
    assert facts(sealed, sealed.watches[1])["handovers"] == {"3": SEALED}
    assert facts(sealed, sealed.watches[0])["handovers"] == {}


def test_what_was_handed_over_is_forgotten_once_it_has_arrived(
    sealed: SealedSeason,
) -> None:
    hand_over(sealed, sealed.watches[0], 3, to=2)
    assert Handover.objects.count() == 1
    sealed.key_up()
    assert not Handover.objects.exists()


def test_another_receiving_key_makes_what_was_sealed_to_the_old_one_useless(
    sealed: SealedSeason,
) -> None:
    hand_over(sealed, sealed.watches[0], 3, to=2)
    key = new_lock_key().public.hex()
    watch = sealed.watches[1]
    assert watch.send(sealed, "holder", holder_key=key).status_code == 204
    assert not Handover.objects.exists()
    assert watch.send(sealed, "holder", holder_key="04" * 65).status_code == 422


def test_beginning_again_forgets_every_key_and_ends_with_the_freeze(
    sealed: SealedSeason,
) -> None:
    sealed.key_up()
    watch, office = sealed.watches[0].browser, sealed.world.client("secretariat")
    assert "从头再做" in watch.get(sealed.url("scrutineers/again")).content.decode()
    assert office.post(sealed.url("scrutineers/again")).status_code == 302
    assert not Lock.objects.exists()
    assert not sealed.reloaded().scrutineers.exclude(signing_key="").exists()
    sealed.key_up().freeze()
    with pytest.raises(PlanFixed):
        services.begin_again(sealed.reloaded(), by=sealed.secretariat)


def test_secretariat_and_work_list_are_told_for_whom_the_poll_waits(
    sealed: SealedSeason,
) -> None:
    actor = sealed.world.actor("scrutineer")
    office = sealed.world.client("secretariat")

    def note() -> str:
        return office.get(sealed.url("desk")).content.decode()

    def todo() -> list[str]:
        return [entry.url for entry in of_scrutineer(actor, sealed.round)]

    place = sealed.url("scrutineers/desk")
    assert "做好钥匙并试启" in note()
    assert todo() == [place]
    sealed.key_up()
    assert "做好钥匙并试启" not in note()
    assert todo() == []
    sealed.freeze()
    assert "签规则书，才能开始领票" in note()
    assert todo() == [place]
    sealed.sign_rules()
    assert todo() == []


def test_the_desk_costs_as_much_for_five_as_for_three(
    sealed: SealedSeason, django_assert_num_queries: Any
) -> None:
    sealed.key_up()
    actor = sealed.world.actor("scrutineer")
    poll = selectors.get_poll(sealed.code, actor)
    with django_assert_num_queries(3):
        selectors.desk_facts(poll, actor)
    with django_assert_num_queries(0):
        selectors.seats_progress(poll)
        selectors.ceremony_note(poll)


def test_only_a_scrutineer_of_the_poll_has_its_desk(sealed: SealedSeason) -> None:
    watch = sealed.watches[0].browser
    assert watch.get(sealed.url("scrutineers/desk")).status_code == 200
    for name in ("secretariat", "voter"):
        other = sealed.world.client(name)
        assert other.get(sealed.url("scrutineers/desk")).status_code == 403
        assert other.get(sealed.url("scrutineers/facts")).status_code == 403


def test_the_board_is_shown_to_scrutineers_from_the_head_on_and_to_others_later(
    sealed: SealedSeason,
) -> None:
    sealed.key_up().freeze()
    watch = sealed.watches[0].browser
    assert watch.get(sealed.url("scrutineers/board")).status_code == 409
