"""Putting a unit into the next place: one not foreseen, or called out of turn."""

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor
from gongping.meetings.exceptions import AgendaFixed, BadRound
from gongping.meetings.models import AgendaItem, ReviewSession, Venue
from gongping.meetings.services.floor import Floor, take_floor
from gongping.meetings.services.locks import renumber
from gongping.meetings.states import AgendaState
from gongping.organisation.selectors import PostKind, list_own_units, people_holding


@transaction.atomic
def insert_unit(
    session: ReviewSession,
    unit_id: int,
    *,
    by: Actor,
    console: str = "",
    seen: int | None = None,
) -> AgendaItem:
    """Let a unit come next; one that was not foreseen joins the round.

    Whom the session expects and what a frozen poll scores stay as they were.
    """
    floor = take_floor(session, console, seen, by=by)
    item = next((i for i in floor.items if i.unit_id == unit_id), None)
    if item is None:
        item = _add(floor, unit_id)
    elif item.state != AgendaState.WAITING:
        raise AgendaFixed(
            _("%(unit)s已经开始汇报，不能再调顺序。请调整还没汇报的单位。")
            % {"unit": item.unit}
        )
    else:
        floor.items.remove(item)
    floor.items.insert(_next_place(floor), item)
    renumber(floor.items)
    floor.note("meetings:unit:inserted", item)
    return floor.leave("insert", item)


def _next_place(floor: Floor) -> int:
    return sum(item.state != AgendaState.WAITING for item in floor.items)


def _add(floor: Floor, unit_id: int) -> AgendaItem:
    unit = next((u for u in list_own_units() if u.pk == unit_id), None)
    if unit is None:
        raise BadRound(_("请从名单里选一个单位。"), "unit")
    session = floor.session
    session.round.units.add(unit)
    return AgendaItem.objects.create(
        session=session,
        unit=unit,
        position=len(floor.items) + 1,
        reporter=people_holding(PostKind.UNIT_HEAD).get(unit.pk),
        venue=Venue.objects.filter(session=session, is_main=True).first(),
        is_inserted=True,
    )
