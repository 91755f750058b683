"""What two offices that hand out ballots give each other: one canonical text for each.

The roll goes from the first office to the second, which checks it for itself; public
keys go back before the freeze, and counts after the close. None of them is secret from
the other office, and none tells which ticket went to whom.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import Any, TypeVar

from ballotbox.canonical import parse_canonical
from ballotbox.errors import BallotBoxError, MessageMalformed
from ballotbox.rolls import hash_roll
from ballotbox.seal import GroupKey, IssuerRow
from ballotbox.shapes import parts, rows, write_text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RollGroup:
    """A voter group as people call it."""

    group: int
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class RollVoter:
    """One person on the roll; the reference is what the roll's hash is taken of."""

    group: int
    reference: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class RollFile:
    """Who may vote, with the salt under which the rules name them."""

    poll: str
    title: str
    suite: str
    salt: bytes
    groups: tuple[RollGroup, ...]
    voters: tuple[RollVoter, ...]

    @property
    def text(self) -> str:
        """Return the one text of the file."""
        return write_text(self)

    @property
    def sizes(self) -> dict[int, int]:
        """Return how many people stand in each group."""
        counted = Counter(voter.group for voter in self.voters)
        return {row.group: counted[row.group] for row in self.groups}

    @property
    def hash(self) -> bytes:
        """Return the hash of the roll as it must stand in the rules."""
        listed = [(voter.group, voter.reference) for voter in self.voters]
        return hash_roll(self.salt, listed)


@dataclass(frozen=True, slots=True)
class KeysFile:
    """An office with its public keys, and where its door is."""

    poll: str
    name: str
    name_en: str
    door: str
    keys: tuple[GroupKey, ...]

    @property
    def text(self) -> str:
        """Return the one text of the file."""
        return write_text(self)

    @property
    def row(self) -> IssuerRow:
        """Return the office as it must stand in the rules."""
        return IssuerRow(self.name, self.name_en, self.keys)


@dataclass(frozen=True, slots=True)
class OfficeCount:
    """Letters printed, people marked as having got one, letters redeemed."""

    group: int
    letters: int
    handed: int
    collected: int


@dataclass(frozen=True, slots=True)
class CountsFile:
    """What an office says after the close, under its number in the rules."""

    manifest: bytes
    issuer: int
    groups: tuple[OfficeCount, ...]

    @property
    def text(self) -> str:
        """Return the one text of the file."""
        return write_text(self)

    @property
    def digest(self) -> bytes:
        """Return SHA-256 of the text, to be compared by word of mouth."""
        return hashlib.sha256(self.text.encode()).digest()


def parse_roll_file(text: str) -> RollFile:
    """Return the roll of a text; raise `MessageMalformed` if it is none."""
    found = _read(RollFile, text, groups=RollGroup, voters=RollVoter)
    numbers = [row.group for row in found.groups]
    references = [voter.reference for voter in found.voters]
    if len(set(numbers)) < len(numbers) or len(set(references)) < len(references):
        raise MessageMalformed("a group or a person stands on the roll twice")
    if not {voter.group for voter in found.voters} <= set(numbers):
        raise MessageMalformed("somebody belongs to a group that is not there")
    return found


def parse_keys_file(text: str) -> KeysFile:
    """Return an office's keys; raise `MessageMalformed` if the text holds none."""
    return _read(KeysFile, text, keys=GroupKey)


def parse_counts_file(text: str) -> CountsFile:
    """Return an office's counts; raise `MessageMalformed` if the text holds none."""
    found = _read(CountsFile, text, groups=OfficeCount)
    if any(min(r.letters, r.handed, r.collected) < 0 for r in found.groups):
        raise MessageMalformed("a count is below nothing")
    return found


def _read(kind: type[T], text: str, **lists: Any) -> T:
    try:
        found = parts(parse_canonical(text), kind, kind.__name__)
        for name, row in lists.items():
            found[name] = rows(found[name], row, f"{kind.__name__}.{name}")
    except BallotBoxError as error:
        raise MessageMalformed(str(error)) from error
    return kind(**found)
