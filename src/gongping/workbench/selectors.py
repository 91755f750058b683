"""The work list of whoever is signed in, and what stands beside it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.foundation.actors import Actor, Role
from gongping.foundation.names import local_name
from gongping.ledger import selectors as ledger
from gongping.ledger.states import Light, UpdateState
from gongping.meetings import selectors as meetings
from gongping.meetings.selectors.pulse import is_sitting
from gongping.meetings.states import RoundState
from gongping.organisation.selectors import leaders_of_unit
from gongping.workbench.gathering import SOURCES
from gongping.workbench.models import Feedback
from gongping.workbench.todos import OPEN_TODOS, Todo, in_order

if TYPE_CHECKING:
    from gongping.ledger.models import LedgerItem, ProgressUpdate
    from gongping.meetings.models import ReviewRound

__all__ = ["OPEN_TODOS"]

SHOWN_LIGHTS = (Light.OK, Light.SOON, Light.LATE, Light.DONE, Light.IDLE)
MOST_PRESSING = 5
LOOK_BACK = timedelta(days=14)
MOST_CHANGES = 6


@dataclass(frozen=True, slots=True)
class UnitNow:
    """The state of one's own unit in five counts and what presses."""

    unit_id: int
    total: int
    lights: list[tuple[str, int]]
    pressing: list["LedgerItem"]


@dataclass(frozen=True, slots=True)
class NextSession:
    """When and where the session is, and one's own turn in it."""

    url: str
    held_at: datetime
    place: str
    turn: int | None
    leaders: str
    state: str
    is_sitting: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that has happened to one's own items."""

    at: datetime
    sentence: str


def todos_for(actor: Actor, round_: "ReviewRound | None") -> list[Todo]:
    """Return everything that waits for the actor, by due date.

    At most ten queries a role.
    """
    gathered: list[Todo] = []
    for role, source in SOURCES:
        if actor.is_any(role):
            gathered += source(actor, round_)
    return in_order(gathered)


def own_unit(actor: Actor, round_: "ReviewRound | None") -> UnitNow | None:
    """Return the state of the actor's unit this year. Two queries."""
    if round_ is None or not actor.unit_ids:
        return None
    unit_id, year = min(actor.unit_ids), round_.year
    lights = ledger.lights_of_unit(unit_id, year)
    return UnitNow(
        unit_id,
        sum(lights.values()),
        [(light.value, lights[light]) for light in SHOWN_LIGHTS],
        ledger.pressing_of_unit(unit_id, year, MOST_PRESSING),
    )


def next_session(actor: Actor, round_: "ReviewRound | None") -> NextSession | None:
    """Return the session of the running round. Three queries."""
    if round_ is None or round_.state not in {RoundState.PREPARING, RoundState.OPEN}:
        return None
    session = meetings.session_of(round_)
    unit_id = min(actor.unit_ids, default=None)
    slot = meetings.unit_slot(session, unit_id) if unit_id else None
    venue = next(iter(meetings.venues_of(session)), None)
    is_on = is_sitting(session)
    return NextSession(
        reverse("procedure:hall" if is_on else "meetings:agenda", args=[round_.pk]),
        session.held_at,
        venue.name if venue else "",
        slot.position if slot else None,
        _leaders(unit_id) if unit_id else "",
        session.get_state_display(),
        is_on,
    )


def recent_changes(actor: Actor) -> list[Change]:
    """Return what was decided about the reports of the actor's units. One query."""
    if not actor.is_any(Role.UNIT):
        return []
    since = clock.now() - LOOK_BACK
    reviews = ledger.recent_reviews(actor.unit_ids, since)[:MOST_CHANGES]
    return [Change(r.reviewed_at, _said_of(r)) for r in reviews if r.reviewed_at]


def list_feedback() -> QuerySet[Feedback]:
    """Return all remarks, those not yet handled first. One query a page."""
    return Feedback.objects.order_by("is_handled", "-at")


def _said_of(review: "ProgressUpdate") -> str:
    is_returned = review.state == UpdateState.RETURNED
    said = _("退回“%(title)s”的进展") if is_returned else _("审核通过“%(title)s”")
    return said % {"title": review.item.title}


def _leaders(unit_id: int) -> str:
    kinds = {"supervises": _("分管"), "links_with": _("联系")}
    return _("、").join(
        _("%(leader)s（%(kind)s）")
        % {"leader": local_name(link.leader), "kind": kinds[link.kind]}
        for link in leaders_of_unit(unit_id)
    )
