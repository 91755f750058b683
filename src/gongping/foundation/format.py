"""How dates, sizes and sentences are written, in one place and two languages."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongping.foundation import clock
from gongping.foundation.names import in_english

KILO = 1024
MINUTE = 60


def day(value: date | None) -> str:
    """Return 6月28日 or 28 Jun; nothing for no date."""
    return _formatted(value, _("n月j日"))


def day_year(value: date | None) -> str:
    """Return 2012年6月28日 or 28 Jun 2012."""
    return _formatted(value, _("Y年n月j日"))


def near_day(value: date | None) -> str:
    """Return the day, with its year unless that is the present one."""
    is_here = value is not None and local_date(value).year == clock.today().year
    return day(value) if is_here else day_year(value)


def weekday(value: date | None) -> str:
    """Return 星期四 or Thursday."""
    return _formatted(value, "l")


def clock_time(value: datetime | None) -> str:
    """Return the local time of day on a 24-hour clock, such as 09:40."""
    return _formatted(value, "H:i")


def day_time(value: datetime | None) -> str:
    """Return 6月28日 09:40 or 28 Jun 09:40."""
    return _formatted(value, _("n月j日 H:i"))


def month(value: date | None) -> str:
    """Return 6月 or Jun, as on a time axis."""
    return _formatted(value, _("n月"))


def relative_days(value: date | None) -> str:
    """Say how far the date is from today, in words about a deadline."""
    if value is None:
        return ""
    days = (local_date(value) - clock.today()).days
    if days == 0:
        return _("今天")
    if days > 0:
        return ngettext("还有 %(n)d 天", "还有 %(n)d 天", days) % {"n": days}
    return ngettext("已逾期 %(n)d 天", "已逾期 %(n)d 天", -days) % {"n": -days}


def filesize(size: int | None) -> str:
    """Return 620 B, 48 KB or 1.2 MB."""
    if size is None:
        return ""
    if size < KILO:
        return f"{size} B"
    if size < KILO**2:
        return f"{size / KILO:.0f} KB"
    return f"{size / KILO**2:.1f} MB"


def duration(seconds: float | None) -> str:
    """Return 3 分 20 秒 or 3 min 20 s; whole minutes and short times in one part."""
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), MINUTE)
    parts = {"m": minutes, "s": rest}
    if minutes and rest:
        return _("%(m)d 分 %(s)d 秒") % parts
    return (_("%(m)d 分") if minutes else _("%(s)d 秒")) % parts


def percent1(share: float | None) -> str:
    """Return a share between 0 and 1 as a percentage with one decimal."""
    if share is None:
        return ""
    # Halves go up, as in all figures; a tenth part of a digit is noise of the machine.
    exact = Decimal(share * 100).quantize(Decimal("1e-9"))
    return f"{exact.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def gap() -> str:
    """Return what stands between two sentences: nothing in Chinese."""
    return " " if in_english() else ""


def sentences(parts: Iterable[object]) -> str:
    """Return whole sentences as one text, apart where the language wants a space."""
    return gap().join(str(part) for part in parts if part)


def local_date(value: date) -> date:
    """Return the calendar day of `value` where the organisation is."""
    return _local(value).date() if isinstance(value, datetime) else value


def _formatted(value: date | None, pattern: str) -> str:
    if not value:
        return ""
    if isinstance(value, datetime):
        return dateformat.format(_local(value), pattern)
    return dateformat.format(value, pattern)


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value
