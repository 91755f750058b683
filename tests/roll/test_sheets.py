"""Sheets for the printer: what is scanned on them is what the voter's page joins by."""

import re
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
import segno

from gongping.audit.models import Event
from gongping.polls.rules import GroupPlan
from gongping.polls.selectors import ticket_address
from gongping.roll.models import Channel, Ticket
from gongping.roll.slips import A_SHEET, in_fours
from tests.polls.sealed import SealedSeason

SLIPS = A_SHEET + 2
PILES_PAGE = 15
INCH, POINTS = 300, 72
GREY = 128
DIGITS = re.compile(r"(?:[0-9a-f]{4} ){7}[0-9a-f]{4}")


@pytest.fixture
def frozen(sealed_season: SealedSeason) -> SealedSeason:
    """A sealed poll whose rules are fixed, with slips for two sheets."""
    groups = (GroupPlan("everybody", "全体", slip_count=SLIPS),)
    sealed_season.plan(groups=groups)
    sealed_season.key_up().freeze()
    sealed_season.reloaded()
    return sealed_season


def _print(season: SealedSeason, **sent: str) -> Any:
    office = season.world.client("secretariat")
    return office.post(season.url("slips/1", "roll"), {"as": "pdf", **sent})


def _wipe(season: SealedSeason) -> Any:
    office = season.world.client("secretariat")
    return office.post(season.url("slips/1/wipe", "roll"))


def _page(season: SealedSeason) -> str:
    answer = season.world.client("secretariat").get(season.url("slips", "roll"))
    return str(answer.content.decode())


def _drawn(pdf: bytes, wide: int) -> list[tuple[tuple[bool, ...], ...]]:
    """Return the modules of every QR as a printer would set them, row by row."""
    found = []
    for page in pdfium.PdfDocument(pdf):
        dots = page.render(scale=INCH / POINTS, grayscale=True)
        ink = bytes(dots.buffer)
        for picture in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]):
            left, _low, right, high = picture.get_bounds()
            step = (right - left) / wide
            xs = [int((left + (n + 0.5) * step) * INCH / POINTS) for n in range(wide)]
            top = page.get_height() - high
            ys = [int((top + (n + 0.5) * step) * INCH / POINTS) for n in range(wide)]
            found.append(
                tuple(tuple(ink[y * dots.stride + x] < GREY for x in xs) for y in ys)
            )
    return found


def _texts(pdf: bytes) -> list[str]:
    pages = pdfium.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in pages]


def _expected(text: str) -> tuple[tuple[bool, ...], ...]:
    return tuple(tuple(map(bool, row)) for row in segno.make(text, error="m").matrix)


def test_every_slip_carries_the_address_that_joins_with_its_own_secret(
    frozen: SealedSeason,
) -> None:
    secrets = Ticket.objects.filter(channel=Channel.SLIP).values_list("secret")
    answer = _print(frozen)
    assert answer["Content-Type"] == "application/pdf"
    here = "http://testserver"
    expected = {
        _expected(f"{here}{ticket_address(frozen.poll, s, 1)}") for (s,) in secrets
    }
    drawn = _drawn(answer.content, len(next(iter(expected))))
    assert len(drawn) == len(expected) == SLIPS
    assert set(drawn) == expected


def test_slips_differ_in_nothing_but_their_digits(frozen: SealedSeason) -> None:
    secrets = Ticket.objects.filter(channel=Channel.SLIP).values_list("secret")
    seal, *sheets = _texts(_print(frozen).content)
    assert [len(DIGITS.findall(sheet)) for sheet in sheets] == [A_SHEET, 2]
    printed = [digits for sheet in sheets for digits in DIGITS.findall(sheet)]
    assert set(printed) == {in_fours(secret) for (secret,) in secrets}
    slips = [text.strip() for sheet in sheets for text in DIGITS.split(sheet)]
    assert len({text for text in slips if text}) == 1
    assert f"{SLIPS} 张" in seal
    assert not DIGITS.search(seal)


def test_the_page_tells_how_many_slips_are_on_how_many_sheets(
    frozen: SealedSeason, django_assert_num_queries: Any
) -> None:
    office = frozen.world.client("secretariat")
    with django_assert_num_queries(PILES_PAGE):
        page = office.get(frozen.url("slips", "roll")).content.decode()
    assert f"{SLIPS} 张" in page
    assert "2 页，另有一张封签" in page
    assert "还没有印" in page


def test_a_pile_is_printed_once_and_again_only_with_a_reason(
    frozen: SealedSeason,
) -> None:
    assert _print(frozen).status_code == 200
    again = _print(frozen)
    assert again.status_code == 422
    assert "请写明为什么" in again.content.decode()
    assert _print(frozen, reason="卡纸").status_code == 200
    assert Event.objects.filter(tag="roll:slips:printed").count() == 1
    event = Event.objects.get(tag="roll:slips:reprinted")
    assert event.detail == {"count": SLIPS, "reason": "卡纸"}
    assert "印过 2 次" in _page(frozen)


def test_a_pile_that_was_counted_is_forgotten_here(frozen: SealedSeason) -> None:
    assert _wipe(frozen).status_code == 422
    _print(frozen)
    assert _wipe(frozen).status_code == 302
    assert not Ticket.objects.filter(channel=Channel.SLIP).exists()
    assert Ticket.objects.filter(channel=Channel.NAMED).exists()
    assert "底稿已抹去" in _page(frozen)
    assert _print(frozen, reason="又要").status_code == 409


def test_a_file_of_slips_is_shown_and_kept_by_nobody(frozen: SealedSeason) -> None:
    answer = _print(frozen)
    assert "no-store" in answer["Cache-Control"]
    assert "attachment" not in answer.get("Content-Disposition", "")


def test_without_a_font_for_chinese_slips_are_printed_from_the_page(
    frozen: SealedSeason,
) -> None:
    page = _print(frozen, **{"as": "page"}).content.decode()
    assert page.count('class="qr"') == SLIPS
    secret = Ticket.objects.filter(channel=Channel.SLIP).first()
    assert secret is not None
    assert in_fours(secret.secret) in page
    assert "style=" not in page
