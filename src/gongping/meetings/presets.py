"""The ways of holding a session, as data: which steps a unit's turn has."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gongping.meetings.states import PRESET_STEPS, AgendaState
from gongping.meetings.timing import Limits

if TYPE_CHECKING:
    from gongping.meetings.models import ReviewSession


def limits_of(session: "ReviewSession") -> Limits:
    """Return the steps of a unit's turn in this session, with their minutes.

    The report is always heard; a step that was given no minutes is left out.
    """
    minutes = {
        AgendaState.REPORTING: session.minutes_per_unit,
        AgendaState.QUESTIONS: session.question_minutes,
        AgendaState.COMMENTING: session.comment_minutes,
    }
    return Limits(
        tuple(
            (str(step), minutes[step])
            for step in PRESET_STEPS[session.preset]
            if minutes[step] or step == AgendaState.REPORTING
        )
    )


def limits_in_words(session: "ReviewSession") -> str:
    """Say how long each unit has for each step of its turn."""
    words = {
        AgendaState.REPORTING: _("汇报 %(n)d 分钟"),
        AgendaState.QUESTIONS: _("提问 %(n)d 分钟"),
        AgendaState.COMMENTING: _("点评 %(n)d 分钟"),
    }
    steps = limits_of(session).steps
    return _("、").join(words[AgendaState(step)] % {"n": n} for step, n in steps)
