"""PDF and Word: the layout of GB/T 9704, and every character with a shape of its own."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pypdfium2
import pytest
import typst as library
from django.test import Client

from gongping.bulletins import services
from gongping.bulletins.models import Bulletin
from gongping.documents import typst
from gongping.documents.fonts import OURS
from gongping.documents.official.paper import Official
from gongping.documents.official.pdf import official_pdf
from gongping.documents.official.word import official_docx
from gongping.meetings.models import ReviewRound
from tests.bulletins.seasons import RARE
from tests.world import World

MM = 72 / 25.4
NOWHERE = "\U00030ede"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def minutes(world: World, round_: ReviewRound) -> Bulletin:
    return services.draft(round_, "minutes", by=world.actor("secretariat"))


@pytest.fixture
def only_our_face(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on which no font is installed."""
    fonts = library.Fonts(include_system_fonts=False, font_paths=[str(OURS)])
    monkeypatch.setattr(typst, "_fonts", lambda: fonts)
    typst._installed.cache_clear()
    yield
    typst._installed.cache_clear()


def pages_of(content: bytes) -> list[Any]:
    document = pypdfium2.PdfDocument(content)
    return [document[n] for n in range(len(document))]


def words_of(content: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pages_of(content))


def shapes_of(content: bytes, letters: str) -> list[bytes]:
    """What is drawn for each of the letters, where it first stands."""
    page = pages_of(content)[0]
    text = page.get_textpage()
    said = text.get_text_range()
    drawn = page.render(scale=3).to_numpy()[:, :, 0] < 128
    found = []
    for letter in letters:
        # Pages count the halves of characters beyond the first plane.
        place = len(said[: said.index(letter)].encode("utf-16-le")) // 2
        left, bottom, right, top = text.get_charbox(place)
        rows = slice(
            int((page.get_height() - top) * 3), int((page.get_height() - bottom) * 3)
        )
        ink = drawn[rows, int(left * 3) : int(right * 3)]
        assert ink.any(), letter
        found.append(np.packbits(ink).tobytes())
    return found


def test_the_pdf_says_all_and_carries_the_word_draft(
    office: Client, minutes: Bulletin
) -> None:
    answer = office.get(f"/bulletin/{minutes.pk}.pdf")
    words = words_of(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    for said in ("示范资源部会议纪要", "草", "副部长甲", "— 1 —", "议定事项", RARE):
        assert said in words, said


def test_page_and_margins_are_those_of_the_standard(
    office: Client, minutes: Bulletin
) -> None:
    first, second, *_ = pages_of(office.get(f"/bulletin/{minutes.pk}.pdf").content)
    assert [round(side / MM) for side in first.get_size()] == [210, 297]
    for page, left in ((first, 28), (second, 26)):
        text = page.get_textpage()
        boxes = [text.get_charbox(n) for n in range(text.count_chars())]
        inside = [box for box in boxes if box[0] != box[2]]
        assert min(box[0] for box in inside) / MM >= left - 0.5
        assert max(box[2] for box in inside) / MM <= left + 156 + 2


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    paper = Official(title="题", text="字" * 28 * 100)
    page = pages_of(official_pdf(paper))[1]
    lines = page.get_textpage().get_text_range().split()
    full = [line for line in lines if "字" in line]
    assert len(full) == 22
    assert {len(line) for line in full} == {28}


def test_page_numbers_stand_outside_odd_right_even_left() -> None:
    pages = pages_of(official_pdf(Official(title="题", text="字" * 28 * 60)))
    places = []
    for page in pages[:2]:
        text = page.get_textpage()
        at = text.get_text_range().index("—")
        places.append(text.get_charbox(at)[0] / MM)
    assert places[0] > 150
    assert places[1] < 50


@pytest.mark.parametrize("face", ["machine", "ours alone"])
def test_rare_characters_are_drawn_each_in_its_own_shape(
    face: str, request: pytest.FixtureRequest
) -> None:
    if face == "ours alone":
        request.getfixturevalue("only_our_face")
    text = f"{RARE}䶮㛃堃\n一、{RARE}\n（一）{RARE}"
    content = official_pdf(Official(title="题", text=text))
    shapes = shapes_of(content, f"{RARE}䶮㛃堃")
    assert len(set(shapes)) == 6


def test_a_character_of_no_font_would_be_seen(only_our_face: None) -> None:
    """The test above can fail: what no font has leaves no text in the file."""
    content = official_pdf(Official(title="题", text=f"前{NOWHERE}后"))
    assert "前" in words_of(content)
    assert NOWHERE not in words_of(content)


def test_the_word_file_holds_the_same_words_in_the_faces_of_the_standard(
    office: Client, minutes: Bulletin
) -> None:
    answer = office.get(f"/bulletin/{minutes.pk}.docx")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for name, part in parts.items():
        assert ET.fromstring(part) is not None, name  # noqa: S314 - ours
    document = ET.fromstring(parts["word/document.xml"])  # noqa: S314 - ours
    words = "".join(text.text or "" for text in document.iter(f"{W}t"))
    assert RARE in words
    assert "出席：" in words
    for face in ("仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"):
        assert face in parts["word/styles.xml"] + parts["word/document.xml"]
    assert "草稿" in parts["word/header1.xml"]
    assert not [name for name in parts if "vba" in name.lower()]


def test_what_is_typed_never_becomes_markup_of_word() -> None:
    text = "一、<w:br/> & 结\n甲｜<b>乙</b>"
    content = official_docx(Official(title="<题>", text=text, digest="ab"))
    archive = zipfile.ZipFile(io.BytesIO(content))
    document = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314
    words = "".join(one.text or "" for one in document.iter(f"{W}t"))
    assert "一、<w:br/> & 结" in words
    assert "<b>乙</b>" in words
    assert "SHA-256 ab" in archive.read("docProps/core.xml").decode()


def test_an_approved_file_carries_no_draft_and_its_name_says_so(
    world: World, office: Client, minutes: Bulletin
) -> None:
    address = f"/bulletin/{minutes.pk}.docx"
    assert "%E8%8D%89%E7%A8%BF" in office.get(address)["Content-Disposition"]
    by = world.actor("secretariat")
    services.submit(minutes.pk, version=1, by=by)
    services.approve(minutes.pk, version=1, by=world.actor("other_leader"))
    answer = office.get(address)
    assert "%E8%8D%89%E7%A8%BF" not in answer["Content-Disposition"]
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert "草稿" not in archive.read("word/header1.xml").decode()
    digest = Bulletin.objects.get(pk=minutes.pk).digest
    assert digest in archive.read("docProps/core.xml").decode()


def test_the_same_document_gives_the_same_bytes() -> None:
    paper = Official(title="题", text="一、字", mark="部文件", number="〔2026〕1号")
    assert official_pdf(paper) == official_pdf(paper)
    assert official_docx(paper) == official_docx(paper)
