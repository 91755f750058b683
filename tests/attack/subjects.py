"""Who collected, and what was cast: both as root reads them from the copies."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Final

import numpy as np

from ballotbox.board_file import read_lines
from ballotbox.lines import BallotLine, ManifestLine
from ballotbox.manifest import Manifest, parse_manifest
from ballotbox.sealed import SealedBallot, parse_body
from tests.attack.algebra import same_factor
from tests.attack.capture import TakenFile
from tests.attack.chance import Places
from tests.attack.databases import opened
from tests.attack.needles import Needles

ROLL: Final = """
SELECT e.key, g.position, p.name, p.id, coalesce(u.id, 0), coalesce(u.username, '')
FROM roll_rollentry e
JOIN polls_votergroup g ON g.id = e.group_id
JOIN organisation_person p ON p.id = e.person_id
LEFT JOIN accounts_user u ON u.id = p.user_id
WHERE e.channel != '' ORDER BY g.position, e.key
"""
DATABASE: Final = re.compile(r"/site/gongping\.sqlite3$")
BOARD: Final = re.compile(r"/site/boards/[^/]+\.jsonl$")
RIGHTS: Final = "SELECT ticket_hash, blinded FROM roll_right WHERE blinded != ''"


@dataclass(eq=False)
class Side:
    """Persons, or ballots: their keys, their groups, the marks they leave."""

    keys: list[str]
    groups: Places
    marks: dict[int, list[bytes]]
    ids: dict[str, dict[int, int]] = field(default_factory=dict)

    @cached_property
    def needles(self) -> Needles:
        """Return what to look for in the bytes of a file."""
        return Needles(self.marks)


def read_persons(files: Iterable[TakenFile]) -> Side:
    """Return everybody who collected, from the last copy of the site's database."""
    return _persons_in(_last(files, DATABASE))


@lru_cache
def _persons_in(file: TakenFile) -> Side:
    with opened(file) as database:
        rows = database.execute(ROLL).fetchall()
    return Side(
        keys=[row[0] for row in rows],
        groups=np.array([row[1] for row in rows]),
        marks={n: _marks_of_person(row) for n, row in enumerate(rows)},
        ids={
            "person_id": {row[3]: n for n, row in enumerate(rows)},
            "user_id": {row[4]: n for n, row in enumerate(rows) if row[4]},
        },
    )


def _marks_of_person(row: Any) -> list[bytes]:
    key, _group, name, _person, _user, username = row
    escaped = json.dumps(name)[1:-1]
    return [text.encode() for text in (key, name, escaped, username) if text]


def read_ballots(files: Iterable[TakenFile]) -> Side:
    """Return every ballot of the board, with the fields by which it is known.

    A ballot that shares a blinding factor with a request has the request's marks.
    """
    kept = list(files)
    return _ballots_in(_last(kept, BOARD), _last(kept, DATABASE))


@lru_cache
def _ballots_in(board: TakenFile, site: TakenFile) -> Side:
    lines = list(read_lines(board.data.splitlines(keepends=True)))
    text = next(line.text for line in lines if isinstance(line, ManifestLine))
    manifest = parse_manifest(text, allow_weak=True)
    ballots = [
        parse_body(manifest, line.body, line.signature)
        for line in lines
        if isinstance(line, BallotLine)
    ]
    marks = {n: _marks_of_ballot(manifest, b) for n, b in enumerate(ballots)}
    with opened(site) as database:
        rights = dict(database.execute(RIGHTS).fetchall())
    for hashed, number in same_factor(manifest, ballots, rights).items():
        marks[number] += [hashed.encode(), rights[hashed].encode()]
    return Side(
        keys=[ballot.leaf(manifest.digest).hex() for ballot in ballots],
        groups=np.array([ballot.group for ballot in ballots]),
        marks=marks,
    )


def _marks_of_ballot(manifest: Manifest, ballot: SealedBallot) -> list[bytes]:
    fields = [
        ballot.leaf(manifest.digest), ballot.key, ballot.contents_digest,
        ballot.signature, *(token.prefix for token in ballot.tokens),
        *(token.signature for token in ballot.tokens),
    ]  # fmt: skip
    return [*fields, *(part.hex().encode() for part in fields)]


def _last(files: Iterable[TakenFile], name: re.Pattern[str]) -> TakenFile:
    return [file for file in files if name.search(file.name)][-1]
