"""From the freeze to the casting: the rules are signed, then time must pass."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.policies import passes
from gongping.polls.exceptions import CollectingTooShort, PlanFixed
from gongping.polls.models import Poll
from gongping.polls.policies.people import check_is_seated
from gongping.polls.states import PollState


def check_can_sign_rules(poll: Poll, by: Actor) -> None:
    """Raise unless the scrutineer may sign the rules: between freeze and collecting."""
    check_is_seated(poll, by)
    if poll.state != PollState.FROZEN:
        raise PlanFixed(_("规则书在冻结之后、开始领票之前签。"))


def can_sign_rules(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_sign_rules` would pass."""
    return passes(check_can_sign_rules, poll, by)


def check_can_open_casting(poll: Poll) -> None:
    """Raise until ballots have been collected for long enough.

    Whoever casts the moment they have collected stands at the same place in the order
    of collecting and in that of casting. Nothing hangs on a rehearsal.
    """
    if poll.is_rehearsal or poll.collecting_at is None:
        return
    left = poll.collecting_at + settings.COLLECTING_ALONE - clock.now()
    if left > timedelta(0):
        raise CollectingTooShort(
            _(
                "领票开始满 %(all)d 分钟才能开始投票，领票的先后才对不上投票的先后。"
                "还要等 %(n)d 分钟。"
            )
            % {
                "all": settings.COLLECTING_ALONE // timedelta(minutes=1),
                "n": -(-left // timedelta(minutes=1)),
            }
        )


def can_open_casting(poll: Poll) -> bool:
    """Tell whether `check_can_open_casting` would pass."""
    return passes(check_can_open_casting, poll)
