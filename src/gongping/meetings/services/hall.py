"""Running the session: the unit that has the floor, its steps, its clock."""

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor
from gongping.meetings.exceptions import (
    AgendaFixed,
    NobodyReporting,
    NobodyWaiting,
    NotWhileOpen,
)
from gongping.meetings.models import AgendaItem, ReviewSession
from gongping.meetings.services import turns
from gongping.meetings.services.floor import Floor, take_floor
from gongping.meetings.services.locks import renumber
from gongping.meetings.states import AgendaState
from gongping.organisation.selectors import leaders_of_unit


@transaction.atomic
def advance(
    session: ReviewSession, *, by: Actor, console: str = "", seen: int | None = None
) -> AgendaItem | None:
    """Lead the unit at the desk to its next step; after the last, call the next unit.

    This is what the one main button of the console does.
    """
    floor = take_floor(session, console, seen, by=by, is_leading=True)
    current = floor.current
    step = floor.limits.after(current.state) if current else ""
    if current is None or not step:
        return _to_next_unit(floor)
    turns.enter(floor, current, step)
    return floor.leave(step, current)


@transaction.atomic
def next_unit(
    session: ReviewSession, *, by: Actor, console: str = "", seen: int | None = None
) -> AgendaItem | None:
    """End the turn that is running, at whichever step, and call the next unit."""
    return _to_next_unit(take_floor(session, console, seen, by=by, is_leading=True))


@transaction.atomic
def start_unit(
    session: ReviewSession,
    unit_id: int,
    *,
    by: Actor,
    console: str = "",
    seen: int | None = None,
) -> AgendaItem:
    """Call a waiting unit out of turn: it reports now, the others keep their order."""
    floor = take_floor(session, console, seen, by=by, is_leading=True)
    if floor.current:
        raise NotWhileOpen(_("有单位正在汇报。请先结束它的汇报。"))
    item = next((i for i in floor.waiting if i.unit_id == unit_id), None)
    if item is None:
        raise NobodyWaiting(_("这个单位不在等候之列。请刷新页面看最新顺序。"))
    floor.items.remove(item)
    floor.items.insert(floor.begun, item)
    renumber(floor.items)
    turns.call(floor, item)
    return floor.leave("start", item)


@transaction.atomic
def finish_unit(
    session: ReviewSession, *, by: Actor, console: str = "", seen: int | None = None
) -> AgendaItem:
    """End the turn that is running and call nobody: a break, or the last unit."""
    floor = take_floor(session, console, seen, by=by, is_leading=True)
    item = floor.speaking()
    turns.end(floor, item)
    return floor.leave("finish", item)


@transaction.atomic
def skip_unit(
    session: ReviewSession, *, by: Actor, console: str = "", seen: int | None = None
) -> AgendaItem:
    """Send the unit at the desk, or the next one, to the end of the order.

    Returns the unit that was skipped. If it was at the desk, the next begins.
    """
    floor = take_floor(session, console, seen, by=by, is_leading=True)
    current, waiting = floor.current, floor.waiting
    skipped = current or next(iter(waiting), None)
    _check_can_skip(skipped, len(waiting) + bool(current))
    assert skipped is not None
    if current:
        turns.clear(current)
    floor.items.remove(skipped)
    floor.items.append(skipped)
    renumber(floor.items)
    floor.note("meetings:unit:skipped", skipped)
    if current:
        turns.call(floor, waiting[0])
    return floor.leave("skip", skipped)


@transaction.atomic
def return_to_previous(
    session: ReviewSession, *, by: Actor, console: str = "", seen: int | None = None
) -> AgendaItem:
    """Go one step back; the clock of that step goes on where it stood.

    That is the step before of the same unit. A unit that has just been called
    waits again, and the one that was heard last has the floor.
    """
    floor = take_floor(session, console, seen, by=by, is_leading=True)
    current = floor.current
    if current and current.turns:
        before = _step_before(current)
        turns.keep_turn(floor, current)
        turns.reopen(floor, current, before)
        floor.note("meetings:unit:recalled", current)
        return floor.leave("back", current)
    reported = [i for i in floor.items if i.state == AgendaState.REPORTED]
    if not reported:
        raise NobodyReporting(_("还没有单位汇报过，没有上一个单位。"))
    if current:
        turns.clear(current)
    item = max(reported, key=lambda i: (i.ended_at or session.held_at, i.position))
    last = item.turns[-1]["step"] if item.turns else AgendaState.REPORTING
    turns.reopen(floor, item, last)
    floor.note("meetings:unit:recalled", item)
    return floor.leave("back", item)


