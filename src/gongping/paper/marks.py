"""What a clerk types for a sheet: one sign a cell, in the order of the ballot."""

from collections.abc import Iterable
from typing import Final

from ballotbox.cells import NO_OPINION, encode_cells
from ballotbox.paper import UNREADABLE

NOT_TYPED: Final = "."
NO_OPINION_SIGN: Final = "0"
UNREADABLE_SIGN: Final = "x"
GRADE_SIGNS: Final = "123456789abcdefgh"


def allowed_signs(grades: int) -> str:
    """Return the signs that a cell of a scale of `grades` may get."""
    return GRADE_SIGNS[:grades] + NO_OPINION_SIGN + UNREADABLE_SIGN


def tidy(typed: str) -> str:
    """Return the sign meant: full width and capitals come from Chinese keyboards."""
    sign = typed.strip()[:1] or NOT_TYPED
    if "！" <= sign <= "～":
        sign = chr(ord(sign) - 0xFEE0)
    return sign.lower()


def is_complete(marks: str) -> bool:
    """Tell whether every cell of the sheet was typed."""
    return NOT_TYPED not in marks


def cells_of(marks: str, *, is_void: bool) -> bytes:
    """Return the cells of a typed sheet; one that is void has no readable cell."""
    if is_void:
        return encode_cells([UNREADABLE] * len(marks))
    return encode_cells([_grade(sign) for sign in marks])


def differing(first: str, second: str) -> list[int]:
    """Return the places of the cells that were typed differently."""
    pairs = zip(first, second, strict=True)
    return [place for place, (one, two) in enumerate(pairs) if one != two]


def with_signs(marks: str, signs: Iterable[tuple[int, str]]) -> str:
    """Return the marks with these signs at their places."""
    cells = list(marks)
    for place, sign in signs:
        cells[place] = sign
    return "".join(cells)


def _grade(sign: str) -> int:
    if sign == NO_OPINION_SIGN:
        return NO_OPINION
    return UNREADABLE if sign == UNREADABLE_SIGN else GRADE_SIGNS.index(sign)
