"""What other rooms ask of the ledger: a unit's year, and what happened lately."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import (
    BooleanField,
    Case,
    Count,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce

from gongping.foundation import clock
from gongping.foundation.names import local_name
from gongping.ledger.lights import light_case, light_condition
from gongping.ledger.models import LedgerItem, Milestone, ProgressUpdate
from gongping.ledger.selectors.table import BULKY
from gongping.ledger.states import UNPUBLISHED, ItemKind, ItemState, Light, UpdateState

Items = QuerySet[LedgerItem]


def rows() -> Items:
    """Return all items as lists show them: with `light`, lead unit and person."""
    return (
        LedgerItem.objects.annotate(light=light_case(clock.today()))
        .select_related("lead_unit", "responsible_person")
        .order_by("place", "number")
    )


def of_year(year: int) -> Q:
    """Return what a year has to do: its own items, and earlier ones still open."""
    return Q(year=year) | Q(year__lt=year, closed_on=None)


def first_of_unit(unit_id: int, year: int, most: int) -> tuple[list[LedgerItem], int]:
    """Return a unit's first published items of a year, and how many there are.

    What earlier years left open is of this year as well. Each tells how many `nodes`
    its path has, and of how many the report was verified (`nodes_done`). One query.
    """
    found = rows().filter(of_year(year), lead_unit=unit_id)
    found = found.exclude(state__in=UNPUBLISHED)
    counted = found.defer(*BULKY).annotate(
        of_all=Window(Count("pk")),
        nodes=_count_nodes(),
        nodes_done=_count_nodes(verified_on__isnull=False),
    )
    shown = list(counted[:most])
    return [*shown], shown[0].of_all if shown else 0


def _count_nodes(**which: bool) -> Coalesce:
    nodes = Milestone.objects.filter(item=OuterRef("pk"), **which).order_by()
    return Coalesce(
        Subquery(nodes.values("item").annotate(n=Count("pk")).values("n")), 0
    )


def pressing_of_unit(unit_id: int, year: int, most: int) -> list[LedgerItem]:
    """Return a unit's late and nearly due items of a year, by date. One query."""
    today = clock.today()
    presses = light_condition(Light.LATE, today) | light_condition(Light.SOON, today)
    found = rows().filter(presses, of_year(year), lead_unit=unit_id)
    dated = found.filter(next_due_on__isnull=False).defer(*BULKY)
    return list(dated.order_by("next_due_on", "place", "number")[:most])


def answered_for(unit_id: int, year: int) -> Items:
    """Return what a unit answers for in a session of this year.

    Items closed last year and this year, follow-ups still open, this year's published
    items and what earlier years left open, plain and in order. One query.
    """
    closed = Q(
        state=ItemState.CLOSED,
        closed_on__range=(date(year - 1, 1, 1), date(year, 12, 31)),
    )
    asked = of_year(year) | closed | (Q(kind=ItemKind.FOLLOW_UP) & Q(closed_on=None))
    found = LedgerItem.objects.filter(asked, lead_unit=unit_id)
    return found.exclude(state__in=UNPUBLISHED).order_by("place", "number")


def items_by_id(keys: Iterable[int], *, is_whole: bool) -> dict[int, LedgerItem]:
    """Return these items by key; whole ones with long texts and paths.

    One query, whole ones two.
    """
    found = rows().filter(pk__in=list(keys))
    found = found.prefetch_related("milestones") if is_whole else found.defer(*BULKY)
    return {item.pk: item for item in found}


def key_tasks_for_ballot(year: int) -> dict[int, list[tuple[str, str]]]:
    """Return each unit's published key tasks as (title, light). One query."""
    tasks = (
        LedgerItem.objects.filter(year=year, kind=ItemKind.KEY_TASK)
        .exclude(state__in=UNPUBLISHED)
        .annotate(light=light_case(clock.today()))
        .order_by("place", "number")
        .values_list("lead_unit_id", "title", "light")
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for unit_id, title, light in tasks:
        if unit_id is not None:
            found.setdefault(unit_id, []).append((title, light))
    return found


def key_tasks_of(unit_id: int, year: int) -> list[tuple[str, str]]:
    """Return one unit's published key tasks as (title, light). One query.

    The titles are in the reader's language where they were written in it.
    """
    tasks = (
        LedgerItem.objects.filter(
            year=year, kind=ItemKind.KEY_TASK, lead_unit_id=unit_id
        )
        .exclude(state__in=UNPUBLISHED)
        .annotate(light=light_case(clock.today()))
        .order_by("place", "number")
        .values("title", "title_en", "light")
    )
    return [(local_name(task), task["light"]) for task in tasks]


def overdue_by_unit(year: int) -> list[tuple[int, str, int]]:
    """Return (unit, name, overdue items), most first in a year. One query."""
    late = light_condition(Light.LATE, clock.today())
    counted = (
        LedgerItem.objects.filter(late, year=year, lead_unit__isnull=False)
        .values_list("lead_unit_id", "lead_unit__name")
        .annotate(n=Count("pk"))
        .order_by("-n", "lead_unit__position")
    )
    return [(unit_id, name, n) for unit_id, name, n in counted if unit_id is not None]


def lights_of_unit(unit_id: int, year: int) -> dict[str, int]:
    """Return how many published items of a unit have each light. One query."""
    found = LedgerItem.objects.filter(lead_unit=unit_id, year=year)
    published = found.exclude(state__in=UNPUBLISHED).order_by()
    today = clock.today()
    counted: dict[str, int] = published.aggregate(
        **{
            light.value: Count("pk", filter=light_condition(light, today))
            for light in Light
            if light != Light.DRAFT
        }
    )
    return counted


def recent_reviews(
    unit_ids: Iterable[int], since: datetime
) -> QuerySet[ProgressUpdate]:
    """Return reports of these units reviewed since then, newest first. One query.

    Each says `is_returned`.
    """
    reviewed = ProgressUpdate.objects.filter(
        item__lead_unit__in=list(unit_ids), reviewed_at__gte=since
    )
    returned = Case(
        When(state=UpdateState.RETURNED, then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )
    return (
        reviewed.annotate(is_returned=returned)
        .select_related("item", "milestone")
        .order_by("-reviewed_at")
    )
