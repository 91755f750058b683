"""The phases of the session, and which device runs it."""

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.transitions import transition
from gongping.meetings.exceptions import (
    NotWhileOpen,
    QuorumNotReached,
    UnitsStillWaiting,
)
from gongping.meetings.models import ReviewSession
from gongping.meetings.policies import check_may_manage
from gongping.meetings.selectors import attendance_summary
from gongping.meetings.services.floor import hold, renew
from gongping.meetings.services.live import tell_console, tell_hall
from gongping.meetings.services.locks import locked_session, slots_of
from gongping.meetings.services.venues import refresh_people
from gongping.meetings.states import SESSION_TRANSITIONS, AgendaState, SessionState

_BEGAN: Final = {
    SessionState.SIGNING_IN: "signing_in_at",
    SessionState.REPORTING: "reporting_at",
    SessionState.VOTING: "voting_at",
    SessionState.SEALED: "sealed_at",
    SessionState.CLOSED: "closed_at",
}


@transaction.atomic
def move_session(session: ReviewSession, state: str, *, by: Actor) -> ReviewSession:
    """Lead the session into its next phase, if the hall is ready for it.

    What was done in the phase before cannot be taken back any more.
    """
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
    renew(session)
    record(
        f"meetings:session:{session.state}", by=by, subject=session.round.title,
        subject_key=str(session.pk), detail={"old": old},
    )  # fmt: skip
    tell_hall(session)
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
def take_console(session: ReviewSession, key: str, *, by: Actor) -> ReviewSession:
    """Let this device run the session; the other one learns it at once."""
    check_may_manage(by)
    session = locked_session(session.pk)
    hold(session, key, by=by)
    record(
        "meetings:console:taken", by=by, subject=session.round.title,
        subject_key=str(session.pk),
    )  # fmt: skip
    tell_console(session, "console")
    return session
