"""Lights, computed from dates and reports alone; nobody picks a colour.

Twice the same rule: `light_of` for one item in hand, `light_case` for the
database, so that ten thousand items are counted and filtered without being
fetched. A property test holds them together. Every threshold stands here.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from django.db.models import Case, CharField, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongping.foundation import format as formats
from gongping.ledger.states import OPEN, UNPUBLISHED, ItemState, Light

if TYPE_CHECKING:
    from gongping.ledger.models import LedgerItem

WARNING_DAYS: Final = 7
STALE_DAYS: Final = 30
LOOK_BACK_MONTHS: Final = 6


class Dated(Protocol):
    """What an item must say of itself for its light to be known."""

    state: str
    started_on: date | None
    next_due_on: date | None
    obstacle: str


class Node(Protocol):
    """What a milestone must say of itself for its mark to be known."""

    due_on: date
    reported_on: date | None
    verified_on: date | None


def light_of(item: Dated, today: date) -> Light:  # noqa: PLR0911 - one per light
    """Return the light of an item on the day `today`.

    `next_due_on` is the earliest date for which no report has come, so that what
    is reported and unverified is never late on that account.
    """
    if item.state in UNPUBLISHED:
        return Light.DRAFT
    if item.state == ItemState.CLOSED:
        return Light.DONE
    if item.next_due_on is not None and item.next_due_on < today:
        return Light.LATE
    if item.state == ItemState.AWAITING:
        return Light.WAITING
    if item.started_on is not None and item.started_on > today:
        return Light.IDLE
    if item.obstacle or is_near(item.next_due_on, today):
        return Light.SOON
    return Light.OK


def is_near(day: date | None, today: date) -> bool:
    """Tell whether a date lies within the warning window."""
    return day is not None and day <= warned_until(today)


def warned_until(today: date) -> date:
    """Return the last day of the warning window."""
    return today + timedelta(days=WARNING_DAYS)


def stale_since(today: date) -> date:
    """Return the day since which an item without a word counts as stale."""
    return today - timedelta(days=STALE_DAYS)


def light_case(today: date) -> Case:
    """Return the SQL expression of `light_of`, for `annotate(light=…)`."""
    return Case(
        When(state__in=UNPUBLISHED, then=Value(Light.DRAFT.value)),
        When(state=ItemState.CLOSED, then=Value(Light.DONE.value)),
        When(next_due_on__lt=today, then=Value(Light.LATE.value)),
        When(state=ItemState.AWAITING, then=Value(Light.WAITING.value)),
        When(started_on__gt=today, then=Value(Light.IDLE.value)),
        When(
            ~Q(obstacle="") | Q(next_due_on__lte=warned_until(today)),
            then=Value(Light.SOON.value),
        ),
        default=Value(Light.OK.value),
        output_field=CharField(max_length=8),
    )


def light_condition(light: str, today: date) -> Q:
    """Return the condition for one light in plain columns, so that indexes serve."""
    is_open = Q(state__in=OPEN)
    late = Q(next_due_on__isnull=False, next_due_on__lt=today)
    running = Q(state=ItemState.PUBLISHED) & ~late
    idle = Q(started_on__isnull=False, started_on__gt=today)
    near = Q(next_due_on__isnull=False, next_due_on__lte=warned_until(today))
    soon = ~Q(obstacle="") | near
    return {
        Light.DRAFT: Q(state__in=UNPUBLISHED),
        Light.DONE: Q(state=ItemState.CLOSED),
        Light.LATE: is_open & late,
        Light.WAITING: Q(state=ItemState.AWAITING) & ~late,
        Light.IDLE: running & idle,
        Light.SOON: running & ~idle & soon,
        Light.OK: running & ~idle & ~soon,
    }[Light(light)]


def node_state(node: Node, today: date) -> str:
    """Return how a milestone is drawn: done, waiting, late, soon or planned."""
    if node.verified_on is not None:
        return "done"
    if node.reported_on is not None:
        return "waiting"
    if node.due_on < today:
        return "late"
    return "soon" if is_near(node.due_on, today) else "planned"


def months_later(day: date, months: int = LOOK_BACK_MONTHS) -> date:
    """Return the day so many months on, the month's last day if there is none."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def reason_of(item: "LedgerItem", today: date) -> str:
    """Say in a few words why the item has the light that it has.

    Reads the milestones; a list that shows reasons fetches them beforehand.
    """
    light = light_of(item, today)
    if light in {Light.LATE, Light.SOON, Light.OK}:
        return _about_next(item, light, today)
    return {
        Light.DRAFT: _("还没有发布"),
        Light.DONE: _("%(day)s销号") % {"day": formats.near_day(item.closed_on)},
        Light.WAITING: _("已报，等待审核"),
        Light.IDLE: _("%(day)s启动") % {"day": formats.near_day(item.started_on)},
    }[light]


def next_name(item: "LedgerItem") -> str:
    """Return the name of what is due next: a milestone, or the deadline."""
    waiting = (m for m in item.milestones.all() if m.reported_on is None)
    named = (m.title for m in waiting if m.due_on == item.next_due_on)
    return next(named, _("完成时限"))


def _about_next(item: "LedgerItem", light: Light, today: date) -> str:
    due = item.next_due_on
    if due is None or (light == Light.SOON and not is_near(due, today)):
        return item.obstacle and _("存在问题：%(text)s") % {"text": item.obstacle}
    days = (due - today).days
    words = {"name": next_name(item), "n": abs(days), "day": formats.near_day(due)}
    if light == Light.LATE:
        return (
            ngettext("%(name)s已逾期 %(n)d 天", "%(name)s已逾期 %(n)d 天", -days)
            % words
        )
    if light == Light.OK:
        return _("下一节点 %(day)s %(name)s") % words
    if days == 0:
        return _("%(name)s今天到期") % words
    return ngettext("距%(name)s %(n)d 天", "距%(name)s %(n)d 天", days) % words
