"""Two entries that differ: settled by looking at the sheet, before a scrutineer."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.foundation.errors import Invalid
from gongping.paper.exceptions import TurnTaken
from gongping.paper.marks import NOT_TYPED, keys_under, with_signs
from gongping.paper.models import FIRST, SECOND, SETTLED, PaperSheet, PaperTurn
from gongping.paper.policies import check_can_settle
from gongping.paper.selectors import Difference, compare, sheets_of, state_of
from gongping.paper.services.acts import held, note
from gongping.paper.states import PileState
from gongping.polls.selectors import manifest_of

if TYPE_CHECKING:
    from gongping.foundation.actors import Actor
    from gongping.paper.models import PaperPile
    from gongping.polls.models import Poll

Seen = Mapping[tuple[int, int | None], str]
"""What stands on the sheet: by sheet and cell; of a whole sheet, `void` or `valid`."""
VOID, VALID = "void", "valid"


@transaction.atomic
def settle(poll: "Poll", key: str, seen: Seen, *, by: "Actor") -> None:
    """Keep what a scrutineer saw on the sheets wherever the two entries differ.

    The scrutineer is on record as the witness, and typed neither entry.
    """
    pile = held(poll, key)
    check_can_settle(poll, pile, by)
    comparison = compare(poll, pile)
    if state_of(pile) != PileState.DIFFERS or not comparison.is_same_length:
        raise TurnTaken(_("这一摞没有要核定的，或者两次录的张数还不同。"))
    chosen = _chosen(poll, comparison.differences, seen)
    for place in sorted({sheet for sheet, _cell in chosen}):
        _keep(pile, place, chosen)
    assert by.user_id is not None
    PaperTurn.objects.create(
        pile=pile, number=SETTLED, user_id=by.user_id, is_finished=True
    )
    note("pile:settled", pile, by=by)


def _chosen(
    poll: "Poll", differences: tuple[Difference, ...], seen: Seen
) -> dict[tuple[int, int | None], str]:
    keys = keys_under(manifest_of(poll))
    chosen: dict[tuple[int, int | None], str] = {}
    for difference in differences:
        at = (difference.sheet, difference.place)
        sign: str | None = seen.get(at, "")
        if difference.place is not None:
            sign = keys.read(sign or "")
        elif sign not in (VOID, VALID):
            sign = None
        if not sign or sign == NOT_TYPED:
            raise Invalid(
                _("第 %(sheet)d 张“%(cell)s”还没有核定。请看着原票填。")
                % {"sheet": difference.sheet, "cell": difference.name}
            )
        chosen[at] = sign
    return chosen


def _keep(
    pile: "PaperPile", place: int, chosen: Mapping[tuple[int, int | None], str]
) -> None:
    first, second = (sheets_of(pile, turn)[place - 1] for turn in (FIRST, SECOND))
    typed = second if first.is_void else first
    signs = [
        (cell, sign)
        for (sheet, cell), sign in chosen.items()
        if sheet == place and cell is not None
    ]
    PaperSheet.objects.create(
        pile=pile,
        turn=SETTLED,
        place=place,
        marks=with_signs(typed.marks, signs),
        is_void=chosen.get((place, None)) == VOID,
    )
