"""What a clerk types for a sheet: one sign a cell, in the order of the ballot."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ballotbox.cells import NO_OPINION, encode_cells
from ballotbox.paper import UNREADABLE
from ballotbox.scheme import Scale

if TYPE_CHECKING:
    from ballotbox.manifest import Manifest

NOT_TYPED: Final = "."
NO_OPINION_SIGN: Final = "0"
UNREADABLE_SIGN: Final = "x"
GRADE_SIGNS: Final = "123456789abcdefgh"
NUMBER_UNSURE: Final = "n"
"""What is typed for 不了解 where 0 is a number like any other."""

STEPS_FROM: Final = 0xE000
"""Signs for the steps of numbers: of private use, so no typed text is one of them."""


@dataclass(frozen=True, slots=True)
class Keys:
    """How what is typed in a cell becomes a sign, and how it is shown again.

    `highest` is the best number of a scale of numbers; of grades there is none.
    """

    steps: int
    highest: int | None = None

    @property
    def unsure(self) -> str:
        """Return what is typed for 不了解."""
        return NO_OPINION_SIGN if self.highest is None else NUMBER_UNSURE

    @property
    def lowest(self) -> int:
        """Return the lowest number of a scale of numbers."""
        return (self.highest or 0) - self.steps + 1

    @property
    def longest(self) -> int:
        """Return how many characters a cell may take."""
        return 1 if self.highest is None else len(str(self.highest))

    def read(self, typed: str) -> str | None:
        """Return the sign meant, or nothing where it has no meaning."""
        if self.highest is None:
            sign = tidy(typed)
            allowed = GRADE_SIGNS[: self.steps] + NO_OPINION_SIGN + UNREADABLE_SIGN
            return sign if sign in allowed + NOT_TYPED else None
        text = "".join(map(_plain, typed.strip())).lower()
        named = {
            "": NOT_TYPED,
            NOT_TYPED: NOT_TYPED,
            NUMBER_UNSURE: NO_OPINION_SIGN,
            UNREADABLE_SIGN: UNREADABLE_SIGN,
        }
        return named[text] if text in named else self._number(text)

    def write(self, sign: str) -> str:
        """Return a sign as it is typed; nothing for a cell that was not."""
        if sign == NOT_TYPED:
            return ""
        if self.highest is None:
            return sign
        if ord(sign) >= STEPS_FROM:
            return str(self.highest - (ord(sign) - STEPS_FROM))
        return NUMBER_UNSURE if sign == NO_OPINION_SIGN else sign

    def _number(self, text: str) -> str | None:
        if self.highest is None or not (text.isascii() and text.isdigit()):
            return None
        step = self.highest - int(text) if len(text) <= self.longest else -1
        return chr(STEPS_FROM + step) if 0 <= step < self.steps else None


def keys_under(rules: "Manifest") -> Keys:
    """Return the keys of the scale of a poll."""
    steps = len(rules.grades)
    if rules.scheme is None or rules.scheme.scale is not Scale.NUMBERS:
        return Keys(steps)
    return Keys(steps, int(rules.grades[0].points))


def tidy(typed: str) -> str:
    """Return the sign meant: full width and capitals come from Chinese keyboards."""
    return _plain(typed.strip()[:1] or NOT_TYPED).lower()


def _plain(sign: str) -> str:
    return chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign


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
    if sign == UNREADABLE_SIGN:
        return UNREADABLE
    if ord(sign) >= STEPS_FROM:
        return ord(sign) - STEPS_FROM
    return GRADE_SIGNS.index(sign)
