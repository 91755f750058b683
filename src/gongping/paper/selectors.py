"""Reading piles and sheets; nobody gets another's entry before both are complete."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from gongping.foundation.names import local_name
from gongping.foundation.sent import whole_number
from gongping.paper.exceptions import NoSuchPile, OneClerkOnly, StillTyping
from gongping.paper.marks import (
    GRADE_SIGNS,
    NOT_TYPED,
    UNREADABLE_SIGN,
    Keys,
    differing,
    is_complete,
    keys_under,
)
from gongping.paper.models import (
    FIRST,
    SECOND,
    SETTLED,
    PaperPile,
    PaperSheet,
    PaperTurn,
)
from gongping.paper.policies import (
    can_discard_pile,
    can_enter,
    can_print,
    can_settle,
    check_can_enter,
    check_can_print,
    check_can_see_desk,
)
from gongping.paper.states import ENTERED, PileState
from gongping.polls.selectors import manifest_of, paper_received
from gongping.roll.selectors import count_by_group

if TYPE_CHECKING:
    from gongping.foundation.actors import Actor
    from gongping.polls.models import Poll, VoterGroup

_WITHIN = (Prefetch("turns", PaperTurn.objects.select_related("user")), "sheets")

__all__ = [
    "OpenSheet",
    "can_discard_pile",
    "can_enter",
    "can_print",
    "can_settle",
    "check_can_print",
    "check_can_see_desk",
    "compare",
    "criteria_of",
    "desk_of",
    "get_pile",
    "grid_of",
    "is_ready",
    "keys_of",
    "longest_of",
    "open_sheet",
    "own_turn",
    "piles_of",
    "sheets_of",
    "state_of",
    "unfinished",
]


@dataclass(frozen=True, slots=True)
class PileLine:
    """One pile on the desk; its sheets are counted once both have typed it."""

    pile: PaperPile
    state: PileState
    sheets: int | None
    void: int
    typists: tuple[PaperTurn, ...]
    mine: PaperTurn | None
    may_take: bool


@dataclass(frozen=True, slots=True)
class GroupDesk:
    """One group: people on paper, its piles, and what is sealed of it."""

    group: "VoterGroup"
    people: int
    piles: tuple[PileLine, ...]
    sealed: int | None

    @property
    def sheets(self) -> int:
        """Return how many sheets were entered twice, or are sealed."""
        if self.sealed is not None:
            return self.sealed
        return sum(line.sheets or 0 for line in self.piles)

    @property
    def missing(self) -> int:
        """Return how many people on paper brought no sheet back."""
        return max(self.people - self.sheets, 0)

    @property
    def is_over(self) -> bool:
        """Tell whether there are more sheets than people on paper."""
        return self.sheets > self.people


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of the grid: its place, and what it is called aloud."""

    place: int
    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One unit of the grid, with its category where that begins."""

    number: int
    name: str
    category: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet as its clerk sees it: the grid, the keys, and the way along the pile."""

    pile: PaperPile
    turn: PaperTurn
    place: int
    typed: int
    is_void: bool
    rows: list[GridRow]
    keys: list[tuple[str, str]]
    criteria: list[str]
    unfinished: frozenset[int]
    scale: Keys

    @property
    def places(self) -> range:
        """Return the places along the pile, with the next one where this is it."""
        return range(1, max(self.typed, self.place) + 1)

    @property
    def signs(self) -> str:
        """Return the keys that a cell takes."""
        if self.scale.highest is not None:
            return self.scale.unsure + UNREADABLE_SIGN
        return "".join(sign for sign, _name in self.keys)


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that was typed in two ways; the sheet as a whole has no place."""

    sheet: int
    place: int | None
    name: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two complete entries of a pile, side by side."""

    first: int
    second: int
    differences: tuple[Difference, ...]

    @property
    def is_same_length(self) -> bool:
        """Tell whether both typed as many sheets."""
        return self.first == self.second

    @property
    def is_same(self) -> bool:
        """Tell whether both typed the same."""
        return self.is_same_length and not self.differences


