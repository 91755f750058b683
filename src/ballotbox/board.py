"""The board: what is left when the box is closed, sorted so that it tells no order."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ballotbox.ballots import DIGEST_BYTES, KEY_BYTES, Ballot
from ballotbox.canonical import canonical_json, parse_canonical
from ballotbox.errors import (
    BallotBoxError,
    BallotMalformed,
    BoardDiffers,
    BoardMalformed,
)
from ballotbox.labels import BOARD, labelled_hash, short_code
from ballotbox.manifest import Manifest
from ballotbox.tickets import parse_hex


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many tickets of a group the box knew, and how many were spent."""

    group: int
    issued: int
    spent: int


@dataclass(frozen=True, slots=True)
class Board:
    """All ballots of a closed poll, sorted by leaf."""

    poll: str
    manifest_digest: bytes
    counts: tuple[GroupCount, ...]
    ballots: tuple[Ballot, ...]

    @property
    def leaves(self) -> tuple[bytes, ...]:
        """Return the leaf of each ballot, in the order of the board."""
        return tuple(ballot.leaf(self.manifest_digest) for ballot in self.ballots)

    @property
    def digest(self) -> bytes:
        """Return the hash of rules, counts and leaves: what the minutes carry."""
        counts = canonical_json([[c.group, c.issued, c.spent] for c in self.counts])
        return labelled_hash(
            BOARD,
            self.manifest_digest,
            labelled_hash(BOARD, counts.encode()),
            len(self.ballots).to_bytes(8, "big"),
            *self.leaves,
        )

    @property
    def head_code(self) -> str:
        """Return the short code (板首码) of the digest."""
        return short_code(self.digest)

    @property
    def text(self) -> str:
        """Return the one text of the board."""
        return canonical_json(
            {
                "ballots": [
                    [b.group, b.key.hex(), b.cells.hex()] for b in self.ballots
                ],
                "counts": [[c.group, c.issued, c.spent] for c in self.counts],
                "digest": self.digest.hex(),
                "manifest": self.manifest_digest.hex(),
                "poll": self.poll,
            }
        )


def make_board(
    poll: str,
    manifest_digest: bytes,
    counts: Iterable[GroupCount],
    ballots: Iterable[Ballot],
) -> Board:
    """Return the board of these ballots, whatever order they came in."""
    return Board(
        poll,
        manifest_digest,
        tuple(sorted(counts, key=lambda count: count.group)),
        tuple(sorted(ballots, key=lambda ballot: ballot.leaf(manifest_digest))),
    )


def parse_board(text: str) -> Board:
    """Return the board of a canonical text; raise `BoardMalformed` if there is none.

    The digest written in the text must be that of its contents.
    """
    try:
        value = parse_canonical(text)
        board = Board(
            poll=value["poll"],
            manifest_digest=parse_hex(value["manifest"], DIGEST_BYTES),
            counts=tuple(GroupCount(*count) for count in value["counts"]),
            ballots=tuple(_ballot(row) for row in value["ballots"]),
        )
        written = board.text
    except (BallotBoxError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise BoardMalformed(f"{type(error).__name__}: {error}") from error
    if written != text:
        raise BoardMalformed("the digest is not that of the contents")
    return board


def verify_board(board: Board, manifest: Manifest) -> None:
    """Raise `BoardDiffers` unless the board is one that these rules allow."""
    leaves = board.leaves
    received = {count.group: 0 for count in board.counts}
    for ballot in board.ballots:
        received[ballot.group] = received.get(ballot.group, 0) + 1
    wrong = {
        "it belongs to another poll": board.poll != manifest.poll,
        "it was made under other rules": board.manifest_digest != manifest.digest,
        "its ballots are not sorted": any(a > b for a, b in pairwise(leaves)),
        "it holds a ballot twice": len(set(leaves)) != len(leaves),
        "its groups are not those of the rules": (
            sorted(received) != sorted(manifest.group_numbers)
            or len(board.counts) != len(received)
        ),
        "ballots and spent tickets differ": any(
            received.get(count.group) != count.spent for count in board.counts
        ),
        "more tickets were spent than given": any(
            not 0 <= count.spent <= count.issued for count in board.counts
        ),
    }
    for sentence, is_wrong in wrong.items():
        if is_wrong:
            raise BoardDiffers(sentence)


def _ballot(row: Any) -> Ballot:
    group, key, cells = row
    if bytes.fromhex(cells).hex() != cells:
        raise BallotMalformed("cells: not lower-case hexadecimal")
    return Ballot(group, parse_hex(key, KEY_BYTES), bytes.fromhex(cells))
