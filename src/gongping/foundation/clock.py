"""The only clock of the product, so that tests and demo can name the day."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.utils import timezone

_fixed: ContextVar[datetime | None] = ContextVar("fixed_clock", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _fixed.get() or timezone.now()


def today() -> date:
    """Return today's date where the organisation is (`TIME_ZONE`)."""
    return timezone.localdate(now())


def days_from_today(days: int) -> date:
    """Return the date `days` after today (before, if negative)."""
    return today() + timedelta(days=days)


@contextmanager
def standing_still_at(moment: datetime) -> Iterator[None]:
    """Hold the clock of this thread at `moment`, which must be aware."""
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
