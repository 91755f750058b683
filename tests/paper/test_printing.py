"""Sheets for the printer: every unit, every box, and nothing that tells one apart."""

import re
import zlib
from pathlib import Path
from typing import Any

import pytest

from gongping.audit.models import Event
from gongping.documents import typst
from gongping.paper import sheet
from gongping.polls.selectors import manifest_of, rule_code
from tests.polls.sealed import SealedSeason


@pytest.fixture
def frozen(season: SealedSeason) -> SealedSeason:
    """A poll whose rules are fixed."""
    season.key_up().freeze()
    season.reloaded()
    return season


def _print(season: SealedSeason, **wanted: Any) -> Any:
    content = {"group": 1, "copies": 3, "paper": "a3", **wanted}
    office = season.world.client("secretariat")
    return office.post(season.url("paper/ballots"), content)


def _pages(pdf: bytes) -> list[bytes]:
    """Return what is drawn on each page."""
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    drawn = []
    for stream in found:
        try:
            drawn.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return [page for page in drawn if b" Tf" in page]


def test_as_many_sheets_as_are_wanted_and_each_like_the_others(
    frozen: SealedSeason,
) -> None:
    answer = _print(frozen)
    assert answer["Content-Type"] == "application/pdf"
    assert b"/Type/Pages/Count 3/" in answer.content
    pages = _pages(answer.content)
    assert len(pages) == 3
    assert len(set(pages)) == 1


def test_the_same_order_gives_the_same_bytes(frozen: SealedSeason) -> None:
    assert _print(frozen).content == _print(frozen).content


def test_printing_is_on_record_with_the_number(frozen: SealedSeason) -> None:
    _print(frozen, copies=25)
    event = Event.objects.get(tag="paper:ballots:printed")
    assert event.detail == {"count": 25, "paper": "a3"}


@pytest.mark.parametrize("paper", ["a3", "a4"])
def test_units_stand_in_the_order_of_the_rules_with_a_head_for_each_category(
    frozen: SealedSeason, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Any] = {}

    def kept(_file: Path, data: dict[str, Any], **_more: bool) -> bytes:
        given.update(data)
        return b""

    monkeypatch.setattr(sheet, "render", kept)
    group = frozen.poll.groups.get(position=1)
    sheet.ballot_pdf(frozen.poll, group, 1, paper)
    rules = manifest_of(frozen.poll)
    rows = [row for part in given["parts"] for row in part]
    units = [row["name"] for row in rows if row["number"]]
    assert units == [unit.name for unit in rules.units]
    heads = [row["name"] for row in rows if not row["number"]]
    assert heads == list(dict.fromkeys(unit.category for unit in rules.units))
    assert given["grades"] == [*(g.name for g in rules.grades), "不了解"]
    assert given["rule_code"] == rule_code(frozen.poll)


def test_the_head_of_a_category_never_stands_alone_at_a_foot(
    frozen: SealedSeason, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = manifest_of(frozen.poll)
    for height in range(12, 60, 6):
        parts, _row = sheet._parts(rules, float(height))
        assert all(part[-1]["number"] for part in parts), height


@pytest.mark.parametrize(
    ("field", "value"), [("copies", 0), ("copies", 501), ("group", 9), ("paper", "a5")]
)
def test_what_cannot_be_printed_is_said(
    frozen: SealedSeason, field: str, value: object
) -> None:
    answer = _print(frozen, **{field: value})
    assert answer.status_code == 422


def test_nothing_is_printed_before_the_rules_are_fixed(season: SealedSeason) -> None:
    office = season.world.client("secretariat")
    assert office.get(season.url("paper/ballots")).status_code == 200
    assert _print(season).status_code == 409


def test_without_a_chinese_font_there_is_a_sentence_and_no_file(
    frozen: SealedSeason, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typst, "_installed", lambda: frozenset({"Ubuntu"}))
    answer = _print(frozen)
    assert answer.status_code == 503
    assert "没有中文字体" in answer.content.decode()
