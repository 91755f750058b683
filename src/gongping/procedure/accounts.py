"""Accounts for people: the staff number signs in, and the person is who acts."""

import re
from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING

from django.db import transaction

from gongping.accounts.selectors import normal_username, usernames_taken
from gongping.accounts.services import NewAccount, create_accounts
from gongping.foundation.actors import Actor
from gongping.organisation.selectors import list_people_without_account
from gongping.organisation.services import link_account
from gongping.procedure.holds import check_may_get_accounts

if TYPE_CHECKING:
    from gongping.organisation.models import Person

NOT_IN_A_USERNAME = re.compile(r"[^\w.@-]")


@transaction.atomic
def create_accounts_for(person_ids: Iterable[int], *, by: Actor) -> list["Person"]:
    """Create an account for each person who has none and make it theirs.

    Whoever has an account already is passed over, so that a second press changes
    nothing. The accounts wait for activation codes. While a poll is open, nobody
    on its roll gets one: whoever made it could vote in that person's place.
    """
    wanted = set(person_ids)
    people = [one for one in list_people_without_account() if one.pk in wanted]
    check_may_get_accounts(one.pk for one in people)
    names = usernames_for([one.staff_no for one in people])
    rows = [NewAccount(name, one.name) for name, one in zip(names, people, strict=True)]
    if not rows:
        return []
    for user, person in zip(create_accounts(rows, by=by), people, strict=True):
        link_account(person.pk, user.pk, by=by)
    return people


def usernames_for(staff_numbers: Iterable[str]) -> list[str]:
    """Return a free user name for each staff number, the number itself if it may be."""
    wanted = [_wanted(number) for number in staff_numbers]
    taken = usernames_taken(wanted)
    names: list[str] = []
    for name in wanted:
        names.append(_free(name, taken))
        taken.add(names[-1])
    return names


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    others = (f"{name}-{n}" for n in count(2))
    return next(o for o in others if o not in taken and not usernames_taken([o]))


def _wanted(staff_number: str) -> str:
    name = NOT_IN_A_USERNAME.sub("-", normal_username(staff_number))
    return name.zfill(2)[:36]
