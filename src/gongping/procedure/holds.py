"""Whose account must stay as it is while a poll is on.

Whoever could reset a voter's password could vote in the voter's place, and whoever
could reset a scrutineer's could open the count alone.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from gongping.accounts.exceptions import AccountHeld
from gongping.accounts.states import Change
from gongping.polls.exceptions import NotReady
from gongping.polls.selectors import candidates_for_scrutiny, watched_by
from gongping.roll.selectors import on_open_rolls

if TYPE_CHECKING:
    from gongping.polls.models import Poll

# Shutting an account lets nobody in, so a stolen one can be shut even now.
OPENS_A_WAY_IN: Final = {Change.CREDENTIAL, Change.ROLE, Change.ENABLING}
UNSEATS: Final = {Change.CREDENTIAL, Change.ROLE, Change.DISABLING}


def check_no_poll_holds(user_ids: frozenset[int], change: Change) -> None:
    """Raise `AccountHeld` for voters of an open poll and for scrutineers on duty."""
    if change in UNSEATS:
        _check_watches_nothing(user_ids)
    if change in OPENS_A_WAY_IN:
        _check_votes_nowhere(on_open_rolls(user_ids=user_ids))


def check_scrutineers_can_serve(poll: "Poll") -> None:
    """Raise `NotReady` if somebody appointed could not open the count by now.

    From the freeze on nothing about them can be changed, so nothing could be mended.
    """
    able = {user.pk for user in candidates_for_scrutiny()}
    for seat in poll.scrutineers.select_related("user"):
        if seat.user_id not in able:
            raise NotReady(
                _(
                    "监票人“%(name)s”的账号已停用、不再担任监票人或没有第二道验证，"
                    "不能冻结。请先恢复，或换一名监票人。"
                )
                % {"name": seat.user.display_name}
            )


def check_may_get_accounts(person_ids: Iterable[int]) -> None:
    """Raise `AccountHeld` if a poll is open in which one of the people votes."""
    _check_votes_nowhere(on_open_rolls(person_ids=person_ids))


def _check_votes_nowhere(found: Sequence[tuple[str, str]]) -> None:
    if not found:
        return
    raise AccountHeld(
        _(
            "%(people)s在“%(poll)s”的名册上，截止以前账号、激活码、密码、第二道验证"
            "和角色都不能新设或重置；登录不了的，请本人到秘书处抽一张纸质票条。"
        )
        % _named(found)
    )


def _check_watches_nothing(user_ids: frozenset[int]) -> None:
    found = watched_by(user_ids)
    if not found:
        return
    raise AccountHeld(
        _(
            "%(people)s是“%(poll)s”的监票人，启封以前账号不能停用、重置或改角色；"
            "确要换人，请秘书处在开始投票以前作废这次测评，换好再重来。"
        )
        % _named(found)
    )


def _named(found: Sequence[tuple[str, str]]) -> dict[str, str]:
    name, poll = found[0]
    people = len({one for one, _poll in found})
    words = _("“%(name)s”") if people == 1 else _("“%(name)s”等 %(n)d 人")
    return {"people": words % {"name": name, "n": people}, "poll": poll}
