"""PDF by Typst: a template in a file, and data that never becomes markup.

What people typed travels as JSON and is set as text, so no title or name can change the
page. Fonts are those of the machine: without a Chinese one there is no file at all,
because an empty box on a ballot is worse than none.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst
from django.utils.translation import gettext as _

from gongping.foundation.errors import DomainError

FAMILIES: Final = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "SimHei",
)
SERIFS: Final = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Serif SC",
    "SimSun",
)


class NoChineseFont(DomainError):
    """The machine has no font for Chinese."""

    status = 503


def render(template: Path, data: dict[str, Any], *, tagged: bool = True) -> bytes:
    """Return the template set with `data` as a PDF, which names no time.

    In the template: `json(bytes(sys.inputs.data))`. It also finds the fonts of the
    machine there, as `sans` and `serif`. Tags help who reads on a screen; a file that
    is only printed is a third as large without.
    """
    faces = {"sans": _found(FAMILIES), "serif": _found(SERIFS) or _found(FAMILIES)}
    if not faces["sans"] and not faces["serif"]:
        raise NoChineseFont(
            _("服务器上没有中文字体，排不出 PDF。请管理员装上思源黑体，再试一次。")
        )
    written = json.dumps({**data, **faces}, ensure_ascii=False)
    made = typst.compile(
        str(template), sys_inputs={"data": written}, timestamp=0, pdf_tags=tagged
    )
    assert isinstance(made, bytes)
    return made


@cache
def _installed() -> frozenset[str]:
    return frozenset(font.family for font in typst.Fonts().fonts())


def _found(wanted: tuple[str, ...]) -> list[str]:
    return [family for family in wanted if family in _installed()]
