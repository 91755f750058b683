"""The words that open a backup: from a file, from a prompt, or made here.

Words that people think up are weak and forgotten. So an empty answer makes thirty
letters, shown once, to be written on paper and typed in again.
"""

import secrets
import sys
from getpass import getpass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from gongping.project.safekeeping.exceptions import SafekeepingError

# Without 0/O, 1/I/L and U: what is read from paper is read right.
LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 6, 5
SHORTEST: Final = 12


def to_seal(path: Path | None) -> str:
    """Return the words for a new backup; make them if the reader wishes."""
    if path is not None or not sys.stdin.isatty():
        return _long_enough(_from_file(path))
    first = getpass(_("口令（直接回车，由程序生成一个）："))
    if not first.strip():
        first = made()
        print(_("口令是：%(words)s") % {"words": first}, file=sys.stderr)  # noqa: T201
        print(  # noqa: T201
            _("只显示这一次。请抄两份，分开锁好；没有它，谁也打不开这个备份。"),
            file=sys.stderr,
        )
    if normal(getpass(_("请再输入一遍："))) != normal(first):
        raise SafekeepingError(_("两次输入不一样。没有备份，请重来。"))
    return _long_enough(normal(first))


def to_open(path: Path | None) -> str:
    """Return the words for a backup that exists."""
    if path is not None or not sys.stdin.isatty():
        return _from_file(path)
    return normal(getpass(_("口令：")))


def made() -> str:
    """Return new words of 147 bits, in groups that can be copied by hand."""
    groups = ("".join(map(secrets.choice, [LETTERS] * GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def normal(text: str) -> str:
    """Return the words as they count: of made ones, case and dashes do not."""
    bare = text.strip().upper().replace("-", "").replace(" ", "")
    if len(bare) == GROUPS * GROUP and set(bare) <= set(LETTERS):
        return bare
    return text.strip()


def _from_file(path: Path | None) -> str:
    if path is None:
        raise SafekeepingError(
            _("没有键盘可以输口令。请用 --passphrase-file 指明口令文件。")
        )
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SafekeepingError(
            _("读不了口令文件 %(file)s。") % {"file": path}
        ) from error
    return normal(lines[0] if lines else "")


def _long_enough(words: str) -> str:
    if len(words) < SHORTEST:
        raise SafekeepingError(
            _("口令至少 %(count)s 个字符。没有备份。") % {"count": SHORTEST}
        )
    return words
