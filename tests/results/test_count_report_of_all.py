"""The count report of a poll with two offices, paper ballots, and sheets that are void."""

import html
import re
from typing import Any

import pypdfium2
import pytest

from gongping.results.models import Result
from tests.issuer.halls import Hall, box_in_use, box_server, hall, open_hall
from tests.paper.halls import (
    begin,
    clerks,
    give_paper,
    sealed_and_signed,
    sheet,
    take,
    type_sheet,
)

__all__ = ["box_in_use", "box_server", "hall", "open_hall"]

BY_DEVICE = 20
ON_PAPER = 4
LINES = {
    "zh-hans": {
        "领票：纪检第二发票处": BY_DEVICE,
        "用纸质票的人": ON_PAPER,
        "领票合计，连纸质票": BY_DEVICE + ON_PAPER,
        "收回": BY_DEVICE + 3,
        "其中票箱": BY_DEVICE,
        "其中纸质": 3,
        "有效": BY_DEVICE + 1,
        "无效": 2,
    },
    "en": {
        "Collected from 纪检第二发票处": BY_DEVICE,
        "Collected in all, paper included": BY_DEVICE + ON_PAPER,
    },
}
VOID = {
    "zh-hans": ("整张作废的纸质票：2 张", "整张作废的纸质票：2"),
    "en": ("2 paper ballots are void as a whole", "Paper ballots void as a whole: 2"),
}


@pytest.fixture
def counted(open_hall: Hall) -> Hall:
    """Twenty ballots of two offices, three sheets of paper, two of them void."""
    hall, season = open_hall, open_hall.season
    collected = [hall.collect(number) for number in range(BY_DEVICE)]
    hall.casting()
    assert {hall.cast(state).status_code for state in collected} == {201}
    give_paper(season, ON_PAPER)
    hall.close().counted()
    _enter_with_two_void(hall)
    sealed_and_signed(season)
    assert isinstance(season.headed().unseal(), Result)
    return hall


def _enter_with_two_void(hall: Hall) -> None:
    season = hall.season
    one, two = clerks(season)
    pile = begin(season, one)
    for clerk in (one, two):
        if clerk is two:
            assert take(season, two, pile).status_code == 302
        type_sheet(season, clerk, pile, 1, sheet(season, "1"))
        for place in (2, 3):
            type_sheet(season, clerk, pile, place, [], void="on")
        clerk.post(season.url(f"paper/piles/{pile}/done"))


def _page(hall: Hall, language: str) -> str:
    return html.unescape(_get(hall, "", language).content.decode())


def _pdf(hall: Hall, language: str) -> str:
    """Return the text of the PDF without any space."""
    pages = pypdfium2.PdfDocument(_get(hall, ".pdf", language).content)
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    return re.sub(r"\s+", "", text)


def _get(hall: Hall, kind: str, language: str) -> Any:
    browser = hall.season.world.client("secretariat")
    browser.cookies["gongping_language"] = language
    answer = browser.get(f"/results/{hall.season.code}/count-report{kind}")
    assert answer.status_code == 200
    return answer


def test_page_and_pdf_name_both_offices_and_every_void_sheet(counted: Hall) -> None:
    for language, lines in LINES.items():
        page, pdf = _page(counted, language), _pdf(counted, language)
        rows = dict(
            re.findall(
                r'<tr[^>]*><th scope="row">([^<]*)</th><td class="n">(\d+)', page
            )
        )
        for label, number in lines.items():
            assert rows[label] == str(number), label
            assert re.sub(r"\s+", "", f"{label}{number}") in pdf, label
        on_page, on_paper = VOID[language]
        assert on_page in page
        assert re.sub(r"\s+", "", on_paper) in pdf
    chinese = _page(counted, "zh-hans")
    assert "每一行都对得上" in chinese
    assert "每一行都对得上" in _pdf(counted, "zh-hans")
