"""Running the session: its phases, the unit that reports, its clock."""

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.transitions import transition
from gongping.meetings.exceptions import (
    AgendaFixed,
    AnotherConsole,
    NobodyReporting,
    NobodyWaiting,
    NotWhileOpen,
    QuorumNotReached,
    UnitsStillWaiting,
)
from gongping.meetings.models import AgendaItem, ReviewSession
from gongping.meetings.policies import check_may_manage, is_held_elsewhere
from gongping.meetings.selectors import attendance_summary
from gongping.meetings.services.locks import locked_session, renumber, slots_of
from gongping.meetings.services.venues import refresh_people
from gongping.meetings.states import (
    AGENDA_TRANSITIONS,
    SESSION_TRANSITIONS,
    AgendaState,
    SessionState,
)
from gongping.meetings.timing import spoken_seconds

_BEGAN: Final = {
    SessionState.SIGNING_IN: "signing_in_at",
    SessionState.REPORTING: "reporting_at",
    SessionState.VOTING: "voting_at",
    SessionState.SEALED: "sealed_at",
    SessionState.CLOSED: "closed_at",
}


@transaction.atomic
def move_session(session: ReviewSession, state: str, *, by: Actor) -> ReviewSession:
    """Lead the session into its next phase, if the hall is ready for it."""
    check_may_manage(by)
    session = locked_session(session.pk)
    old = session.state
    check_ready(session, state)
    transition(session, state, SESSION_TRANSITIONS)
    if state == SessionState.SIGNING_IN:
        refresh_people(session)
    if field := _BEGAN.get(SessionState(state)):
        setattr(session, field, clock.now())
    session.save()
    record(
        f"meetings:session:{session.state}", by=by, subject=session.round.title,
        subject_key=str(session.pk), detail={"old": old},
    )  # fmt: skip
    return session


def check_ready(session: ReviewSession, state: str) -> None:
    """Refuse a phase for which something is wanting, and say what."""
    if state == SessionState.SIGNING_IN and not slots_of(session):
        raise NotWhileOpen(_("还没有单位参加，不能开始签到。请先选定参加单位。"))
    if session.state != SessionState.REPORTING:
        return
    if state in {SessionState.VOTING, SessionState.CLOSED}:
        check_all_reported(session)
    if state == SessionState.VOTING:
        check_quorum(session)


def check_all_reported(session: ReviewSession) -> None:
    """Refuse while a unit has not reported."""
    left = sum(item.state != AgendaState.REPORTED for item in slots_of(session))
    if left:
        raise UnitsStillWaiting(
            _("还有 %(n)d 个单位未汇报完，不能进入下一步。") % {"n": left}
        )


def check_quorum(session: ReviewSession) -> None:
    """Refuse while fewer people are present than the quorum asks for."""
    summary = attendance_summary(session)
    if not summary.is_quorate:
        raise QuorumNotReached(
            _("到会不足：%(sentence)s请先核对签到。") % {"sentence": summary.sentence}
        )


@transaction.atomic
def start_unit(
    session: ReviewSession, unit_id: int, *, by: Actor, console: str = ""
) -> AgendaItem:
    """Call a waiting unit out of turn: it reports now, the others keep their order."""
    session = _reporting(session, by, console)
    items = slots_of(session)
    if _current(items):
        raise NotWhileOpen(_("有单位正在汇报。请先结束它的汇报。"))
    item = next(
        (i for i in items if i.unit_id == unit_id and i.state == AgendaState.WAITING),
        None,
    )
    if item is None:
        raise NobodyWaiting(_("这个单位不在等候之列。请刷新页面看最新顺序。"))
    items.remove(item)
    items.insert(sum(i.state == AgendaState.REPORTED for i in items), item)
    renumber(items)
    return _begin(session, item, by)


@transaction.atomic
def next_unit(
    session: ReviewSession, *, by: Actor, console: str = ""
) -> AgendaItem | None:
    """End the report that is running and call the next unit, if one waits."""
    session = _reporting(session, by, console)
    items = slots_of(session)
    current = _current(items)
    waiting = [item for item in items if item.state == AgendaState.WAITING]
    if current is None and not waiting:
        raise NobodyWaiting(_("所有单位都汇报完了。可以进入下一步。"))
    if current:
        _end(session, current, by)
    return _begin(session, waiting[0], by) if waiting else None


@transaction.atomic
def finish_unit(session: ReviewSession, *, by: Actor, console: str = "") -> AgendaItem:
    """End the report that is running and call nobody: a break, or the last unit."""
    session = _reporting(session, by, console)
    return _end(session, _speaking(session), by)


@transaction.atomic
def skip_unit(session: ReviewSession, *, by: Actor, console: str = "") -> AgendaItem:
    """Send the unit at the desk, or the next one, to the end of the order.

    Returns the unit that was skipped. If it was at the desk, the next begins.
    """
    session = _reporting(session, by, console)
    items = slots_of(session)
    current = _current(items)
    waiting = [item for item in items if item.state == AgendaState.WAITING]
    skipped = current or (waiting[0] if waiting else None)
    if skipped is None:
        raise NobodyWaiting(_("所有单位都汇报完了。可以进入下一步。"))
    if len(waiting) + bool(current) < 2:
        raise AgendaFixed(
            _("只剩%(unit)s一个单位，不能再往后放。") % {"unit": skipped.unit}
        )
    if current:
        _clear(current)
    items.remove(skipped)
    items.append(skipped)
    renumber(items)
    _note("meetings:unit:skipped", session, skipped, by)
    if current:
        _begin(session, waiting[0], by)
    return skipped


