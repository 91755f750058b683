"""Signing in and out, and being signed out after a while of doing nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from gongping.accounts import lockout
from gongping.accounts.exceptions import DemoOnly, WrongOneTimeCode
from gongping.accounts.models import User
from gongping.accounts.selectors import find_by_username, normal_username
from gongping.accounts.services.second_factor import verify_one_time_code
from gongping.audit.selectors import was_recorded_lately
from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import ANONYMOUS, Actor

BACKEND: Final = "django.contrib.auth.backends.ModelBackend"
SEEN: Final = "seen"
PENDING: Final = "second_factor_of"
PENDING_SINCE: Final = "second_factor_since"
PENDING_SECONDS: Final = 300
ENDED: Final = "ended_because"
TOUCH_SECONDS: Final = 60
NOTED_ONCE_A: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of user name and password: an account, or why not."""

    user: User | None = None
    paused_until: datetime | None = None
    tries_left: int = 0


def check_credentials(request: HttpRequest, username: str, password: str) -> Checked:
    """Return the account that name and password open; nobody is signed in by this.

    The answer is the same whether or not there is such an account.
    """
    name = normal_username(username)
    if until := lockout.paused_until(name):
        return Checked(paused_until=until)
    user = auth.authenticate(request, username=name, password=password)
    if isinstance(user, User):
        if user.is_totp_confirmed:
            _await_second_factor(request, user)
        return Checked(user=user)
    _note_failure(name)
    return Checked(
        paused_until=lockout.paused_until(name), tries_left=lockout.failures_left(name)
    )


def pending_user(request: HttpRequest) -> User | None:
    """Return whose second factor this session waits for, if it does. One query."""
    since = request.session.get(PENDING_SINCE, 0)
    if _seconds() - since > PENDING_SECONDS:
        return None
    pk = request.session.get(PENDING, 0)
    return User.objects.filter(pk=pk, is_active=True, is_totp_confirmed=True).first()


def check_one_time_code(request: HttpRequest, user: User, digits: str) -> Checked:
    """Return the account if the digits are right and were never used before.

    Failures count towards the same pause as wrong passwords do.
    """
    if until := lockout.paused_until(user.username):
        return Checked(paused_until=until)
    try:
        return Checked(user=verify_one_time_code(user.pk, digits))
    except WrongOneTimeCode:
        user_login_failed.send(
            sender=__name__, credentials={"username": user.username}, request=request
        )
        record(
            "accounts:second_factor:refused",
            by=ANONYMOUS,
            subject=user.display_name,
            subject_key=user.username,
        )
        _note_pause(user)
    return Checked(
        paused_until=lockout.paused_until(user.username),
        tries_left=lockout.failures_left(user.username),
    )


def sign_in(request: HttpRequest, user: User) -> None:
    """Begin a session for the account; everything asked before is answered."""
    _begin(request, user)
    record("accounts:sign_in:succeeded", by=_as_actor(user), subject=user.display_name)


def sign_in_as(request: HttpRequest, user: User) -> None:
    """Begin a session from a link of the demonstration, and put that on record."""
    if not settings.IS_DEMO:
        raise DemoOnly
    _begin(request, user)
    record("accounts:sign_in:demo", by=_as_actor(user), subject=user.display_name)


def sign_out(request: HttpRequest, *, by: Actor) -> None:
    """End the session of whoever acts."""
    if by.is_signed_in:
        record("accounts:session:ended", by=by)
    auth.logout(request)


def stay_present(request: HttpRequest) -> bool:
    """Note that somebody is there; tell whether they were away for too long.

    Written at most once a minute, so that pages do not cost a write each.
    """
    now, seen = _seconds(), request.session.get(SEEN)
    if seen is not None and now - seen > settings.IDLE_MINUTES * 60:
        return False
    if seen is None or now - seen >= TOUCH_SECONDS:
        request.session[SEEN] = now
    return True


def end_idle_session(request: HttpRequest, *, by: Actor) -> None:
    """Sign out somebody who was away; the sign-in page will say why."""
    record("accounts:session:expired", by=by)
    auth.logout(request)
    request.session[ENDED] = "idle"


def mark_seen(*, request: HttpRequest, **_signal: object) -> None:
    """Begin counting idle minutes when a session begins."""
    request.session[SEEN] = _seconds()


def _begin(request: HttpRequest, user: User) -> None:
    auth.login(request, user, backend=BACKEND)
    # Nothing else sweeps up the sessions that ran out.
    request.session.clear_expired()
    for key in (PENDING, PENDING_SINCE, ENDED):
        request.session.pop(key, None)


def _await_second_factor(request: HttpRequest, user: User) -> None:
    request.session.cycle_key()
    request.session[PENDING] = user.pk
    request.session[PENDING_SINCE] = _seconds()


def _note_failure(username: str) -> None:
    user = find_by_username(username)
    if user is None:
        _note_unknown()
        return
    record(
        "accounts:sign_in:failed",
        by=ANONYMOUS,
        subject=user.display_name,
        subject_key=user.username,
    )
    _note_pause(user)


def _note_unknown() -> None:
    # What was typed is not kept: people type passwords into the wrong field. Nor
    # may a stranger fill the record: once a minute is enough to see it happen.
    tag = "accounts:sign_in:unknown"
    if not was_recorded_lately(tag, within=NOTED_ONCE_A):
        record(tag, by=ANONYMOUS)


def _note_pause(user: User) -> None:
    if lockout.paused_until(user.username):
        record(
            "accounts:account:locked",
            by=ANONYMOUS,
            subject=user.display_name,
            subject_key=user.username,
        )


def _as_actor(user: User) -> Actor:
    return Actor(user.pk, user.display_name)


def _seconds() -> int:
    return int(clock.now().timestamp())
