"""Drafting again: what the records now say, laid into a text that people corrected."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """Lines that would take the place of others."""

    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The text with the new records in it.

    `taken` are changes of the records where nobody had corrected anything; `kept` are
    corrections that stand against the records, with what the records now say.
    """

    lines: list[str]
    taken: list[Change]
    kept: list[Change]

    @property
    def is_same(self) -> bool:
        """Tell whether the records say nothing new."""
        return not self.taken and not self.kept


def merge(base: Sequence[str], mine: Sequence[str], new: Sequence[str]) -> Merged:
    """Return `mine` with every change from `base` to `new` that touches no correction.

    Nothing that was typed is ever replaced: where both changed, what was typed stays.
    """
    typed = _changes(base, mine)
    lines, taken, kept = list(mine), [], []
    for (start, end), (first, last) in reversed(_changes(base, new)):
        clash = [(was, now) for was, now in typed if _touch(was, (start, end))]
        incoming = tuple(new[first:last])
        if not clash:
            shift = sum(now[1] - now[0] - was[1] + was[0] for was, now in typed
                        if was[1] <= start)  # fmt: skip
            here = slice(start + shift, end + shift)
            taken.append(Change(tuple(lines[here]), incoming))
            lines[here] = incoming
            continue
        stands = tuple(line for _, now in clash for line in mine[now[0] : now[1]])
        if stands != incoming:
            kept.append(Change(stands, incoming))
    return Merged(lines, taken[::-1], kept[::-1])


def _changes(old: Sequence[str], new: Sequence[str]) -> list[tuple[Span, Span]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        ((i, j), (k, m)) for tag, i, j, k, m in matcher.get_opcodes() if tag != "equal"
    ]


def _touch(one: Span, other: Span) -> bool:
    """Tell whether two stretches of lines share one, or meet where one is inserted."""
    is_insertion = one[0] == one[1] or other[0] == other[1]
    if is_insertion:
        return one[0] <= other[1] and other[0] <= one[1]
    return one[0] < other[1] and other[0] < one[1]
