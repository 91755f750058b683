"""Work on many ballots at once, in pieces that can be given to other processors.

Each function takes one piece that can be pickled and needs nothing else, so that the
caller may map it over a pool of processes, or simply over the pieces.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, TypeVar

from ballotbox.errors import BallotBoxError, Unopenable
from ballotbox.keys import LockKey, decode_lock_key
from ballotbox.locks import gather_lock_keys
from ballotbox.manifest import Manifest, parse_manifest
from ballotbox.sealed import ballot_header, leaf_of, parse_body, verify_ballot
from ballotbox.sealing import open_contents

T = TypeVar("T")
PIECE = 200
"""How many ballots make a piece."""


class Judged(NamedTuple):
    """What is kept of a ballot that was verified."""

    leaf: bytes
    group: int
    key: bytes
    contents_digest: bytes


class BallotPiece(NamedTuple):
    """Some ballots of a board, each with the number of its line."""

    manifest: str
    allow_weak: bool
    ballots: Sequence[tuple[int, bytes, bytes]]


class SealedPiece(NamedTuple):
    """Some sealed contents, each with the group and key that they are bound to."""

    manifest: str
    allow_weak: bool
    locks: tuple[bytes, ...]
    contents: Sequence[tuple[int, bytes, bytes]]


def in_pieces(rows: Iterable[T]) -> Iterator[list[T]]:
    """Yield the rows in pieces."""
    rest = iter(rows)
    while piece := list(islice(rest, PIECE)):
        yield piece


def verify_piece(piece: BallotPiece) -> list[Judged]:
    """Verify every ballot of a piece; an error names the line."""
    manifest = _manifest(piece.manifest, piece.allow_weak)
    return [
        _judge(manifest, number, body, signature, allow_weak=piece.allow_weak)
        for number, body, signature in piece.ballots
    ]


def open_piece(piece: SealedPiece) -> list[tuple[int, bytes | None]]:
    """Return group and cells of each ballot; no cells where a lock did not open."""
    manifest = _manifest(piece.manifest, piece.allow_weak)
    keys = decode_locks(manifest, piece.locks)
    m = manifest.digest
    return [
        (group, open_ballot(manifest, ballot_header(m, group, key), sealed, keys))
        for group, key, sealed in piece.contents
    ]


def decode_locks(manifest: Manifest, scalars: Sequence[bytes]) -> tuple[LockKey, ...]:
    """Return the lock keys; raise `LockDiffers` unless they are the manifest's."""
    keys = {lock: decode_lock_key(scalar) for lock, scalar in enumerate(scalars, 1)}
    return gather_lock_keys(manifest, keys)


def open_ballot(
    manifest: Manifest, header: bytes, contents: bytes, keys: Sequence[LockKey]
) -> bytes | None:
    """Return the cells of a ballot, or nothing: then its reason is `unopenable`."""
    try:
        return open_contents(manifest, header, contents, keys)
    except Unopenable:
        return None


def _judge(
    manifest: Manifest, number: int, body: bytes, signature: bytes, *, allow_weak: bool
) -> Judged:
    try:
        ballot = parse_body(manifest, body, signature)
        verify_ballot(manifest, ballot, allow_weak=allow_weak)
    except BallotBoxError as error:
        raise type(error)(f"line {number}: {error}") from error
    return Judged(leaf_of(body), ballot.group, ballot.key, ballot.contents_digest)


@lru_cache(maxsize=2)
def _manifest(text: str, allow_weak: bool) -> Manifest:  # noqa: FBT001 -- a cache key
    return parse_manifest(text, allow_weak=allow_weak)
