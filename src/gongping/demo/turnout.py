"""The invented voters casting: last half-year's, and today's when a visitor asks."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from ballotbox import client
from ballotbox.cells import encode_cells
from ballotbox.messages import IssueReply, parse_issue_request
from gongping.demo.ballots import Grades, invented_grades
from gongping.demo.cast import STARS
from gongping.foundation.actors import Actor, Role
from gongping.foundation.errors import DomainError
from gongping.organisation.selectors import list_eligible_voters
from gongping.polls import selectors as polls
from gongping.polls.states import PollState
from gongping.roll import services as roll
from gongping.roll.selectors import entries_of

if TYPE_CHECKING:
    from gongping.organisation.models import Person
    from gongping.polls.models import Poll

ABSENT_VOTERS: Final = 21
AT_ONCE: Final = 8
"""How many cast at the same moment: the box writes what comes together together."""


class NothingToPlay(DomainError):
    """Nobody of the demo can vote in this poll now."""


def cast_all(poll: "Poll") -> int:
    """Let everybody who is there collect and cast; return how many did."""
    people = list_eligible_voters()
    every = len(people) // ABSENT_VOTERS
    return _cast(poll, [p for n, p in enumerate(people) if n % every])


def cast_the_rest(poll: "Poll") -> int:
    """Let whoever has not collected do so and cast, but nobody a visitor may become.

    A visitor may become one of the demo's people, or draw a slip: of each group as
    many are kept back as it has slips, or nobody would be left to mark as having drawn.
    Raises `NothingToPlay` unless this is a poll of the demo that is being cast.
    """
    if not poll.is_synthetic or poll.state != PollState.CASTING:
        raise NothingToPlay(_("演示的人只在演示测评开始投票以后投票。"))
    waiting = [
        person
        for group in poll.groups.all()
        for person in _waiting(poll, group.pk)[group.slip_count :]
    ]
    return _cast(poll, waiting)


def _waiting(poll: "Poll", group: int) -> list["Person"]:
    entries = entries_of(poll).filter(group=group, channel="")
    entries = entries.exclude(person__staff_no__in=STARS.values())
    return [entry.person for entry in entries]


def as_voter(person: "Person") -> Actor:
    """Return somebody as the voter that they are."""
    return Actor(
        user_id=person.user_id,
        name=person.name,
        person_id=person.pk,
        roles=frozenset({Role.VOTER}),
    )


def collect(poll: "Poll", person: "Person") -> client.Collected | None:
    """Let somebody take a ticket and redeem it; nothing if there is none for them."""
    try:
        held = roll.take_ticket(poll, by=as_voter(person))
    except DomainError:
        return None
    manifest = polls.manifest_of(poll)
    state = client.start_collecting(manifest, held.group, held.ticket)
    asked = parse_issue_request(state.requests[0].text)
    signature = roll.issue(poll, held.group, held.ticket, asked.blinded)
    roll.forget_redeemed(poll, held.ticket)
    return client.finish_collecting(manifest, state, [IssueReply(signature)])


def _cast(poll: "Poll", people: Sequence["Person"]) -> int:
    tokens = [held for person in people if (held := collect(poll, person))]
    cast(poll, tokens, invented_marks(poll, len(tokens)))
    return len(tokens)


def invented_marks(poll: "Poll", voters: int) -> Grades:
    """Return what so many invented voters think of the units of a poll."""
    manifest = polls.manifest_of(poll)
    return invented_grades(voters, len(manifest.units), len(manifest.criteria), poll.pk)


def cast(poll: "Poll", tokens: Sequence[client.Collected], marks: Grades) -> None:
    """Seal and send one ballot a token, a few at the same moment."""
    manifest = polls.manifest_of(poll)
    sealed = [
        client.seal_ballot(manifest, held, encode_cells(own.reshape(-1).tolist()))
        for held, own in zip(tokens, marks, strict=True)
    ]
    address = f"{settings.BOX_URL}/polls/{poll.code}/ballots"
    with httpx.Client(timeout=20) as box, ThreadPoolExecutor(AT_ONCE) as hands:
        for answer in hands.map(
            lambda ballot: box.post(address, content=ballot.request.text), sealed
        ):
            answer.raise_for_status()
