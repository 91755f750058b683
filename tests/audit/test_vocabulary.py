"""One vocabulary: every tag has a sentence, every tag that is written is in it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from gongping.audit.tags import KNOWN, SENTENCES, Tag
from gongping.audit.wording import ROOM_WORDS, sentence_without_names

SRC = Path(__file__).parents[2] / "src" / "gongping"
SHAPE = re.compile(r"[a-z]+:[a-z_]+:[a-z_]+")
# Written by rooms of later issues, or by hand: say here which and why.
NOT_WRITTEN_YET: frozenset[str] = frozenset()


BEGINNING = re.compile(r"[a-z]+:[a-z_]+:")


def tags_written() -> set[str]:
    """Every tag in the code: written out, as Tag.NAME, or as f"room:thing:{verb}"."""
    found: set[str] = set()
    for path in sorted(SRC.rglob("*.py")):
        if path.name != "tags.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                found.update(tags_in(node, path.relative_to(SRC).parts[0]))
    return found


def tags_in(node: ast.AST, room: str) -> Iterator[str]:
    if isinstance(node, ast.Attribute) and node.attr in Tag.__members__:
        yield Tag[node.attr].value
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if SHAPE.fullmatch(node.value):
            yield node.value
        elif f"{room}:{node.value}" in KNOWN:
            yield f"{room}:{node.value}"
        elif BEGINNING.fullmatch(node.value):
            yield from (tag for tag in KNOWN if tag.startswith(node.value))


def of_rooms(tags: set[str]) -> set[str]:
    rooms = {tag.split(":")[0] for tag in KNOWN}
    return {tag for tag in tags if tag.split(":")[0] in rooms}


def test_every_tag_has_a_sentence_and_every_sentence_a_tag() -> None:
    assert set(SENTENCES) == set(KNOWN) == {tag.value for tag in Tag}


def test_every_tag_that_is_written_is_known() -> None:
    assert of_rooms(tags_written()) - KNOWN == set()


def test_every_tag_is_written_somewhere() -> None:
    assert KNOWN - tags_written() == NOT_WRITTEN_YET


def test_every_room_of_the_vocabulary_has_a_name() -> None:
    assert {tag.split(":")[0] for tag in KNOWN} <= set(ROOM_WORDS)


@pytest.mark.parametrize("tag", sorted(KNOWN))
def test_a_tag_names_room_thing_and_verb(tag: str) -> None:
    assert SHAPE.fullmatch(tag)
    assert len(tag) <= 60


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_sentence_can_be_said_without_names(language: str) -> None:
    with translation.override(language):
        said = {tag: sentence_without_names(tag) for tag in KNOWN}
    assert not [tag for tag, text in said.items() if "%" in text or text == tag]
