from datetime import UTC, date, datetime, timedelta

import pytest

from gongping.demo.workbooks import BASE_DAY, to_last_year, to_this_year
from gongping.foundation import clock

DAYS = (date(2026, 1, 20), date(2026, 6, 25), date(2026, 11, 23), date(2026, 12, 28))


@pytest.mark.parametrize("today", DAYS)
def test_the_demo_year_stays_in_the_calendar_year(today: date) -> None:
    moment = datetime(today.year, today.month, today.day, 4, tzinfo=UTC)

    with clock.standing_still_at(moment):
        moved = [to_this_year(BASE_DAY + timedelta(days=n)) for n in range(-180, 181)]

    assert {day.year for day in moved} == {today.year}
    assert moved == sorted(moved)


def test_days_near_the_base_day_stay_as_near_to_today() -> None:
    with clock.standing_still_at(datetime(2026, 9, 1, 4, tzinfo=UTC)):
        assert to_this_year(BASE_DAY) == date(2026, 9, 1)
        assert to_this_year(BASE_DAY + timedelta(days=5)) == date(2026, 9, 6)


def test_last_years_tasks_are_all_past() -> None:
    with clock.standing_still_at(datetime(2026, 1, 2, 4, tzinfo=UTC)):
        last = to_last_year(BASE_DAY + timedelta(days=180))

    assert last.year == 2025
