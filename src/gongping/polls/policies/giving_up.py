"""How a poll ends without a count: void, or given up by its scrutineers."""

from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor
from gongping.foundation.policies import passes
from gongping.polls.exceptions import PlanFixed
from gongping.polls.models import Poll
from gongping.polls.policies.people import check_can_manage, check_is_seated
from gongping.polls.states import PollState


def check_can_void(poll: Poll, by: Actor) -> None:
    """Raise unless the poll may be given up: before casting, or nobody can open it.

    After the close a scrutineer must give it up too, and no t others may stand ready;
    once every lock is open, t of them: one and root could have looked first.
    """
    check_can_manage(by)
    if sentence := why_not_to_be_voided(poll):
        raise PlanFixed(sentence)


def can_void(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_void` would pass."""
    return passes(check_can_void, poll, by)


def why_not_to_be_voided(poll: Poll) -> str:
    """Say why the poll cannot be given up; empty if it can."""
    if poll.state == PollState.CASTING:
        return _("开始投票以后，测评不能由秘书处作废。")
    if poll.state == PollState.CLOSED:
        return _why_not_given_up(poll)
    if poll.state == PollState.UNSEALED:
        return _("已经启封并计票，不能再作废。")
    if poll.state == PollState.VOID:
        return _("这次测评已经不生效，不用再作废。")
    return ""


def _why_not_given_up(poll: Poll) -> str:
    seats = list(poll.scrutineers.all())
    if not any(seat.gives_up for seat in seats):
        return _(
            "开始投票以后，测评不能由秘书处作废。截止后监票人凑不齐、启封不了的，"
            "请还在的监票人先在监票页上放弃启封。"
        )
    ready = sum(seat.is_present and not seat.gives_up for seat in seats)
    if ready >= poll.threshold:
        return _("到场而没有放弃启封的监票人有 %(n)d 名，够启封，不能作废。") % {
            "n": ready
        }
    given_up = sum(seat.gives_up for seat in seats)
    if given_up < poll.threshold and _is_every_lock_open(poll):
        return _(
            "锁已经全部打开，请启封计票。启封不了的，要 %(t)d 名监票人放弃启封才能"
            "作废，现在放弃的有 %(n)d 名。"
        ) % {"t": poll.threshold, "n": given_up}
    return ""


def _is_every_lock_open(poll: Poll) -> bool:
    locks = list(poll.locks.all())
    return bool(locks) and all(lock.released_key for lock in locks)


def check_can_give_up(poll: Poll, by: Actor) -> None:
    """Raise unless the actor is a scrutineer of this closed poll."""
    check_is_seated(poll, by)
    if poll.state != PollState.CLOSED:
        raise PlanFixed(_("截止之后、启封之前，监票人才能放弃启封。"))


def can_give_up(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_give_up` would pass, and the actor has not done it."""
    done = (s.user_id == by.user_id and s.gives_up for s in poll.scrutineers.all())
    return passes(check_can_give_up, poll, by) and not any(done)
