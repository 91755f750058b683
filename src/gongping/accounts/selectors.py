"""Reading accounts, and the roles that were given to them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Q, QuerySet

from gongping.accounts import lockout
from gongping.accounts.exceptions import NoSuchAccount
from gongping.accounts.models import ActivationCode, RoleChoice, RoleGrant, User
from gongping.accounts.policies import check_can_see_accounts
from gongping.accounts.states import AccountState, CodeState
from gongping.foundation import clock
from gongping.foundation.actors import SECOND_FACTOR_ROLES, Actor, Role

USERNAME: Final = re.compile(r"[\w.@-]{2,40}")
NOT_ACTIVATED: Final = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
KINDS: Final = {
    "": Q(),
    "waiting": NOT_ACTIVATED & Q(is_active=True),
    "disabled": Q(is_active=False),
    "given": Q(role_grants__isnull=False),
}


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of the list: the account, its roles, and what it is just now."""

    user: User
    roles: tuple[str, ...]
    state: AccountState


@dataclass(frozen=True, slots=True)
class AccountCounts:
    """The figures at the head of the administrators' page."""

    total: int
    waiting: int
    disabled: int
    locked: int


def normal_username(text: str) -> str:
    """Return a user name as it is stored: no case, no full-width forms."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def get_account(user_id: int, actor: Actor) -> User:
    """Return the account for an administrator, or raise. Two queries."""
    check_can_see_accounts(actor)
    found = User.objects.prefetch_related("role_grants").filter(pk=user_id).first()
    if found is None:
        raise NoSuchAccount
    return found


def list_accounts() -> list[User]:
    """Return all accounts by user name. One query."""
    return list(User.objects.all())


def search_accounts(actor: Actor, query: str = "", kind: str = "") -> QuerySet[User]:
    """Return the accounts whose name fits, for an administrator's list.

    Two queries when read, however many there are.
    """
    check_can_see_accounts(actor)
    users = User.objects.filter(KINDS.get(kind, Q())).distinct()
    for word in query.split():
        name = normal_username(word)
        users = users.filter(
            Q(username__contains=name) | Q(display_name__contains=word)
        )
    return users.prefetch_related("role_grants")


def rows_of(users: Iterable[User]) -> list[AccountRow]:
    """Return the lines of the list. One query beside those of `users`."""
    paused = lockout.paused_usernames()
    return [
        AccountRow(user, _role_labels(user), state_of(user, paused)) for user in users
    ]


def state_of(user: User, paused: frozenset[str]) -> AccountState:
    """Return what the account is just now."""
    if not user.is_active:
        return AccountState.DISABLED
    if user.username in paused:
        return AccountState.LOCKED
    if not user.has_usable_password():
        return AccountState.WAITING
    return AccountState.IN_USE


def count_accounts(actor: Actor) -> AccountCounts:
    """Return how many accounts there are of each kind. Two queries."""
    check_can_see_accounts(actor)
    counted = User.objects.aggregate(
        total=Count("pk"),
        waiting=Count("pk", filter=KINDS["waiting"]),
        disabled=Count("pk", filter=KINDS["disabled"]),
    )
    return AccountCounts(**counted, locked=len(lockout.paused_usernames()))


def users_with_role(role: Role) -> list[User]:
    """Return the accounts in use that were given `role`. One query."""
    return list(User.objects.filter(role_grants__role=role, is_active=True))


def roles_given(user_id: int) -> set[Role]:
    """Return the roles given to the account by hand. One query."""
    grants = RoleGrant.objects.filter(user_id=user_id)
    return {Role(value) for value in grants.values_list("role", flat=True)}


def needs_second_factor(user: User) -> bool:
    """Tell whether a role waits for the second factor to be set up. One query."""
    if user.is_totp_confirmed:
        return False
    return not roles_given(user.pk).isdisjoint(SECOND_FACTOR_ROLES)


def list_role_grants(actor: Actor) -> list[tuple[str, list[RoleGrant]]]:
    """Return who was given which role, in the order of the roles. One query."""
    check_can_see_accounts(actor)
    grants = list(RoleGrant.objects.select_related("user").order_by("user__username"))
    return [
        (str(choice.label), [grant for grant in grants if grant.role == choice.value])
        for choice in RoleChoice
    ]


def list_without_second_factor(actor: Actor) -> list[User]:
    """Return accounts whose role does not count yet. One query."""
    check_can_see_accounts(actor)
    return list(
        User.objects.filter(
            role_grants__role__in=SECOND_FACTOR_ROLES,
            is_totp_confirmed=False,
            is_active=True,
        ).distinct()
    )


def usernames_taken(usernames: Iterable[str]) -> set[str]:
    """Return those of `usernames` that belong to an account. One query."""
    wanted = list(usernames)
    found = User.objects.filter(username__in=wanted)
    return set(found.values_list("username", flat=True))


def open_code_expires_at(user_id: int) -> datetime | None:
    """Return until when the account's unused code holds, or nothing. One query."""
    code = ActivationCode.objects.filter(
        user_id=user_id, state=CodeState.OPEN, expires_at__gt=clock.now()
    ).first()
    return code.expires_at if code else None


def get_own_account(actor: Actor) -> User:
    """Return the account of whoever acts. Two queries."""
    users = User.objects.prefetch_related("role_grants")
    found = users.filter(pk=actor.user_id or 0).first()
    if found is None:
        raise NoSuchAccount
    return found


def find_by_username(username: str) -> User | None:
    """Return the account of that user name, or nothing. One query."""
    return User.objects.filter(username=normal_username(username)).first()


def _role_labels(user: User) -> tuple[str, ...]:
    return tuple(grant.get_role_display() for grant in user.role_grants.all())
