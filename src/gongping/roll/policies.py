"""May this poll's tickets be handed out or printed now, and by whom."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor, Role
from gongping.foundation.errors import Refused
from gongping.foundation.policies import passes
from gongping.polls.exceptions import NotEnoughScrutineers
from gongping.polls.selectors import check_is_seated, office_of
from gongping.polls.states import PollState
from gongping.roll.exceptions import (
    AlreadyCollected,
    NotCollectingNow,
    NotYetCollecting,
    SlipsGone,
)
from gongping.roll.models import RollEntry

if TYPE_CHECKING:
    from gongping.polls.models import Poll

COLLECTING = {PollState.COLLECTING, PollState.CASTING}


def check_can_keep_roll(by: Actor) -> None:
    """Raise unless the actor hands out tickets."""
    if not by.is_any(Role.SECRETARIAT):
        raise Refused(_("名册和票条由秘书处保管。"))


def can_keep_roll(by: Actor) -> bool:
    """Tell whether `check_can_keep_roll` would pass."""
    return passes(check_can_keep_roll, by)


def check_can_hand_out(poll: "Poll") -> None:
    """Raise unless ballots are collected now."""
    if poll.state in COLLECTING:
        return
    if poll.state == PollState.FROZEN:
        raise NotYetCollecting(_("还没有开始领票。请等秘书处开始。"))
    raise NotCollectingNow(_("领票已经结束。"))


def can_hand_out(poll: "Poll") -> bool:
    """Tell whether `check_can_hand_out` would pass."""
    return passes(check_can_hand_out, poll)


def check_can_take(poll: "Poll", entry: RollEntry) -> None:
    """Raise unless this voter may take, or take again, the one ticket."""
    check_can_hand_out(poll)
    if entry.channel and not entry.held_ticket:
        raise AlreadyCollected(
            _(
                "您已经领过票：票在领票的那台设备上，或者是您抽的票条、拿的纸质票。"
                "不能再领。"
            )
        )


def can_take(poll: "Poll", entry: RollEntry) -> bool:
    """Tell whether `check_can_take` would pass."""
    return passes(check_can_take, poll, entry)


def check_can_print(poll: "Poll", by: Actor) -> None:
    """Raise unless the secrets of the slips still exist and may be printed."""
    check_can_keep_roll(by)
    if poll.state != PollState.FROZEN:
        raise SlipsGone(
            _("票条只能在冻结之后、开始领票之前打印。开始领票时，这里的底稿已抹去。")
        )


def can_print(poll: "Poll", by: Actor) -> bool:
    """Tell whether `check_can_print` would pass."""
    return passes(check_can_print, poll, by)


def check_can_add_late(poll: "Poll", by: Actor) -> None:
    """Raise unless late voters may be proposed: while ballots are collected."""
    check_can_keep_roll(by)
    if poll.state not in COLLECTING:
        raise NotCollectingNow(_("补充名册只在领票期间用。"))
    if office_of(poll) is not None:
        raise NotCollectingNow(
            _("有第二发票处的测评不能补登：它的信只印给冻结时名册上的人。")
        )


def can_add_late(poll: "Poll", by: Actor) -> bool:
    """Tell whether `check_can_add_late` would pass."""
    return passes(check_can_add_late, poll, by)


def check_can_confirm_late(poll: "Poll", by: Actor) -> None:
    """Raise unless the actor is a scrutineer of this poll while it is collected."""
    check_is_seated(poll, by)
    if poll.state not in COLLECTING:
        raise NotCollectingNow(_("补充名册只在领票期间用。"))


def can_confirm_late(poll: "Poll", by: Actor) -> bool:
    """Tell whether `check_can_confirm_late` would pass."""
    return passes(check_can_confirm_late, poll, by)


def check_can_open_slips(poll: "Poll", by: Actor) -> None:
    """Raise unless undrawn slips may be opened: after the close, before the head.

    The secretariat or a scrutineer of this poll does it, before t scrutineers: a slip
    that was redeemed undrawn convicts, and must not be found by one person alone.
    """
    if not by.is_any(Role.SECRETARIAT):
        check_is_seated(poll, by)
    if poll.state != PollState.CLOSED or poll.head:
        raise NotCollectingNow(_("没有抽走的票条在截止之后、签板首之前打开。"))
    present = sum(seat.is_present for seat in poll.scrutineers.all())
    if present < poll.threshold:
        raise NotEnoughScrutineers(
            _(
                "没有抽走的票条要当着 %(needed)d 名监票人打开，现在到场 %(n)d 名。"
                "请监票人先各自记下到场。"
            )
            % {"needed": poll.threshold, "n": present}
        )


def can_open_slips(poll: "Poll", by: Actor) -> bool:
    """Tell whether `check_can_open_slips` would pass."""
    return passes(check_can_open_slips, poll, by)


def check_can_mark_slip(poll: "Poll", by: Actor) -> None:
    """Raise unless slip marks may be set or mended: until the head is signed.

    The head says how many there are.
    """
    check_can_keep_roll(by)
    if poll.state not in {*COLLECTING, PollState.CLOSED}:
        raise NotCollectingNow(_("只在领票开始以后、启封以前登记抽票条的人。"))
    if poll.head:
        raise NotCollectingNow(_("板首已经签出，抽票条的登记不能再改。"))


def can_mark_slip(poll: "Poll", by: Actor) -> bool:
    """Tell whether `check_can_mark_slip` would pass."""
    return passes(check_can_mark_slip, poll, by)


def check_can_mark_paper(poll: "Poll", by: Actor) -> None:
    """Raise unless people may be marked as on paper: until the head is signed."""
    check_can_keep_roll(by)
    is_open = poll.state in {*COLLECTING, PollState.CLOSED}
    if not is_open or poll.head:
        raise NotCollectingNow(_("只在领票开始以后、签板首以前登记用纸质票的人。"))


def can_mark_paper(poll: "Poll", by: Actor) -> bool:
    """Tell whether `check_can_mark_paper` would pass."""
    return passes(check_can_mark_paper, poll, by)
