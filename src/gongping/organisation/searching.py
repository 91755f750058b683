"""What a person or unit is found by: characters, pinyin, initials, number.

The dictionary of readings is read when a name is first written: every program would
start a fifth of a second later for it, and few of them write names.
"""

from itertools import islice, product

from gongping.foundation.search import searchable

MOST_READINGS = 8


def search_text_of(name: str, *others: str) -> str:
    """Return text that holds the name, its pinyin whole and by initials, and `others`.

    Characters with several readings give each of them, up to a few, so that 单 is
    found by shan as well as dan.
    """
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    spoken = ["".join(syllables_of(name)), *_readings(name)]
    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
    return searchable(name, *dict.fromkeys([*spoken, initials]), *others)


def syllables_of(name: str) -> list[str]:
    """Return the name in pinyin, each character as it is read most often."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return lazy_pinyin(name)


def _readings(name: str) -> list[str]:
    from pypinyin import Style, pinyin  # noqa: PLC0415

    syllables = pinyin(name, style=Style.NORMAL, heteronym=True)
    return ["".join(reading) for reading in islice(product(*syllables), MOST_READINGS)]
