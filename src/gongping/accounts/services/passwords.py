"""Changing a password, and requiring that it be changed."""

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.accounts.models import User
from gongping.accounts.policies import check_can_manage_access, check_password_is_good
from gongping.accounts.services.held import account_for_update
from gongping.accounts.services.holding import check_is_not_held
from gongping.accounts.states import Change
from gongping.audit.services import record
from gongping.foundation.actors import Actor
from gongping.foundation.errors import Invalid


@transaction.atomic
def change_password(old: str, new: str, *, by: Actor) -> User:
    """Give whoever acts a new password; all their other sessions end."""
    user = account_for_update(by.user_id)
    if not user.check_password(old):
        raise Invalid(_("现在的密码没有对上。请再打一遍。"), field="old")
    if old == new:
        raise Invalid(_("新密码和现在的一样。请换一个。"), field="password")
    check_password_is_good(new, user)
    user.set_password(new)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record("accounts:password:changed", by=by, subject=user.display_name)
    return user


@transaction.atomic
def require_new_password(user_id: int, *, by: Actor) -> User:
    """Let the account do nothing at its next sign-in before it has a new password."""
    check_can_manage_access(by)
    user = account_for_update(user_id)
    check_is_not_held([user_id], Change.CREDENTIAL)
    user.must_change_password = True
    user.save(update_fields=["must_change_password"])
    record(
        "accounts:password:expired",
        by=by,
        subject=user.display_name,
        subject_key=user.username,
    )
    return user