def desk_of(poll: "Poll", actor: "Actor") -> tuple[GroupDesk, ...]:
    """Return every group with its piles. Four queries however many piles there are,
    one more once they are sealed."""
    people = {n: count.paper for n, count in count_by_group(poll).items()}
    sealed = paper_received(poll) if poll.paper_digest else None
    lines: dict[int, list[PileLine]] = {}
    for pile in piles_of(poll):
        lines.setdefault(pile.group, []).append(_line(pile, actor))
    return tuple(
        GroupDesk(
            group,
            people.get(group.position, 0),
            tuple(lines.get(group.position, ())),
            None if sealed is None else sealed.get(group.position, 0),
        )
        for group in poll.groups.all()
    )


def piles_of(poll: "Poll") -> list[PaperPile]:
    """Return all piles with turns and sheets. Three queries."""
    piles = PaperPile.objects.filter(poll=poll)
    return list(piles.prefetch_related(*_WITHIN))


def get_pile(poll: "Poll", key: str) -> PaperPile:
    """Return a pile of this poll with its turns and sheets. Three queries."""
    piles = PaperPile.objects.filter(poll=poll, key=key)
    pile = piles.prefetch_related(*_WITHIN).first()
    if pile is None:
        raise NoSuchPile(_("没有这一摞纸质票，或者已经封存。请回到纸质票台。"))
    return pile


def own_turn(pile: PaperPile, actor: "Actor") -> PaperTurn | None:
    """Return the actor's own entry of the pile, if there is one. No query."""
    turns = (t for t in pile.turns.all() if t.number != SETTLED)
    return next((t for t in turns if t.user_id == actor.user_id), None)


def sheets_of(pile: PaperPile, turn: int) -> list[PaperSheet]:
    """Return the sheets of one entry in the order of the pile. No query."""
    return [sheet for sheet in pile.sheets.all() if sheet.turn == turn]


def open_sheet(poll: "Poll", key: str, place: str, actor: "Actor") -> OpenSheet:
    """Return a sheet of the actor's own open entry, by default the first unfinished.

    Three queries. Another clerk's entry is never shown.
    """
    check_can_enter(poll, actor)
    pile = get_pile(poll, key)
    turn = own_turn(pile, actor)
    if turn is None or turn.is_finished:
        raise OneClerkOnly(_("这一摞不是您在录，或者您已经录完。请回到纸质票台。"))
    sheets = sheets_of(pile, turn.number)
    open_ = unfinished(sheets)
    wanted = whole_number(place)
    if wanted is None:
        wanted = min(open_, default=len(sheets) + 1)
    at = min(max(wanted, 1), len(sheets) + 1)
    sheet = sheets[at - 1] if at <= len(sheets) else None
    return OpenSheet(
        pile=pile,
        turn=turn,
        place=at,
        typed=len(sheets),
        is_void=bool(sheet and sheet.is_void),
        rows=grid_of(poll, sheet.marks if sheet else ""),
        keys=keys_of(poll),
        criteria=criteria_of(poll),
        unfinished=frozenset(open_),
        scale=keys_under(manifest_of(poll)),
    )


def unfinished(sheets: "Sequence[PaperSheet]") -> list[int]:
    """Return the places of sheets with cells that nobody typed; a void one needs none.

    No query.
    """
    return [s.place for s in sheets if not (s.is_void or is_complete(s.marks))]


def is_ready(groups: "Sequence[GroupDesk]") -> bool:
    """Tell whether every pile is entered and there are no more sheets than people."""
    lines = [line for group in groups for line in group.piles]
    return all(line.state in ENTERED for line in lines) and not any(
        group.is_over for group in groups
    )


def state_of(pile: PaperPile) -> PileState:
    """Return how far the pile is. No query on a pile of `get_pile`."""
    finished = {turn.number for turn in pile.turns.all() if turn.is_finished}
    if SETTLED in finished:
        return PileState.SETTLED
    if {FIRST, SECOND} <= finished:
        return PileState.AGREED if _compared(pile) else PileState.DIFFERS
    if len(pile.turns.all()) == 1 and FIRST in finished:
        return PileState.SECOND_WANTED
    return PileState.TYPING


