"""Finding thousands of marks in the raw bytes of a file, free pages and all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import numpy as np

HEAD: Final = 8
"""A mark is recognised by so many bytes, then compared as a whole."""


class Needles:
    """Marks of persons or of ballots, each with the number of whose it is."""

    def __init__(self, marks: Mapping[int, Iterable[bytes]]) -> None:
        self._whose: dict[bytes, int] = {}
        lengths: dict[bytes, set[int]] = defaultdict(set)
        for number, texts in marks.items():
            for text in texts:
                if len(text) >= HEAD:
                    self._whose[text] = number
                    lengths[text[:HEAD]].add(len(text))
        self._lengths = {h: sorted(n, reverse=True) for h, n in lengths.items()}
        heads = np.frombuffer(b"".join(self._lengths), dtype="<u8")
        self._heads = np.sort(heads)

    def found_in(self, data: bytes) -> Iterator[tuple[int, int]]:
        """Yield place and whose, of every mark, in the order of the bytes."""
        for place in self._candidates(data):
            for length in self._lengths[data[place : place + HEAD]]:
                whose = self._whose.get(data[place : place + length])
                if whose is not None:
                    yield place, whose
                    break

    def of(self, text: str | bytes) -> int | None:
        """Return whose this whole text is, if it is anybody's."""
        raw = text.encode() if isinstance(text, str) else text
        return self._whose.get(raw)

    def _candidates(self, data: bytes) -> list[int]:
        places: list[int] = []
        if not self._heads.size:
            return places
        for shift in range(HEAD):
            whole = (len(data) - shift) // HEAD
            if whole > 0:
                words = np.frombuffer(data, dtype="<u8", count=whole, offset=shift)
                at = np.searchsorted(self._heads, words)
                at[at == self._heads.size] = 0
                hits = np.flatnonzero(self._heads[at] == words)
                places += (hits * HEAD + shift).tolist()
        return sorted(places)
