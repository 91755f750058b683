"""Giving and ending roles."""

from django.db import transaction

from gongping.accounts.exceptions import LastOfItsKind
from gongping.accounts.models import RoleGrant, User
from gongping.accounts.policies import (
    check_can_change_roles_of,
    check_roles_mix,
    label_of,
)
from gongping.accounts.selectors import roles_given
from gongping.accounts.services.held import account_for_update
from gongping.accounts.services.holding import check_is_not_held
from gongping.accounts.states import Change
from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import ADMINISTRATORS, Actor, Role


@transaction.atomic
def grant_role(user_id: int, role: Role, *, by: Actor) -> None:
    """Give the account a role, unless it holds one that must stay apart from it.

    Roles that need a second factor count once that factor is set up.
    """
    check_can_change_roles_of(user_id, by)
    user = account_for_update(user_id)
    check_roles_mix(roles_given(user_id), role)
    check_is_not_held([user_id], Change.ROLE)
    _grant, is_new = RoleGrant.objects.get_or_create(
        user=user,
        role=role.value,
        defaults={"granted_at": clock.now(), "granted_by_name": by.name[:80]},
    )
    if is_new:
        _record("accounts:role:granted", user, role, by)


@transaction.atomic
def revoke_role(user_id: int, role: Role, *, by: Actor) -> None:
    """End a role, unless the last administrator of a kind would go with it."""
    check_can_change_roles_of(user_id, by)
    user = account_for_update(user_id)
    check_is_not_last(role, user)
    check_is_not_held([user_id], Change.ROLE)
    deleted, _by_model = RoleGrant.objects.filter(user=user, role=role.value).delete()
    if deleted:
        _record("accounts:role:revoked", user, role, by)


def check_is_not_last(role: Role, user: User) -> None:
    """Raise `LastOfItsKind` if nobody else in use is this kind of administrator."""
    if role not in ADMINISTRATORS or not user.is_active:
        return
    grants = RoleGrant.objects.filter(role=role.value, user__is_active=True)
    if grants.filter(user=user).exists() and not grants.exclude(user=user).exists():
        raise LastOfItsKind(label_of(role))


def _record(tag: str, user: User, role: Role, by: Actor) -> None:
    record(
        tag,
        by=by,
        subject=user.display_name,
        subject_key=user.username,
        detail={"role": role.value},
    )
