"""What an import wrote, row by row, so that it can be taken back exactly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Manager, Model

from gongping.organisation.models import (
    LeaderUnitLink,
    Person,
    Post,
    Unit,
    UnitCategory,
)

Snapshot = dict[str, Any]
MODELS: Mapping[str, type[Model]] = {
    "category": UnitCategory,
    "unit": Unit,
    "person": Person,
    "post": Post,
    "link": LeaderUnitLink,
}
NAMES = {model: name for name, model in MODELS.items()}


def rows_of(model: type[Model]) -> Manager[Any]:
    """Return every row of the model, whatever its usual manager leaves out."""
    return model._base_manager  # noqa: SLF001 - documented by Django, despite its name


def snapshot(row: Model) -> Snapshot:
    """Return every column of the row in a form that a JSON column keeps."""
    found = {}
    for column in row._meta.concrete_fields:
        value = column.value_from_object(row)
        found[column.attname] = value.isoformat() if isinstance(value, date) else value
    return found


def restore(row: Model, kept: Snapshot) -> None:
    """Set every column of the row, unsaved, to what `snapshot` kept."""
    for column in row._meta.concrete_fields:
        setattr(row, column.attname, column.to_python(kept[column.attname]))


@dataclass(slots=True)
class Journal:
    """Rows created and rows changed, each with its columns before and after."""

    before: dict[tuple[str, int], Snapshot | None] = field(default_factory=dict)
    rows: dict[tuple[str, int], Model] = field(default_factory=dict)

    def created(self, rows: Iterable[Model]) -> None:
        """Note rows that were not there before."""
        for row in rows:
            self._note(row, None)

    def changing(self, row: Model) -> None:
        """Note a row that is about to be changed; the first time counts."""
        self._note(row, snapshot(row))

    def _note(self, row: Model, kept: Snapshot | None) -> None:
        key = (NAMES[type(row)], row.pk)
        self.before.setdefault(key, kept)
        self.rows[key] = row

    def as_json(self) -> dict[str, list[list[Any]]]:
        """Return [key, before, after] of every row, by kind of row."""
        found: dict[str, list[list[Any]]] = {name: [] for name in MODELS}
        for (name, pk), kept in self.before.items():
            found[name].append([pk, kept, snapshot(self.rows[name, pk])])
        return found
