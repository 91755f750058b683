"""What the tests of accounts stand on: people, passwords, a telephone, a clock."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from django.test import Client

from gongping.accounts.models import User
from gongping.foundation import clock
from tests.world import World, build_world

PASSWORD = "长路漫漫其修远兮-2012"
MOMENT = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
Later = Callable[[float], AbstractContextManager[None]]


@pytest.fixture
def world(db: None) -> World:
    """A small ministry."""
    return build_world()


@pytest.fixture
def later() -> Later:
    """A clock that stands still so many minutes after `MOMENT`."""

    def at(minutes: float) -> AbstractContextManager[None]:
        return clock.standing_still_at(MOMENT + timedelta(minutes=minutes))

    return at


@pytest.fixture
def now(later: Later) -> Iterator[datetime]:
    """The clock stands still at `MOMENT`."""
    with later(0):
        yield MOMENT


def with_password(user: User, password: str = PASSWORD) -> User:
    """Return the account with a password that is known."""
    user = User.objects.get(pk=user.pk)
    user.set_password(password)
    user.save()
    return user


def with_telephone(user: User) -> pyotp.TOTP:
    """Return the telephone of an account that signs in with two factors."""
    user = User.objects.get(pk=user.pk)
    user.totp_secret, user.is_totp_confirmed = pyotp.random_base32(), True
    user.totp_last_step = 0
    user.save()
    return pyotp.TOTP(user.totp_secret)


def digits(telephone: pyotp.TOTP) -> str:
    """Return what the telephone shows at this moment."""
    return telephone.at(clock.now())


def try_door(client: Client, username: str, password: str = PASSWORD) -> int:
    """Return the status with which the sign-in page answers."""
    form = {"username": username, "password": password}
    return client.post("/sign-in", form).status_code
