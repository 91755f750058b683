"""A file that is either there, whole, or not there at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from gongping.project.safekeeping.exceptions import SafekeepingError

OPEN_FILES = Path("/proc/self/fd")


@contextmanager
def unfinished(out: Path) -> Iterator[BinaryIO]:
    """Yield a file to write; it becomes `out` at the end, and only then.

    Where the file system can, the file has no name until then, so that even a killed
    program leaves nothing behind; elsewhere it is `out`.part, readable by nobody else
    and sealed like the whole, and the next backup removes it.
    """
    check_free(out)
    part = out.with_name(f"{out.name}.part")
    part.unlink(missing_ok=True)
    descriptor = _nameless(out.parent)
    is_nameless = descriptor is not None
    if descriptor is None:
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            if is_nameless:
                _name(file.fileno(), out)
        if not is_nameless:
            check_free(out)
            part.rename(out)
        _sync(out.parent)
    finally:
        part.unlink(missing_ok=True)


def check_free(out: Path) -> None:
    """Refuse to write over anything, or where there is no folder."""
    if not out.parent.is_dir():
        raise SafekeepingError(
            _("没有文件夹 %(folder)s。请先建好，或换一个地方。")
            % {"folder": out.parent}
        )
    if out.exists() or out.is_symlink():
        raise SafekeepingError(
            _("%(file)s 已经有了，不覆盖。请换一个文件名。") % {"file": out}
        )


def _nameless(folder: Path) -> int | None:
    if not hasattr(os, "O_TMPFILE") or not OPEN_FILES.is_dir():
        return None
    try:
        return os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o600)
    except OSError:
        # This file system knows no files without a name.
        return None


def _name(descriptor: int, out: Path) -> None:
    folder = os.open(OPEN_FILES, os.O_RDONLY)
    try:
        os.link(str(descriptor), out, src_dir_fd=folder, follow_symlinks=True)
    except FileExistsError:
        check_free(out)
    finally:
        os.close(folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
