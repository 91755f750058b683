"""From the close to the head: second office, paper, signatures."""

from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor
from gongping.foundation.policies import passes
from gongping.polls.exceptions import PlanFixed
from gongping.polls.models import Poll
from gongping.polls.policies.people import check_can_manage, check_is_seated
from gongping.polls.states import PollState


def check_can_count_office(poll: Poll, by: Actor) -> None:
    """Raise unless the second office's counts are wanted: closed, without a head."""
    check_can_manage(by)
    if poll.state != PollState.CLOSED or poll.head:
        raise PlanFixed(_("第二发票处的数目在截止之后、签板首之前收。"))


def can_count_office(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_count_office` would pass."""
    return passes(check_can_count_office, poll, by)


def check_can_seal_paper(poll: Poll, by: Actor) -> None:
    """Raise unless paper ballots may be sealed: after the close, before the head."""
    check_can_manage(by)
    _check_between_close_and_head(poll)
    if poll.paper_digest:
        raise PlanFixed(_("纸质票已经封存。要改，先作废这一次封存，再重新录入。"))


def can_seal_paper(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_seal_paper` would pass."""
    return passes(check_can_seal_paper, poll, by)


def check_can_discard_paper(poll: Poll, by: Actor) -> None:
    """Raise unless there are sealed paper ballots that no head covers yet."""
    check_can_manage(by)
    _check_between_close_and_head(poll)
    if not poll.paper_digest:
        raise PlanFixed(_("纸质票还没有封存。"))


def can_discard_paper(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_discard_paper` would pass."""
    return passes(check_can_discard_paper, poll, by)


def check_can_sign_paper(poll: Poll, by: Actor) -> None:
    """Raise unless the scrutineer may sign the sealed paper ballots."""
    check_is_seated(poll, by)
    _check_between_close_and_head(poll)
    if not poll.paper_digest:
        raise PlanFixed(_("纸质票封存以后才签。"))


def can_sign_paper(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_sign_paper` would pass."""
    return passes(check_can_sign_paper, poll, by)


def _check_between_close_and_head(poll: Poll) -> None:
    if poll.state != PollState.CLOSED or poll.head:
        raise PlanFixed(_("纸质票在截止之后、签板首之前录入和封存。"))


def check_can_sign_head(poll: Poll) -> None:
    """Raise unless the poll is closed and its head not yet co-signed."""
    if poll.state != PollState.CLOSED:
        raise PlanFixed(_("板首在截止之后签。"))
    if any(seat.head_signature for seat in poll.scrutineers.all()):
        raise PlanFixed(_("监票人已经联署板首，不能再改。"))


def can_sign_head(poll: Poll) -> bool:
    """Tell whether `check_can_sign_head` would pass."""
    return passes(check_can_sign_head, poll)


def check_can_see_desk_board(poll: Poll, by: Actor) -> None:
    """Raise unless the scrutineer is to co-sign, or has co-signed, this head.

    Whoever signs it must see what it stands for, so they see the public part first.
    """
    check_is_seated(poll, by)
    if not poll.head:
        raise PlanFixed(_("板首要等截止、票箱签出之后才能核对。"))


def can_see_desk_board(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_see_desk_board` would pass."""
    return passes(check_can_see_desk_board, poll, by)


def check_can_cosign(poll: Poll, by: Actor) -> None:
    """Raise unless the box has signed the head of the closed poll."""
    check_is_seated(poll, by)
    if poll.state != PollState.CLOSED or not poll.head:
        raise PlanFixed(_("板首要等截止、票箱签出之后才能联署。"))


def can_cosign(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_cosign` would pass."""
    return passes(check_can_cosign, poll, by)
