"""The signed count report of a sealed poll: page and PDF say the same."""

import html
import re
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from ballotbox.words import code_of
from gongping.procedure import ballots
from gongping.results.count_report import count_report_of
from gongping.results.models import Result
from gongping.results.report_pdf import report_pdf
from gongping.results.sheet import sheet_of
from tests.box.fixtures import box_in_use, box_server
from tests.polls.sealed import NAMES, SealedSeason, sealed
from tests.results.test_reconciliation import closed

__all__ = ["box_in_use", "box_server", "sealed"]


def _counted(season: SealedSeason, votes: int = 24) -> Result:
    result: Result = closed(season, votes).headed().unseal()
    return result


def _report(season: SealedSeason, kind: str = "", language: str = "zh-hans") -> Any:
    browser = season.world.client("secretariat")
    browser.cookies["gongping_language"] = language
    answer = browser.get(f"/results/{season.code}/count-report{kind}")
    assert answer.status_code == 200
    return answer


def _page(season: SealedSeason, language: str = "zh-hans") -> str:
    return html.unescape(_report(season, "", language).content.decode())


def _pdf(season: SealedSeason, language: str = "zh-hans") -> str:
    """Return the text of the PDF without the spaces that group its digits."""
    answer = _report(season, ".pdf", language)
    assert answer["Content-Type"] == "application/pdf"
    pages = pypdfium2.PdfDocument(answer.content)
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    return re.sub(r"\s+", "", text)


def _digits(page: str) -> list[str]:
    return re.findall(r'<dd class="result-digest">([0-9a-f]+)', page)


def test_it_carries_both_hashes_in_full_with_words_and_a_code(
    sealed: SealedSeason,
) -> None:
    _counted(sealed)
    poll, page = sealed.reloaded(), _page(sealed)
    for digest in (poll.manifest_digest, poll.board_digest):
        assert digest in _digits(page)
        assert code_of(bytes.fromhex(digest), "zh") in page
    assert poll.head_signature in _digits(page)
    assert 'class="qr"' in page
    assert "板首指纹的全部 64 位" in page


def test_it_names_who_co_signed_and_leaves_lines_to_sign(sealed: SealedSeason) -> None:
    closed(sealed, 24)
    sealed.poll = ballots.sign_head(sealed.reloaded(), by=sealed.secretariat)
    for watch in sealed.watches[:2]:
        sealed.cosign(watch)
    sealed.unseal()
    page = _page(sealed)
    signed = re.findall(
        r'<th scope="row">监票人</th><td>([^<]*)</td><td>([^<]*)</td>', page
    )
    assert signed == [*((name, "已联署") for name in NAMES[:2]), (NAMES[2], "")]
    assert "计票人" in page


def test_the_pdf_says_what_the_page_says(sealed: SealedSeason) -> None:
    result = _counted(sealed)
    page, pdf = _page(sealed), _pdf(sealed)
    for digits in _digits(page):
        assert digits in pdf
    rows = re.findall(r'<tr[^>]*><th scope="row">([^<]*)</th><td class="n">(\d+)', page)
    assert len(rows) > 10
    for label, number in rows:
        assert f"{label}{number}" in pdf, label
    for unit in result.figures["units"]:
        assert f"{unit['name']}{unit['score_fine']}" in pdf
    assert "每一行都对得上" in pdf
    assert pdf.count("已联署") == 3


def test_the_pdf_is_the_same_however_often_it_is_made(sealed: SealedSeason) -> None:
    _counted(sealed)
    assert _report(sealed, ".pdf").content == _report(sealed, ".pdf").content


def test_both_are_there_in_english(sealed: SealedSeason) -> None:
    _counted(sealed)
    page, pdf = _page(sealed, "en"), _pdf(sealed, "en")
    words = code_of(bytes.fromhex(sealed.reloaded().board_digest), "en")
    assert words in page
    assert re.sub(r"\s+", "", words) in pdf
    assert "Countreport" in pdf
    assert "对得上" not in page + pdf


def test_small_groups_are_kept_back_on_paper_too(sealed: SealedSeason) -> None:
    sealed.plan(disclosure_threshold=25)
    _counted(sealed)
    page, pdf = _page(sealed), _pdf(sealed)
    assert "人少不公布" in page
    assert "领票合计，连纸质票—" in pdf
    assert "人少不公布票数的票种：" in pdf


def test_ballots_that_did_not_open_are_named(sealed: SealedSeason) -> None:
    result = _counted(sealed)
    (group,) = result.figures["groups"]
    group.update(valid=23, invalid=1, invalid_reasons={"unopenable": 1})
    result.figures["totals"].update(group)
    result.shown.save()
    for said in (_page(sealed), _pdf(sealed)):
        assert "无效原因：打不开1" in re.sub(r"\s+", "", said)


@pytest.mark.parametrize("who", ["unit", "voter"])
def test_only_who_answers_for_the_poll_gets_the_pdf(
    sealed: SealedSeason, who: str
) -> None:
    _counted(sealed)
    browser = sealed.world.client(who)
    assert browser.get(f"/results/{sealed.code}/count-report.pdf").status_code == 404


def test_no_heading_stands_alone_at_the_foot_of_a_page(sealed: SealedSeason) -> None:
    result = _counted(sealed)
    report = count_report_of(result, sheet_of(result.figures))
    for lines in range(20, 32):
        scores = tuple((f"单位{n}", "80.00") for n in range(3 * lines))
        file = report_pdf(result, replace(report, scores=scores))
        first = pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range()
        *_above, last, _footer = first.strip().splitlines()
        assert last not in {"三、凭据", "四、签字"}, lines
