"""Before the freeze: the plan, the keys of scrutineers, a second office."""

from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor, Role
from gongping.foundation.policies import passes
from gongping.polls.exceptions import PlanFixed
from gongping.polls.models import Poll
from gongping.polls.policies.people import check_can_manage, check_is_seated
from gongping.polls.states import PollState


def check_can_plan(poll: Poll, by: Actor) -> None:
    """Raise unless the rules are still open and the actor may set them."""
    check_can_manage(by)
    if poll.state != PollState.DRAFT:
        raise PlanFixed(_("规则已经冻结，不能再改。要改，只能作废后重来。"))


def can_plan(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_plan` would pass."""
    return passes(check_can_plan, poll, by)


def check_can_hand_in(poll: Poll, by: Actor) -> None:
    """Raise unless the scrutineer may still hand in keys: before the freeze."""
    check_is_seated(poll, by)
    if poll.state != PollState.DRAFT:
        raise PlanFixed(_("公钥和锁只在冻结之前交。"))


def can_hand_in(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_hand_in` would pass."""
    return passes(check_can_hand_in, poll, by)


def check_can_begin_again(poll: Poll, by: Actor) -> None:
    """Raise unless all keys may still be made anew: before the freeze."""
    if not by.is_any(Role.SECRETARIAT):
        check_is_seated(poll, by)
    if poll.state != PollState.DRAFT:
        raise PlanFixed(_("规则冻结以后，钥匙不能再换。要换，只能作废后重来。"))


def can_begin_again(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_begin_again` would pass."""
    return passes(check_can_begin_again, poll, by)


def check_can_change_office(poll: Poll, by: Actor) -> None:
    """Raise unless a second office may still be named: before the freeze."""
    check_can_manage(by)
    if poll.state != PollState.DRAFT:
        raise PlanFixed(_("规则已经冻结，发票处不能再换。要换，只能作废后重来。"))


def can_change_office(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_change_office` would pass."""
    return passes(check_can_change_office, poll, by)
