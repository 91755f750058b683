"""What the address of the table asks for, and the links that ask otherwise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.ledger.selectors import ItemFilter, ItemKind, Light, Tab
from gongping.ledger.views import words

NAMES = ("q", "unit", "state", "source", "due", "focus", "view", "sort")
NARROWING = ("q", "unit", "state", "source", "due", "focus")
YEARS_BACK = 3
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Filter:
    """One list above the table: its first choice says what it is about."""

    name: str
    label: str
    value: str
    choices: list[tuple[str, str]]

    @property
    def in_words(self) -> str:
        """Return the chosen value as `来源：会议`."""
        return next((word for key, word in self.choices if key == self.value), "")


def asked(query: Mapping[str, Any]) -> dict[str, str]:
    """Return the parts of the address that mean something here."""
    given = {name: str(query.get(name, "")).strip()[:LONGEST] for name in NAMES}
    return {name: text for name, text in given.items() if text and _means(name, text)}


def _means(name: str, text: str) -> bool:
    known: dict[str, Iterable[str]] = {
        "state": Light.values,
        "source": ItemKind.values,
        "view": list(Tab),
        "sort": ["due"],
        "due": [key for key, _word in [*due_words(), *year_words()]],
    }
    if name in ("unit", "focus"):
        return text.isdecimal() and len(text) < 10
    return name not in known or text in known[name]


def wanted(chosen: Mapping[str, str]) -> ItemFilter:
    """Return the filter that the selectors understand."""
    due = chosen.get("due", "")
    return ItemFilter(
        year=year_of(chosen),
        tab=chosen.get("view", Tab.ALL),
        text=chosen.get("q", ""),
        unit_id=int(chosen.get("unit", 0)) or None,
        light=chosen.get("state", ""),
        kind=chosen.get("source", ""),
        due="" if due.isdecimal() else due,
        focus=int(chosen.get("focus", 0)) or None,
        order=chosen.get("sort", ""),
    )


def year_of(chosen: Mapping[str, str]) -> int:
    """Return the year that is looked at; the present one unless another is asked."""
    due = chosen.get("due", "")
    return int(due) if due.isdecimal() else clock.today().year


def url(chosen: Mapping[str, str], **changes: str | None) -> str:
    """Return the address of the table with some parts changed, None dropped."""
    query = query_of({**chosen, **changes})
    address = reverse("ledger:table")
    return f"{address}?{query}" if query else address


def query_of(chosen: Mapping[str, str | None]) -> str:
    """Return the address without its path, as a kept filter keeps it."""
    query = QueryDict(mutable=True)
    for name in NAMES:
        if value := chosen.get(name):
            query[name] = value
    return query.urlencode()


def lists(chosen: Mapping[str, str], units: Iterable[tuple[int, str]]) -> list[Filter]:
    """Return the four lists above the table."""
    return [
        _list("unit", _("单位"), chosen, [(str(pk), name) for pk, name in units]),
        _list("state", _("状态"), chosen, [(str(v), str(w)) for v, w in Light.choices]),
        _list("source", _("来源"), chosen, list(words.source_words().items())),
        _list("due", _("时限"), chosen, [*due_words(), *year_words()]),
    ]


def due_words() -> list[tuple[str, str]]:
    """Return the stretches of time that can be asked for."""
    return [
        ("past", _("已过")),
        ("week", _("7 天内")),
        ("month", _("一个月内")),
        ("quarter", _("三个月内")),
    ]


def year_words() -> list[tuple[str, str]]:
    """Return next year and the years before this one, as they can be asked for."""
    here = clock.today().year
    return [
        (str(year), _("%(year)d 年") % {"year": year})
        for year in range(here + 1, here - 1 - YEARS_BACK, -1)
        if year != here
    ]


def _list(
    name: str, label: str, chosen: Mapping[str, str], choices: list[tuple[str, str]]
) -> Filter:
    everything = _("全年") if name == "due" else _("全部")
    said = _("%(label)s：%(value)s")
    full = [("", said % {"label": label, "value": everything})]
    full += [(key, said % {"label": label, "value": word}) for key, word in choices]
    return Filter(name, label, chosen.get(name, ""), full)
