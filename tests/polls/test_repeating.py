"""A void poll is repeated in one step; the old one keeps its board and its rules."""

import pytest

from ballotbox.manifest import parse_manifest
from gongping.audit.models import Event
from gongping.polls import services
from gongping.polls.exceptions import PlanFixed
from gongping.polls.models import Poll
from gongping.polls.selectors import get_poll, plan_of
from gongping.procedure import ballots
from tests.box.fixtures import box_in_use, box_server
from tests.polls.sealed import SealedSeason, sealed

__all__ = ["box_in_use", "box_server", "sealed"]


@pytest.fixture
def void(sealed: SealedSeason) -> SealedSeason:
    """A poll with a co-signed head and too few ballots: nobody opens it."""
    sealed.collecting()
    sealed.poll = ballots.open_casting(sealed.poll, by=sealed.secretariat)
    assert sealed.vote(sealed.voters()[0]) == 201
    sealed.close()
    sealed.headed().attend("scrutineer", "scrutineer2")
    scrutineer = sealed.world.actor("scrutineer")
    assert ballots.unseal_poll(sealed.reloaded(), by=scrutineer) is None
    return sealed


def _repeat(season: SealedSeason) -> Poll:
    """Press the button on the desk; return the poll to which it leads."""
    browser = season.world.client("secretariat")
    desk = browser.get(season.url("desk")).content.decode()
    assert f'action="{season.url("repeat")}"' in desk
    answer = browser.post(season.url("repeat"))
    assert answer.status_code == 302
    new = Poll.objects.latest("pk")
    assert answer["Location"] == f"/polls/{new.code}/desk"
    return get_poll(new.code, season.secretariat)


def test_the_repetition_has_the_same_plan_and_nothing_secret(
    void: SealedSeason,
) -> None:
    old, new = void.reloaded(), _repeat(void)
    before, after = plan_of(old), plan_of(new)
    assert new.state == "draft"
    assert new.repeats == old
    assert (after.groups, after.criteria) == (before.groups, before.criteria)
    assert after.scrutineer_ids == before.scrutineer_ids
    assert after.threshold == before.threshold
    assert new.suite == old.suite
    for seat in new.scrutineers.all():
        assert (seat.signing_key, seat.rules_signature, seat.is_present) == (
            *("", ""),
            False,
        )
    assert not new.locks.exists()
    assert (new.manifest, new.head, new.counts) == ("", "", {})


def test_each_says_which_the_other_is(void: SealedSeason) -> None:
    new = _repeat(void)
    office = void.world.client("secretariat")
    assert f"/polls/{void.code}/rules" in office.get(f"/polls/{new.code}/desk").text
    desk = office.get(void.url("desk")).text
    assert f'href="/polls/{new.code}"' in desk
    assert void.url("repeat") not in desk
    voter = void.world.client("voter")
    assert new.code not in voter.get(void.url("rules")).text


def test_the_old_one_keeps_its_rules_and_its_board(void: SealedSeason) -> None:
    reader = void.world.client("voter")
    addresses = [void.url(v) for v in ("rules", "manifest.json", "board-public.jsonl")]
    addresses.append(f"/board/{void.code}")

    def read(address: str) -> bytes:
        answer = reader.get(address)
        assert answer.status_code == 200, address
        return b"".join(answer) if answer.streaming else answer.content

    before = [read(a) for a in addresses[1:3]]
    _repeat(void)
    assert [read(a) for a in addresses[1:3]] == before
    assert read(addresses[0])
    assert read(addresses[3])


def test_the_repetition_is_keyed_anew_and_goes_to_the_end(void: SealedSeason) -> None:
    void.poll = _repeat(void)
    void.collecting()
    void.poll = ballots.open_casting(void.poll, by=void.secretariat)
    for voter in void.voters():
        assert void.vote(voter) == 201
    void.close()
    assert void.headed().unseal() is not None


def test_it_is_repeated_once(void: SealedSeason) -> None:
    _repeat(void)
    with pytest.raises(PlanFixed, match="已经建了重投"):
        services.repeat_poll(void.reloaded(), by=void.secretariat)


def test_only_a_void_poll_is_repeated(sealed: SealedSeason) -> None:
    with pytest.raises(PlanFixed, match="不生效"):
        services.repeat_poll(sealed.poll, by=sealed.secretariat)


def test_a_third_time_is_counted_as_third(sealed: SealedSeason) -> None:
    for number in (2, 3):
        ballots.void_poll(sealed.reloaded(), "再来", by=sealed.secretariat)
        sealed.poll = _repeat(sealed)
        assert sealed.poll.title.endswith(f"（第 {number} 次）")
        assert sealed.poll.title.count("（") == 1


def test_a_rehearsal_is_repeated_as_a_rehearsal(sealed: SealedSeason) -> None:
    sealed.plan(is_rehearsal=True)
    ballots.void_poll(sealed.reloaded(), "再来", by=sealed.secretariat)
    sealed.poll = _repeat(sealed)
    assert sealed.poll.is_rehearsal
    sealed.key_up().freeze()
    rules = parse_manifest(sealed.reloaded().manifest, allow_weak=True)
    assert rules.is_rehearsal


def test_who_repeats_is_on_record(void: SealedSeason) -> None:
    new = _repeat(void)
    (event,) = Event.objects.filter(tag="polls:poll:repeated")
    assert event.subject_key == new.code
    assert event.detail == {"repeats": void.code}
