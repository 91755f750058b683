"""One sheet after the other: typed, kept at once, put in or taken out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from gongping.foundation.errors import Invalid
from gongping.paper.marks import NOT_TYPED, keys_under
from gongping.paper.models import PaperPile, PaperSheet
from gongping.paper.services.acts import held_open
from gongping.polls.selectors import manifest_of

if TYPE_CHECKING:
    from gongping.foundation.actors import Actor
    from gongping.polls.models import Poll

MOST_SHEETS = 50
AWAY = 1000


@transaction.atomic
def save_sheet(
    poll: "Poll", key: str, place: int, typed: Sequence[str], *, is_void: bool,
    by: "Actor",
) -> list[int]:  # fmt: skip
    """Keep a sheet as far as it is typed; return the cells with signs of no meaning.

    Whatever has a meaning is kept all the same, also of a sheet that is void: it may
    have been called so by mistake.
    """
    pile, turn = held_open(poll, key, by=by)
    typed_before = _check_place(pile, turn.number, place)
    marks, wrong = _marks(poll, typed)
    is_empty = not (marks.strip(NOT_TYPED) or wrong or is_void)
    if place > typed_before and is_empty:
        # Whoever goes on from the last sheet stands before an empty one.
        return []
    PaperSheet.objects.update_or_create(
        pile=pile,
        turn=turn.number,
        place=place,
        defaults={"marks": marks, "is_void": is_void},
    )
    return wrong


@transaction.atomic
def insert_sheet(poll: "Poll", key: str, place: int, *, by: "Actor") -> None:
    """Put an empty sheet before this one: it was left out."""
    pile, turn = held_open(poll, key, by=by)
    # One more than there are is put in, so a full pile takes none.
    if _check_place(pile, turn.number, place) >= MOST_SHEETS:
        raise _too_many()
    _move(pile, turn.number, place, 1)
    PaperSheet.objects.create(
        pile=pile, turn=turn.number, place=place, marks=_empty(poll)
    )


@transaction.atomic
def drop_sheet(poll: "Poll", key: str, place: int, *, by: "Actor") -> None:
    """Take a sheet out of one's entry: it was typed twice."""
    pile, turn = held_open(poll, key, by=by)
    # Every later sheet moves up by one: from no place at all, all of them would.
    _check_place(pile, turn.number, place)
    PaperSheet.objects.filter(pile=pile, turn=turn.number, place=place).delete()
    _move(pile, turn.number, place, -1)


def _marks(poll: "Poll", typed: Sequence[str]) -> tuple[str, list[int]]:
    rules = manifest_of(poll)
    keys = keys_under(rules)
    signs = [keys.read(sign) for sign in typed[: rules.cell_count]]
    signs += [NOT_TYPED] * (rules.cell_count - len(signs))
    wrong = [place for place, sign in enumerate(signs) if sign is None]
    return "".join(sign or NOT_TYPED for sign in signs), wrong


def _empty(poll: "Poll") -> str:
    return NOT_TYPED * manifest_of(poll).cell_count


def _check_place(pile: PaperPile, turn: int, place: int) -> int:
    typed = sum(sheet.turn == turn for sheet in pile.sheets.all())
    if not 1 <= place <= typed + 1:
        raise Invalid(_("没有这一张。请从纸质票台再进来。"))
    if place > MOST_SHEETS:
        raise _too_many()
    return typed


def _too_many() -> Invalid:
    said = _("一摞最多 %(n)d 张。请录完这一摞，其余的另起一摞。")
    return Invalid(said % {"n": MOST_SHEETS})


def _move(pile: PaperPile, turn: int, place: int, by: int) -> None:
    # Twice, because places are unique after every single row.
    after = PaperSheet.objects.filter(pile=pile, turn=turn, place__gte=place)
    after.update(place=F("place") + AWAY)
    away = PaperSheet.objects.filter(pile=pile, turn=turn, place__gt=AWAY)
    away.update(place=F("place") - AWAY + by)
