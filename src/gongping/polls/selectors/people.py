"""Who votes in which group, who may watch over a poll, which units are rated."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gongping.accounts.selectors import roles_given, users_with_role
from gongping.foundation.actors import ADMINISTRATORS, Role
from gongping.foundation.names import local_name
from gongping.organisation.selectors import (
    list_eligible_voters,
    list_leaders,
    list_unit_heads,
)
from gongping.polls.models import GroupRule, Poll, Scrutineer
from gongping.polls.states import PollState

if TYPE_CHECKING:
    from gongping.accounts.models import User
    from gongping.organisation.models import Person, Unit

ALL_THE_REST = (GroupRule.CADRES, GroupRule.EVERYBODY)
WATCHED = (
    PollState.FROZEN,
    PollState.COLLECTING,
    PollState.CASTING,
    PollState.CLOSED,
)


def members_by_group(poll: Poll) -> dict[int, list["Person"]]:
    """Return the voters of each group, by its position. Four queries.

    Everybody belongs to one group at most: leaders and heads to their own group
    where the plan has one, all others to the group that takes the rest.
    """
    positions = {group.rule: group.position for group in poll.groups.all()}
    leaders = {person.pk for person in list_leaders()}
    heads = {person.pk for person in list_unit_heads()} - leaders
    members: dict[int, list[Person]] = {n: [] for n in positions.values()}
    for person in list_eligible_voters():
        if person.pk in leaders and GroupRule.LEADERS in positions:
            rule: str = GroupRule.LEADERS
        elif person.pk in heads and GroupRule.UNIT_HEADS in positions:
            rule = GroupRule.UNIT_HEADS
        else:
            rule = next((r for r in ALL_THE_REST if r in positions), "")
        if rule:
            members[positions[rule]].append(person)
    return members


def sizes_by_group(poll: Poll) -> dict[int, int]:
    """Return how many may vote in each group, by its position. Four queries."""
    return {n: len(people) for n, people in members_by_group(poll).items()}


def units_of_poll(poll: Poll) -> list["Unit"]:
    """Return the units to be rated, in establishment order. One query."""
    return list(poll.round.units.select_related("category").order_by("position"))


def candidates_for_scrutiny() -> list["User"]:
    """Return who may be appointed: scrutineers with a second factor set up, who
    neither organise the poll nor administer the system. One query and one each.
    """
    barred = ADMINISTRATORS | {Role.SECRETARIAT}
    return [
        user
        for user in users_with_role(Role.SCRUTINEER)
        if user.is_totp_confirmed and roles_given(user.pk).isdisjoint(barred)
    ]


def watched_by(user_ids: Iterable[int]) -> list[tuple[str, str]]:
    """Return scrutineer and poll, by name, for polls frozen and not yet unsealed.

    Rehearsals are left out: nothing hangs on them. One query.
    """
    seats = Scrutineer.objects.filter(
        user_id__in=user_ids, poll__state__in=WATCHED, poll__is_rehearsal=False
    )
    return [
        (seat.user.display_name, local_name(seat.poll))
        for seat in seats.select_related("user", "poll")
    ]
