"""One item, and what hangs on it, for whoever may see it."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Count, Max, Prefetch, QuerySet

from gongping.foundation.actors import Actor
from gongping.ledger.exceptions import NoSuchItem, NoSuchThing
from gongping.ledger.models import (
    Attachment,
    ExtensionRequest,
    ItemChange,
    LedgerItem,
    Nudge,
    ProgressUpdate,
    SavedFilter,
    SupportingUnit,
    YearFocus,
)
from gongping.ledger.policies import check_can_open_evidence, check_can_see, visible_to

Thing = TypeVar("Thing", ProgressUpdate, ExtensionRequest)


def get_item(number: str, actor: Actor) -> LedgerItem:
    """Return the item with all that its page shows, if the actor may see it.

    Nine queries, however long its history.
    """
    item = (
        LedgerItem.objects.select_related(
            "lead_unit", "responsible_person", "responsible_person__unit", "year_focus"
        )
        .prefetch_related(
            "milestones",
            Prefetch("supporting", SupportingUnit.objects.select_related("unit")),
            Prefetch("updates", ProgressUpdate.objects.select_related("milestone")),
            "updates__attachments",
            Prefetch(
                "extensions", ExtensionRequest.objects.select_related("milestone")
            ),
            Prefetch("changes", ItemChange.objects.all()),
            Prefetch("nudges", Nudge.objects.all()),
        )
        .filter(number=number)
        .first()
    )
    if item is None:
        raise NoSuchItem
    check_can_see(item, actor)
    for update in item.updates.all():
        update.item = item
    for ask in item.extensions.all():
        ask.item = item
    return item


def get_update(number: str, pk: int, actor: Actor) -> ProgressUpdate:
    """Return one report of an item that the actor may see. Nine queries."""
    item = get_item(number, actor)
    return _one(pk, item.updates.all())


def get_extension(number: str, pk: int, actor: Actor) -> ExtensionRequest:
    """Return one request for time of an item that the actor may see. Nine queries."""
    item = get_item(number, actor)
    return _one(pk, item.extensions.all())


def _one(pk: int, things: Iterable[Thing]) -> Thing:
    found = next((thing for thing in things if thing.pk == pk), None)
    if found is None:
        raise NoSuchThing
    return found


def get_attachment(pk: int, actor: Actor) -> Attachment:
    """Return a file if the actor may open it. Three queries at most."""
    found = (
        Attachment.objects.select_related("update__item__lead_unit")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NoSuchThing
    check_can_open_evidence(found.update.item, actor)
    return found


def item_for_source(source_key: str) -> LedgerItem | None:
    """Return the item that grew from a source, such as a point. Two queries."""
    return (
        LedgerItem.objects.filter(source_key=source_key)
        .exclude(source_key="")
        .select_related("lead_unit", "responsible_person")
        .prefetch_related("milestones")
        .first()
    )


def items_for_sources(source_keys: Iterable[str]) -> dict[str, LedgerItem]:
    """Return the items that grew from these sources, by source. Two queries."""
    found = (
        LedgerItem.objects.filter(source_key__in=[key for key in source_keys if key])
        .select_related("lead_unit", "responsible_person")
        .prefetch_related("milestones")
    )
    return {item.source_key: item for item in found}


def list_focuses(year: int) -> QuerySet[YearFocus]:
    """Return the year's requirements, each with its `item_count`. One query."""
    return (
        YearFocus.objects.filter(year=year)
        .annotate(item_count=Count("items"))
        .order_by("position")
    )


def list_years(actor: Actor) -> list[int]:
    """Return the years that have items the actor may see, latest first. One query."""
    rows = LedgerItem.objects.filter(visible_to(actor))
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def latest_year(actor: Actor) -> int | None:
    """Return the latest year with items the actor may see. One query."""
    rows = LedgerItem.objects.filter(visible_to(actor))
    found: int | None = rows.aggregate(latest=Max("year"))["latest"]
    return found


def list_saved_filters(actor: Actor) -> list[SavedFilter]:
    """Return the filters that the actor keeps under a name. One query."""
    if actor.user_id is None:
        return []
    return list(SavedFilter.objects.filter(user_id=actor.user_id))
