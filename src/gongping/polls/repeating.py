"""May a void poll be repeated (重投), and what stays as it was."""

from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor
from gongping.foundation.names import local_name
from gongping.foundation.policies import passes
from gongping.meetings.states import RoundState
from gongping.polls.exceptions import PlanFixed
from gongping.polls.models import Poll
from gongping.polls.policies import check_can_manage
from gongping.polls.states import PollState

IS_OVER = {RoundState.CLOSED, RoundState.ARCHIVED}


def check_can_repeat(poll: Poll, by: Actor) -> None:
    """Raise unless the poll is void, not repeated yet, and its round goes on."""
    check_can_manage(by)
    if poll.state != PollState.VOID:
        raise PlanFixed(_("只有不生效的测评才重投。"))
    if hasattr(poll, "repeated_by"):
        raise PlanFixed(
            _("已经建了重投“%(title)s”。请从测评栏目进入。")
            % {"title": local_name(poll.repeated_by)}
        )
    if poll.round.state in IS_OVER:
        raise PlanFixed(_("这一轮已经散会，不能再重投。"))


def can_repeat(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_repeat` would pass."""
    return passes(check_can_repeat, poll, by)
