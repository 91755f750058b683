"""How every act on a pile begins and ends: it is held, and goes on record."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.paper.exceptions import OneClerkOnly, TurnTaken
from gongping.paper.models import PaperPile
from gongping.paper.policies import check_can_enter
from gongping.paper.selectors import get_pile, own_turn

if TYPE_CHECKING:
    from gongping.foundation.actors import Actor
    from gongping.paper.models import PaperTurn
    from gongping.polls.models import Poll


def hold_poll(poll: "Poll") -> "Poll":
    """Return the poll as it stands now, until this act ends; sealing waits for it."""
    now: Poll = type(poll).objects.select_for_update().get(pk=poll.pk)
    return now


def held(poll: "Poll", key: str) -> PaperPile:
    """Return the pile as it stands now; nobody else changes it until this act ends."""
    PaperPile.objects.select_for_update().filter(poll=poll, key=key).first()
    return get_pile(poll, key)


def held_open(poll: "Poll", key: str, *, by: "Actor") -> "tuple[PaperPile, PaperTurn]":
    """Return the pile and the actor's own entry of it, while that goes on."""
    check_can_enter(poll, by)
    pile = held(poll, key)
    turn = own_turn(pile, by)
    if turn is None:
        raise OneClerkOnly(_("这一摞不是您在录。请回到纸质票台，录自己的一摞。"))
    if turn.is_finished:
        raise TurnTaken(_("这一摞您已经录完，不能再改。"))
    return pile, turn


def note(verb: str, pile: PaperPile, *, by: "Actor") -> None:
    """Put an act on record: which pile, and nothing of what its sheets say."""
    record(
        f"paper:{verb}",
        by=by,
        subject=_("第 %(group)d 票种第 %(pile)d 摞")
        % {"group": pile.group, "pile": pile.number},
        subject_key=pile.poll.code,
    )
