"""The result to take away: every file is opened again and says what the page says."""

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pypdfium2
import pytest
from django.test import Client

from gongping.documents.word import SPACE, Paragraph, Table, write_docx
from gongping.polls.models import Poll
from gongping.results.models import Result
from tests.results.conftest import three_groups
from tests.results.ministry import ministry_result
from tests.results.worlds import CODE, counted
from tests.world import World

SHEET = f"/results/{CODE}"
W = f"{{{SPACE}}}"


@pytest.fixture
def ministry(world: World) -> Result:
    """The result of a whole ministry."""
    return ministry_result(world)


def _download(client: Client, name: str) -> bytes:
    answer = client.get(f"{SHEET}/{name}")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return answer.content


def _book(client: Client) -> Any:
    return openpyxl.load_workbook(io.BytesIO(_download(client, "counts.xlsx")))


def _texts(content: bytes, part: str = "word/document.xml") -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        root = ET.fromstring(archive.read(part))  # noqa: S314 -- our own file
    return [node.text or "" for node in root.iter(f"{W}t")]


def test_every_page_of_the_pdf_bears_the_fingerprint(
    world: World, ministry: Result
) -> None:
    book = pypdfium2.PdfDocument(_download(world.client("leader"), "sheet.pdf"))
    pages = [page.get_textpage().get_text_range() for page in book]
    assert len(pages) == 3
    for page in pages:
        assert ministry.digest in re.sub(r"\s", "", page)
    assert "能可靠地分出的档次" in pages[0]
    assert "误差不包括人情、串联等共同偏向" in re.sub(r"\s", "", pages[0])
    assert book[0].get_width() > book[0].get_height()


def test_the_pdf_is_the_same_each_time(world: World, ministry: Result) -> None:
    client = world.client("secretariat")
    assert _download(client, "sheet.pdf") == _download(client, "sheet.pdf")


def test_word_says_every_score_and_its_interval(world: World, ministry: Result) -> None:
    content = _download(world.client("secretariat"), "sheet.docx")
    texts = _texts(content)
    within = ministry.figures["precision"]["within"]
    places = {key: row for one in within for key, row in one["units"].items()}
    for number, unit in enumerate(ministry.figures["units"]):
        at = texts.index(unit["name"])
        low, high = places[str(number)]["interval"]
        assert texts[at + 1 : at + 3] == [unit["score"], f"{low}–{high}"]
    (foot, _page) = _texts(content, "word/footer1.xml")
    assert foot == f"结果指纹 {ministry.digest}"


def test_numbers_in_the_workbook_are_numbers(world: World, ministry: Result) -> None:
    book = _book(world.client("secretariat"))
    head, *rows = book["得分"].values
    assert "名次从" not in head
    places = [head.index(name) for name in ("得分", "区间下限", "区间上限", "档次")]
    for row in rows:
        score, low, high, tier = (row[place] for place in places)
        assert isinstance(tier, int)
        assert low < score < high
    for page in book.worksheets:
        assert ministry.digest in page.oddFooter.left.text


def test_the_workbook_lists_places_where_the_sheet_does(
    world: World, ministry: Result
) -> None:
    Result.objects.update(is_ranked=True)
    head, *rows = _book(world.client("secretariat"))["得分"].values
    first, last = head.index("名次从"), head.index("到")
    assert all(1 <= row[first] <= row[last] <= 19 for row in rows)


@pytest.mark.parametrize("name", ["sheet.pdf", "sheet.docx", "counts.xlsx"])
def test_files_keep_small_groups_back(world: World, cells: int, name: str) -> None:
    counted(world, three_groups(cells, leaders=7))
    content = _download(world.client("secretariat"), name)
    if name.endswith("pdf"):
        book = pypdfium2.PdfDocument(content)
        said = "".join(page.get_textpage().get_text_range() for page in book)
    elif name.endswith("docx"):
        said = "".join(_texts(content))
    else:
        rows = openpyxl.load_workbook(io.BytesIO(content))["票数"].values
        said = "".join(str(cell) for row in rows for cell in row)
    assert "人少不公布" in said
    assert "为免倒推，不公布" in said


