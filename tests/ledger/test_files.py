"""Attachments: which are taken, where they are kept, who gets them."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongping.foundation.errors import Missing
from gongping.ledger import selectors, services
from gongping.ledger.exceptions import UnusableFile
from gongping.ledger.models import Attachment
from gongping.ledger.services.files import name_of
from tests.ledger.factory import Desk


@pytest.fixture(autouse=True)
def folder(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def office(part: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(part, "x")
    return buffer.getvalue()


GOOD = [
    ("报告.pdf", b"%PDF-1.7 x"),
    ("图.PNG", b"\x89PNG\r\n\x1a\nx"),
    ("照片.jpg", b"\xff\xd8\xff\xe0x"),
    ("表.xlsx", office("xl/workbook.xml")),
    ("文.docx", office("word/document.xml")),
    ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x"),
    ("版式.ofd", office("OFD.xml")),
]
BAD = [
    ("程序.exe", b"MZ", "类型不收"),
    ("没有后缀", b"x", "类型不收"),
    ("网页.html", b"<script>", "类型不收"),
    ("空.pdf", b"", "是空文件"),
    ("假.pdf", b"MZ\x90", "内容和后缀不符"),
    ("假.docx", office("xl/workbook.xml"), "内容和后缀不符"),
    ("坏.xlsx", b"PK\x03\x04 not a zip", "内容和后缀不符"),
]


@pytest.mark.parametrize(("name", "content"), GOOD)
def test_known_kinds_are_kept_under_their_digest(
    desk: Desk, folder: Path, name: str, content: bytes
) -> None:
    update = desk.report(desk.published(), files=[SimpleUploadedFile(name, content)])
    kept = update.attachments.get()
    assert (kept.name, kept.size) == (name, len(content))
    stored = str(kept.file.name)
    assert kept.digest[:32] in stored
    assert name not in stored
    assert (folder / stored).read_bytes() == content


@pytest.mark.parametrize(("name", "content", "sentence"), BAD)
def test_others_are_refused_by_name(
    desk: Desk, name: str, content: bytes, sentence: str
) -> None:
    item = desk.published()
    with pytest.raises(UnusableFile, match=sentence) as refusal:
        desk.report(item, files=[SimpleUploadedFile(name, content)])
    assert name in refusal.value.message
    assert refusal.value.field == "files"
    assert not desk.fresh(item).updates.all()


def test_too_large_and_too_many_are_refused(desk: Desk, settings: object) -> None:
    settings.MAX_UPLOAD_BYTES = 8  # type: ignore[attr-defined]
    item = desk.published()
    with pytest.raises(UnusableFile, match="超过 8 B"):
        desk.report(item, files=[SimpleUploadedFile("大.pdf", b"%PDF-1.7 x")])
    many = [SimpleUploadedFile(f"{n}.pdf", b"%PDF-") for n in range(11)]
    with pytest.raises(UnusableFile, match="最多传 10 个"):
        desk.report(item, files=many)


def test_a_long_name_keeps_its_kind(desk: Desk) -> None:
    file = SimpleUploadedFile("x.pdf", b"%PDF-1.7")
    vars(file)["_name"] = "..\\文件夹/" + "字" * 200 + ".pdf"
    update = desk.report(desk.published(), files=[file])
    name = update.attachments.get().name
    assert len(name) == 120
    assert name.endswith("字.pdf")


def test_a_name_that_turns_its_direction_is_kept_as_it_is_written(desk: Desk) -> None:
    name = name_of(SimpleUploadedFile("方案\u202efdp.exe.pdf", b"%PDF"))

    assert name == "方案fdp.exe.pdf"


def test_a_file_follows_its_item(desk: Desk) -> None:
    item = desk.published()
    desk.report(item, files=[SimpleUploadedFile("a.pdf", b"%PDF-1.7")])
    kept = Attachment.objects.get()
    assert selectors.get_attachment(kept.pk, desk.secretariat) == kept
    with pytest.raises(Missing):
        selectors.get_attachment(kept.pk, desk.world.actor("scrutineer"))
    with pytest.raises(Missing):
        selectors.get_attachment(0, desk.secretariat)
    services.return_update(kept.update, "补数", by=desk.secretariat)
    assert selectors.get_attachment(kept.pk, desk.head) == kept
