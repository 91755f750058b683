"""Pausing sign-in after repeated failures: what django-axes counts, in our words.

It counts by user name, whether or not there is such an account, so that nothing
it says tells strangers which accounts exist.
"""

from datetime import datetime, timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest, HttpResponse

from gongping.foundation import clock


class DiscreetHandler(AxesDatabaseHandler):  # type: ignore[misc]  # has no types
    """Counts failures by user name and keeps neither address nor browser."""

    def user_login_failed(
        self,
        sender: Any,
        credentials: dict[str, Any],
        request: HttpRequest | None = None,
        **kwargs: Any,
    ) -> None:
        """Count one more failure, without saying where it came from."""
        if request is not None:
            seen = {"axes_ip_address": None, "axes_user_agent": ""}
            vars(request).update(seen, axes_http_accept="")
        super().user_login_failed(sender, credentials, request, **kwargs)


def pause() -> timedelta:
    """Return how long sign-in to an account pauses."""
    return get_cool_off() or timedelta(0)


def failures_left(username: str) -> int:
    """Return how many more times the user name may fail. One query."""
    counted = _counted().filter(username=username).first()
    failures: int = counted["failures"] if counted else 0
    return max(0, settings.AXES_FAILURE_LIMIT - failures)


def paused_until(username: str) -> datetime | None:
    """Return when the user name may be tried again, or nothing. One query."""
    counted = _paused().filter(username=username).first()
    return counted["latest"] + pause() if counted else None


def paused_usernames() -> frozenset[str]:
    """Return the user names that are paused at this moment. One query."""
    return frozenset(row["username"] for row in _paused())


def lift(username: str) -> None:
    """Forget the failures of a user name."""
    reset(username=username)


def answer(
    _request: HttpRequest, response: HttpResponse, _credentials: Any
) -> HttpResponse:
    """Let the sign-in page say itself that sign-in is paused."""
    return response


def _counted() -> QuerySet[AccessAttempt, dict[str, Any]]:
    rows: QuerySet[AccessAttempt, dict[str, Any]] = (
        AccessAttempt.objects.filter(attempt_time__gt=clock.now() - pause())
        .values("username")
        .annotate(failures=Sum("failures_since_start"), latest=Max("attempt_time"))
        .order_by("username")
    )
    return rows


def _paused() -> QuerySet[AccessAttempt, dict[str, Any]]:
    return _counted().filter(failures__gte=settings.AXES_FAILURE_LIMIT)
