"""Dates, times, sizes and shares read right in both languages."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from gongping.foundation import clock
from gongping.foundation import format as formats

REVIEW = date(2012, 6, 28)
EVENING = datetime(2012, 6, 27, 17, 40, tzinfo=UTC)


def test_a_day_of_another_year_carries_its_year() -> None:
    assert formats.near_day(REVIEW) == "2012年6月28日"
    here = clock.today()
    assert formats.near_day(here) == formats.day(here)
    assert formats.near_day(None) == ""


@pytest.mark.parametrize(
    ("write", "chinese", "english"),
    [
        (formats.day, "6月28日", "28 Jun"),
        (formats.day_year, "2012年6月28日", "28 Jun 2012"),
        (formats.weekday, "星期四", "Thursday"),
        (formats.month, "6月", "Jun"),
    ],
)
def test_a_date_is_written_as_its_reader_writes_it(
    write: Callable[[date], str], chinese: str, english: str
) -> None:
    assert write(REVIEW) == chinese
    with translation.override("en"):
        assert write(REVIEW) == english


def test_a_moment_is_shown_in_local_time() -> None:
    assert formats.day_time(EVENING) == "6月28日 01:40"
    assert formats.clock_time(EVENING) == "01:40"
    assert formats.day(EVENING) == "6月28日"
    with translation.override("en"):
        assert formats.day_time(EVENING) == "28 Jun 01:40"


def test_a_moment_without_zone_is_taken_as_it_stands() -> None:
    assert formats.clock_time(datetime(2012, 6, 28, 9, 40)) == "09:40"  # noqa: DTZ001


@pytest.mark.parametrize(
    ("on", "chinese", "english"),
    [
        (date(2012, 6, 25), "今天", "Today"),
        (date(2012, 6, 28), "还有 3 天", "3 days left"),
        (date(2012, 6, 26), "还有 1 天", "1 day left"),
        (date(2012, 6, 21), "已逾期 4 天", "4 days overdue"),
        (date(2012, 6, 24), "已逾期 1 天", "1 day overdue"),
    ],
)
def test_a_deadline_says_how_far_away_it_is(
    on: date, chinese: str, english: str
) -> None:
    with clock.standing_still_at(datetime(2012, 6, 25, 3, tzinfo=UTC)):
        assert formats.relative_days(on) == chinese
        with translation.override("en"):
            assert formats.relative_days(on) == english


def test_no_date_is_no_text() -> None:
    assert formats.day(None) == ""
    assert formats.relative_days(None) == ""
    assert formats.filesize(None) == ""
    assert formats.percent1(None) == ""


@pytest.mark.parametrize(
    ("size", "written"),
    [(620, "620 B"), (49_000, "48 KB"), (1_258_291, "1.2 MB")],
)
def test_a_file_size_is_short(size: int, written: str) -> None:
    assert formats.filesize(size) == written


def test_a_share_keeps_one_decimal() -> None:
    assert formats.percent1(0.9617) == "96.2%"
    assert formats.percent1(5 / 16) == "31.3%"
    assert formats.percent1(13 / 16) == "81.3%"
    assert formats.percent1(0.2875) == "28.8%"
