"""Sealing: the cells go under every lock, and come out when all are opened."""

from typing import TYPE_CHECKING

from ballotbox.errors import LockDiffers
from ballotbox.hazard import hpke
from ballotbox.labels import SEAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ballotbox.keys import LockKey
    from ballotbox.manifest import Manifest


def contents_bytes(manifest: "Manifest") -> int:
    """Return how long sealed contents are; any other length marks a ballot."""
    return manifest.cell_bytes + hpke.OVERHEAD * len(manifest.seal.locks)


def seal_cells(manifest: "Manifest", header: bytes, cells: bytes) -> bytes:
    """Return the cells sealed under every lock, the last lock first.

    The header binds them to poll, group and ballot key: moved to another ballot they
    no longer open.
    """
    contents = cells
    for lock, public in reversed(list(enumerate(manifest.seal.locks, 1))):
        contents = hpke.seal(public, _info(lock, header), contents)
    return contents


def open_contents(
    manifest: "Manifest",
    header: bytes,
    contents: bytes,
    lock_keys: "Sequence[LockKey]",
) -> bytes:
    """Return the cells; raise `Unopenable` naming the first lock that stays shut.

    `lock_keys` are in manifest order, as `gather_lock_keys` returns them.
    """
    if len(lock_keys) != len(manifest.seal.locks):
        raise LockDiffers("not one key for each lock")
    cells = contents
    for lock, key in enumerate(lock_keys, 1):
        cells = key.unseal(_info(lock, header), cells, lock)
    return cells


def _info(lock: int, header: bytes) -> bytes:
    return SEAL + lock.to_bytes(1, "big") + header
