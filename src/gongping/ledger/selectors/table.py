"""The register as a table: filtered, counted and read without being fetched whole."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.search import matching
from gongping.ledger.lights import light_case, light_condition, stale_since
from gongping.ledger.models import LedgerItem, Milestone, ProgressUpdate
from gongping.ledger.policies import visible_to
from gongping.ledger.states import OPEN, ItemKind, Light, UpdateState


class Tab(StrEnum):
    """The standing filters over the table."""

    ALL = "all"
    THIS_WEEK = "this_week"
    PRESSING = "pressing"
    FROM_COMMENTS = "from_comments"
    TO_VERIFY = "to_verify"
    STALE = "stale"
    MINE = "mine"


NARROWING = tuple(tab for tab in Tab if tab != Tab.ALL)
DUE_WINDOWS = ("week", "month", "quarter", "past")
BULKY = ("goal", "measures", "path_sketch", "search_text", "look_back_result")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFilter:
    """What narrows the table; anything unknown in it narrows nothing."""

    year: int | None = None
    tab: str = Tab.ALL
    text: str = ""
    unit_id: int | None = None
    light: str = ""
    kind: str = ""
    due: str = ""
    track: str = ""
    focus: int | None = None
    numbers: tuple[str, ...] = ()
    order: str = ""

    def without(self, name: str) -> "ItemFilter":
        """Return the filter with one narrowing taken away."""
        return replace(self, **{name: getattr(ItemFilter(), name)})


def list_items(actor: Actor, wanted: ItemFilter | None = None) -> QuerySet[LedgerItem]:
    """Return the items the actor may see, narrowed, each with its `light`.

    Lead unit, person and milestones come along; big texts do not. Two queries.
    """
    wanted = wanted or ItemFilter()
    rows = (
        narrowed(actor, wanted)
        .annotate(light=light_case(clock.today()))
        .select_related("lead_unit", "responsible_person")
        .prefetch_related("milestones")
        .defer(*BULKY)
    )
    if wanted.order == "due":
        return rows.order_by(F("next_due_on").asc(nulls_last=True), "number")
    return rows.order_by("place", "number")


def items_by_number(numbers: Iterable[str], actor: Actor) -> list[LedgerItem]:
    """Return the chosen items that the actor may see, in order. Five queries."""
    wanted = ItemFilter(numbers=tuple(numbers))
    rows = list_items(actor, wanted).defer(None)
    return list(rows.prefetch_related("supporting", "supporting__unit", "extensions"))


def narrowed(actor: Actor, wanted: ItemFilter) -> QuerySet[LedgerItem]:
    """Return the visible items that the filter lets through, plain."""
    rows = LedgerItem.objects.filter(visible_to(actor), *_conditions(wanted))
    if wanted.tab in NARROWING:
        rows = rows.filter(tab_condition(Tab(wanted.tab), actor, clock.today()))
    return matching(rows, wanted.text) if wanted.text else rows


def _conditions(wanted: ItemFilter) -> list[Q]:
    plain: dict[str, Any] = {
        "year": wanted.year,
        "lead_unit": wanted.unit_id,
        "kind": wanted.kind,
        "track": wanted.track,
        "year_focus": wanted.focus,
    }
    found = [Q(**{name: value}) for name, value in plain.items() if value]
    if wanted.numbers:
        found.append(Q(number__in=wanted.numbers))
    if wanted.light in Light.values:
        found.append(light_condition(wanted.light, clock.today()))
    if wanted.due in DUE_WINDOWS:
        found.append(due_condition(wanted.due, clock.today()))
    return found


def due_condition(window: str, today: date) -> Q:
    """Return the condition that what is due next lies in a window of days."""
    if window == "past":
        return Q(state__in=OPEN, next_due_on__lt=today)
    days = {"week": 7, "month": 30, "quarter": 91}[window]
    last = today + timedelta(days=days)
    return Q(state__in=OPEN, next_due_on__range=(today, last))


def tab_condition(tab: Tab, actor: Actor, today: date) -> Q:
    """Return the condition of one of the standing filters."""
    monday = today - timedelta(days=today.weekday())
    return {
        Tab.ALL: Q(),
        Tab.THIS_WEEK: Q(
            state__in=OPEN, next_due_on__range=(monday, monday + timedelta(days=6))
        ),
        Tab.PRESSING: light_condition(Light.SOON, today)
        | light_condition(Light.LATE, today),
        Tab.FROM_COMMENTS: Q(kind=ItemKind.FOLLOW_UP),
        Tab.TO_VERIFY: Q(pk__in=_waiting_for_secretariat()),
        Tab.STALE: stale_condition(today),
        Tab.MINE: mine_condition(actor),
    }[tab]


def stale_condition(today: date) -> Q:
    """Return the condition for items without a word, or without their person."""
    since = stale_since(today)
    is_running = Q(started_on__isnull=True) | Q(started_on__lte=since)
    person = "responsible_person"
    has_left = Q(**{f"{person}__is_active": False}) | (
        Q(**{f"{person}__unit__isnull": False})
        & ~Q(**{f"{person}__unit": F("lead_unit")})
    )
    silent = Q(last_reported_on__lte=since) | (
        Q(last_reported_on__isnull=True)
        & (Q(published_on__lte=since) | Q(published_on__isnull=True))
    )
    return Q(state__in=OPEN) & ((is_running & silent) | has_left)


def mine_condition(actor: Actor) -> Q:
    """Return the condition for items of the actor's units, name or words."""
    found = Q(lead_unit__in=actor.unit_ids) | Q(supporting__unit__in=actor.unit_ids)
    found = Q(pk__in=LedgerItem.objects.filter(found).values("pk"))
    if actor.person_id is not None:
        found |= Q(responsible_person=actor.person_id)
    if actor.name:
        found |= Q(source_author=actor.name)
    return found


def _waiting_for_secretariat() -> QuerySet[ProgressUpdate, Any]:
    return ProgressUpdate.objects.filter(state=UpdateState.CONFIRMED).values("item")


def light_counts(rows: QuerySet[LedgerItem]) -> dict[str, int]:
    """Return how many of the rows have each light, by value. One query."""
    lit = rows.order_by().annotate(lit=light_case(clock.today())).values_list("lit")
    found = dict.fromkeys(Light.values, 0)
    return found | dict(lit.annotate(n=Count("pk")))


def tab_counts(actor: Actor, year: int | None = None) -> dict[str, int]:
    """Return how many items stand under each standing filter. One query."""
    today = clock.today()
    rows = narrowed(actor, ItemFilter(year=year))
    counted = {
        tab.value: Count("pk", filter=tab_condition(tab, actor, today))
        for tab in NARROWING
    }
    found: dict[str, int] = rows.aggregate(all=Count("pk"), **counted)
    return found


def count_without(
    actor: Actor, wanted: ItemFilter, names: Iterable[str]
) -> dict[str, int]:
    """Return how many items there would be without each narrowing. A query each."""
    return {name: narrowed(actor, wanted.without(name)).count() for name in names}


def milestones_between(start: date, end: date) -> QuerySet[Milestone]:
    """Return unreported milestones of running items in these days. One query."""
    return (
        Milestone.objects.filter(
            item__state__in=OPEN, reported_on__isnull=True, due_on__range=(start, end)
        )
        .select_related("item", "item__lead_unit")
        .order_by("due_on", Coalesce("item__lead_unit__position", 0))
    )
