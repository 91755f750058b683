"""How a verb ends that could not do its work: a sentence and a status, no trace.

Django may be what could not be set up, so these sentences stand in no catalogue. What
nobody at the keyboard can mend keeps its trace: that is a fault of the program.
"""

import sys
from collections.abc import Callable
from typing import Final

from ballotbox.speech import both, in_language, reason, spoken
from gongping.foundation.errors import DomainError
from gongping.project.https import CertificateUnusable

FAILED, INTERRUPTED = 1, 130
NO_FILE: Final = both(
    "{file} 不能用：{why}。请看路径和权限，改好再来一次。",
    "{file} cannot be used: {why}. Look at path and rights, then try again.",
)
NO_DOOR: Final = both(
    "不能在 {host} 的端口 {port} 上应答：{why}。"
    "请停下占用它的程序，或用 --host、--port 换一个。",
    "Cannot answer at {host}, port {port}: {why}. "
    "Stop what uses it, or name another with --host and --port.",
)
NO_PORT: Final = both("端口是 1 到 65535 的数", "a port is a number from 1 to 65535")
NO_DATABASE: Final = both(
    "数据库没有应答，什么也没有改变：{why}"
    "请看数据库是否在运行，GONGPING_DATABASE_URL 写得对不对。",
    "The database does not answer; nothing was changed: {why}"
    "See that it runs and that GONGPING_DATABASE_URL is right.",
)
IN_USE: Final = both(
    "已经有一个票箱在用 {folder}。请先停下那一个，或换一个数据目录。",
    "Another box uses {folder}. Stop that one first, or take another data folder.",
)

NOBODY_ANSWERS: Final = both(
    "还有要问的，这里没有人回答。请在终端里运行，或把答案写成选项（见 --help）。",
    "Something is left to ask, and nobody answers here. Run it in a terminal, or give "
    "the answers as options (see --help).",
)


class DoorNotOpened(Exception):
    """Nothing can be served at this address."""

    def __init__(self, host: str, port: int, error: OSError | OverflowError) -> None:
        super().__init__(host, port)
        self.host, self.port, self.error = host, port, error

    def text(self, language: str) -> str:
        """Return what happened and what helps."""
        why = (
            reason(self.error, language)
            if isinstance(self.error, OSError)
            else in_language(NO_PORT, language)
        )
        return in_language(NO_DOOR, language, host=self.host, port=self.port, why=why)


def ended(work: Callable[[], int], lang: str | None) -> int:
    """Do the work and return its status; say in one sentence why it was not done."""
    language = spoken(lang)
    try:
        return work()
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        sentence = sentence_of(error, language)
        if sentence is None:
            raise
        sys.stderr.write(f"{sentence}\n")
        return FAILED


def sentence_of(error: Exception, language: str) -> str | None:
    """Return what to tell whoever sits at the keyboard, nothing if it is our fault."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import Error as DatabaseError

    from gongping.box.disk import StoreInUse

    said: str | None
    match error:
        case DomainError():
            said = error.message
        case DoorNotOpened() | CertificateUnusable():
            said = error.text(language)
        case EOFError():
            said = in_language(NOBODY_ANSWERS, language)
        case StoreInUse():
            said = in_language(IN_USE, language, folder=error.folder)
        case OSError() if error.filename is not None:
            why = reason(error, language)
            said = in_language(NO_FILE, language, file=error.filename, why=why)
        case DatabaseError() | ImproperlyConfigured():
            said = in_language(NO_DATABASE, language, why=f"{error}\n")
        case _:
            said = None
    return said
