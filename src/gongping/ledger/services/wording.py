"""What differs between two states of an item, in the words that its history keeps."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongping.ledger.fields import ItemFields, path_in_words, path_of, tidy
from gongping.organisation.selectors import list_units, people_by_ids

if TYPE_CHECKING:
    from gongping.organisation.models import Person, Unit

Pairs = dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Names:
    """The units and people that stand behind keys."""

    units: dict[int, "Unit"]
    people: dict[int, "Person"]

    def units_in_words(self, keys: Iterable[int]) -> str:
        """Return the names of units in establishment order."""
        found = [self.units[key] for key in keys if key in self.units]
        return "、".join(u.name for u in sorted(found, key=lambda u: u.position))


def differing(before: ItemFields, after: ItemFields) -> Pairs:
    """Return (old, new) as typed for every field that differs."""
    return {
        name: (getattr(before, name), getattr(after, name))
        for name in ItemFields.__slots__
        if _comparable(before, name) != _comparable(after, name)
    }


def describe_changes(before: ItemFields, after: ItemFields) -> Pairs:
    """Return (old, new) in words for every field that differs. Two queries."""
    pairs = differing(before, after)
    units = {
        key for name in _UNITS for value in pairs.get(name, ()) for key in _all(value)
    }
    people = {key for key in pairs.get("responsible_person", ()) if key}
    names = Names(
        {unit.pk: unit for unit in list_units(units)} if units else {},
        people_by_ids(people) if people else {},
    )
    return in_words(pairs, names)


def in_words(pairs: Pairs, names: Names) -> Pairs:
    """Return the pairs with names in place of keys, and paths as cells hold them."""
    return {
        name: (_in_words(name, old, names), _in_words(name, new, names))
        for name, (old, new) in pairs.items()
    }


_UNITS = ("lead_unit", "supporting_units")


def _all(value: Any) -> Iterable[int]:
    return [value] if isinstance(value, int) else value or ()


def _comparable(typed: ItemFields, name: str) -> Any:
    value = getattr(typed, name)
    if name == "supporting_units":
        return set(value)
    if name == "milestones":
        return path_of(value)
    return tidy(value) if isinstance(value, str) else value


def _in_words(name: str, value: Any, names: Names) -> Any:
    if name == "responsible_person":
        return names.people[value].name if value in names.people else ""
    if name in _UNITS:
        return names.units_in_words(_all(value))
    return path_in_words(value) if name == "milestones" else value
