"""Sheets that one clerk took for void and the other typed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongping.paper.models import FIRST, SECOND
from gongping.paper.selectors import GridRow, grid_of, sheets_of

if TYPE_CHECKING:
    from gongping.paper.models import PaperPile
    from gongping.polls.models import Poll


@dataclass(frozen=True, slots=True)
class Disputed:
    """A sheet by its number in the pile, and what the one clerk typed of it."""

    sheet: int
    rows: list[GridRow]


def disputed_sheets(poll: "Poll", pile: "PaperPile") -> list[Disputed]:
    """Return the sheets whose cells only one clerk typed: nobody compared them yet.

    Whoever lets such a sheet count has to read them against the paper. One query a
    turn.
    """
    pairs = zip(sheets_of(pile, FIRST), sheets_of(pile, SECOND), strict=False)
    return [
        Disputed(one.place, grid_of(poll, (two if one.is_void else one).marks))
        for one, two in pairs
        if one.is_void != two.is_void
    ]
