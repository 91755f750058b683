"""Word codes: the first 60 bits of a hash as six words.

Receipts are named by their leaf, rules by M (规则码), the closed board by SHA-256 of
its head (板首码). They help reading aloud and finding again, and prove nothing.
"""

import re
from collections.abc import Iterable
from typing import Final

from ballotbox.errors import WordUnknown
from ballotbox.words_en import ENGLISH
from ballotbox.words_zh import CHINESE

WORDS: Final = 6
WORD_BITS: Final = 10
CODE_DIGITS: Final = WORDS * WORD_BITS // 4
_LISTS: Final = {"zh": CHINESE, "en": ENGLISH}
_PLACES: Final = {
    word: place for listed in _LISTS.values() for place, word in enumerate(listed)
}
# Chinese words have two characters each and may be run together.
_WORD: Final = re.compile(r"[\u3400-\u9fff]{1,2}|[^\s\u3400-\u9fff,.;:，。、；：·-]+")


def words_of(digest: bytes, language: str = "zh") -> tuple[str, ...]:
    """Return the six words, `zh` or `en`, of the first 60 bits of a hash."""
    bits = int(digest.hex()[:CODE_DIGITS], 16)
    shifts = range((WORDS - 1) * WORD_BITS, -1, -WORD_BITS)
    return tuple(_LISTS[language][bits >> shift & 0x3FF] for shift in shifts)


def code_of(digest: bytes, language: str = "zh") -> str:
    """Return the word code of a hash as it is printed and read aloud."""
    return " ".join(words_of(digest, language))


def digits_of_words(typed: str | Iterable[str]) -> str:
    """Return the 15 digits with which a hash begins whose words were typed.

    Both languages are read; spaces, commas and case do not matter. Raise
    `WordUnknown`, which names the word, or says how many there are.
    """
    text = typed if isinstance(typed, str) else " ".join(typed)
    found = _WORD.findall(text.lower())
    for word in found:
        if word not in _PLACES:
            raise WordUnknown(word)
    if len(found) != WORDS:
        raise WordUnknown(f"{len(found)} words, not {WORDS}")
    bits = 0
    for word in found:
        bits = bits << WORD_BITS | _PLACES[word]
    return f"{bits:0{CODE_DIGITS}x}"
