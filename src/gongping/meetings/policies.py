"""What may change now, who may change it, and who may see it."""

from datetime import timedelta

from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.foundation.actors import Actor, Role
from gongping.foundation.policies import passes
from gongping.meetings.exceptions import (
    AgendaFixed,
    NotWhileOpen,
    NotYourReport,
    ReportFixed,
    SecretariatOnly,
)
from gongping.meetings.models import AgendaItem, Mark, ReviewSession, UnitReport
from gongping.meetings.states import (
    AgendaState,
    ReportState,
    RoundState,
    SessionState,
)

MARKING = {SessionState.SIGNING_IN, SessionState.REPORTING, SessionState.VOTING}
BEFORE_VOTING = {
    SessionState.PLANNED,
    SessionState.SIGNING_IN,
    SessionState.REPORTING,
}
BEFORE_REPORTING = {SessionState.PLANNED, SessionState.SIGNING_IN}

HELD_FOR = timedelta(minutes=15)

# Who may


def may_manage(actor: Actor) -> bool:
    """Tell whether the actor organises rounds: secretariat, or the program itself."""
    is_program = not actor.is_signed_in and actor.is_any(Role.SYSTEM_ADMIN)
    return is_program or actor.is_any(Role.SECRETARIAT)


def check_may_manage(actor: Actor) -> None:
    """Refuse everybody but the secretariat."""
    if not may_manage(actor):
        raise SecretariatOnly(_("汇报会由秘书处组织。您可以看议程和材料，不能改。"))


def check_may_write_report(unit_id: int, actor: Actor) -> None:
    """Refuse everybody who does not file for the unit."""
    if not actor.files_for(unit_id):
        raise NotYourReport(_("这份汇报由该单位自己填写。您可以看，不能改。"))


def may_write_report(unit_id: int, actor: Actor) -> bool:
    """Tell whether the actor files for the unit."""
    return actor.files_for(unit_id)


# Who may see


def may_read_all_reports(actor: Actor) -> bool:
    """Tell whether the actor reads the reports of all units."""
    return may_manage(actor) or actor.is_any(Role.LEADER)


def may_read_report(unit_id: int, actor: Actor) -> bool:
    """Tell whether the actor reads this report: its unit, leaders, secretariat."""
    return may_read_all_reports(actor) or actor.files_for(unit_id)


def check_may_read_report(unit_id: int, actor: Actor) -> None:
    """Refuse other units: a report is read by its unit, leaders and secretariat."""
    if not may_read_report(unit_id, actor):
        raise NotYourReport(
            _("这份汇报由其他单位填写，部领导和秘书处可以看。您可以看自己单位的。")
        )


# What may change now


def check_can_plan(session: ReviewSession) -> None:
    """Refuse changes of the plan once people are signing in."""
    if session.state != SessionState.PLANNED:
        raise AgendaFixed(
            _("已经开始签到，这一项不能再改。确需改动，请先在控制台退回筹备。")
        )


def can_plan(session: ReviewSession) -> bool:
    """Tell whether the plan may still be changed."""
    return session.state == SessionState.PLANNED


def check_can_move_item(session: ReviewSession, item: AgendaItem) -> None:
    """Refuse to move a unit that has begun, or when reports are over."""
    if session.state not in BEFORE_VOTING:
        raise AgendaFixed(_("汇报已经结束，顺序不能再改。"))
    if item.state != AgendaState.WAITING:
        raise AgendaFixed(
            _("%(unit)s已经开始汇报，不能再调顺序。请调整还没汇报的单位。")
            % {"unit": item.unit}
        )


def can_move_item(session: ReviewSession, item: AgendaItem) -> bool:
    """Tell whether the unit may still be moved."""
    return passes(check_can_move_item, session, item)


def check_can_mark(session: ReviewSession, mark: str) -> None:
    """Refuse marks outside their time; leave may be recorded beforehand."""
    if session.state == SessionState.PLANNED and mark == Mark.PRESENT:
        raise NotWhileOpen(
            _("还没有开始签到，不能记到会；请假可以先记。请到控制台点“开始签到”。")
        )
    if session.state not in MARKING | {SessionState.PLANNED}:
        raise NotWhileOpen(_("投票已截止，签到不能再改。"))


def can_mark(session: ReviewSession, mark: str = Mark.PRESENT) -> bool:
    """Tell whether attendance may be marked now."""
    return passes(check_can_mark, session, mark)


def check_can_note(session: ReviewSession) -> None:
    """Refuse notes before people sign in, and once the round is in the archive."""
    if session.state == SessionState.PLANNED:
        raise NotWhileOpen(_("还没有开始签到，会场还没有可记的事。"))
    if session.round.state == RoundState.ARCHIVED:
        raise NotWhileOpen(_("这一轮已归档，会场记事不能再加。"))


def can_note(session: ReviewSession) -> bool:
    """Tell whether incidents may be written down now."""
    return passes(check_can_note, session)


def check_can_edit_report(report: UnitReport, session: ReviewSession) -> None:
    """Refuse to change a submitted report, or any once the session is over."""
    if session.state == SessionState.CLOSED or report.round.state in {
        RoundState.CLOSED,
        RoundState.ARCHIVED,
    }:
        raise ReportFixed(_("汇报会已经结束，材料不能再改。"))
    if report.state == ReportState.SUBMITTED:
        raise ReportFixed(_("材料已交，不能直接改。汇报开始前可以先撤回再改。"))


def can_edit_report(report: UnitReport, session: ReviewSession) -> bool:
    """Tell whether the report may be changed now."""
    return passes(check_can_edit_report, report, session)


def check_can_withdraw(report: UnitReport, session: ReviewSession) -> None:
    """Refuse to take back what was not submitted or what the hall is hearing."""
    if report.state != ReportState.SUBMITTED:
        raise ReportFixed(_("材料还没有交，不用撤回，直接改就行。"))
    if session.state not in BEFORE_REPORTING:
        raise ReportFixed(_("汇报已经开始，材料不能再撤回。更正请在会上口头说明。"))


def can_withdraw(report: UnitReport, session: ReviewSession) -> bool:
    """Tell whether the report may be taken back now."""
    return passes(check_can_withdraw, report, session)


def is_held_elsewhere(session: ReviewSession, console: str) -> bool:
    """Tell whether another device has run the session a moment ago."""
    if not session.console_key or session.console_key == console:
        return False
    return session.console_at is not None and (
        clock.now() - session.console_at < HELD_FOR
    )
