"""Before the freeze: the plan, the keys of scrutineers, a second office."""

from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor, Role
from gongping.foundation.policies import passes
from gongping.polls.exceptions import PlanFixed
from gongping.polls.models import Poll
from gongping.polls.policies.giving_up import why_not_to_be_voided
from gongping.polls.policies.people import (
    can_manage,
    check_can_manage,
    check_is_seated,
)
from gongping.polls.states import PollState


def check_can_plan(poll: Poll, by: Actor) -> None:
    """Raise unless the rules are still open and the actor may set them."""
    check_can_manage(by)
    if poll.state != PollState.DRAFT:
        raise PlanFixed(_("规则已经冻结，不能再改。要改，只能作废后重来。"))


def can_plan(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_plan` would pass."""
    return passes(check_can_plan, poll, by)


def why_fixed(poll: Poll, by: Actor) -> str:
    """Say to who plans why the rules stand, and what can be done; empty if open."""
    if poll.state == PollState.DRAFT or not can_manage(by):
        return ""
    if poll.state == PollState.VOID:
        return _("这次不生效，规则留作记录，不再改。请重投：新的一次可以改方案。")
    if not why_not_to_be_voided(poll):
        return _(
            "规则已经冻结，不能再改。确要改，请在测评台作废这一次，再重投："
            "新的一次可以改方案，已经领的票不算。"
        )
    if poll.state == PollState.CASTING:
        return _(
            "规则已经冻结，也已经开始投票，不能再改，也不能作废。"
            "请办完这一次；要用别的规则，另建一次测评。"
        )
    return _("规则已经冻结，不能再改。要用别的规则，请另建一次测评。")


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
