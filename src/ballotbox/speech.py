"""In which language a terminal is spoken to, and what systems say in English only."""

import errno
import os
from typing import Final

VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
CHINESE, ENGLISH = "zh", "en"
LANGUAGES: Final = (CHINESE, ENGLISH)
REASONS: Final = {
    errno.ENOENT: ("没有这个文件或文件夹", "there is no such file or folder"),
    errno.EACCES: ("没有权限", "this user has no right to"),
    errno.EPERM: ("没有权限", "this user has no right to"),
    errno.EISDIR: ("这是文件夹，不是文件", "it is a folder, not a file"),
    errno.ENOTDIR: (
        "路径中间有一段是文件，不是文件夹",
        "a part of the path is a file, not a folder",
    ),
    errno.EEXIST: ("已经有了", "it is there already"),
    errno.ENOSPC: ("磁盘满了", "the disk is full"),
    errno.EROFS: ("这块盘只能读，不能写", "the disk can be read but not written"),
    errno.EADDRINUSE: ("已经有程序在用", "another program uses it"),
    errno.EADDRNOTAVAIL: ("这台机器没有这个地址", "this machine has no such address"),
}
NO_SUCH_HOST: Final = ("没有这个主机名", "there is no host of that name")


def spoken(named: str | None = None) -> str:
    """Return `zh` or `en`: what was asked for, else as LANG says, else Chinese."""
    around = next(filter(None, map(os.environ.get, VARIABLES)), "")
    return ENGLISH if (named or around).startswith(ENGLISH) else CHINESE


def reason(error: OSError, language: str) -> str:
    """Return why the system refused; in its own words where we have none."""
    number = error.errno or 0
    # What looks names up counts its errors downwards from zero.
    said = NO_SUCH_HOST if number < 0 else REASONS.get(number)
    return in_language(said, language) if said else error.strerror or str(error)


def both(zh: str, en: str) -> tuple[str, str]:
    """Return a sentence in both languages."""
    return zh, en


def in_language(sentence: tuple[str, str], language: str, **facts: object) -> str:
    """Return a sentence in one of them, filled in."""
    return sentence[LANGUAGES.index(language)].format(**facts)
