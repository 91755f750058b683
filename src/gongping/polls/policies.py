"""May this poll change now, may this person do it, may this person see it."""

from typing import Final

from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor, Role
from gongping.foundation.policies import passes
from gongping.polls.exceptions import (
    NoSuchPoll,
    NotEnoughScrutineers,
    NotYours,
    PlanFixed,
)
from gongping.polls.models import Poll
from gongping.polls.states import PollState

# Whoever answers for a poll always reads its result.
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


def check_can_plan(poll: Poll, by: Actor) -> None:
    """Raise unless the rules are still open and the actor may set them."""
    check_can_manage(by)
    if poll.state != PollState.DRAFT:
        raise PlanFixed(_("规则已经冻结，不能再改。要改，只能作废后重来。"))


def can_plan(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_plan` would pass."""
    return passes(check_can_plan, poll, by)


def check_can_see(poll: Poll, by: Actor) -> None:
    """Raise unless the poll is frozen, or the actor prepares or watches it."""
    if poll.state != PollState.DRAFT or by.is_any(Role.SECRETARIAT, Role.SCRUTINEER):
        return
    raise NoSuchPoll(_("没有这次测评，或者还没有定下规则。"))


def can_see(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_see` would pass."""
    return passes(check_can_see, poll, by)


def check_can_attend(poll: Poll, by: Actor) -> None:
    """Raise unless the actor is a scrutineer of this closed poll."""
    appointed = {scrutineer.user_id for scrutineer in poll.scrutineers.all()}
    if not by.is_any(Role.SCRUTINEER) or by.user_id not in appointed:
        raise NotYours(_("只有这次测评的监票人能在这里到场和启封。"))
    if poll.state != PollState.CLOSED:
        raise PlanFixed(_("截止之后、启封之前，监票人才到场。"))


def can_attend(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_attend` would pass."""
    return passes(check_can_attend, poll, by)


def check_can_unseal(poll: Poll, by: Actor) -> None:
    """Raise unless the actor is a scrutineer and enough of them are present."""
    check_can_attend(poll, by)
    present = sum(scrutineer.is_present for scrutineer in poll.scrutineers.all())
    if present < poll.threshold:
        raise NotEnoughScrutineers(
            _("启封要 %(needed)d 名监票人到场，现在到场 %(present)d 名。")
            % {"needed": poll.threshold, "present": present}
        )


def can_unseal(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_unseal` would pass."""
    return passes(check_can_unseal, poll, by)
