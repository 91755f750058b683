"""What a catalogue may not contain, in sentences that say what to do."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import polib

from tools.catalog_sources import Message

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HAS_HAN = re.compile(f"[{HAN}]")
HALF_WIDTH = re.compile(f"[{HAN}][!?,;:]|[!?,;][{HAN}]")
LINE_BREAK_SPACE = re.compile(f"[{HAN}，。；：、？][ \\n\\t]+[{HAN}，。；：、？]")
CHINESE_PUNCTUATION = re.compile(r"[，。；：、？！（）「」『』《》〈〉【】…—]")
# Quotation marks are the same characters in both languages.
CHINESE_MARKS = re.compile(f"{CHINESE_PUNCTUATION.pattern}|[“”]")
NAMED = re.compile(r"(?<!%)(?:%%)*%\((\w+)\)[sd]")
BARE = re.compile(r"(?<!%)(?:%%)*%[sd]")
# Sentences that are the same in every language.
SAME_EVERYWHERE = {"English"}
Key = tuple[str | None, str]


class _Ones(dict[str, int]):
    """Stands for any mapping when a sentence is filled in to see whether it can."""

    def __missing__(self, key: str) -> int:
        return 1


def out_of_step(
    room: str, messages: Iterable[Message], catalogue: polib.POFile
) -> Iterator[str]:
    """Sentences in the files but not the catalogue, and the other way round."""
    wanted = {message.key: message for message in messages}
    present = {(e.msgctxt, e.msgid): e for e in catalogue if not e.obsolete}
    for key in _sorted(wanted.keys() - present.keys()):
        place = wanted[key].place
        yield f"{room}: not in the catalogue ({place}): {key[1]!r} (run update)"
    for key in _sorted(present.keys() - wanted.keys()):
        yield f"{room}: no file says this any more: {key[1]!r} (run update)"
    for key in _sorted(wanted.keys() & present.keys()):
        if bool(wanted[key].plural) != bool(present[key].msgid_plural):
            yield f"{room}: plural differs from the file: {key[1]!r} (run update)"


def wrong_entries(room: str, catalogue: polib.POFile) -> Iterator[str]:
    """What is wrong with each entry by itself."""
    for entry in catalogue:
        for problem in wrong_entry(entry):
            yield f"{room}: {problem}: {entry.msgid!r}"


def wrong_entry(entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with one entry."""
    if entry.obsolete:
        yield "obsolete entry (run update)"
        return
    if entry.fuzzy:
        yield "fuzzy entry: look at it and remove the mark"
    yield from wrong_source(entry.msgid)
    for form, english in _forms(entry):
        yield from wrong_translation(entry.msgid, english, is_singular=form == 0)


def wrong_source(text: str) -> Iterator[str]:
    """What is wrong with a Chinese sentence as such."""
    is_chinese = HAS_HAN.search(text) or CHINESE_MARKS.search(text)
    if not is_chinese and text not in SAME_EVERYWHERE:
        yield "the source language is Chinese"
    if HALF_WIDTH.search(text):
        yield "half-width punctuation beside a Chinese character"
    if LINE_BREAK_SPACE.search(text):
        yield "white space between Chinese characters (a line break in the template)"


def wrong_translation(
    text: str, english: str, *, is_singular: bool = False
) -> Iterator[str]:
    """What is wrong with the English of a sentence."""
    if not english:
        yield "no English"
        return
    if CHINESE_PUNCTUATION.search(english):
        yield f"Chinese punctuation in the English {english!r}"
    if "!" in english:
        yield f"exclamation mark in the English {english!r}"
    if not _same_placeholders(text, english, is_singular=is_singular):
        yield f"placeholders differ in the English {english!r}"


def contradictions(catalogues: Mapping[str, polib.POFile]) -> list[str]:
    """Sentences that two rooms translate differently: Django would show but one."""
    seen: dict[tuple[str | None, str], dict[str, list[str]]] = defaultdict(dict)
    for room, catalogue in catalogues.items():
        for entry in catalogue:
            english = " / ".join(text for _form, text in _forms(entry))
            if english.strip(" /"):
                key = (entry.msgctxt, entry.msgid)
                seen[key].setdefault(english, []).append(room)
    return [
        f"contradiction: {key[1]!r} is "
        + "; ".join(f"{text!r} in {', '.join(rooms)}" for text, rooms in found.items())
        for key, found in seen.items()
        if len(found) > 1
    ]


def _sorted(keys: Iterable[Key]) -> list[Key]:
    return sorted(keys, key=lambda key: (key[1], key[0] or ""))


def _forms(entry: polib.POEntry) -> list[tuple[int | None, str]]:
    if entry.msgid_plural:
        return [(form, entry.msgstr_plural.get(form, "")) for form in (0, 1)]
    return [(None, entry.msgstr)]


def _same_placeholders(text: str, english: str, *, is_singular: bool) -> bool:
    wanted, found = set(NAMED.findall(text)), set(NAMED.findall(english))
    # "One item is missing" need not repeat the number.
    is_subset = is_singular and found <= wanted
    if found != wanted and not is_subset:
        return False
    if len(BARE.findall(text)) != len(BARE.findall(english)):
        return False
    return not wanted or _can_be_filled(english)


def _can_be_filled(english: str) -> bool:
    try:
        return bool(english % _Ones())
    except (TypeError, ValueError):
        return False
