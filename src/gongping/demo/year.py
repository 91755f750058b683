"""A plausible year of key tasks: the plan, and what has happened to it so far."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

from gongping.demo.texts import PROGRESS, RETURN_NOTE
from gongping.demo.workbooks import last_years_ledger_book, ledger_book
from gongping.foundation import clock
from gongping.ledger import selectors as ledger
from gongping.ledger import services
from gongping.ledger.selectors import ItemFilter

if TYPE_CHECKING:
    from datetime import date

    from gongping.demo.cast import Cast
    from gongping.foundation.actors import Actor
    from gongping.ledger.models import LedgerItem, Milestone

FORGOTTEN = 61
UNSIGNED = 31
UNVERIFIED = 23
RETURNED = 53


def import_plan(cast: "Cast") -> None:
    """Import last year's and this year's tasks and publish them."""
    by = cast.secretariat
    for book in (last_years_ledger_book(), ledger_book()):
        batch = services.stage_import(book, by=by)
        services.apply_import(batch.pk, is_publishing=True, by=by)


def live_through(cast: "Cast", kind: str = "") -> Iterator[str]:
    """Report and verify what is due until today, of one kind or of all.

    A few reports are forgotten, returned or not yet verified, so that every light
    can be seen.
    """
    items = ledger.list_items(cast.secretariat, ItemFilter(kind=kind))
    for place, item in enumerate(list(items)):
        head = cast.heads.get(item.lead_unit_id or 0)
        if head is not None:
            _live_item(item, place, head, cast.secretariat)
        yield item.number


def _live_item(
    item: "LedgerItem", place: int, head: "Actor", secretariat: "Actor"
) -> None:
    is_now = item.year == clock.today().year
    if item.acknowledged_on is None and (not is_now or place % UNSIGNED):
        with clock.standing_still_at(at_work(item.started_on or clock.today())):
            services.acknowledge_item(item, by=head)
    due = [m for m in item.milestones.all() if m.due_on < clock.today()]
    for step, milestone in enumerate(due):
        is_last = step == len(due) - 1
        if is_last and is_now and place % FORGOTTEN == 0:
            return
        with clock.standing_still_at(at_work(milestone.due_on - timedelta(days=2))):
            _report(item, milestone, place + step, head)
        if is_last and is_now and place % UNVERIFIED == 0:
            return
        _verify(
            milestone,
            secretariat,
            is_returned=is_last and is_now and place % RETURNED == 0,
        )


def _report(item: "LedgerItem", milestone: "Milestone", n: int, head: "Actor") -> None:
    services.report_progress(
        item, milestone=milestone, text=PROGRESS[n % len(PROGRESS)], by=head
    )


def _verify(milestone: "Milestone", by: "Actor", *, is_returned: bool) -> None:
    update = milestone.updates.first()
    if update is None:
        return
    with clock.standing_still_at(at_work(milestone.due_on - timedelta(days=1))):
        if is_returned:
            services.return_update(update, RETURN_NOTE, by=by)
        else:
            services.verify_update(update, by=by)


def at_work(day: "date", hour: int = 10) -> datetime:
    """Return a moment of a working day, where the organisation is."""
    return datetime.combine(day, time(hour), ZoneInfo(settings.TIME_ZONE))