@transaction.atomic
def let_speak(
    session: ReviewSession,
    person_id: int,
    *,
    by: Actor,
    console: str = "",
    seen: int | None = None,
) -> AgendaItem:
    """Note which leader comments now, so that each has a time of their own."""
    floor = take_floor(session, console, seen, by=by)
    item = floor.speaking()
    if item.state != AgendaState.COMMENTING:
        raise NotWhileOpen(_("现在不是点评环节，不能记哪位领导在讲。"))
    if person_id not in {link.leader_id for link in leaders_of_unit(item.unit_id)}:
        raise NotWhileOpen(_("这位领导不分管、也不联系%(u)s。") % {"u": item.unit})
    if item.speaker_id != person_id:
        turns.speak(floor, item, person_id)
        floor.note("meetings:unit:commented", item)
    return floor.leave("speak", item)


@transaction.atomic
def pause_timer(
    session: ReviewSession, *, by: Actor, console: str = "", seen: int | None = None
) -> AgendaItem:
    """Stop the clock of the unit that has the floor."""
    floor = take_floor(session, console, seen, by=by)
    item = floor.speaking()
    if item.paused_at is None:
        item.paused_at = floor.now
        item.save(update_fields=["paused_at"])
        floor.note("meetings:timer:paused", item)
    return floor.leave("pause", item)


@transaction.atomic
def resume_timer(
    session: ReviewSession, *, by: Actor, console: str = "", seen: int | None = None
) -> AgendaItem:
    """Let the clock of the unit that has the floor go on."""
    floor = take_floor(session, console, seen, by=by)
    item = floor.speaking()
    if item.paused_at is not None:
        item.paused_seconds += int((floor.now - item.paused_at).total_seconds())
        item.paused_at = None
        item.save(update_fields=["paused_at", "paused_seconds"])
        floor.note("meetings:timer:resumed", item)
    return floor.leave("resume", item)


@transaction.atomic
def add_minute(
    session: ReviewSession, *, by: Actor, console: str = "", seen: int | None = None
) -> AgendaItem:
    """Give the step that runs one minute more."""
    floor = take_floor(session, console, seen, by=by)
    item = floor.speaking()
    item.extra_minutes += 1
    item.save(update_fields=["extra_minutes"])
    floor.note("meetings:timer:extended", item)
    return floor.leave("minute", item)


def _to_next_unit(floor: Floor) -> AgendaItem | None:
    current, waiting = floor.current, floor.waiting
    if current is None and not waiting:
        raise NobodyWaiting(_("所有单位都汇报完了。可以进入下一步。"))
    if current:
        turns.end(floor, current)
    if waiting:
        turns.call(floor, waiting[0])
        return floor.leave("next", waiting[0])
    assert current is not None
    floor.leave("finish", current)
    return None


def _check_can_skip(item: AgendaItem | None, left: int) -> None:
    if item is None:
        raise NobodyWaiting(_("所有单位都汇报完了。可以进入下一步。"))
    if item.is_at_desk and item.state != AgendaState.REPORTING:
        raise AgendaFixed(
            _("%(unit)s已经汇报过，不能再往后放。可以退回汇报，或到下一单位。")
            % {"unit": item.unit}
        )
    if left < 2:
        raise AgendaFixed(
            _("只剩%(unit)s一个单位，不能再往后放。") % {"unit": item.unit}
        )


def _step_before(item: AgendaItem) -> str:
    earlier = [t["step"] for t in item.turns if t["step"] != item.state]
    return str(earlier[-1]) if earlier else str(item.state)
