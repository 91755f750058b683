"""What waits for somebody's hand in the ledger, by kind of act.

Each act is a condition, so that a list of several acts is one question: first whose
items they are, then what is to be done with each.
"""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from gongping.foundation import clock
from gongping.foundation.actors import Actor, Role
from gongping.ledger.lights import warned_until
from gongping.ledger.models import (
    ExtensionRequest,
    LedgerItem,
    ProgressUpdate,
    SupportingUnit,
)
from gongping.ledger.selectors.rooms import Items, rows
from gongping.ledger.selectors.table import BULKY
from gongping.ledger.states import (
    OPEN,
    ExtensionState,
    ItemKind,
    ItemState,
    UpdateState,
)

# All that a line of the work list says of an item.
LINE = (
    "number", "title", "title_en", "state", "started_on", "next_due_on", "obstacle",
    "review_note", "lead_unit__name", "lead_unit__name_en",
)  # fmt: skip


def _todos() -> Items:
    """A line of the to-do list needs no long text."""
    newest = ProgressUpdate.objects.filter(item=OuterRef("pk"))
    newest = newest.order_by("-reported_at", "-pk")
    return rows().defer(*BULKY).annotate(newest_state=newest.values("state")[:1])


# --- Of units -----------------------------------------------------------------


def items_to_propose(actor: Actor) -> Items:
    """Return drafts for which the actor's units owe path, person and date.

    One query.
    """
    return _todos().filter(_to_propose(actor))


def items_to_acknowledge(actor: Actor) -> Items:
    """Return published items that the actor's units have not yet signed for.

    One query.
    """
    return _todos().filter(_to_acknowledge(actor))


def items_to_report(actor: Actor) -> Items:
    """Return running items whose next date is near or past, returned, or pressed.

    Each says `was_returned`: its newest report came back. One query.
    """
    returned = When(newest_state=UpdateState.RETURNED, then=Value(value=True))
    flag = Case(returned, default=Value(value=False), output_field=BooleanField())
    wanted = _todos().annotate(was_returned=flag).filter(_to_report(actor))
    return wanted.order_by("next_due_on", "number")


def items_to_confirm_reports(actor: Actor) -> Items:
    """Return items with a report that waits for the actor as head. One query."""
    return _todos().filter(_to_confirm_reports(actor))


def items_to_sign_extension(actor: Actor) -> Items:
    """Return items with a request for time that the actor should sign. One query."""
    return _todos().filter(_to_sign_extension(actor))


def items_to_support(actor: Actor) -> Items:
    """Return items that a unit of the actor is asked to help with. One query."""
    return _todos().filter(_to_support(actor))


def waiting_for_units(actor: Actor) -> dict[str, list[LedgerItem]]:
    """Return what waits for those who file for units, by kind of act. One query."""
    concerned = Q(lead_unit__in=actor.unit_ids | actor.headed_unit_ids)
    concerned |= Q(pk__in=_asked_to_support(actor))
    if actor.person_id is not None:
        concerned |= Q(responsible_person=actor.person_id)
    return _sorted_by_act(
        _todos().filter(concerned),
        {
            "propose": _to_propose(actor),
            "acknowledge": _to_acknowledge(actor),
            "confirm": _to_confirm_reports(actor),
            "sign": _to_sign_extension(actor),
            "support": _to_support(actor),
            "report": _to_report(actor),
        },
    )


def _to_propose(actor: Actor) -> Q:
    mine = Q(lead_unit__in=actor.unit_ids)
    return mine & Q(state=ItemState.DRAFT, kind=ItemKind.FOLLOW_UP)


def _to_acknowledge(actor: Actor) -> Q:
    mine = Q(lead_unit__in=actor.unit_ids)
    return mine & Q(state__in=OPEN, acknowledged_on__isnull=True)


def _to_report(actor: Actor) -> Q:
    mine = Q(lead_unit__in=actor.unit_ids)
    if actor.person_id is not None:
        mine |= Q(responsible_person=actor.person_id)
    presses = (
        Q(next_due_on__lte=warned_until(clock.today()))
        | Q(newest_state=UpdateState.RETURNED)
        | Q(last_nudged_on__isnull=False)
    )
    return mine & Q(state__in=OPEN, next_due_on__isnull=False) & presses


def _to_confirm_reports(actor: Actor) -> Q:
    waits = ProgressUpdate.objects.filter(
        item=OuterRef("pk"), state=UpdateState.SUBMITTED
    )
    return Q(lead_unit__in=actor.headed_unit_ids) & Q(Exists(waits))


def _to_sign_extension(actor: Actor) -> Q:
    waits = ExtensionRequest.objects.filter(
        item=OuterRef("pk"), state=ExtensionState.REQUESTED
    )
    return Q(lead_unit__in=actor.headed_unit_ids) & Q(Exists(waits))


def _to_support(actor: Actor) -> Q:
    return Q(state__in=OPEN, pk__in=_asked_to_support(actor))


def _asked_to_support(actor: Actor) -> QuerySet[SupportingUnit, Any]:
    asked = SupportingUnit.objects.filter(unit__in=actor.unit_ids, is_confirmed=False)
    return asked.order_by().values("item")


# --- Of the secretariat and of leaders ------------------------------------------


def items_to_verify(actor: Actor) -> Items:
    """Return items with a report that waits for the secretariat. One query."""
    return _for_secretariat(actor).filter(_to_verify())


def items_to_confirm(actor: Actor) -> Items:
    """Return items whose path waits for the secretariat. One query."""
    return _for_secretariat(actor).filter(_to_confirm())


def items_with_extension(actor: Actor) -> Items:
    """Return items with a signed request for time. One query."""
    return _for_secretariat(actor).filter(_to_extend())


def items_to_look_back(actor: Actor) -> Items:
    """Return closed items that the actor should look back at today. One query."""
    due = _todos().filter(
        state=ItemState.CLOSED, look_back_due_on__lte=clock.today(), look_back_result=""
    )
    if actor.is_any(Role.SECRETARIAT):
        return due
    return due.filter(source_author=actor.name) if actor.name else due.none()


def waiting_for_secretariat(actor: Actor) -> dict[str, list[LedgerItem]]:
    """Return what waits for the secretariat, by kind of act. One query."""
    acts = {"verify": _to_verify(), "confirm": _to_confirm(), "extend": _to_extend()}
    return _sorted_by_act(_for_secretariat(actor), acts)


def _to_verify() -> Q:
    waiting = ProgressUpdate.objects.filter(state=UpdateState.CONFIRMED)
    return Q(pk__in=waiting.order_by().values("item"))


def _to_confirm() -> Q:
    return Q(state=ItemState.PROPOSED)


def _to_extend() -> Q:
    signed = ExtensionRequest.objects.filter(state=ExtensionState.SIGNED)
    return Q(pk__in=signed.order_by().values("item"))


def _for_secretariat(actor: Actor) -> Items:
    return _todos() if actor.is_any(Role.SECRETARIAT) else _todos().none()


def _sorted_by_act(among: Items, acts: dict[str, Q]) -> dict[str, list[LedgerItem]]:
    flags = {
        f"is_to_{act}": ExpressionWrapper(condition, output_field=BooleanField())
        for act, condition in acts.items()
    }
    waiting = among.annotate(**flags).filter(reduce(or_, acts.values()))
    lines = waiting.select_related(None).select_related("lead_unit").only(*LINE)
    found = list(lines.order_by("next_due_on", "number"))
    return {
        act: [item for item in found if getattr(item, f"is_to_{act}")] for act in acts
    }
