"""The office's private keys: a file for each group, until collecting ends.

They lie beside the database and not in it, so that no journal or copy of it keeps what
is to be destroyed.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from ballotbox.keys import IssuerKey, decode_issuer_key, new_issuer_key
from ballotbox.parameters import Parameters
from ballotbox.seal import GroupKey


class KeyRing:
    """The keys of one folder."""

    def __init__(self, folder: Path, parameters: Parameters) -> None:
        self._folder, self._parameters = folder, parameters

    def public(self, groups: Iterable[int]) -> tuple[GroupKey, ...]:
        """Return the public key of each group; make those that are not there."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        return tuple(GroupKey(n, self._own(n).modulus) for n in sorted(groups))

    def private(self, group: int) -> IssuerKey | None:
        """Return the private key of a group, nothing once collecting has ended."""
        try:
            der = self._path(group).read_bytes()
        except FileNotFoundError:
            return None
        return decode_issuer_key(der, self._parameters)

    def destroy(self) -> None:
        """Overwrite and remove every key. Deletion is claimed, erasure never."""
        for path in self._folder.glob("*.key"):
            with path.open("r+b") as file:
                _write(file, bytes(path.stat().st_size))
            path.unlink()

    def _own(self, group: int) -> IssuerKey:
        if (known := self.private(group)) is not None:
            return known
        key = new_issuer_key(self._parameters)
        beside = self._path(group).with_suffix(".new")
        write_private(beside, key.encode())
        beside.rename(self._path(group))
        return key

    def _path(self, group: int) -> Path:
        return self._folder / f"{group}.key"


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, down to the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        _write(file, content)


def _write(file: BinaryIO, content: bytes) -> None:
    file.write(content)
    file.flush()
    os.fsync(file.fileno())
