"""The running order: establishment or drawn, moved by number, with reporters."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.meetings.exceptions import AgendaFixed, BadRound, NoSuchRound
from gongping.meetings.models import AgendaItem, Order, ReviewSession
from gongping.meetings.policies import (
    check_can_move_item,
    check_can_plan,
    check_may_manage,
)
from gongping.meetings.services.floor import renew
from gongping.meetings.services.live import tell_hall
from gongping.meetings.services.locks import locked_session, renumber, slots_of
from gongping.meetings.states import AgendaState
from gongping.organisation.selectors import list_people


@transaction.atomic
def draw_agenda(session: ReviewSession, *, by: Actor) -> list[AgendaItem]:
    """Draw the running order by lot; the record keeps the whole order.

    May be done again until people begin to sign in: each draw is on the record.
    """
    check_may_manage(by)
    session = locked_session(session.pk)
    check_can_plan(session)
    items = slots_of(session)
    if not items:
        raise AgendaFixed(_("还没有单位，没有可抽的。请先选定参加单位。"))
    is_again = session.drawn_at is not None
    # The system's own source of chance: nobody can have known the order before.
    secrets.SystemRandom().shuffle(items)
    renumber(items)
    session.order_kind, session.drawn_at = Order.DRAWN, clock.now()
    session.save(update_fields=["order_kind", "drawn_at"])
    _note(
        "meetings:agenda:drawn", session, by, [item.unit.name for item in items],
        again=is_again,
    )  # fmt: skip
    return items


@transaction.atomic
def restore_establishment_order(
    session: ReviewSession, *, by: Actor
) -> list[AgendaItem]:
    """Put the units back into establishment order."""
    check_may_manage(by)
    session = locked_session(session.pk)
    check_can_plan(session)
    items = sorted(slots_of(session), key=lambda item: item.unit.position)
    renumber(items)
    session.order_kind, session.drawn_at = Order.ESTABLISHMENT, None
    session.save(update_fields=["order_kind", "drawn_at"])
    _note("meetings:agenda:restored", session, by, [])
    return items


@transaction.atomic
def move_agenda_item(
    session: ReviewSession, item_id: int, position: int, *, by: Actor
) -> AgendaItem:
    """Put a waiting unit at another place among those that wait."""
    check_may_manage(by)
    session = locked_session(session.pk)
    items = slots_of(session)
    item = _item(items, item_id)
    check_can_move_item(session, item)
    begun = sum(i.state != AgendaState.WAITING for i in items)
    if not begun < position <= len(items):
        raise BadRound(
            _("请填 %(first)d 到 %(last)d 之间的序号。")
            % {"first": begun + 1, "last": len(items)},
            "position",
        )
    old = item.position
    items.remove(item)
    items.insert(position - 1, item)
    renumber(items)
    renew(session)
    tell_hall(session)
    record(
        "meetings:agenda:moved", by=by, subject=item.unit.name,
        subject_key=str(session.pk), detail={"old": old, "new": position},
    )  # fmt: skip
    return item


@transaction.atomic
def set_reporter(
    session: ReviewSession, item_id: int, person_id: int | None, *, by: Actor
) -> AgendaItem:
    """Name who reports for a unit: one of its own people."""
    check_may_manage(by)
    session = locked_session(session.pk)
    item = _item(slots_of(session), item_id)
    if item.state == AgendaState.REPORTED:
        raise AgendaFixed(
            _("%(unit)s已经汇报完，不能再改汇报人。") % {"unit": item.unit}
        )
    own = {person.pk: person for person in list_people(item.unit_id)}
    if person_id is not None and person_id not in own:
        raise BadRound(_("汇报人要从%(unit)s的人员里选。") % {"unit": item.unit})
    item.reporter_id = person_id
    item.save(update_fields=["reporter"])
    renew(session)
    tell_hall(session)
    record(
        "meetings:reporter:named", by=by, subject=item.unit.name,
        subject_key=str(session.pk),
        detail={"reporter": str(own[person_id]) if person_id else ""},
    )  # fmt: skip
    return item


def _item(items: list[AgendaItem], item_id: int) -> AgendaItem:
    for item in items:
        if item.pk == item_id:
            return item
    raise NoSuchRound(_("议程里没有这一项。请刷新议程再试。"))


def _note(
    tag: str,
    session: ReviewSession,
    by: Actor,
    order: list[str],
    *,
    again: bool = False,
) -> None:
    record(
        tag, by=by, subject=session.round.title, subject_key=str(session.pk),
        detail={"order": order, "again": again},
    )  # fmt: skip