@pytest.mark.parametrize("name", ["sheet.pdf", "sheet.docx"])
def test_files_are_english_for_english_readers(
    world: World, ministry: Result, name: str
) -> None:
    client = world.client("secretariat")
    client.cookies["gongping_language"] = "en"
    content = _download(client, name)
    if name.endswith("pdf"):
        page = pypdfium2.PdfDocument(content)[0].get_textpage()
        said = page.get_text_range()
    else:
        said = " ".join(_texts(content))
    assert "Bureaus" in said
    assert "档" not in said


def test_what_people_typed_is_never_markup() -> None:
    typed = '<w:p/> & "]]>'
    made = write_docx(typed, [Paragraph(typed), Table([typed], [[typed]])], footer="x")
    assert _texts(made).count(typed) == 3
    assert made == write_docx(
        typed, [Paragraph(typed), Table([typed], [[typed]])], footer="x"
    )


CHINESE = re.compile(r"[\u4e00-\u9fff（），。；：]")


def _said_in(book: Any) -> list[str]:
    cells = [c for page in book.worksheets for row in page.values for c in row]
    heads = [page.title for page in book.worksheets]
    feet = [page.oddFooter.left.text for page in book.worksheets]
    return [*heads, *feet, *(cell for cell in cells if isinstance(cell, str))]


def test_the_workbook_is_english_for_english_readers(
    world: World, ministry: Result
) -> None:
    Result.objects.update(is_ranked=True)
    Poll.objects.update(title_en="First half of 2026, poll")
    client = world.client("secretariat")
    client.cookies["gongping_language"] = "en"
    book = _book(client)
    said = _said_in(book)
    assert book.sheetnames[0] == "Note"
    assert [text for text in said if CHINESE.search(text)] == []
    assert any(ministry.digest in text for text in said)
    assert "First half of 2026, poll" in said


def test_both_languages_give_the_same_numbers_and_the_same_fingerprint(
    world: World, ministry: Result
) -> None:
    client = world.client("secretariat")
    chinese = _book(client)
    client.cookies["gongping_language"] = "en"
    english = _book(client)
    for one, other in zip(chinese.worksheets, english.worksheets, strict=True):
        numbers = [
            [[c for c in row if isinstance(c, int | float)] for row in page.values]
            for page in (one, other)
        ]
        assert numbers[0] == numbers[1]
        for page in (one, other):
            assert ministry.digest in page.oddFooter.left.text


@pytest.mark.parametrize("name", ["count-report", "count-report.pdf"])
def test_the_count_report_is_headed_in_one_language(
    world: World, result: Result, name: str
) -> None:
    Poll.objects.update(title_en="First half of 2026, poll")
    result.poll.round.title_en = "First half of 2026"
    result.poll.round.save()
    client = world.client("secretariat")
    client.cookies["gongping_language"] = "en"
    content = client.get(f"{SHEET}/{name}").content
    if name.endswith("pdf"):
        book = pypdfium2.PdfDocument(content)
        text = book[0].get_textpage().get_text_range()
    else:
        text = content.decode()
    assert "First half of 2026, poll" in text
    assert "民主测评" not in text


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_first_page_of_the_pdf_holds_drawing_key_and_all_words(
    world: World, ministry: Result, language: str
) -> None:
    client = world.client("secretariat")
    client.cookies["gongping_language"] = language
    book = pypdfium2.PdfDocument(_download(client, "sheet.pdf"))
    pages = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in book]
    assert len(pages) == 3
    wanted = {
        "zh-hans": ("司局", "派驻督察局", "高于本项平均", "没有逐个标", "能倒推出来的"),
        "en": ("Bureaus", "Abovethecriterion", "markedonebyone", "fromothers"),
    }[language]
    assert [said for said in wanted if said not in pages[0]] == []
