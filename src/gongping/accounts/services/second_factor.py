"""One-time codes from a telephone: setting up, checking, resetting."""

from django.conf import settings
from django.db import transaction

from gongping.accounts import codes
from gongping.accounts.exceptions import DemoOnly, WrongOneTimeCode
from gongping.accounts.models import User
from gongping.accounts.policies import check_can_manage_access
from gongping.accounts.services.held import account_for_update
from gongping.accounts.services.holding import check_is_not_held
from gongping.accounts.states import Change
from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import Actor


@transaction.atomic
def confirm_second_factor(secret: str, digits: str, *, by: Actor) -> User:
    """Turn the second factor on once the telephone shows the right digits.

    All other sessions of the account end; the roles that waited for it count now.
    """
    user = account_for_update(by.user_id)
    user.totp_secret = secret
    user.totp_last_step = 0
    _spend(user, digits)
    user.is_totp_confirmed = True
    user.save(update_fields=["totp_secret", "totp_last_step", "is_totp_confirmed"])
    record("accounts:second_factor:confirmed", by=by, subject=user.display_name)
    return user


@transaction.atomic
def verify_one_time_code(user_id: int, digits: str) -> User:
    """Spend the digits of this half minute; the same digits never count twice."""
    user = account_for_update(user_id)
    _spend(user, digits)
    user.save(update_fields=["totp_last_step"])
    return user


@transaction.atomic
def reset_second_factor(user_id: int, *, by: Actor) -> User:
    """Take the second factor away; its owner sets up a new one at the next sign-in.

    All sessions of the account end, and roles that need the factor wait again.
    """
    check_can_manage_access(by)
    user = account_for_update(user_id)
    check_is_not_held([user_id], Change.CREDENTIAL)
    user.totp_secret, user.totp_last_step, user.is_totp_confirmed = "", 0, False
    user.save(update_fields=["totp_secret", "totp_last_step", "is_totp_confirmed"])
    record(
        "accounts:second_factor:reset",
        by=by,
        subject=user.display_name,
        subject_key=user.username,
    )
    return user


@transaction.atomic
def skip_second_factor_in_demo(user_id: int, *, by: Actor) -> None:
    """Let a demonstration account use its roles without a telephone."""
    if not settings.IS_DEMO:
        raise DemoOnly
    check_can_manage_access(by)
    user = account_for_update(user_id)
    user.totp_secret, user.is_totp_confirmed = codes.new_secret(), True
    user.save(update_fields=["totp_secret", "is_totp_confirmed"])


def _spend(user: User, digits: str) -> None:
    at = int(clock.now().timestamp())
    step = codes.step_of(user.totp_secret, digits, at=at)
    if step is None or step <= user.totp_last_step:
        raise WrongOneTimeCode
    user.totp_last_step = step