@transaction.atomic
def return_to_previous(
    session: ReviewSession, *, by: Actor, console: str = ""
) -> AgendaItem:
    """Go back to the unit that reported last; its clock goes on where it stood."""
    session = _reporting(session, by, console)
    items = slots_of(session)
    reported = [item for item in items if item.state == AgendaState.REPORTED]
    if not reported:
        raise NobodyReporting(_("还没有单位汇报过，没有上一个单位。"))
    if current := _current(items):
        _clear(current)
    item = max(reported, key=lambda i: (i.ended_at or session.held_at, i.position))
    transition(item, AgendaState.REPORTING, AGENDA_TRANSITIONS)
    if item.ended_at is not None:
        item.paused_seconds += int((clock.now() - item.ended_at).total_seconds())
    item.ended_at = None
    item.save()
    _note("meetings:unit:recalled", session, item, by)
    return item


@transaction.atomic
def pause_timer(session: ReviewSession, *, by: Actor, console: str = "") -> AgendaItem:
    """Stop the clock of the unit that reports."""
    session = _reporting(session, by, console)
    item = _speaking(session)
    if item.paused_at is None:
        item.paused_at = clock.now()
        item.save(update_fields=["paused_at"])
        _note("meetings:timer:paused", session, item, by)
    return item


@transaction.atomic
def resume_timer(session: ReviewSession, *, by: Actor, console: str = "") -> AgendaItem:
    """Let the clock of the unit that reports go on."""
    session = _reporting(session, by, console)
    item = _speaking(session)
    if item.paused_at is not None:
        _leave_pause(item)
        item.save(update_fields=["paused_at", "paused_seconds"])
        _note("meetings:timer:resumed", session, item, by)
    return item


@transaction.atomic
def add_minute(session: ReviewSession, *, by: Actor, console: str = "") -> AgendaItem:
    """Give the unit that reports one minute more."""
    session = _reporting(session, by, console)
    item = _speaking(session)
    item.extra_minutes += 1
    item.save(update_fields=["extra_minutes"])
    _note("meetings:timer:extended", session, item, by)
    return item


@transaction.atomic
def take_console(session: ReviewSession, key: str, *, by: Actor) -> ReviewSession:
    """Let this device run the session; the other one learns it at its next step."""
    check_may_manage(by)
    session = locked_session(session.pk)
    _hold(session, key, by)
    record(
        "meetings:console:taken", by=by, subject=session.round.title,
        subject_key=str(session.pk),
    )  # fmt: skip
    return session


def _reporting(session: ReviewSession, by: Actor, console: str) -> ReviewSession:
    check_may_manage(by)
    session = locked_session(session.pk)
    if session.state != SessionState.REPORTING:
        raise NotWhileOpen(
            _("现在是“%(state)s”阶段，不能切换汇报单位。请刷新页面看最新状态。")
            % {"state": session.get_state_display()}
        )
    if console:
        if is_held_elsewhere(session, console):
            raise AnotherConsole(
                _("%(name)s的另一台设备正在控制会场。请在控制台上点“接管”后再操作。")
                % {"name": session.console_name}
            )
        _hold(session, console, by)
    return session


def _hold(session: ReviewSession, key: str, by: Actor) -> None:
    session.console_key, session.console_name = key, by.name
    session.console_at = clock.now()
    session.save(update_fields=["console_key", "console_name", "console_at"])


def _current(items: list[AgendaItem]) -> AgendaItem | None:
    return next((i for i in items if i.state == AgendaState.REPORTING), None)


def _speaking(session: ReviewSession) -> AgendaItem:
    current = _current(slots_of(session))
    if current is None:
        raise NobodyReporting(_("现在没有单位在汇报。"))
    return current


def _begin(session: ReviewSession, item: AgendaItem, by: Actor) -> AgendaItem:
    transition(item, AgendaState.REPORTING, AGENDA_TRANSITIONS)
    item.started_at, item.ended_at = clock.now(), None
    item.paused_at, item.paused_seconds, item.extra_minutes = None, 0, 0
    item.save()
    _note("meetings:unit:called", session, item, by)
    return item


def _end(session: ReviewSession, item: AgendaItem, by: Actor) -> AgendaItem:
    transition(item, AgendaState.REPORTED, AGENDA_TRANSITIONS)
    if item.paused_at is not None:
        _leave_pause(item)
    item.ended_at = clock.now()
    item.save()
    _note("meetings:unit:reported", session, item, by)
    return item


def _clear(item: AgendaItem) -> None:
    """Make the slot as if the unit had not been called."""
    transition(item, AgendaState.WAITING, AGENDA_TRANSITIONS)
    item.started_at = item.ended_at = item.paused_at = None
    item.paused_seconds = item.extra_minutes = 0
    item.save()


def _leave_pause(item: AgendaItem) -> None:
    if item.paused_at is not None:
        item.paused_seconds += int((clock.now() - item.paused_at).total_seconds())
    item.paused_at = None


def _note(tag: str, session: ReviewSession, item: AgendaItem, by: Actor) -> None:
    record(
        tag, by=by, subject=item.unit.name, subject_key=str(session.pk),
        detail={
            "place": item.position,
            "seconds": spoken_seconds(item, clock.now()),
        },
    )  # fmt: skip
