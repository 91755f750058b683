"""What other rooms ask of the ledger."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from gongping.foundation import clock
from gongping.foundation.actors import Actor, Role
from gongping.ledger.lights import light_case, light_condition, warned_until
from gongping.ledger.models import ExtensionRequest, LedgerItem, ProgressUpdate
from gongping.ledger.selectors.table import BULKY
from gongping.ledger.states import (
    OPEN,
    UNPUBLISHED,
    ExtensionState,
    ItemKind,
    ItemState,
    Light,
    UpdateState,
)

Items = QuerySet[LedgerItem]


def _rows() -> Items:
    return (
        LedgerItem.objects.annotate(light=light_case(clock.today()))
        .select_related("lead_unit", "responsible_person")
        .order_by("place", "number")
    )


def items_for_units(unit_ids: Iterable[int], year: int) -> list[LedgerItem]:
    """Return the published items of these units in a year, with paths. Two queries."""
    rows = _rows().filter(lead_unit__in=list(unit_ids), year=year)
    return list(rows.exclude(state__in=UNPUBLISHED).prefetch_related("milestones"))


def closed_items(year: int, unit_ids: Iterable[int]) -> list[LedgerItem]:
    """Return the items of these units that were closed in a year. Two queries."""
    rows = _rows().filter(
        state=ItemState.CLOSED, lead_unit__in=list(unit_ids), closed_on__year=year
    )
    return list(rows.prefetch_related("milestones"))


def open_follow_ups(unit_ids: Iterable[int]) -> list[LedgerItem]:
    """Return follow-ups of these units that are not yet closed. Two queries."""
    rows = _rows().filter(kind=ItemKind.FOLLOW_UP, lead_unit__in=list(unit_ids))
    return list(rows.exclude(state=ItemState.CLOSED).prefetch_related("milestones"))


def key_tasks_for_ballot(year: int) -> dict[int, list[tuple[str, str]]]:
    """Return each unit's published key tasks as (title, light). One query."""
    rows = (
        LedgerItem.objects.filter(year=year, kind=ItemKind.KEY_TASK)
        .exclude(state__in=UNPUBLISHED)
        .annotate(light=light_case(clock.today()))
        .order_by("place", "number")
        .values_list("lead_unit_id", "title", "light")
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for unit_id, title, light in rows:
        if unit_id is not None:
            found.setdefault(unit_id, []).append((title, light))
    return found


def overdue_by_unit(year: int) -> list[tuple[int, str, int]]:
    """Return (unit, name, overdue items), most first in a year. One query."""
    late = light_condition(Light.LATE, clock.today())
    rows = (
        LedgerItem.objects.filter(late, year=year, lead_unit__isnull=False)
        .values_list("lead_unit_id", "lead_unit__name")
        .annotate(n=Count("pk"))
        .order_by("-n", "lead_unit__position")
    )
    return [(unit_id, name, n) for unit_id, name, n in rows if unit_id is not None]


def lights_of_unit(unit_id: int, year: int) -> dict[str, int]:
    """Return how many published items of a unit have each light. One query."""
    rows = LedgerItem.objects.filter(lead_unit=unit_id, year=year)
    rows = rows.exclude(state__in=UNPUBLISHED).order_by()
    today = clock.today()
    found: dict[str, int] = rows.aggregate(
        **{
            light.value: Count("pk", filter=light_condition(light, today))
            for light in Light
            if light != Light.DRAFT
        }
    )
    return found


# --- To-dos -------------------------------------------------------------------


def _todos() -> Items:
    """A line of the to-do list needs no long text."""
    return _rows().defer(*BULKY)


def items_to_propose(actor: Actor) -> Items:
    """Return drafts for which the actor's units owe path, person and date.

    One query.
    """
    return _todos().filter(
        state=ItemState.DRAFT,
        kind=ItemKind.FOLLOW_UP,
        lead_unit__in=actor.unit_ids,
    )


def items_to_acknowledge(actor: Actor) -> Items:
    """Return published items that the actor's units have not yet signed for.

    One query.
    """
    return _todos().filter(
        state__in=OPEN, acknowledged_on__isnull=True, lead_unit__in=actor.unit_ids
    )


def items_to_report(actor: Actor) -> Items:
    """Return running items whose next date is near or past, returned, or pressed.

    Each says `was_returned`: its newest report came back. One query.
    """
    latest = ProgressUpdate.objects.filter(item=OuterRef("pk"))
    newest = latest.order_by("-reported_at", "-pk").values("state")[:1]
    near = Q(next_due_on__lte=warned_until(clock.today()))
    mine = Q(lead_unit__in=actor.unit_ids)
    if actor.person_id is not None:
        mine |= Q(responsible_person=actor.person_id)
    return (
        _todos()
        .annotate(newest_state=newest)
        .annotate(
            was_returned=Case(
                When(newest_state=UpdateState.RETURNED, then=Value(value=True)),
                default=Value(value=False),
            )
        )
        .filter(mine, state__in=OPEN, next_due_on__isnull=False)
        .filter(near | Q(was_returned=True) | Q(last_nudged_on__isnull=False))
        .order_by("next_due_on", "number")
    )


def items_to_confirm_reports(actor: Actor) -> Items:
    """Return items with a report that waits for the actor as head. One query."""
    return _todos().filter(
        _with_update(UpdateState.SUBMITTED), lead_unit__in=actor.headed_unit_ids
    )


def items_to_sign_extension(actor: Actor) -> Items:
    """Return items with a request for time that the actor should sign. One query."""
    return _todos().filter(
        _with_extension(ExtensionState.REQUESTED), lead_unit__in=actor.headed_unit_ids
    )


def items_to_support(actor: Actor) -> Items:
    """Return items that a unit of the actor is asked to help with. One query."""
    return (
        _todos()
        .filter(
            state__in=OPEN,
            supporting__unit__in=actor.unit_ids,
            supporting__is_confirmed=False,
        )
        .distinct()
    )


def items_to_verify(actor: Actor) -> Items:
    """Return items with a report that waits for the secretariat. One query."""
    return _for_secretariat(actor).filter(_with_update(UpdateState.CONFIRMED))


def items_to_confirm(actor: Actor) -> Items:
    """Return items whose path waits for the secretariat. One query."""
    return _for_secretariat(actor).filter(state=ItemState.PROPOSED)


def items_with_extension(actor: Actor) -> Items:
    """Return items with a signed request for time. One query."""
    return _for_secretariat(actor).filter(_with_extension(ExtensionState.SIGNED))


def items_to_look_back(actor: Actor) -> Items:
    """Return closed items that the actor should look back at today. One query."""
    rows = _todos().filter(
        state=ItemState.CLOSED, look_back_due_on__lte=clock.today(), look_back_result=""
    )
    if actor.is_any(Role.SECRETARIAT):
        return rows
    return rows.filter(source_author=actor.name) if actor.name else rows.none()


def waiting_for_units(actor: Actor) -> dict[str, list[LedgerItem]]:
    """Return what waits for those who file for units, by kind of act. One query."""
    return _sorted_by_act(
        {
            "propose": items_to_propose(actor),
            "acknowledge": items_to_acknowledge(actor),
            "confirm": items_to_confirm_reports(actor),
            "sign": items_to_sign_extension(actor),
            "support": items_to_support(actor),
            "report": items_to_report(actor),
        }
    )


def waiting_for_secretariat(actor: Actor) -> dict[str, list[LedgerItem]]:
    """Return what waits for the secretariat, by kind of act. One query."""
    return _sorted_by_act(
        {
            "verify": items_to_verify(actor),
            "confirm": items_to_confirm(actor),
            "extend": items_with_extension(actor),
        }
    )


def _sorted_by_act(acts: dict[str, Items]) -> dict[str, list[LedgerItem]]:
    flags = {
        f"is_to_{act}": Exists(rows.order_by().filter(pk=OuterRef("pk")))
        for act, rows in acts.items()
    }
    any_of = Q()
    for flag in flags:
        any_of |= Q(**{flag: True})
    found = list(
        _todos().annotate(**flags).filter(any_of).order_by("next_due_on", "number")
    )
    return {
        act: [item for item in found if getattr(item, f"is_to_{act}")] for act in acts
    }


def _for_secretariat(actor: Actor) -> Items:
    return _todos() if actor.is_any(Role.SECRETARIAT) else _todos().none()


def _with_update(state: str) -> Exists:
    return Exists(ProgressUpdate.objects.filter(item=OuterRef("pk"), state=state))


def _with_extension(state: str) -> Exists:
    return Exists(ExtensionRequest.objects.filter(item=OuterRef("pk"), state=state))


# --- What happened lately -----------------------------------------------------


def recent_reviews(unit_ids: Iterable[int], since: datetime) -> list[ProgressUpdate]:
    """Return reports of these units reviewed since then, newest first. One query.

    Each says `is_returned`.
    """
    rows = ProgressUpdate.objects.filter(
        item__lead_unit__in=list(unit_ids), reviewed_at__gte=since
    )
    returned = Case(
        When(state=UpdateState.RETURNED, then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )
    return list(
        rows.annotate(is_returned=returned)
        .select_related("item", "milestone")
        .order_by("-reviewed_at")
    )
