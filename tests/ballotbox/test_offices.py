"""The files that two offices give each other."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ballotbox.canonical import canonical_json
from ballotbox.errors import MessageMalformed
from ballotbox.offices import (
    CountsFile,
    KeysFile,
    OfficeCount,
    RollFile,
    RollGroup,
    RollVoter,
    parse_counts_file,
    parse_keys_file,
    parse_roll_file,
)
from ballotbox.rolls import hash_roll
from tests.ballotbox.sealed_samples import POLL

ROLL = RollFile(
    poll="p",
    title="民主测评",
    suite="gp1/weak",
    salt=bytes(32),
    groups=(RollGroup(1, "部领导", "Leaders"), RollGroup(2, "其他", "Others")),
    voters=(
        RollVoter(1, "A1", "甲", "办公厅"),
        RollVoter(2, "A2", "乙", "办公厅"),
        RollVoter(2, "A3", "丙", "人事司"),
    ),
)
OFFICE = POLL.seal.issuers[1]
KEYS = KeysFile("p", OFFICE.name, OFFICE.name_en, "https://two.example", OFFICE.keys)
COUNTS = CountsFile(bytes(32), 2, (OfficeCount(1, 5, 4, 4), OfficeCount(2, 9, 7, 8)))
READERS: list[tuple[Any, Callable[[str], Any]]] = [
    (ROLL, parse_roll_file),
    (KEYS, parse_keys_file),
    (COUNTS, parse_counts_file),
]


@pytest.mark.parametrize(("file", "read"), READERS)
def test_a_file_comes_back_from_its_text(file: Any, read: Callable[[str], Any]) -> None:
    assert read(file.text) == file
    changed = json.loads(file.text) | {"more": 1}
    for odd in ("", "{}", "[]", file.text + " ", canonical_json(changed)):
        with pytest.raises(MessageMalformed):
            read(odd)


@pytest.mark.parametrize(
    ("file", "read", "name"),
    [
        (ROLL, parse_roll_file, "voters"),
        (KEYS, parse_keys_file, "keys"),
        (COUNTS, parse_counts_file, "groups"),
    ],
)
def test_a_list_must_have_its_rows(
    file: Any, read: Callable[[str], Any], name: str
) -> None:
    strange: tuple[object, ...] = (7, [{}])
    for odd in strange:
        with pytest.raises(MessageMalformed):
            read(canonical_json(json.loads(file.text) | {name: odd}))


def test_a_roll_says_its_sizes_and_its_hash() -> None:
    assert ROLL.sizes == {1: 1, 2: 2}
    assert ROLL.hash == hash_roll(bytes(32), [(1, "A1"), (2, "A2"), (2, "A3")])


@pytest.mark.parametrize(
    "roll",
    [
        replace(ROLL, voters=(*ROLL.voters, ROLL.voters[0])),
        replace(ROLL, groups=(*ROLL.groups, ROLL.groups[0])),
        replace(ROLL, groups=ROLL.groups[:1]),
    ],
)
def test_a_roll_that_contradicts_itself_is_refused(roll: RollFile) -> None:
    with pytest.raises(MessageMalformed):
        parse_roll_file(roll.text)


def test_an_office_stands_in_the_rules_as_in_its_file() -> None:
    assert KEYS.row == OFFICE


def test_nobody_counts_below_nothing() -> None:
    odd = replace(COUNTS, groups=(OfficeCount(1, 5, -1, 0),))
    with pytest.raises(MessageMalformed):
        parse_counts_file(odd.text)


def test_the_code_that_is_read_aloud_is_that_of_the_text() -> None:
    assert COUNTS.digest == hashlib.sha256(COUNTS.text.encode()).digest()
