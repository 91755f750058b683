"""Numbers: year, place of the unit, running number. Given once, never again."""

from typing import TYPE_CHECKING

from gongping.ledger.models import Series

if TYPE_CHECKING:
    from gongping.organisation.models import Unit

NO_PLACE = 0


def next_number(year: int, unit: "Unit | None") -> str:
    """Take the next number of a unit in a year, such as 2026-006-02."""
    return next_numbers(year, unit, 1)[0]


def next_numbers(year: int, unit: "Unit | None", count: int) -> list[str]:
    """Take so many numbers at once.

    The row of the series is held until the transaction ends, so that two people
    registering at the same moment get two numbers.
    """
    place = unit.position if unit else NO_PLACE
    Series.objects.get_or_create(year=year, place=place)
    series = Series.objects.select_for_update().get(year=year, place=place)
    first = series.last + 1
    series.last += count
    series.save(update_fields=["last"])
    return [f"{year}-{place:03}-{n:02}" for n in range(first, first + count)]
