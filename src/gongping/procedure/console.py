"""What the console shows: one session seen through all the rooms that it touches."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from gongping.comments.selectors import Coverage, coverage
from gongping.comments.selectors import Pair as DuePair
from gongping.documents.coverage import CoverageMatrix, Pair, UnitColumn
from gongping.foundation import clock
from gongping.foundation.format import clock_time
from gongping.meetings.selectors import (
    AttendanceSummary,
    Progress,
    attendance_summary,
    progress_of,
    spoken_seconds,
)
from gongping.meetings.states import AgendaState, SessionState
from gongping.organisation.selectors import LinkKind
from gongping.procedure.turnout import Turnout, turnout_of

if TYPE_CHECKING:
    from datetime import datetime

    from gongping.meetings.models import AgendaItem, ReviewSession

Step = tuple[str, str, str]
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
    commenting: Sequence[str]
    missing: int
    refusal: str

    @property
    def state(self) -> str:
        """Return the phase of the session."""
        return self.session.state


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


def _commenting(progress: Progress, pairs: Coverage) -> list[str]:
    if progress.current is None:
        return []
    unit_id = progress.current.unit_id
    own = [pair for pair in pairs.pairs if pair.unit.pk == unit_id]
    # 分管 speaks before 联系.
    own.sort(key=lambda pair: pair.link_kind != LinkKind.SUPERVISES)
    return [str(pair.leader) for pair in own]


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
                is_now=item.state == AgendaState.REPORTING,
                is_ahead=item.state == AgendaState.WAITING,
                spoken_seconds=spoken_seconds(item, now) if item.started_at else None,
            )
        )
        category = item.unit.category_id
    return columns


def _pair_state(pair: DuePair, unit_state: str) -> str:
    if pair.is_covered:
        return "filled" if pair.is_signed else "waived"
    if unit_state == AgendaState.REPORTING:
        return "due"
    return "missing" if unit_state == AgendaState.REPORTED else "later"


def _pair_address(round_id: int, pair: DuePair) -> str:
    if pair.is_signed:
        return reverse("comments:comment", args=[pair.comment_id])
    return reverse("comments:coverage", args=[round_id])
