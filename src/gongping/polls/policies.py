"""May this poll change now, may this person do it, may this person see it."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.foundation.actors import Actor, Role
from gongping.foundation.policies import passes
from gongping.polls.exceptions import (
    CollectingTooShort,
    LocksShut,
    NoSuchPoll,
    NotEnoughScrutineers,
    NotYours,
    PlanFixed,
)
from gongping.polls.models import Poll
from gongping.polls.quorum import reaches_quorum
from gongping.polls.states import PollState

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


def check_can_open_casting(poll: Poll) -> None:
    """Raise until ballots of a sealed poll have been collected for long enough.

    Whoever casts the moment they have collected stands at the same place in the order
    of collecting and in that of casting. Nothing hangs on a rehearsal.
    """
    if not poll.is_sealed or poll.is_rehearsal or poll.collecting_at is None:
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


def check_can_void(poll: Poll, by: Actor) -> None:
    """Raise unless the poll may be given up: before casting, or nobody can open it.

    After the close a scrutineer must give it up too, and no t others may stand ready.
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
    return ""


def check_can_give_up(poll: Poll, by: Actor) -> None:
    """Raise unless the actor is a scrutineer of this closed poll."""
    check_is_seated(poll, by)
    if poll.state != PollState.CLOSED:
        raise PlanFixed(_("截止之后、启封之前，监票人才能放弃启封。"))


def can_give_up(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_give_up` would pass, and the actor has not done it."""
    done = (s.user_id == by.user_id and s.gives_up for s in poll.scrutineers.all())
    return passes(check_can_give_up, poll, by) and not any(done)


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


def check_can_hand_in(poll: Poll, by: Actor) -> None:
    """Raise unless the scrutineer may still hand in keys: before the freeze."""
    check_is_seated(poll, by)
    if not poll.is_sealed or poll.state != PollState.DRAFT:
        raise PlanFixed(_("公钥和锁只在密封测评冻结之前交。"))


def can_hand_in(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_hand_in` would pass."""
    return passes(check_can_hand_in, poll, by)


def check_can_begin_again(poll: Poll, by: Actor) -> None:
    """Raise unless all keys may still be made anew: before the freeze."""
    if not by.is_any(Role.SECRETARIAT):
        check_is_seated(poll, by)
    if not poll.is_sealed or poll.state != PollState.DRAFT:
        raise PlanFixed(_("规则冻结以后，钥匙不能再换。要换，只能作废后重来。"))


def can_begin_again(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_begin_again` would pass."""
    return passes(check_can_begin_again, poll, by)


def check_can_see_desk_board(poll: Poll, by: Actor) -> None:
    """Raise unless the scrutineer is to co-sign, or has co-signed, this head.

    Whoever signs it must see what it stands for, so they see the public part first.
    """
    check_is_seated(poll, by)
    if not poll.is_sealed or not poll.head:
        raise PlanFixed(_("板首要等截止、票箱签出之后才能核对。"))


def can_see_desk_board(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_see_desk_board` would pass."""
    return passes(check_can_see_desk_board, poll, by)


def check_can_sign_rules(poll: Poll, by: Actor) -> None:
    """Raise unless the scrutineer may sign the rules: between freeze and collecting."""
    check_is_seated(poll, by)
    if not poll.is_sealed or poll.state != PollState.FROZEN:
        raise PlanFixed(_("规则书在冻结之后、开始领票之前签。"))


def can_sign_rules(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_sign_rules` would pass."""
    return passes(check_can_sign_rules, poll, by)


def check_can_sign_head(poll: Poll) -> None:
    """Raise unless the poll is closed, sealed, and its head not yet signed."""
    if not poll.is_sealed or poll.state != PollState.CLOSED:
        raise PlanFixed(_("板首在截止之后签。"))
    if any(seat.head_signature for seat in poll.scrutineers.all()):
        raise PlanFixed(_("监票人已经联署板首，不能再改。"))


def can_sign_head(poll: Poll) -> bool:
    """Tell whether `check_can_sign_head` would pass."""
    return passes(check_can_sign_head, poll)


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
    if not poll.is_sealed or poll.state != PollState.CLOSED or poll.head:
        raise PlanFixed(_("纸质票在截止之后、签板首之前录入和封存。"))


def check_can_cosign(poll: Poll, by: Actor) -> None:
    """Raise unless the box has signed the head of the closed poll."""
    check_is_seated(poll, by)
    if not poll.is_sealed or poll.state != PollState.CLOSED or not poll.head:
        raise PlanFixed(_("板首要等截止、票箱签出之后才能联署。"))


def can_cosign(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_cosign` would pass."""
    return passes(check_can_cosign, poll, by)


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


def check_can_see_public_board(poll: Poll) -> None:
    """Raise until t scrutineers have co-signed the head of a sealed poll."""
    signed = sum(bool(seat.head_signature) for seat in poll.scrutineers.all())
    if not poll.is_sealed or signed < poll.threshold:
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
    if not poll.is_sealed or poll.state != PollState.UNSEALED:
        raise PlanFixed(_("完整的板在启封之后交给监票人。"))


def can_see_whole_board(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_see_whole_board` would pass."""
    return passes(check_can_see_whole_board, poll, by)


def check_can_change_office(poll: Poll, by: Actor) -> None:
    """Raise unless a second office may still be named: before the freeze."""
    check_can_manage(by)
    if not poll.is_sealed:
        raise PlanFixed(_("只有密封的测评可以有第二发票处。"))
    if poll.state != PollState.DRAFT:
        raise PlanFixed(_("规则已经冻结，发票处不能再换。要换，只能作废后重来。"))


def can_change_office(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_change_office` would pass."""
    return passes(check_can_change_office, poll, by)


def check_can_count_office(poll: Poll, by: Actor) -> None:
    """Raise unless the second office's counts are wanted: closed, without a head."""
    check_can_manage(by)
    if poll.state != PollState.CLOSED or poll.head:
        raise PlanFixed(_("第二发票处的数目在截止之后、签板首之前收。"))


def can_count_office(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_count_office` would pass."""
    return passes(check_can_count_office, poll, by)


def check_can_attend(poll: Poll, by: Actor) -> None:
    """Raise unless the actor is a scrutineer of this closed poll."""
    check_is_seated(poll, by)
    if poll.state != PollState.CLOSED:
        raise PlanFixed(_("截止之后、启封之前，监票人才到场。"))


def can_attend(poll: Poll, by: Actor) -> bool:
    """Tell whether `check_can_attend` would pass."""
    return passes(check_can_attend, poll, by)


def check_can_unseal(poll: Poll, by: Actor) -> None:
    """Raise unless enough scrutineers are present, and every lock is released.

    Below the quorum no lock is: then it is found that the poll is void.
    """
    check_can_attend(poll, by)
    _check_enough_present(poll)
    if not poll.is_sealed:
        return
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
