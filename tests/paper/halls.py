"""People who vote on paper, clerks who type their sheets, scrutineers who sign."""

from collections.abc import Sequence
from typing import Any

from django.test import Client

from ballotbox.paper import paper_message
from gongping.foundation.actors import Actor, Role
from gongping.paper.models import PaperPile
from gongping.polls.selectors import manifest_of
from gongping.procedure import ballots
from gongping.roll.models import RollEntry
from gongping.roll.services import mark_on_paper
from tests.polls.sealed import SealedSeason, Watch
from tests.world import give_account

SECOND_CLERK = "second_clerk"


def casting(season: SealedSeason, votes: int = 20) -> SealedSeason:
    """Open the casting, and let some vote by their devices."""
    season.collecting()
    season.poll = ballots.open_casting(season.poll, by=season.secretariat)
    for n, voter in enumerate(season.voters()[:votes]):
        assert season.vote(voter, grade=n % 3) == 201
    return season


def key_of(season: SealedSeason, voter: Actor) -> str:
    assert voter.person_id is not None
    return RollEntry.objects.get(poll=season.poll, person_id=voter.person_id).key


def give_paper(season: SealedSeason, people: int) -> None:
    """Mark the last people of the roll as on paper."""
    for voter in season.voters()[-people:]:
        mark_on_paper(season.poll, key_of(season, voter), by=season.secretariat)


def clerks(season: SealedSeason) -> tuple[Client, Client]:
    """Return two people of the secretariat at their own screens."""
    if SECOND_CLERK not in season.world.users:
        user = give_account(SECOND_CLERK, None, Role.SECRETARIAT)
        season.world.users[SECOND_CLERK] = user
    return season.world.client("secretariat"), season.world.client(SECOND_CLERK)


def sheet(season: SealedSeason, sign: str = "2", **other: str) -> list[str]:
    """Return the signs of a whole sheet; `other` by place, as `c3="x"`."""
    signs = [sign] * manifest_of(season.poll).cell_count
    for place, differs in other.items():
        signs[int(place[1:])] = differs
    return signs


def begin(season: SealedSeason, clerk: Client, group: int = 1) -> str:
    """Begin a pile; return its key."""
    answer = clerk.post(season.url("paper/begin"), {"group": group})
    assert answer.status_code == 302
    return str(answer["Location"]).rsplit("/", 1)[-1]


def take(season: SealedSeason, clerk: Client, pile: str) -> Any:
    return clerk.post(season.url(f"paper/piles/{pile}/take"))


def type_sheet(
    season: SealedSeason, clerk: Client, pile: str, place: int,
    signs: Sequence[str], **more: str,
) -> Any:  # fmt: skip
    content = {"sheet": place, "cell": list(signs), "do": "next", **more}
    return clerk.post(season.url(f"paper/piles/{pile}/keep"), content)


def type_pile(
    season: SealedSeason, clerk: Client, pile: str, sheets: Sequence[Sequence[str]]
) -> Any:
    """Type all sheets of a pile and say that it is done."""
    for place, signs in enumerate(sheets, 1):
        assert type_sheet(season, clerk, pile, place, signs).status_code == 302
    return clerk.post(season.url(f"paper/piles/{pile}/done"))


def enter_twice(
    season: SealedSeason,
    first: Sequence[Sequence[str]],
    second: Sequence[Sequence[str]] | None = None,
    group: int = 1,
) -> str:
    """Let two clerks type a pile; return its key."""
    one, two = clerks(season)
    pile = begin(season, one, group)
    type_pile(season, one, pile, first)
    assert take(season, two, pile).status_code == 302
    type_pile(season, two, pile, first if second is None else second)
    return pile


def seal(season: SealedSeason) -> Any:
    return season.world.client("secretariat").post(season.url("paper/seal"))


def sign(season: SealedSeason, watch: Watch) -> Any:
    """Let a scrutineer's program sign what the seat says is sealed."""
    digest = bytes.fromhex(watch.seat(season)["paper"])
    signature = watch.signing.sign(paper_message(digest)).hex()
    return watch.send(season, "paper", signature=signature)


def sealed_and_signed(season: SealedSeason) -> None:
    assert seal(season).status_code == 302
    assert not PaperPile.objects.exists()
    for watch in season.watches[:2]:
        assert sign(season, watch).status_code == 204
