"""Piles of sheets: begun by one clerk, taken up by another."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from gongping.foundation.errors import Invalid
from gongping.foundation.journal import forget_after_commit
from gongping.paper.exceptions import OneClerkOnly, TurnTaken
from gongping.paper.models import FIRST, SECOND, PaperPile, PaperTurn
from gongping.paper.policies import check_can_discard_pile, check_can_enter
from gongping.paper.selectors import own_turn
from gongping.paper.services.acts import held, hold_poll, note

if TYPE_CHECKING:
    from gongping.foundation.actors import Actor
    from gongping.polls.models import Poll


@transaction.atomic
def begin_pile(poll: "Poll", group: int, *, by: "Actor") -> PaperPile:
    """Begin the first entry of the next pile of a group."""
    # The seal holds the poll too: a pile begun beside it would be empty for ever.
    poll = hold_poll(poll)
    check_can_enter(poll, by)
    if not poll.groups.filter(position=group).exists():
        raise Invalid(_("请选这一摞是哪个票种的。"), "group")
    assert by.user_id is not None
    piles = PaperPile.objects.select_for_update().filter(poll=poll, group=group)
    last = piles.aggregate(last=Max("number"))["last"] or 0
    pile = PaperPile.objects.create(poll=poll, group=group, number=last + 1)
    PaperTurn.objects.create(pile=pile, number=FIRST, user_id=by.user_id)
    note("entry:begun", pile, by=by)
    return pile


@transaction.atomic
def take_pile(poll: "Poll", key: str, *, by: "Actor") -> PaperPile:
    """Begin the second entry of a pile that somebody else types or has typed."""
    check_can_enter(poll, by)
    pile = held(poll, key)
    if own_turn(pile, by) is not None:
        raise OneClerkOnly(_("这一摞的第一遍是您录的，第二遍要另一个人录。"))
    if any(turn.number == SECOND for turn in pile.turns.all()):
        raise TurnTaken(_("这一摞已经有两个人在录。"))
    assert by.user_id is not None
    PaperTurn.objects.create(pile=pile, number=SECOND, user_id=by.user_id)
    note("entry:begun", pile, by=by)
    return pile


@transaction.atomic
def discard_pile(poll: "Poll", key: str, *, by: "Actor") -> None:
    """Throw away what was typed of a pile, to begin it again."""
    check_can_discard_pile(poll, by)
    pile = held(poll, key)
    note("pile:discarded", pile, by=by)
    pile.delete()
    forget_after_commit()
