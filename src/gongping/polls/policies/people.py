"""Who runs a poll, who watches over it, and who may see it at all."""

from typing import Final

from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor, Role
from gongping.foundation.policies import passes
from gongping.polls.exceptions import NoSuchPoll, NotYours
from gongping.polls.models import Poll

RESPONSIBLE: Final = (Role.SECRETARIAT, Role.LEADER, Role.SCRUTINEER)


def answers_for_polls(by: Actor) -> bool:
    """Tell whether the actor answers for polls, and so always reads their results."""
    return by.is_any(*RESPONSIBLE)


def check_can_manage(by: Actor) -> None:
    """Raise unless the actor runs polls."""
    if not by.is_any(Role.SECRETARIAT):
        raise NotYours(_("测评由秘书处组织，您可以看，不能改。"))


def can_manage(by: Actor) -> bool:
    """Tell whether `check_can_manage` would pass."""
    return passes(check_can_manage, by)


def check_can_see(poll: Poll, by: Actor) -> None:
    """Raise unless the poll is frozen, or the actor prepares or watches it."""
    if poll.frozen_at or by.is_any(Role.SECRETARIAT, Role.SCRUTINEER):
        return
    raise NoSuchPoll(_("没有这次测评，或者还没有定下规则。"))


def can_see(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_see` would pass."""
    return passes(check_can_see, poll, by)


def check_is_seated(poll: Poll, by: Actor) -> None:
    """Raise unless the actor is one of this poll's scrutineers."""
    appointed = {scrutineer.user_id for scrutineer in poll.scrutineers.all()}
    if not by.is_any(Role.SCRUTINEER) or by.user_id not in appointed:
        raise NotYours(_("只有这次测评的监票人能在这里到场和启封。"))
