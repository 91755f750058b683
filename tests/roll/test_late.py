"""The supplementary roll: late voters, confirmed by scrutineers, counted apart."""

from typing import TYPE_CHECKING, Any

import pytest

from ballotbox.lines import CountsLine, decode_line
from gongping.audit.models import Event
from gongping.organisation.models import Person
from gongping.procedure import ballots
from gongping.roll.models import LateVoter, RollEntry
from gongping.roll.selectors import count_by_group
from tests.box.fixtures import BoxServer, box_in_use, box_server
from tests.polls.sealed import SealedSeason, begin_season
from tests.world import build_world

if TYPE_CHECKING:
    from django.test import Client

__all__ = ["box_in_use", "box_server"]


@pytest.fixture
def late_person(db: None) -> Any:
    world = build_world()
    person = world.cadres[-1]
    Person.objects.filter(pk=person.pk).update(is_active=False)
    return world, person


@pytest.fixture
def sealed(
    late_person: Any, box_in_use: BoxServer, settings: Any, tmp_path: Any
) -> SealedSeason:
    """A sealed poll that is collected; one person came too late for its roll."""
    settings.ISSUER_DIR = tmp_path / "issuer"
    settings.BOARDS_DIR = tmp_path / "boards"
    world, person = late_person
    season = begin_season(world, box_in_use).collecting()
    Person.objects.filter(pk=person.pk).update(is_active=True)
    return season


def _add(season: SealedSeason, person: Person, reason: str = "当天调入") -> Any:
    office: Client = season.world.client("secretariat")
    sent = {"staff_no": person.staff_no, "position": 1, "reason": reason}
    return office.post(season.url("late", "roll"), sent)


def _confirm(season: SealedSeason, who: str) -> Any:
    late = LateVoter.objects.get()
    return season.world.client(who).post(season.url(f"late/{late.pk}", "roll"))


def test_a_late_voter_collects_once_two_scrutineers_have_confirmed(
    sealed: SealedSeason, late_person: Any
) -> None:
    _world, person = late_person
    assert _add(sealed, person).status_code == 302
    assert not RollEntry.objects.filter(person=person).exists()
    _confirm(sealed, "scrutineer")
    _confirm(sealed, "scrutineer")
    assert not RollEntry.objects.filter(person=person).exists()
    _confirm(sealed, "scrutineer2")
    entry = RollEntry.objects.get(person=person)
    assert entry.is_late
    assert sum(count.late for count in count_by_group(sealed.poll).values()) == 1


def test_late_voters_stand_apart_in_the_counts_under_the_head(
    sealed: SealedSeason, late_person: Any
) -> None:
    _world, person = late_person
    _add(sealed, person)
    _confirm(sealed, "scrutineer")
    _confirm(sealed, "scrutineer2")
    sealed.poll = ballots.open_casting(sealed.reloaded(), by=sealed.secretariat)
    for voter in sealed.voters()[-24:]:
        assert sealed.vote(voter) == 201
    sealed.close()
    result = sealed.headed().unseal()
    assert result is not None
    line = decode_line(sealed.reloaded().counts["counts"].encode(), 1)
    assert isinstance(line, CountsLine)
    assert sum(turnout.late for turnout in line.groups) == 1


def test_a_reason_is_asked_for_and_nothing_typed_is_lost(
    sealed: SealedSeason, late_person: Any
) -> None:
    _world, person = late_person
    answer = _add(sealed, person, reason=" ")
    assert answer.status_code == 422
    assert person.staff_no in answer.content.decode()
    assert not LateVoter.objects.exists()


def test_nobody_is_added_twice_and_nobody_who_is_not_a_cadre(
    sealed: SealedSeason, late_person: Any
) -> None:
    _world, person = late_person
    _add(sealed, person)
    again = _add(sealed, person)
    assert (again.status_code, LateVoter.objects.count()) == (422, 1)
    on_roll = sealed.world.heads[0]
    assert _add(sealed, on_roll).status_code == 422


def test_only_scrutineers_of_the_poll_confirm(
    sealed: SealedSeason, late_person: Any
) -> None:
    _world, person = late_person
    _add(sealed, person)
    for who in ("secretariat", "voter", "leader"):
        assert _confirm(sealed, who).status_code == 403
    assert Event.objects.filter(tag="roll:late:confirmed").count() == 0
