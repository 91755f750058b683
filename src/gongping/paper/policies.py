"""May paper ballots be printed, typed, compared and sealed now, and by whom."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gongping.foundation.actors import Role
from gongping.foundation.errors import Refused
from gongping.foundation.policies import passes
from gongping.paper.exceptions import NotEnteringNow, OneClerkOnly
from gongping.polls.selectors import check_is_seated
from gongping.polls.states import PollState

if TYPE_CHECKING:
    from gongping.foundation.actors import Actor
    from gongping.paper.models import PaperPile
    from gongping.polls.models import Poll

PRINTED_FROM = {PollState.FROZEN, PollState.COLLECTING, PollState.CASTING}


def check_can_see_desk(poll: "Poll", by: "Actor") -> None:
    """Raise unless the actor is of the secretariat or watches over this poll."""
    if not by.is_any(Role.SECRETARIAT):
        check_is_seated(poll, by)


def can_see_desk(poll: "Poll", by: "Actor") -> bool:
    """Tell whether `check_can_see_desk` would pass."""
    return passes(check_can_see_desk, poll, by)


def check_can_print(poll: "Poll", by: "Actor") -> None:
    """Raise unless paper ballots may be printed: from the freeze to the close."""
    if not by.is_any(Role.SECRETARIAT):
        raise Refused(_("纸质票由秘书处打印。"))
    if poll.state not in PRINTED_FROM:
        raise NotEnteringNow(_("纸质票在规则冻结之后、截止之前打印。"))


def can_print(poll: "Poll", by: "Actor") -> bool:
    """Tell whether `check_can_print` would pass."""
    return passes(check_can_print, poll, by)


def check_can_enter(poll: "Poll", by: "Actor") -> None:
    """Raise unless sheets may be typed: after the close, until they are sealed.

    The secretariat types, or a scrutineer: an office may have one secretary only.
    """
    check_can_see_desk(poll, by)
    if poll.state != PollState.CLOSED or poll.head:
        raise NotEnteringNow(_("纸质票在截止之后、签板首之前录入。"))
    if poll.paper_digest:
        raise NotEnteringNow(_("纸质票已经封存，不能再录入。"))


def can_enter(poll: "Poll", by: "Actor") -> bool:
    """Tell whether `check_can_enter` would pass."""
    return passes(check_can_enter, poll, by)


def check_can_settle(poll: "Poll", pile: "PaperPile", by: "Actor") -> None:
    """Raise unless a scrutineer who typed nothing of this pile settles it."""
    check_can_enter(poll, by)
    check_is_seated(poll, by)
    if any(turn.user_id == by.user_id for turn in pile.turns.all()):
        raise OneClerkOnly(_("这一摞是您录的，请另一位监票人看着原票核定。"))


def can_settle(poll: "Poll", pile: "PaperPile", by: "Actor") -> bool:
    """Tell whether `check_can_settle` would pass."""
    return passes(check_can_settle, poll, pile, by)


def check_can_discard_pile(poll: "Poll", by: "Actor") -> None:
    """Raise unless the secretariat may throw away what was typed of a pile."""
    check_can_enter(poll, by)
    if not by.is_any(Role.SECRETARIAT):
        raise Refused(_("取消一摞的录入，由秘书处办。"))


def can_discard_pile(poll: "Poll", by: "Actor") -> bool:
    """Tell whether `check_can_discard_pile` would pass."""
    return passes(check_can_discard_pile, poll, by)
