"""What the lists in the ledger's forms offer."""

from collections.abc import Iterable
from typing import Any

from gongping.foundation.names import local_name
from gongping.ledger import selectors
from gongping.organisation import selectors as organisation

Group = tuple[str, list[tuple[int, str]]]


def units() -> list[tuple[int, str]]:
    """Return the units in establishment order. One query."""
    return [(unit.pk, local_name(unit)) for unit in organisation.list_units()]


def people(unit_id: int | None) -> list[tuple[int, str]]:
    """Return the people of one unit. One query."""
    return [(p.pk, local_name(p)) for p in organisation.list_people(unit_id=unit_id)]


def people_by_unit(offered: Iterable[tuple[int, str]]) -> list[Group]:
    """Return everybody under the name of their unit. One query."""
    by_unit: dict[int | None, list[tuple[int, str]]] = {}
    for person in organisation.list_people():
        by_unit.setdefault(person.unit_id, []).append((person.pk, local_name(person)))
    return [(name, by_unit[pk]) for pk, name in offered if pk in by_unit]


def focuses(year: int) -> list[tuple[int, str]]:
    """Return the year's requirements. One query."""
    return [(focus.pk, focus.text) for focus in selectors.list_focuses(year)]


def names(offered: Iterable[tuple[Any, str]], wanted: Any) -> str:
    """Return the name of one offered value, empty if it is not offered."""
    return next((name for key, name in offered if str(key) == str(wanted)), "")
