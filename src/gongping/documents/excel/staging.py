"""What an import would do, line by line, before anybody agrees to it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Fate(StrEnum):
    """What becomes of one row of the workbook."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the preview; `changes` are (column, before, after) in words."""

    sheet: str
    row: int
    name: str
    fate: Fate
    changes: tuple[tuple[str, str, str], ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return a form that a JSON column keeps."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "name": self.name,
            "fate": self.fate.value,
            "changes": [list(change) for change in self.changes],
            "values": dict(self.values),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Line":
        """Return the line that `as_json` kept."""
        changes = tuple((title, old, new) for title, old, new in kept["changes"])
        return cls(**{**kept, "fate": Fate(kept["fate"]), "changes": changes})


def compare(
    before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    """Return (column, before, after) for every written value that differs."""
    return tuple(
        (title, before.get(title, ""), after.get(title, ""))
        for title in {**after, **before}
        if before.get(title, "") != after.get(title, "")
    )


def counts(lines: Iterable[Line]) -> dict[str, dict[str, int]]:
    """Return how many lines of each sheet meet each fate, all fates named."""
    found: dict[str, Counter[str]] = {}
    for line in lines:
        found.setdefault(line.sheet, Counter())[line.fate.value] += 1
    return {
        sheet: {fate.value: counter[fate.value] for fate in Fate}
        for sheet, counter in found.items()
    }
