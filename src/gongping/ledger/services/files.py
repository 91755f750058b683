"""Attachments: known kinds judged by content, bounded in size, kept out of reach."""

import hashlib
import zipfile
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from gongping.foundation import format as formats
from gongping.foundation.plain import plain
from gongping.ledger.exceptions import UnusableFile
from gongping.ledger.models import Attachment, ProgressUpdate

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    Upload = UploadedFile[Any]

MOST_FILES: Final = 10
LONGEST_NAME: Final = 120
FIELD: Final = "files"
_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS: Final = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "docx": _ZIP,
    "xlsx": _ZIP,
    "pptx": _ZIP,
    "zip": _ZIP,
    "ofd": _ZIP,
    "doc": _COMPOUND,
    "xls": _COMPOUND,
    "ppt": _COMPOUND,
    "wps": _COMPOUND,
    "et": _COMPOUND,
}
_INSIDE: Final = {
    "docx": "word/",
    "xlsx": "xl/",
    "pptx": "ppt/",
    "ofd": "OFD.xml",
}
KINDS: Final = tuple(sorted(_MARKS))


def check_files(files: Sequence["Upload"]) -> None:
    """Raise `UnusableFile` naming the file, the limit and the kinds accepted."""
    if len(files) > MOST_FILES:
        text = _("一次最多传 %(n)d 个附件。请合并，或分次报。")
        raise UnusableFile(text % {"n": MOST_FILES}, FIELD)
    for file in files:
        _check_size(file)
        _check_kind(file)


def attach(update: ProgressUpdate, files: Sequence["Upload"]) -> None:
    """Keep the files with the report, under names that say nothing of it."""
    for file in files:
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        kept = Attachment(
            update=update,
            name=name_of(file),
            size=file.size or 0,
            digest=digest,
        )
        kept.file.save(f"{digest[:32]}.{_extension(file)}", file, save=True)


def name_of(file: "Upload") -> str:
    """Return the name of a file without its folders, shortened before its kind."""
    name = PurePath(plain(file.name or "").replace("\\", "/")).name
    if len(name) <= LONGEST_NAME:
        return name
    ending = f".{_extension(file)}"
    return name[: LONGEST_NAME - len(ending)] + ending


def _extension(file: "Upload") -> str:
    return PurePath(plain(file.name or "")).suffix.lower().lstrip(".")


def _check_size(file: "Upload") -> None:
    limit: int = settings.MAX_UPLOAD_BYTES
    words = {"name": name_of(file), "limit": formats.filesize(limit)}
    if not file.size:
        text = _("“%(name)s”是空文件，没有传。请重新选择。")
        raise UnusableFile(text % words, FIELD)
    if file.size > limit:
        text = _("“%(name)s”超过 %(limit)s，没有传。请压缩或拆开再传。")
        raise UnusableFile(text % words, FIELD)


def _check_kind(file: "Upload") -> None:
    kind = _extension(file)
    words = {"name": name_of(file), "kinds": _("、").join(KINDS)}
    if kind not in _MARKS:
        text = _("“%(name)s”的类型不收。可传：%(kinds)s。")
        raise UnusableFile(text % words, FIELD)
    file.seek(0)
    if not file.read(16).startswith(_MARKS[kind]) or not _holds(file, kind):
        text = _("“%(name)s”的内容和后缀不符。请用原来的软件另存后再传。")
        raise UnusableFile(text % words, FIELD)


def _holds(file: "Upload", kind: str) -> bool:
    """A document in a zip must have the parts of its kind, or it is just a zip."""
    if kind not in _INSIDE:
        return True
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return any(name.startswith(_INSIDE[kind]) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
