"""The twelve things that people type about an item, as one value."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongping.ledger.states import Track

if TYPE_CHECKING:
    from gongping.ledger.models import LedgerItem

# What no cell of a workbook and no page can show.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
Path = tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFields:
    """What is typed about one item; keys stand for units, people and focuses."""

    title: str
    track: str = Track.BUSINESS
    year_focus: int | None = None
    lead_unit: int | None = None
    responsible_person: int | None = None
    supporting_units: tuple[int, ...] = ()
    started_on: date | None = None
    due_on: date | None = None
    goal: str = ""
    measures: str = ""
    party_link: str = ""
    milestones: Path = ()


TYPED = tuple(field.name for field in fields(ItemFields))
KEYS = ("year_focus", "lead_unit", "responsible_person")
PLAIN = ("title", "track", "started_on", "due_on", "goal", "measures", "party_link")
LABELS: dict[str, str | Promise] = {
    "title": _("重点工作"),
    "track": _("线别"),
    "year_focus": _("年度要求"),
    "lead_unit": _("牵头单位"),
    "responsible_person": _("责任人"),
    "supporting_units": _("配合单位"),
    "started_on": _("启动时间"),
    "due_on": _("完成时限"),
    "goal": _("主要内容及目标"),
    "measures": _("落实措施"),
    "party_link": _("党建结合点"),
    "milestones": _("路径安排"),
}


def label_of(field: str) -> str:
    """Return what a field is called, in the reader's language."""
    return str(LABELS.get(field, field))


def typed_fields(item: "LedgerItem") -> ItemFields:
    """Return what has been typed about an item that exists."""
    values: dict[str, Any] = {name: getattr(item, name) for name in PLAIN}
    values |= {name: getattr(item, f"{name}_id") for name in KEYS}
    return ItemFields(
        **values,
        supporting_units=tuple(s.unit_id for s in item.supporting.all()),
        milestones=tuple((m.title, m.due_on) for m in item.milestones.all()),
    )


def path_of(rows: Iterable[tuple[str, date]]) -> Path:
    """Return a path in the order of its dates, without blanks around titles.

    The mark that parts milestones in a cell of a workbook cannot be in a title.
    """
    tidied = ((node_title(title), day) for title, day in rows)
    return tuple(sorted(tidied, key=lambda row: row[1]))


def node_title(title: str) -> str:
    """Return the title of a milestone as it is kept."""
    return tidy(" ".join(title.split())).replace("；", "，").replace(";", ",")


def tidy(text: str) -> str:
    """Return typed text without blanks around it, with one kind of line end."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def path_in_words(path: Iterable[tuple[str, date]]) -> str:
    """Return a path as a cell of the workbook and the history hold it."""
    return "；".join(f"{title} {day.isoformat()}" for title, day in path_of(path))
