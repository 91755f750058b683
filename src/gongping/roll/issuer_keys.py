"""The issuer's keys: one file for each poll and group, while ballots are collected.

They lie in files and not in the database, so that no journal, replica or backup of
the database keeps what is to be destroyed when collecting ends.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from ballotbox.keys import IssuerKey, decode_issuer_key, new_issuer_key
from ballotbox.parameters import parameters_of

BLOCK = 1 << 12


def make_keys(poll: str, suite: str, groups: Iterable[int]) -> dict[int, bytes]:
    """Make a fresh key for each group; return the public moduli by group number.

    Asked again before the freeze is done, it begins anew.
    """
    destroy_keys(poll)
    folder = _folder(poll)
    folder.mkdir(parents=True, mode=0o700)
    parameters = parameters_of(suite, allow_weak=settings.ALLOW_WEAK_BALLOTS)
    moduli = {}
    for group in groups:
        key = new_issuer_key(parameters)
        _write(folder / f"{group}.key", key.encode())
        moduli[group] = key.modulus
    return moduli


def read_key(poll: str, suite: str, group: int) -> IssuerKey | None:
    """Return the key of a group, nothing if collecting has ended."""
    try:
        der = (_folder(poll) / f"{group}.key").read_bytes()
    except FileNotFoundError:
        return None
    parameters = parameters_of(suite, allow_weak=settings.ALLOW_WEAK_BALLOTS)
    return decode_issuer_key(der, parameters)


def destroy_keys(poll: str) -> None:
    """Overwrite and remove every key of a poll; no further token can be signed."""
    folder = _folder(poll)
    if not folder.exists():
        return
    for path in folder.iterdir():
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    folder.rmdir()


def _folder(poll: str) -> Path:
    return Path(settings.ISSUER_DIR) / poll


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
