"""What things are called in the reader's language: the one home of that question."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import get_language

_WORDS: Final = ("name", "title")


def in_english() -> bool:
    """Tell whether the reader reads English."""
    return (get_language() or "").startswith("en")


def local_name(thing: Any, word: str = "") -> str:
    """Return the name or title in the reader's language; Chinese where no other is.

    `thing` is anything with `name` and `name_en`, or `title` and `title_en`, as
    attributes or as keys; another pair may be named. Nothing has no name.
    """
    if not thing:
        return ""
    word = word or next(word for word in _WORDS if _part(thing, word) is not None)
    other = _part(thing, f"{word}_en") if in_english() else ""
    return str(other or _part(thing, word))


def _part(thing: Any, key: str) -> Any:
    if isinstance(thing, Mapping):
        return thing.get(key)
    return getattr(thing, key, None)
