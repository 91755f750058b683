"""One clerk's entry of a pile: finished, or opened again where sheets are missing."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.paper.exceptions import OneClerkOnly, SheetUnfinished, TurnTaken
from gongping.paper.models import PaperTurn
from gongping.paper.policies import check_can_enter
from gongping.paper.selectors import compare, own_turn, sheets_of, unfinished
from gongping.paper.services.acts import held, held_open, note

if TYPE_CHECKING:
    from gongping.foundation.actors import Actor
    from gongping.polls.models import Poll


@transaction.atomic
def finish_turn(poll: "Poll", key: str, *, by: "Actor") -> PaperTurn:
    """Say that the pile is typed to the last cell; nothing of it changes afterwards."""
    pile, turn = held_open(poll, key, by=by)
    sheets = sheets_of(pile, turn.number)
    if not sheets:
        raise SheetUnfinished(_("这一摞还没有录一张。"))
    open_ = unfinished(sheets)
    if open_:
        raise SheetUnfinished(
            _("第 %(sheets)s 张还有空格。没有选的格请录 x。")
            % {"sheets": _("、").join(map(str, open_))}
        )
    turn.is_finished = True
    turn.save()
    note("entry:finished", pile, by=by)
    return turn


@transaction.atomic
def reopen_turn(poll: "Poll", key: str, *, by: "Actor") -> PaperTurn:
    """Let a clerk put in or take out a sheet, where the two entries differ in number.

    Only then: differences in the cells are settled before a scrutineer, not typed away.
    """
    check_can_enter(poll, by)
    pile = held(poll, key)
    turn = own_turn(pile, by)
    if turn is None:
        raise OneClerkOnly(_("这一摞不是您录的。"))
    if compare(poll, pile).is_same_length:
        raise TurnTaken(_("两次录的张数相同，不能再改。不同之处由监票人核定。"))
    turn.is_finished = False
    turn.save()
    note("entry:reopened", pile, by=by)
    return turn
