"""Files that are there whole or not at all, and files that are gone."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Final

BLOCK: Final = 1 << 16
LOCK: Final = ".lock"

if sys.platform != "win32":
    import fcntl


class StoreInUse(Exception):
    """Another box writes to this folder; two writers would not see each other."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"another box already uses {folder}")
        self.folder = folder


@contextmanager
def written_durably(path: Path, mode: int = 0o600) -> Iterator[IO[bytes]]:
    """Let the block write a file that appears, whole and on the disk, at its end."""
    beside = path.with_suffix(".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)
    sync_folder(path.parent)


def write_durably(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all."""
    with written_durably(path) as file:
        file.write(content)


def destroy(paths: Iterable[Path]) -> None:
    """Overwrite and remove files.

    We claim deletion, never proof of erasure: disks keep copies of their own.
    """
    folders = set()
    for path in sorted(paths):
        with path.open("r+b") as file:
            _overwrite(file)
        path.unlink()
        folders.add(path.parent)
    for folder in folders:
        sync_folder(folder)


@contextmanager
def overwritten(paths: Iterable[Path]) -> Iterator[None]:
    """Let the block remove files; what they held does not stay behind on the disk.

    SQLite removes its journal when the last user goes, and overwrites nothing of it.
    """
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("r+b")) for path in sorted(paths)]
        yield
        for file in files:
            _overwrite(file)


def _overwrite(file: IO[bytes]) -> None:
    for _ in range(0, os.fstat(file.fileno()).st_size, BLOCK):
        file.write(bytes(BLOCK))
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def lock_folder(folder: Path) -> int:
    """Keep every other box away; raise `StoreInUse` if one is there already."""
    descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    if sys.platform != "win32":
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            raise StoreInUse(folder) from error
    return descriptor
