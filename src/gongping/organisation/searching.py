"""What a person or unit is found by: characters, pinyin, initials, number."""

from itertools import islice, product

from pypinyin import Style, lazy_pinyin, pinyin

from gongping.foundation.search import searchable

MOST_READINGS = 8


def search_text_of(name: str, *others: str) -> str:
    """Return text that holds the name, its pinyin whole and by initials, and `others`.

    Characters with several readings give each of them, up to a few, so that 单 is
    found by shan as well as dan.
    """
    spoken = ["".join(lazy_pinyin(name)), *_readings(name)]
    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
    return searchable(name, *dict.fromkeys([*spoken, initials]), *others)


def _readings(name: str) -> list[str]:
    syllables = pinyin(name, style=Style.NORMAL, heteronym=True)
    return ["".join(reading) for reading in islice(product(*syllables), MOST_READINGS)]
