"""Is this file a workbook at all? Judged by its content, never by its name."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final
from xml.sax.saxutils import unescape

from django.conf import settings
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from gongping.documents.excel.columns import UnusableWorkbook

MAX_UNPACKED_BYTES: Final = 300 * 1024 * 1024
MEGABYTE: Final = 1024 * 1024
ZIP: Final = b"PK\x03\x04"
COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
# A cell that holds something: formatting alone may reach to the end of the sheet.
_FILLED = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]+)([0-9]+)["'][^>]*(?<!/)>(?!\s*</)"""
)
_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?P<head>[^>]*\br="[A-Z]+[0-9]+"[^>]*)>\s*(?P<f><(?:\w+:)?f[\s>/])?'
)


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened workbook: its values, and its parts for what values hide."""

    values: CalamineWorkbook
    parts: zipfile.ZipFile

    @property
    def sheet_names(self) -> list[str]:
        """Return the names of the sheets in their order."""
        return list(self.values.sheet_names)

    def odd_cells(self, sheet: str) -> dict[str, str]:
        """Return the cells that hold a "formula" or an "error", by reference."""
        part = _part_of(self.parts, sheet)
        found: dict[str, str] = {}
        for match in _CELL.finditer(self.parts.read(part) if part else b""):
            attributes = _attributes(match["head"])
            if match["f"]:
                found[attributes["r"]] = "formula"
            elif attributes.get("t") == "e":
                found[attributes["r"]] = "error"
        return found

    def extent(self, sheet: str) -> tuple[int, int]:
        """Return the last row and the last column that hold something.

        Asked before the values are: they are laid out as one rectangle, and one
        blank typed into the last cell of a sheet would fill the memory.
        """
        part = _part_of(self.parts, sheet)
        rows, columns = {b"0"}, set()
        for match in _FILLED.finditer(self.parts.read(part) if part else b""):
            columns.add(match[1])
            rows.add(match[2])
        return max(map(int, rows)), max(map(_number_of, columns), default=0)


def open_workbook(file: BinaryIO) -> Workbook:
    """Return the workbook in `file`; raise `UnusableWorkbook` with what to do."""
    content = _content(file)
    _refuse_other_kinds(content)
    try:
        parts = zipfile.ZipFile(io.BytesIO(content))
        _refuse_other_archives(parts)
        return Workbook(CalamineWorkbook.from_filelike(io.BytesIO(content)), parts)
    except PasswordError as error:
        raise UnusableWorkbook(_locked()) from error
    except (zipfile.BadZipFile, CalamineError, KeyError, RuntimeError) as error:
        raise UnusableWorkbook(
            _("文件坏了，打不开。请在 Excel 或 WPS 里打开它，另存一份 .xlsx 再上传。")
        ) from error


def _content(file: BinaryIO) -> bytes:
    file.seek(0)
    content = file.read(settings.MAX_UPLOAD_BYTES + 1)
    if not content:
        raise UnusableWorkbook(_("文件是空的，里面没有内容。请重新保存后再上传。"))
    if len(content) > settings.MAX_UPLOAD_BYTES:
        raise UnusableWorkbook(
            _("文件超过 %(n)d MB。请删去图片和用不到的工作表，另存后再上传。")
            % {"n": settings.MAX_UPLOAD_BYTES // MEGABYTE}
        )
    return content


def _refuse_other_kinds(content: bytes) -> None:
    if content.startswith(ZIP):
        return
    if content.startswith(b"%PDF"):
        raise _not_a_workbook("PDF")
    if content.startswith(COMPOUND):
        raise UnusableWorkbook(_locked() if ENCRYPTED in content else _old())
    if content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        raise _not_a_workbook("PNG/JPEG/GIF")
    raise UnusableWorkbook(
        _(
            "这不是 Excel 工作簿，里面像是文本或 CSV，改扩展名没有用。"
            "请用 Excel 或 WPS 打开它，另存为 .xlsx 再上传。"
        )
    )


def _refuse_other_archives(parts: zipfile.ZipFile) -> None:
    names = set(parts.namelist())
    if "xl/workbook.xml" not in names:
        raise _not_a_workbook(_name_of(names))
    if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED_BYTES:
        raise UnusableWorkbook(
            _("文件展开后太大，没有读。请只留要导入的工作表，另存后再上传。")
        )


def _name_of(names: set[str]) -> str:
    if "word/document.xml" in names:
        return "Word"
    if "ppt/presentation.xml" in names:
        return "PowerPoint"
    if "xl/workbook.bin" in names:
        return "Excel .xlsb"
    if "content.xml" in names:
        return "OpenDocument"
    return "ZIP"


def _not_a_workbook(kind: str) -> UnusableWorkbook:
    return UnusableWorkbook(
        _(
            "这是 %(kind)s 文件，不是 .xlsx 工作簿，改扩展名没有用。"
            "请换成 .xlsx 再上传。"
        )
        % {"kind": kind}
    )


def _locked() -> str:
    return _("文件有打开密码，读不了。请在 Excel 或 WPS 里取消密码，另存后再上传。")


def _old() -> str:
    return _("这是旧版 .xls 或 .et 文件。请在 Excel 或 WPS 里另存为 .xlsx 再上传。")


def _part_of(parts: zipfile.ZipFile, sheet: str) -> str | None:
    relations = {
        relation.get("Id"): relation.get("Target", "")
        for relation in map(
            _attributes, _RELATION.findall(_read(parts, "xl/_rels/workbook.xml.rels"))
        )
    }
    for found in map(_attributes, _SHEET.findall(_read(parts, "xl/workbook.xml"))):
        if unescape(found.get("name", ""), {"&quot;": '"', "&apos;": "'"}) == sheet:
            target = relations.get(found.get("r:id", ""), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return part if part in parts.namelist() else None
    return None


def _number_of(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _read(parts: zipfile.ZipFile, name: str) -> bytes:
    return parts.read(name) if name in parts.namelist() else b""


def _attributes(tag: bytes) -> Mapping[str, str]:
    return {
        name.decode(): value.decode("utf-8", "replace")
        for name, value in _ATTRIBUTE.findall(tag)
    }
