"""Creating, naming, disabling and unlocking accounts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from gongping.accounts import lockout
from gongping.accounts.exceptions import OwnRoles, UsernameTaken
from gongping.accounts.models import User
from gongping.accounts.policies import (
    check_can_manage_access,
    check_can_manage_accounts,
    check_password_is_good,
    label_of,
)
from gongping.accounts.selectors import USERNAME, normal_username, usernames_taken
from gongping.accounts.services.activation import issue_activation_code
from gongping.accounts.services.held import account_for_update
from gongping.accounts.services.holding import check_is_not_held
from gongping.accounts.services.roles import check_is_not_last, grant_role
from gongping.accounts.states import Change
from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import Actor, Role
from gongping.foundation.errors import Invalid


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an account begins with."""

    username: str
    display_name: str


@dataclass(frozen=True, slots=True)
class FirstAdministrator:
    """One of the three accounts that a new organisation begins with."""

    user: User
    role: Role
    code: str

    @property
    def role_label(self) -> str:
        """Return what the role is called, in the reader's language."""
        return label_of(self.role)


@transaction.atomic
def create_account(
    username: str, display_name: str, *, by: Actor, password: str | None = None
) -> User:
    """Create an account; without a password it waits for an activation code."""
    check_can_manage_accounts(by)
    user = _unsaved(NewAccount(username, display_name))
    if usernames_taken([user.username]):
        raise UsernameTaken(user.username)
    if password is not None:
        check_password_is_good(password, user)
        user.set_password(password)
    user.save()
    record(
        "accounts:account:created",
        by=by,
        subject=user.display_name,
        subject_key=user.username,
    )
    return user


@transaction.atomic
def create_accounts(wanted: Iterable[NewAccount], *, by: Actor) -> list[User]:
    """Create many accounts that wait for activation codes, or none of them."""
    check_can_manage_accounts(by)
    users = [_unsaved(new) for new in wanted]
    names = [user.username for user in users]
    taken = usernames_taken(names) or {n for n in names if names.count(n) > 1}
    if taken:
        raise UsernameTaken(min(taken))
    created = User.objects.bulk_create(users)
    record(
        "accounts:accounts:created",
        by=by,
        subject=len(created),
        detail={"usernames": names},
    )
    return created


@transaction.atomic
def create_first_administrators(
    username: str, *, by: Actor
) -> list[FirstAdministrator]:
    """Create the three administrators of a new organisation, each with a code.

    Three accounts from the first minute: the codes go to three people, and no
    later step has to take rights away from one who had all.
    """
    name = normal_username(username)
    made = [
        _administrator(f"{name}{ending}", role, by)
        for ending, role in (
            ("", Role.SYSTEM_ADMIN),
            ("-security", Role.SECURITY_ADMIN),
            ("-audit", Role.AUDIT_ADMIN),
        )
    ]
    names = [first.user.username for first in made]
    record(
        "accounts:administrators:set_up",
        by=by,
        subject=_("、").join(names),
    )
    return made


@transaction.atomic
def rename_account(user_id: int, display_name: str, *, by: Actor) -> User:
    """Change the name that pages show for an account."""
    check_can_manage_accounts(by)
    user = account_for_update(user_id)
    before, user.display_name = user.display_name, _checked_name(display_name)
    user.save(update_fields=["display_name"])
    record(
        "accounts:account:renamed",
        by=by,
        subject=user.display_name,
        subject_key=user.username,
        detail={"before": before},
    )
    return user


@transaction.atomic
def disable_account(user_id: int, *, by: Actor) -> User:
    """Shut an account; whoever is signed in with it is out at the next click."""
    check_can_manage_accounts(by)
    user = account_for_update(user_id)
    if by.user_id == user_id:
        raise OwnRoles
    for grant in user.role_grants.all():
        check_is_not_last(Role(grant.role), user)
    check_is_not_held([user_id], Change.DISABLING)
    return _set_active(user, "accounts:account:disabled", by=by, is_active=False)


@transaction.atomic
def enable_account(user_id: int, *, by: Actor) -> User:
    """Open a disabled account again, with the password and roles it had."""
    check_can_manage_accounts(by)
    user = account_for_update(user_id)
    check_is_not_held([user_id], Change.ENABLING)
    return _set_active(user, "accounts:account:enabled", by=by, is_active=True)


@transaction.atomic
def unlock_account(user_id: int, *, by: Actor) -> User:
    """Let an account be tried again at once after repeated failures."""
    check_can_manage_access(by)
    user = account_for_update(user_id)
    lockout.lift(user.username)
    record(
        "accounts:account:unlocked",
        by=by,
        subject=user.display_name,
        subject_key=user.username,
    )
    return user


def _unsaved(new: NewAccount) -> User:
    username = normal_username(new.username)
    if not USERNAME.fullmatch(username):
        raise Invalid(
            _("用户名写 2 到 40 个字母、数字或 . - _ @，中间不要空格。"),
            field="username",
        )
    return User(
        username=username,
        display_name=_checked_name(new.display_name),
        password=make_password(None),
        created_at=clock.now(),
    )


def _checked_name(display_name: str) -> str:
    name = display_name.strip()
    if not name:
        raise Invalid(_("请写显示名称，例如职务。"), field="display_name")
    if len(name) > 80:
        raise Invalid(_("显示名称最多 80 个字。"), field="display_name")
    return name


def _administrator(username: str, role: Role, by: Actor) -> FirstAdministrator:
    user = create_account(username, label_of(role), by=by)
    grant_role(user.pk, role, by=by)
    return FirstAdministrator(user, role, issue_activation_code(user.pk, by=by))


def _set_active(user: User, tag: str, *, by: Actor, is_active: bool) -> User:
    if user.is_active != is_active:
        user.is_active = is_active
        user.save(update_fields=["is_active"])
        record(tag, by=by, subject=user.display_name, subject_key=user.username)
    return user
