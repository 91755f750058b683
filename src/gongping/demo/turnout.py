"""The invented voters casting: last half-year's, and today's when a visitor asks."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from ballotbox import client
from ballotbox.cells import encode_cells
from ballotbox.messages import IssueReply, parse_issue_request
from gongping.demo.ballots import cast_request, invented_grades
from gongping.demo.cast import STARS
from gongping.foundation.actors import Actor, Role
from gongping.foundation.errors import DomainError
from gongping.organisation.selectors import list_eligible_voters
from gongping.polls import selectors as polls
from gongping.polls.states import PollState
from gongping.roll import services as roll
from gongping.roll.selectors import entries_of
from gongping.roll.services import HeldTicket

if TYPE_CHECKING:
    from ballotbox.manifest import Manifest
    from gongping.demo.ballots import Grades
    from gongping.organisation.models import Person
    from gongping.polls.models import Poll

ABSENT_VOTERS: Final = 21


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


def _cast(poll: "Poll", people: Sequence["Person"]) -> int:
    manifest = polls.manifest_of(poll)
    tickets = [held for person in people if (held := _collected(poll, person))]
    grades = invented_grades(
        len(tickets), len(manifest.units), len(manifest.criteria), poll.pk
    )
    address = f"{settings.BOX_URL}/polls/{poll.code}/ballots"
    with httpx.Client(timeout=20) as box:
        for held, marks in zip(tickets, grades, strict=True):
            if poll.is_sealed:
                request = _sealed(poll, manifest, held, marks)
            else:
                request = json.dumps(cast_request(held.ticket, held.group, marks))
            headers = {"Content-Type": "application/json"}
            box.post(address, content=request, headers=headers).raise_for_status()
    return len(tickets)


def _sealed(
    poll: "Poll", manifest: "Manifest", held: HeldTicket, marks: "Grades"
) -> str:
    """Return what a voter's page sends to the box of a sealed poll."""
    state = client.start_collecting(manifest, held.group, held.ticket)
    asked = parse_issue_request(state.requests[0].text)
    signature = roll.issue(poll, held.group, held.ticket, asked.blinded)
    collected = client.finish_collecting(manifest, state, [IssueReply(signature)])
    cells = encode_cells([int(mark) for mark in marks.reshape(-1)])
    return client.seal_ballot(manifest, collected, cells).request.text


def _collected(poll: "Poll", person: "Person") -> HeldTicket | None:
    voter = as_voter(person)
    try:
        held = roll.take_ticket(poll, by=voter)
    except DomainError:
        return None
    roll.confirm_kept(poll, by=voter)
    return held
