"""An item as rows, heads, forms and notices show it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from gongping.documents.figures import Node
from gongping.foundation import clock
from gongping.foundation.names import in_english, local_name
from gongping.ledger.lights import light_of, node_state, reason_of
from gongping.ledger.views import words

if TYPE_CHECKING:
    from gongping.ledger.models import LedgerItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What every screen says about an item, in the reader's language."""

    number: str
    short_number: str
    url: str
    title: str
    title_other: str
    title_other_lang: str
    light: str
    reason: str
    nodes: list[Node]
    begins: date | None
    unit: str
    unit_other: str
    person: str
    due_on: date | None
    source: str


def shown(item: "LedgerItem") -> Shown:
    """Return the item in words; its milestones, unit and person are loaded."""
    today = clock.today()
    title, other = _titles(item)
    unit = local_name(item.lead_unit)
    return Shown(
        number=item.number,
        short_number=item.number.split("-", 1)[-1],
        url=reverse("ledger:item", args=[item.number]),
        title=title,
        title_other=other,
        title_other_lang="zh-hans" if in_english() else "en",
        light=light_of(item, today).value,
        reason=reason_of(item, today),
        nodes=nodes_of(item, today),
        begins=item.started_on,
        unit=unit,
        unit_other=_original(item, unit),
        person=local_name(item.responsible_person),
        due_on=item.due_on,
        source=words.source_words()[item.kind],
    )


def nodes_of(item: "LedgerItem", today: date) -> list[Node]:
    """Return the path of the item as a figure draws it."""
    return [
        Node(milestone.due_on, node_state(milestone, today), milestone.title)
        for milestone in item.milestones.all()
    ]


def _titles(item: "LedgerItem") -> tuple[str, str]:
    """Proper names keep the Chinese beside the translation."""
    if in_english() and item.title_en:
        return item.title_en, item.title
    return item.title, ""


def _original(item: "LedgerItem", unit: str) -> str:
    original = item.lead_unit.name if item.lead_unit else ""
    return "" if unit == original else original
