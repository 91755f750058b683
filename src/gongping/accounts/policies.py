"""Which administrator does what, and which roles one account may not join."""

from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongping.accounts.exceptions import (
    OwnRoles,
    RoleFollowsFromPost,
    RolesDoNotMix,
)
from gongping.accounts.models import RoleChoice, User
from gongping.foundation.actors import ADMINISTRATORS, Actor, Role
from gongping.foundation.errors import Invalid, Refused
from gongping.foundation.format import sentences

# Whoever runs the machine, gives rights or reads the record stays out of the
# business and out of the count; whoever watches the count does not organise it.
APART: Final = ADMINISTRATORS | {Role.SECRETARIAT, Role.SCRUTINEER}

LEAST_OF_ONES_OWN: Final = 6


def can_manage_accounts(by: Actor) -> bool:
    """Tell whether `by` may create, disable and rename accounts."""
    return by.is_any(Role.SYSTEM_ADMIN)


def check_can_manage_accounts(by: Actor) -> None:
    """Raise `Refused` unless `by` may create, disable and rename accounts."""
    if not can_manage_accounts(by):
        raise Refused(_("建立、停用账号由系统管理员办理。"))


def can_manage_access(by: Actor) -> bool:
    """Tell whether `by` may give roles and codes, reset and unlock."""
    return by.is_any(Role.SECURITY_ADMIN) or _is_program(by)


def check_can_manage_access(by: Actor) -> None:
    """Raise `Refused` unless `by` may give roles and codes, reset and unlock."""
    if not can_manage_access(by):
        raise Refused(_("角色、激活码和解锁由安全管理员办理。"))


def can_see_accounts(by: Actor) -> bool:
    """Tell whether `by` may see the list of accounts."""
    return can_manage_accounts(by) or can_manage_access(by)


def check_can_see_accounts(by: Actor) -> None:
    """Raise `Refused` unless `by` may see the list of accounts."""
    if not can_see_accounts(by):
        raise Refused(_("账号表由系统管理员和安全管理员看。"))


def can_change_roles_of(user_id: int, by: Actor) -> bool:
    """Tell whether `by` may change the roles of this account."""
    return can_manage_access(by) and by.user_id != user_id


def check_can_change_roles_of(user_id: int, by: Actor) -> None:
    """Raise `Refused` unless `by` may change the roles of this account."""
    check_can_manage_access(by)
    if not can_change_roles_of(user_id, by):
        raise OwnRoles


def check_roles_mix(held: set[Role], wanted: Role) -> None:
    """Raise unless `wanted` is given by hand and may stand beside `held`."""
    if wanted.value not in RoleChoice.values:
        raise RoleFollowsFromPost
    for role in sorted(held):
        if role != wanted and {role, wanted} <= APART:
            raise RolesDoNotMix(label_of(role), label_of(wanted))


def check_password_is_good(password: str, user: User) -> None:
    """Raise `Invalid` with everything that the password lacks."""
    faults = [] if _stands_without(user.username, password) else ["too_similar"]
    try:
        validate_password(password, user)
    except ValidationError as error:
        faults += [
            str(fault.code).removeprefix("password_") for fault in error.error_list
        ]
    if faults:
        said = (_lack(fault) for fault in dict.fromkeys(faults))
        raise Invalid(sentences(said), field="password")


def _stands_without(username: str, password: str) -> bool:
    """Tell whether enough is left without the user name, however often it stands."""
    rest = password.casefold().replace(username.casefold(), "")
    return rest == password.casefold() or len(rest) >= LEAST_OF_ONES_OWN


def _lack(fault: str) -> str:
    # Django has sentences of its own, but not every one of them in Chinese.
    said = {
        "too_short": _("密码太短，至少要 10 个字符。"),
        "too_common": _("这是常见密码，别人容易猜到。请换一个。"),
        "too_similar": _("密码太像用户名或显示名称。请换一个。"),
        "entirely_numeric": _("密码不能全是数字。请加上文字或字母。"),
    }
    return said[fault]


def label_of(role: Role) -> str:
    """Return the name of a role that is given by hand."""
    return str(RoleChoice(role.value).label)


def _is_program(by: Actor) -> bool:
    # No request ever carries roles without a user: this is set-up or a command.
    return by.user_id is None and by.is_any(Role.SYSTEM_ADMIN)
