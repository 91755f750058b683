"""What the console shows: one session seen through all the rooms that it touches."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongping.comments.selectors import Coverage, coverage
from gongping.comments.selectors import Pair as DuePair
from gongping.documents.coverage import CoverageMatrix, Pair, UnitColumn
from gongping.foundation import clock
from gongping.foundation.format import clock_time
from gongping.meetings.selectors import (
    AttendanceSummary,
    Place,
    Progress,
    attendance_summary,
    incidents_of,
    progress_of,
    spoken_seconds,
)
from gongping.meetings.services import STEP_NAMES
from gongping.meetings.states import AT_DESK, AgendaState, SessionState
from gongping.organisation.selectors import LinkKind
from gongping.procedure.turnout import Turnout, turnout_of

if TYPE_CHECKING:
    from datetime import datetime

    from gongping.meetings.models import AgendaItem, Incident, ReviewSession
    from gongping.organisation.models import Person

Step = tuple[str, str, str]
MINUTE = 60
STEP_WORDS = {
    AgendaState.QUESTIONS: gettext_lazy("开始提问"),
    AgendaState.COMMENTING: gettext_lazy("开始点评"),
}
BACK_WORDS = {
    AgendaState.REPORTING: gettext_lazy("退回汇报"),
    AgendaState.QUESTIONS: gettext_lazy("退回提问"),
    AgendaState.COMMENTING: gettext_lazy("退回点评"),
}
CLOCK_WORDS = {
    AgendaState.REPORTING: gettext_lazy("汇报计时，限 %(n)d 分钟"),
    AgendaState.QUESTIONS: gettext_lazy("提问计时，限 %(n)d 分钟"),
    AgendaState.COMMENTING: gettext_lazy("点评计时，限 %(n)d 分钟"),
}
ORDER = list(SessionState)


@dataclass(frozen=True, slots=True)
class Console:
    """Everything on the console of one session."""

    session: "ReviewSession"
    progress: Progress
    attendance: AttendanceSummary
    coverage: Coverage
    turnout: Turnout | None
    phases: Sequence[Step]
    matrix: CoverageMatrix
    commenting: Sequence["Person"]
    incidents: Sequence["Incident"]
    missing: int
    refusal: str

    @property
    def state(self) -> str:
        """Return the phase of the session."""
        return self.session.state

    @property
    def seated_places(self) -> list[Place]:
        """Return the venues at which anybody is expected."""
        return [place for place in self.attendance.places if place.expected]

    @property
    def main_label(self) -> str:
        """Name what the one main button does next."""
        progress = self.progress
        if progress.next_step:
            return str(STEP_WORDS[AgendaState(progress.next_step)])
        if progress.next_item:
            return _("下一单位：%(unit)s") % {"unit": progress.next_item.unit}
        if progress.step == AgendaState.COMMENTING:
            return _("结束最后一个点评")
        return _("结束最后一个汇报")

    @property
    def back_label(self) -> str:
        """Name where one step back leads; empty if nowhere."""
        current = self.progress.current
        if current and current.turns and current.state != AgendaState.REPORTING:
            steps = [t["step"] for t in current.turns if t["step"] != current.state]
            return str(BACK_WORDS[AgendaState(steps[-1])]) if steps else ""
        return _("退回上一单位") if self.progress.reported else ""

    @property
    def undo_label(self) -> str:
        """Name the step that can be taken back; empty if there is none."""
        verb = self.session.last_step.get("verb")
        if self.state != SessionState.REPORTING or not verb:
            return ""
        return _("撤销“%(step)s”") % {"step": STEP_NAMES[verb]}

    @property
    def last_minute(self) -> int:
        """Return at which percent of the bar the last minute begins."""
        timer = self.progress.timer
        if timer is None or timer.limit <= MINUTE:
            return 0
        return round((timer.limit - MINUTE) * 100 / timer.limit)

    @property
    def clock_label(self) -> str:
        """Say which step the clock times, and how long it may take."""
        timer = self.progress.timer
        if timer is None:
            return ""
        minutes = timer.limit // MINUTE
        return str(CLOCK_WORDS[AgendaState(timer.step)]) % {"n": minutes}


def console_of(session: "ReviewSession") -> Console:
    """Return the console of a session, in a number of queries that does not grow.

    Before the session nothing is due yet, so that coverage is not looked up.
    """
    progress = progress_of(session)
    is_planned = session.state == SessionState.PLANNED
    pairs = Coverage(()) if is_planned else coverage(session.round)
    turnout = turnout_of(session.round)
    attendance = attendance_summary(session)
    matrix = _matrix(session, progress, pairs)
    return Console(
        session=session,
        progress=progress,
        attendance=attendance,
        coverage=pairs,
        turnout=turnout,
        phases=_phases(session, progress, turnout),
        matrix=matrix,
        commenting=_commenting(progress, pairs),
        incidents=incidents_of(session),
        missing=len(matrix.missing()),
        refusal=why_not_vote(session, progress, attendance),
    )


def why_not_vote(
    session: "ReviewSession", progress: Progress, attendance: AttendanceSummary
) -> str:
    """Say why voting cannot be opened now; empty if it can."""
    if session.state in {SessionState.PLANNED, SessionState.SIGNING_IN}:
        return _("汇报还没有开始，暂不能开启。")
    if session.state != SessionState.REPORTING:
        return ""
    if progress.left:
        return _("还有 %(n)d 个单位未汇报完，暂不能开启。") % {"n": progress.left}
    if not attendance.is_quorate:
        return _("到会不足，还差 %(n)d 人，暂不能开启。") % {"n": attendance.missing}
    return ""


def _phases(
    session: "ReviewSession", progress: Progress, turnout: Turnout | None
) -> list[Step]:
    here = ORDER.index(SessionState(session.state))
    signing = ORDER.index(SessionState.SIGNING_IN)
    steps = [
        (_("签到"), _span(session.signing_in_at, session.reporting_at), signing),
        (_("汇报与点评"), f"{progress.reported}/{progress.total}", signing + 1),
        (_("投票"), _voting_note(session, turnout), signing + 2),
        (_("截止封存"), clock_time(session.sealed_at), signing + 3),
    ]
    line = [(label, note, _stand(place, here)) for label, note, place in steps]
    if turnout is None:
        return line
    scrutiny = (
        _("推选监票人"),
        turnout.scrutiny_note,
        turnout.scrutiny_stand(is_over=here > signing),
    )
    unsealing = (_("启封"), turnout.unsealing_note, turnout.unsealing_stand)
    return [line[0], scrutiny, *line[1:], unsealing]


def _stand(place: int, here: int) -> str:
    if place < here:
        return "passed"
    return "current" if place == here else "ahead"


def _span(begin: "datetime | None", end: "datetime | None") -> str:
    if begin is None:
        return ""
    first, last = clock_time(begin), clock_time(end)
    return first if first == last else f"{first}–{last}"


def _voting_note(session: "ReviewSession", turnout: Turnout | None) -> str:
    if session.voting_at:
        return _span(session.voting_at, session.sealed_at)
    return _("全部汇报后开启") if turnout else _("没有安排测评")


def _commenting(progress: Progress, pairs: Coverage) -> list["Person"]:
    if progress.current is None:
        return []
    unit_id = progress.current.unit_id
    own = [pair for pair in pairs.pairs if pair.unit.pk == unit_id]
    # 分管 speaks before 联系.
    own.sort(key=lambda pair: pair.link_kind != LinkKind.SUPERVISES)
    return [pair.leader for pair in own]


def _matrix(
    session: "ReviewSession", progress: Progress, pairs: Coverage
) -> CoverageMatrix:
    items = sorted(progress.items, key=lambda item: item.unit.position)
    states = {item.unit_id: item.state for item in items}
    leaders = {pair.leader.pk: pair.leader for pair in pairs.pairs}
    in_order = sorted(leaders.values(), key=lambda leader: (leader.position, leader.pk))
    return CoverageMatrix(
        units=_columns(items),
        leaders=[(leader.pk, str(leader)) for leader in in_order],
        pairs={
            (pair.leader.pk, pair.unit.pk): Pair(
                _pair_state(pair, states.get(pair.unit.pk, "")),
                _pair_address(session.pk, pair),
                pair.waiver,
            )
            for pair in pairs.pairs
        },
        limit_seconds=session.minutes_per_unit * 60 if session.reporting_at else None,
    )


def _columns(items: Sequence["AgendaItem"]) -> list[UnitColumn]:
    columns, category, now = [], 0, clock.now()
    for item in items:
        columns.append(
            UnitColumn(
                key=item.unit_id,
                name=str(item.unit),
                starts_category=item.unit.category_id != category,
                is_now=item.is_at_desk,
                is_ahead=item.state == AgendaState.WAITING,
                spoken_seconds=spoken_seconds(item, now) if item.started_at else None,
            )
        )
        category = item.unit.category_id
    return columns


def _pair_state(pair: DuePair, unit_state: str) -> str:
    if pair.is_covered:
        return "filled" if pair.is_signed else "waived"
    if unit_state in AT_DESK:
        return "due"
    return "missing" if unit_state == AgendaState.REPORTED else "later"


def _pair_address(round_id: int, pair: DuePair) -> str:
    if pair.is_signed:
        return reverse("comments:comment", args=[pair.comment_id])
    return reverse("comments:coverage", args=[round_id])
