"""Typed fields as a JSON column keeps them, so that an import can be taken back."""

from datetime import date
from typing import Any

from gongping.ledger.fields import ItemFields

DATES = ("started_on", "due_on")


def fields_as_json(typed: ItemFields) -> dict[str, Any]:
    """Return a form that a JSON column keeps."""
    kept: dict[str, Any] = {name: getattr(typed, name) for name in ItemFields.__slots__}
    for name in DATES:
        kept[name] = kept[name].isoformat() if kept[name] else None
    kept["milestones"] = [[title, day.isoformat()] for title, day in typed.milestones]
    return kept


def fields_from_json(kept: dict[str, Any]) -> ItemFields:
    """Return the fields that `fields_as_json` kept."""
    days = {name: kept[name] and date.fromisoformat(kept[name]) for name in DATES}
    path = tuple((title, date.fromisoformat(day)) for title, day in kept["milestones"])
    supporting = tuple(kept["supporting_units"])
    return ItemFields(
        **{**kept, **days, "milestones": path, "supporting_units": supporting}
    )