def compare(poll: "Poll", pile: PaperPile) -> Comparison:
    """Return both entries side by side; raise `StillTyping` before both are done."""
    finished = {turn.number for turn in pile.turns.all() if turn.is_finished}
    if not {FIRST, SECOND} <= finished:
        raise StillTyping(_("两个人都录完，才能核对。"))
    first, second = sheets_of(pile, FIRST), sheets_of(pile, SECOND)
    names = [cell.name for row in grid_of(poll) for cell in row.cells]
    found: list[Difference] = []
    if len(first) == len(second):
        for one, two in zip(first, second, strict=True):
            found += _differences(one, two, names, keys_under(manifest_of(poll)))
    return Comparison(len(first), len(second), tuple(found))


def grid_of(poll: "Poll", marks: str = "") -> list[GridRow]:
    """Return units × criteria in the order of the ballot. No query."""
    rules = manifest_of(poll)
    width, before, keys = len(rules.criteria), "", keys_under(rules)
    rows = []
    for number, unit in enumerate(rules.units):
        name, category = local_name(unit), local_name(unit, "category")
        cells = tuple(
            GridCell(
                place,
                _("%(unit)s，%(criterion)s")
                % {"unit": name, "criterion": local_name(criterion)},
                keys.write(marks[place : place + 1] or NOT_TYPED),
            )
            for place, criterion in enumerate(rules.criteria, number * width)
        )
        shown = category if category != before else ""
        rows.append(GridRow(number + 1, name, shown, cells))
        before = category
    return rows


def keys_of(poll: "Poll") -> list[tuple[str, str]]:
    """Return which key stands for which grade. No query."""
    rules = manifest_of(poll)
    keys = keys_under(rules)
    pairs = zip(GRADE_SIGNS, rules.grades, strict=False)
    steps = [(sign, local_name(grade)) for sign, grade in pairs]
    if keys.highest is not None:
        steps = [(f"{keys.lowest}–{keys.highest}", _("票上写的分数"))]
    return [
        *steps,
        (keys.unsure, _("不了解")),
        (UNREADABLE_SIGN, _("看不清、没有选或选了两个")),
    ]


def longest_of(poll: "Poll") -> int:
    """Return how many characters a cell of the poll may take. No query."""
    return keys_under(manifest_of(poll)).longest


def criteria_of(poll: "Poll") -> list[str]:
    """Return the names of the criteria. No query."""
    return [local_name(criterion) for criterion in manifest_of(poll).criteria]


def _line(pile: PaperPile, actor: "Actor") -> PileLine:
    turns = tuple(turn for turn in pile.turns.all() if turn.number != SETTLED)
    mine, state = own_turn(pile, actor), state_of(pile)
    first = sheets_of(pile, FIRST)
    return PileLine(
        pile=pile,
        state=state,
        sheets=len(first) if state in ENTERED else None,
        void=sum(sheet.is_void for sheet in first) if state in ENTERED else 0,
        typists=turns,
        mine=mine,
        may_take=len(turns) == FIRST and mine is None,
    )


def _compared(pile: PaperPile) -> bool:
    said = [
        [sheet.is_void or sheet.marks for sheet in sheets_of(pile, turn)]
        for turn in (FIRST, SECOND)
    ]
    return said[0] == said[1]


def _differences(
    one: PaperSheet, two: PaperSheet, names: list[str], keys: Keys
) -> Iterator[Difference]:
    if one.is_void != two.is_void:
        words = {True: _("整张作废"), False: _("不作废")}
        yield Difference(
            one.place, None, _("整张"), words[one.is_void], words[two.is_void]
        )
    if one.is_void or two.is_void:
        return
    for place in differing(one.marks, two.marks):
        yield Difference(
            one.place,
            place,
            names[place],
            keys.write(one.marks[place]),
            keys.write(two.marks[place]),
        )
