"""From typed sheets to sealed ballots: sorted, salted, and every entry wiped."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.foundation.journal import THOROUGH_MS, forget_after_commit
from gongping.foundation.names import local_name
from gongping.paper.exceptions import MoreSheetsThanPeople, PilesOpen
from gongping.paper.marks import cells_of
from gongping.paper.models import FIRST, SETTLED, PaperPile
from gongping.paper.selectors import piles_of, sheets_of, state_of
from gongping.paper.services.acts import hold_poll
from gongping.paper.states import ENTERED
from gongping.polls import services as polls
from gongping.roll.selectors import count_by_group

if TYPE_CHECKING:
    from gongping.foundation.actors import Actor
    from gongping.polls.models import Poll


@transaction.atomic
def seal(poll: "Poll", *, by: "Actor") -> "Poll":
    """Seal the paper ballots of all piles, and wipe what was typed.

    Nothing is left of piles, places and clerks: the ballots of a group are sorted, and
    what the sheets say stands there and nowhere else.
    """
    poll = hold_poll(poll)
    ballots: dict[int, list[bytes]] = {}
    for pile in piles_of(poll):
        ballots.setdefault(pile.group, []).extend(_ballots(pile))
    _check_people(poll, ballots)
    poll = polls.seal_paper(poll, ballots, by=by)
    PaperPile.objects.filter(poll=poll).delete()
    forget_after_commit(THOROUGH_MS)
    return poll


def _ballots(pile: PaperPile) -> list[bytes]:
    if state_of(pile) not in ENTERED:
        raise PilesOpen(
            _(
                "第 %(group)d 票种第 %(pile)d 摞还没有录完两遍并核对一致。"
                "全部核定以后才能封存。"
            )
            % {"group": pile.group, "pile": pile.number}
        )
    settled = {sheet.place: sheet for sheet in sheets_of(pile, SETTLED)}
    sheets = [settled.get(s.place, s) for s in sheets_of(pile, FIRST)]
    return [cells_of(sheet.marks, is_void=sheet.is_void) for sheet in sheets]


def _check_people(poll: "Poll", ballots: dict[int, list[bytes]]) -> None:
    people = {n: count.paper for n, count in count_by_group(poll).items()}
    for group in poll.groups.all():
        sheets = len(ballots.get(group.position, []))
        if sheets > people.get(group.position, 0):
            raise MoreSheetsThanPeople(
                _(
                    "“%(group)s”录了 %(sheets)d 张，登记用纸质票的只有 %(people)d 人。"
                    "请核对名册：漏记的补登；没有登记的票不能算。"
                )
                % {
                    "group": local_name(group),
                    "sheets": sheets,
                    "people": people.get(group.position, 0),
                }
            )
