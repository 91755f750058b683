"""The account that a step changes, held until the step is done."""

from gongping.accounts.exceptions import NoSuchAccount
from gongping.accounts.models import User


def account_for_update(user_id: int | None) -> User:
    """Return the account with its row locked, or raise."""
    if user_id is None:
        raise NoSuchAccount
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NoSuchAccount
    return user
