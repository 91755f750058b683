"""Which figures of a corrected text are still those of the records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gongping.bulletins.drafting.pieces import Piece

ALIKE = 0.5
MOST_COMPARED = 20_000
"""Above so many pairs of lines, a rewritten text is no correction of the draft."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A figure of the records that the text no longer has."""

    value: str
    source: str
    line: str


@dataclass(frozen=True, slots=True)
class Traced:
    """The text piece by piece, and the figures that were typed over or left out."""

    lines: list[list[Piece]]
    lost: list[Lost]


def plain_line(line: Sequence[Piece]) -> str:
    """Return the words of a drafted line."""
    return "".join(words for words, _ in line)


def trace(drafted: Sequence[Sequence[Piece]], text: Sequence[str]) -> Traced:
    """Return the text with the source of every figure that stands as it was drafted.

    A line that was edited is held against the drafted line most like it; a figure in it
    keeps its source only where its every character is still there.
    """
    whole = {plain_line(line): line for line in drafted}
    present = set(text)
    edited = [
        line
        for said, line in whole.items()
        if said not in present and any(source for _, source in line)
    ]
    new = sum(said not in whole for said in text)
    candidates = edited if len(edited) * new <= MOST_COMPARED else []
    lines: list[list[Piece]] = []
    found: set[tuple[str, int]] = set()
    for said in text:
        if said in whole:
            lines.append([(words, source) for words, source in whole[said]])
            continue
        lines.append(_of_edited(said, _most_alike(said, candidates), found))
    return Traced(lines, list(_lost(edited, found)))


def _lost(edited: list[Sequence[Piece]], found: set[tuple[str, int]]) -> Iterator[Lost]:
    for line in edited:
        for n, (words, source) in enumerate(line):
            if source and (plain_line(line), n) not in found:
                yield Lost(words, source, plain_line(line))


def _most_alike(said: str, edited: list[Sequence[Piece]]) -> Sequence[Piece]:
    best: Sequence[Piece] = ()
    likeness = ALIKE
    matcher = SequenceMatcher(None, b=said, autojunk=False)
    for line in edited:
        matcher.set_seq1(plain_line(line))
        if matcher.quick_ratio() > likeness and (ratio := matcher.ratio()) > likeness:
            best, likeness = tuple(line), ratio
    return best


def _of_edited(
    said: str, line: Sequence[Piece], found: set[tuple[str, int]]
) -> list[Piece]:
    """Return an edited line with the figures that it kept of the drafted one."""
    was = plain_line(line)
    blocks = SequenceMatcher(None, was, said, autojunk=False).get_matching_blocks()
    pieces: list[Piece] = []
    at = done = 0
    for n, (words, source) in enumerate(line):
        end = at + len(words)
        for block in blocks if source else ():
            start = block.b + at - block.a
            is_kept = block.a <= at and end <= block.a + block.size and start >= done
            if is_kept and _stands_alone(said, start, start + len(words)):
                pieces += [(said[done:start], ""), (words, source)]
                done = start + len(words)
                found.add((was, n))
                break
        at = end
    return [*pieces, (said[done:], "")]


def _stands_alone(said: str, start: int, end: int) -> bool:
    """Tell whether no digit was put before or after the figure."""
    around = said[start - 1 : start] + said[end : end + 1]
    return not any(letter.isdigit() for letter in around)
