"""The unsealing: who is present, whose locks open, who then sees the board."""

from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor
from gongping.foundation.policies import passes
from gongping.polls.exceptions import (
    LocksShut,
    NoSuchPoll,
    NotEnoughScrutineers,
    PlanFixed,
)
from gongping.polls.models import Poll
from gongping.polls.policies.closing import check_can_cosign
from gongping.polls.policies.people import check_is_seated
from gongping.polls.quorum import reaches_quorum
from gongping.polls.states import PollState


def check_can_attend(poll: Poll, by: Actor) -> None:
    """Raise unless the actor is a scrutineer of this closed poll."""
    check_is_seated(poll, by)
    if poll.state != PollState.CLOSED:
        raise PlanFixed(_("截止之后、启封之前，监票人才到场。"))


def can_attend(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_attend` would pass."""
    return passes(check_can_attend, poll, by)


def check_can_release(poll: Poll, by: Actor) -> None:
    """Raise until t scrutineers are present and t have co-signed a head with a quorum.

    No lock's key may leave its holder earlier: present alone they could still be
    shown another board than the one that is signed. Below the quorum none ever does.
    """
    check_can_cosign(poll, by)
    _check_enough_present(poll)
    _check_enough_cosigned(poll)
    if not reaches_quorum(poll):
        raise LocksShut(
            _("收回不到法定张数，这次测评不生效，票不打开。请留着钥匙，不要交。")
        )


def can_release(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_release` would pass."""
    return passes(check_can_release, poll, by)


def check_can_unseal(poll: Poll, by: Actor) -> None:
    """Raise unless enough scrutineers are present, and every lock is released.

    Below the quorum no lock is: then it is found that the poll is void.
    """
    check_can_attend(poll, by)
    _check_enough_present(poll)
    _check_enough_cosigned(poll)
    locks = poll.locks.all()
    if reaches_quorum(poll) and any(not lock.released_key for lock in locks):
        raise LocksShut(_("还有锁没有打开。请到场的监票人先交出各自的钥匙。"))


def can_unseal(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_unseal` would pass."""
    return passes(check_can_unseal, poll, by)


def _check_enough_present(poll: Poll) -> None:
    present = sum(scrutineer.is_present for scrutineer in poll.scrutineers.all())
    if present < poll.threshold:
        raise NotEnoughScrutineers(
            _("启封要 %(needed)d 名监票人到场，现在到场 %(present)d 名。")
            % {"needed": poll.threshold, "present": present}
        )


def _check_enough_cosigned(poll: Poll) -> None:
    signed = sum(bool(s.head_signature) for s in poll.scrutineers.all())
    if signed < poll.threshold:
        raise NotEnoughScrutineers(
            _("启封前要 %(needed)d 名监票人联署板首，现在联署的有 %(n)d 名。")
            % {"needed": poll.threshold, "n": signed}
        )


def check_can_see_public_board(poll: Poll) -> None:
    """Raise until t scrutineers have co-signed the head."""
    signed = sum(bool(seat.head_signature) for seat in poll.scrutineers.all())
    if signed < poll.threshold:
        raise NoSuchPoll(_("公示板在监票人联署板首之后公布。"))


def can_see_public_board(poll: Poll) -> bool:
    """Tell whether `check_can_see_public_board` would pass."""
    return passes(check_can_see_public_board, poll)


def check_can_see_whole_board(poll: Poll, by: Actor) -> None:
    """Raise unless the actor audits this opened poll: whole ballots are fingerprints.

    Not even the secretariat gets them; inspectors and observers drawn by lot do, from
    a scrutineer's hand.
    """
    check_is_seated(poll, by)
    if poll.state != PollState.UNSEALED:
        raise PlanFixed(_("完整的板在启封之后交给监票人。"))


def can_see_whole_board(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_see_whole_board` would pass."""
    return passes(check_can_see_whole_board, poll, by)
