"""Where the hall is, as a leader's pad tells it: quietly, and without going there."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gongping.comments.selectors import Coverage, coverage
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.names import local_name
from gongping.meetings import selectors as meetings
from gongping.meetings.states import AgendaState, SessionState

if TYPE_CHECKING:
    from gongping.meetings.models import AgendaItem, ReviewRound
    from gongping.meetings.selectors import Timer
    from gongping.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class Hall:
    """The unit that has the floor, its step and the clock of that step."""

    unit: "Unit"
    words: str
    timer: "Timer | None"
    is_here: bool
    has_pad: bool
    asks: bool
    now: datetime


def hall_of(
    round_: "ReviewRound", unit_id: int, own: Coverage, actor: Actor
) -> Hall | None:
    """Return where the hall is; nothing while no unit has the floor. One query."""
    session = meetings.session_of(round_)
    if session.state != SessionState.REPORTING:
        return None
    progress = meetings.progress_of(session)
    item = progress.current
    if item is None:
        return None
    is_here = item.unit_id == unit_id
    return Hall(
        unit=item.unit,
        words=_words(item, actor, is_here=is_here),
        timer=progress.timer,
        is_here=is_here,
        has_pad=any(pair.unit.pk == item.unit_id for pair in own.pairs),
        asks=is_here and _is_asked(item, actor),
        now=clock.now(),
    )


def hall_now(round_: "ReviewRound", unit_id: int, actor: Actor) -> Hall | None:
    """Return where the hall is, for a pad that is open already. Four queries."""
    return hall_of(round_, unit_id, coverage(round_, actor.person_id), actor)


def _words(item: "AgendaItem", actor: Actor, *, is_here: bool) -> str:
    if not is_here:
        return {
            AgendaState.QUESTIONS: _("现在提问："),
            AgendaState.COMMENTING: _("现在点评："),
        }.get(AgendaState(item.state), _("现在汇报："))
    if item.state == AgendaState.QUESTIONS:
        return _("现场提问")
    if item.state != AgendaState.COMMENTING:
        return _("汇报计时")
    if _is_asked(item, actor):
        return _("请点评")
    return _("正在点评：%(leader)s") % {"leader": local_name(item.speaker)}


def _is_asked(item: "AgendaItem", actor: Actor) -> bool:
    is_turn = item.speaker_id in {None, actor.person_id}
    return is_turn and item.state == AgendaState.COMMENTING
