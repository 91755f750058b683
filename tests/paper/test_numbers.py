"""Paper ballots on which numbers are written: printed, typed twice, counted."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from ballotbox.board_file import read_lines
from ballotbox.cells import NO_OPINION, decode_cells
from ballotbox.lines import PaperCellsLine
from ballotbox.paper import UNREADABLE
from ballotbox.validity import Reason
from ballotbox.verify import Given, verify
from gongping.paper import sheet
from gongping.paper.marks import NOT_TYPED, Keys, cells_of
from gongping.paper.models import PaperSheet
from gongping.polls import selectors
from gongping.polls.counting import CountingPlan, NumberQuotaPlan
from tests.journeys.looking import DESKTOP, PHONE, Look
from tests.paper.halls import (
    begin,
    casting,
    clerks,
    enter_twice,
    give_paper,
    sealed_and_signed,
    type_sheet,
)
from tests.paper.screens import screen_of, type_keys
from tests.polls.scrutineers_desk import one_at_a_time
from tests.polls.sealed import NAMES, SealedSeason

GOOD: Sequence[str] = ("95", "80", "75", "60", "n", "100")
"""A sheet for the six units of the small ministry."""


@pytest.fixture
def numbers(season: SealedSeason) -> SealedSeason:
    """A poll in which numbers are given, at most three of 90 or more."""
    quota = NumberQuotaPlan(90, 100, most=3)
    season.plan(counting=CountingPlan(scale="numbers", number_quotas=(quota,)))
    return season


@pytest.fixture
def hall(numbers: SealedSeason) -> SealedSeason:
    """The same with four people on paper, closed."""
    casting(numbers)
    give_paper(numbers, 4)
    numbers.close()
    return numbers


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("87", "87"), ("８７", "87"), (" 7 ", "7"), ("0", "0"), ("N", "n"), ("x", "x")],
)
def test_what_is_typed_comes_back(typed: str, shown: str) -> None:
    keys = Keys(101, 100)
    sign = keys.read(typed)
    assert sign is not None
    assert keys.write(sign) == shown


@pytest.mark.parametrize("typed", ["101", "-1", "8.5", "八", "1000", "5x", "0007"])
def test_what_is_no_number_of_the_scale_has_no_meaning(typed: str) -> None:
    assert Keys(101, 100).read(typed) is None


def test_numbers_are_steps_below_the_highest() -> None:
    keys = Keys(41, 100)
    marks = "".join(keys.read(text) or "" for text in ("100", "60", "n", "x"))
    cells = decode_cells(cells_of(marks, is_void=False))
    assert list(cells) == [0, 40, NO_OPINION, UNREADABLE]
    assert keys.read("59") is None
    assert keys.read("") == NOT_TYPED


def test_a_sheet_is_kept_and_shown_as_it_was_typed(hall: SealedSeason) -> None:
    clerk, _other = clerks(hall)
    pile = begin(hall, clerk)
    assert type_sheet(hall, clerk, pile, 1, GOOD).status_code == 302
    page = clerk.get(hall.url(f"paper/piles/{pile}") + "?sheet=1").content.decode()
    for text in GOOD:
        assert f'value="{text}"' in page
    assert 'data-highest="100"' in page
    assert "0–100" in page


def test_a_number_off_the_scale_is_marked_and_the_rest_is_kept(
    hall: SealedSeason,
) -> None:
    clerk, _other = clerks(hall)
    pile = begin(hall, clerk)
    answer = type_sheet(hall, clerk, pile, 1, ["101", *GOOD[1:]])
    assert answer.status_code == 422
    assert answer.content.decode().count('aria-invalid="true"') == 1
    assert PaperSheet.objects.get().marks[0] == NOT_TYPED
    assert NOT_TYPED not in PaperSheet.objects.get().marks[1:]


def test_differences_are_read_as_numbers_and_settled_with_one(
    hall: SealedSeason,
) -> None:
    pile = enter_twice(hall, [GOOD], [["59", *GOOD[1:]]])
    client = hall.world.client(NAMES[0])
    url = hall.url(f"paper/piles/{pile}/compare")
    page = client.get(url).content.decode()
    assert "<kbd>95</kbd>" in page
    assert "<kbd>59</kbd>" in page
    assert client.post(url, {"seen-1-0": "950"}).status_code == 422
    assert client.post(url, {"seen-1-0": "95"}).status_code == 302


def test_numbers_on_paper_are_counted_with_the_others(hall: SealedSeason) -> None:
    too_high = ["95", "96", "97", "98", "10", "20"]
    enter_twice(hall, [GOOD, too_high, ["x", *GOOD[1:]]])
    sealed_and_signed(hall)
    hall.headed().unseal()
    with selectors.board_path(hall.poll).open("rb") as whole:
        report = verify(Given(whole), allow_weak=True)
    assert report.tally is not None
    tally = report.tally.groups[0]
    assert dict(tally.invalid) == {Reason.RANGE: 1, Reason.QUOTA: 21}
    with selectors.board_path(hall.poll).open("rb") as whole:
        (batch,) = [x for x in read_lines(whole) if isinstance(x, PaperCellsLine)]
    cells = [tuple(decode_cells(ballot)) for ballot in batch.batch.ballots]
    assert (5, 20, 25, 40, NO_OPINION, 0) in cells


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_number_moves_on_as_soon_as_it_is_whole(
    browser: Browser,
    live_server: LiveServer,
    hall: SealedSeason,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """8 may become 85, so it waits for Enter; 85 and 100 can grow no further."""
    one_at_a_time(monkeypatch)
    clerk = screen_of(browser, live_server.url, hall, "secretariat")
    page = clerk.open()
    clerk.press("录处级以上干部新的一摞")
    expect(page.locator(".paper-cell").first).to_be_focused()
    for keys in ("85", "100", "n", "x"):
        type_keys(page, keys)
    type_keys(page, "8")
    page.keyboard.press("Enter")
    type_keys(page, "999")
    expect(page.locator(".paper-cell").last).to_have_value("99")
    expect(page.locator("[data-paper-said]")).to_have_text("已存在服务器上")
    look = Look(page)
    with page.expect_response("**/keep"):
        page.keyboard.press("Tab")
        page.locator("input[name=void]").check()
        page.locator("input[name=void]").uncheck()
    page.goto(page.url.partition("?")[0] + "?sheet=1")
    values = [cell.input_value() for cell in page.locator(".paper-cell").all()]
    assert values == ["85", "100", "n", "x", "8", "99"]
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / "numbers-entry.png")
    look.judge("entry of numbers", DESKTOP, PHONE)
    assert look.wrong == []
    page.context.close()


@pytest.mark.parametrize("paper", ["a3", "a4"])
def test_the_printed_sheet_has_a_box_to_write_in(
    numbers: SealedSeason, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers.key_up().freeze()
    numbers.reloaded()
    office = numbers.world.client("secretariat")
    content = {"group": 1, "copies": 1, "paper": paper}
    answer: Any = office.post(numbers.url("paper/ballots"), content)
    assert answer["Content-Type"] == "application/pdf"
    given: dict[str, Any] = {}

    def kept(_file: Path, data: dict[str, Any], **_more: bool) -> bytes:
        given.update(data)
        return b""

    monkeypatch.setattr(sheet, "render", kept)
    sheet.ballot_pdf(numbers.poll, numbers.poll.groups.get(position=1), 1, paper)
    assert given["grades"] == ["分数", "不了解"]
    assert "写一个 0 到 100 的整数分" in given["words"]["how"]
