"""Text without the characters nobody sees: the one home of what those are.

Controls and marks of direction let a name show otherwise than it is: an `exe` as a
`pdf`, one unit as another. Spaces without width hide in what is pasted.
"""

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_CONTROLS: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_DIRECTIONS: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_WITHOUT_WIDTH: Final = (
    "\u180e\u200b-\u200d\u2028\u2029\u2060-\u2064\ufeff\ufff9-\ufffb"
)
_MISLEADING: Final = re.compile(f"[{_CONTROLS}{_DIRECTIONS}]")
_INVISIBLE: Final = re.compile(f"[\r{_CONTROLS}{_DIRECTIONS}{_WITHOUT_WIDTH}]")


def plain(text: str) -> str:
    """Return the text without characters that nobody sees; tabs and lines remain."""
    return _INVISIBLE.sub("", text)


def one_line(text: str, longest: int) -> str:
    """Return what somebody typed into a field of one line, plain and cut to its length.

    Databases refuse a zero byte, and the record is no place for a whole book.
    """
    return " ".join(plain(text).split())[:longest]


def check_plain(text: str) -> None:
    """Raise with one sentence when typed text holds what could mislead its reader."""
    if _MISLEADING.search(text):
        raise ValidationError(
            _("里面有看不见的控制字符，显示会和实际不同。请删掉整句重新输入。"),
            code="invisible",
        )
