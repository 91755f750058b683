"""PDF by Typst: a template in a file, and data that never becomes markup.

What people typed travels as JSON and is set as text, so no title or name can change the
page. Without a Chinese font there is no file at all, because an empty box on a ballot
is worse than none (`fonts`: where they come from).
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from gongping.documents.fonts import ROLES, folders
from gongping.foundation.errors import DomainError


class NoChineseFont(DomainError):
    """The machine has no font for Chinese."""

    status = 503


def render(template: Path, data: dict[str, Any], *, tagged: bool = True) -> bytes:
    """Return the template set with `data` as a PDF, which names no time.

    In the template: `json(bytes(sys.inputs.data))`. It also finds the faces there, by
    what they are for: `sans`, `serif`, and `fang`, `kai`, `hei`, `song` of official
    documents. Tags help who reads on a screen; a file that is only printed is a third
    as large without.
    """
    faces = {role: _found(wanted) for role, wanted in ROLES.items()}
    chinese = faces["sans"] or faces["serif"]
    if not chinese:
        raise NoChineseFont(
            _("服务器上没有中文字体，排不出 PDF。请管理员装上思源黑体，再试一次。")
        )
    faces = {role: found or chinese for role, found in faces.items()}
    written = json.dumps({**data, **faces}, ensure_ascii=False)
    made = typst.compile(
        str(template),
        font_paths=_fonts(),
        sys_inputs={"data": written},
        timestamp=0,
        pdf_tags=tagged,
    )
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(font_paths=[str(folder) for folder in folders()])


@cache
def _installed() -> frozenset[str]:
    return frozenset(font.family for font in _fonts().fonts())


def _found(wanted: tuple[str, ...]) -> list[str]:
    return [family for family in wanted if family in _installed()]
