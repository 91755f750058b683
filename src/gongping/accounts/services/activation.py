"""Printed one-time activation codes: issuing them, and setting a password with one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from gongping.accounts import codes, lockout
from gongping.accounts.exceptions import (
    CodeExpired,
    CodeNotValid,
    CodeReplaced,
    CodeUnknown,
    CodeUsed,
)
from gongping.accounts.models import ActivationCode, User
from gongping.accounts.policies import check_can_manage_access, check_password_is_good
from gongping.accounts.selectors import normal_username
from gongping.accounts.services.held import account_for_update
from gongping.accounts.services.holding import check_is_not_held
from gongping.accounts.states import CODE_TRANSITIONS, Change, CodeState
from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import ANONYMOUS, Actor
from gongping.foundation.transitions import transition

DAYS_VALID: Final = 14


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """One slip of the activation sheet; the code is nowhere else to be read."""

    user: User
    code: str
    expires_at: datetime


@transaction.atomic
def issue_activation_code(user_id: int, *, by: Actor) -> str:
    """Issue a code for one account and void the one before; only its hash is kept."""
    check_can_manage_access(by)
    user = account_for_update(user_id)
    check_is_not_held([user_id], Change.CREDENTIAL)
    (printed,) = _issue([user])
    record(
        "accounts:code:issued",
        by=by,
        subject=user.display_name,
        subject_key=user.username,
    )
    return printed.code


@transaction.atomic
def issue_codes(user_ids: Iterable[int], *, by: Actor) -> list[PrintedCode]:
    """Issue a code for each of several accounts in use, by user name."""
    check_can_manage_access(by)
    chosen = frozenset(user_ids)
    check_is_not_held(chosen, Change.CREDENTIAL)
    users = User.objects.select_for_update().filter(pk__in=chosen)
    slips = _issue(users.filter(is_active=True))
    if slips:
        record(
            "accounts:codes:printed",
            by=by,
            subject=len(slips),
            detail={"usernames": [slip.user.username for slip in slips]},
        )
    return slips


def activate(code: str, password: str, *, username: str | None = None) -> User:
    """Set the password that the code's holder chose; the code is spent.

    A code that is found names its own trouble: whoever holds it may know. An
    unknown one says no more than that.
    """
    try:
        with transaction.atomic():
            return _activate(code, password, username)
    except CodeNotValid:
        _note_refusal(code)
        raise


def _activate(code: str, password: str, username: str | None) -> User:
    found = (
        ActivationCode.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(code_hash=codes.hash_of(code))
        .first()
    )
    if found is None or not _belongs(found.user, username):
        raise CodeUnknown
    _check_holds(found)
    user = found.user
    check_password_is_good(password, user)
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    transition(found, CodeState.USED, CODE_TRANSITIONS)
    found.save(update_fields=["state"])
    lockout.lift(user.username)
    record(
        "accounts:code:used",
        by=Actor(user.pk, user.display_name),
        subject=user.display_name,
        subject_key=user.username,
    )
    return user


def _belongs(user: User, username: str | None) -> bool:
    is_named = username is None or normal_username(username) == user.username
    return user.is_active and is_named


def _check_holds(code: ActivationCode) -> None:
    if code.state == CodeState.USED:
        raise CodeUsed
    if code.state == CodeState.REPLACED:
        raise CodeReplaced
    if code.expires_at <= clock.now():
        raise CodeExpired(code.expires_at)


def _note_refusal(code: str) -> None:
    found = ActivationCode.objects.filter(code_hash=codes.hash_of(code)).first()
    if found:
        record(
            "accounts:code:refused",
            by=ANONYMOUS,
            subject=found.user.display_name,
            subject_key=found.user.username,
        )


def _issue(users: Iterable[User]) -> list[PrintedCode]:
    expires_at = clock.now() + timedelta(days=DAYS_VALID)
    slips = [PrintedCode(user, codes.new_code(), expires_at) for user in users]
    earlier = ActivationCode.objects.filter(user__in=[slip.user for slip in slips])
    earlier.filter(state=CodeState.OPEN).update(state=CodeState.REPLACED)
    ActivationCode.objects.bulk_create(
        ActivationCode(
            user=slip.user,
            code_hash=codes.hash_of(slip.code),
            expires_at=slip.expires_at,
        )
        for slip in slips
    )
    return slips
